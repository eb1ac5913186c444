"""How quickly a measure changes, and since when."""

from math import nan

import numpy as np
import pytest

from posture.rates import MAX_LATE_S, lateness_s, rate

TIMES = np.arange(0.0, 20.0, 1 / 30)
LIMIT = 6.0


def setting_out(acceleration: float, seed: int | None = None) -> np.ndarray:
    values = acceleration / 2 * np.maximum(TIMES - 10.0, 0.0) ** 2
    noise = np.random.default_rng(seed).normal(0.0, 0.3, len(TIMES)) if seed is not None else 0.0
    return values + noise


def when_it_set_out_s(values: np.ndarray) -> float:
    rates = rate(TIMES, values)
    passed_s = float(TIMES[np.flatnonzero((np.abs(rates) > LIMIT) & (TIMES > 9.0))[0]])
    return passed_s - lateness_s(TIMES, rates, LIMIT, passed_s)


def test_a_rate_is_that_of_a_straight_line_and_passes_over_gaps():
    values = 3.0 * TIMES
    values[100:110] = nan
    np.testing.assert_allclose(rate(TIMES, values), 3.0, atol=1e-6)
    assert np.isnan(rate(TIMES, np.full(len(TIMES), nan))).all()


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("acceleration", [25.0, 50.0, 100.0, 400.0, 2000.0])
def test_a_movement_is_told_to_have_set_out_when_it_did(acceleration, sign):
    assert when_it_set_out_s(sign * setting_out(acceleration)) == pytest.approx(10.0, abs=0.04)


@pytest.mark.parametrize("seed", range(5))
def test_noise_shifts_it_by_no_more_than_two_frames(seed):
    assert when_it_set_out_s(setting_out(60.0, seed)) == pytest.approx(10.0, abs=0.07)


def test_what_sets_out_ever_so_slowly_is_late_by_no_more_than_is_known():
    rates = 0.5 * LIMIT * np.maximum(TIMES - 10.0, 0.0)
    assert lateness_s(TIMES, rates, LIMIT, 12.0) == MAX_LATE_S


@pytest.mark.parametrize("ramp_s", [0.3, 0.6])
@pytest.mark.parametrize("back_s", [1.5, 3.0, 5.0, 8.0])
def test_one_that_soon_goes_evenly_is_told_within_a_sixth_of_a_second(back_s, ramp_s):
    speed = np.clip((TIMES - 10.0) / ramp_s, 0.0, 1.0) * (10.0 + back_s > TIMES)
    way = np.cumsum(speed)
    assert when_it_set_out_s(80.0 * way / way[-1]) == pytest.approx(10.0, abs=0.16)


def test_where_no_frame_tells_nothing_is_taken_off():
    assert lateness_s(TIMES, np.full(len(TIMES), nan), LIMIT, 10.0) == 0.0
    assert lateness_s(TIMES, 8.0 - 0.1 * TIMES, LIMIT, 10.0) == 0.0  # it slows down
