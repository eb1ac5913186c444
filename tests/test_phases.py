from dataclasses import dataclass
from math import inf, isnan, nan

import numpy as np
import pytest
from motions import Curve, Dip, frame_times

from posture.conditions import Bound
from posture.phases import LOWERED, MAX_REST_S, STATISTICS, UPRIGHT, Phases, find_phases, rep_value
from posture.reps import Rep

DIP = Dip(depth=90.0, down_s=2.0, hold_s=1.0, up_s=2.0, rest_s=5.0)
CURVE = Curve([DIP], lead_s=1.0)
TIMES = frame_times(CURVE.duration_s, 60.0)
DEPTH = CURVE(TIMES) / DIP.depth
TRUTH = CURVE.reps[0]
REP = Rep(TRUTH.start_s, TRUTH.peak_s, TRUTH.end_s, depth=90.0, rest=0.0)


def phases(next_start_s: float = inf, *, sign: float = 1.0, offset: float = 0.0) -> Phases:
    rep = REP._replace(depth=sign * 90.0, rest=offset)
    return find_phases(rep, next_start_s, TIMES, offset + sign * CURVE(TIMES))


def span(mask: np.ndarray) -> tuple[float, float]:
    """Return the first and last time, of a mask without holes."""
    frames = np.flatnonzero(mask)
    assert np.all(np.diff(frames) == 1)
    return TIMES[frames[0]], TIMES[frames[-1]]


@pytest.mark.parametrize(("sign", "offset"), [(1.0, 0.0), (1.0, 12.0), (-1.0, 300.0)])
def test_each_phase_is_its_part_of_the_repetition(sign, offset):
    found = phases(sign=sign, offset=offset)
    inside = (TRUTH.start_s <= TIMES) & (TRUTH.end_s >= TIMES)
    np.testing.assert_array_equal(found.rep, inside)
    np.testing.assert_array_equal(found.lowered, inside & (DEPTH >= LOWERED))
    np.testing.assert_array_equal(found.bottom, DEPTH >= 1.0 - UPRIGHT)
    assert span(found.bottom)[0] > TRUTH.peak_s - 1.0
    assert span(found.rising) == pytest.approx((TRUTH.peak_s, TRUTH.end_s), abs=1 / 60)
    assert span(found.standing)[0] == pytest.approx(TRUTH.end_s, abs=1 / 60)
    assert span(found.standing)[1] == pytest.approx(TRUTH.end_s + MAX_REST_S, abs=1 / 60)


def test_standing_ends_where_the_next_repetition_starts():
    assert span(phases(TRUTH.end_s + 0.5).standing)[1] <= TRUTH.end_s + 0.5


def test_frames_without_the_driver_are_in_the_whole_only():
    driver = CURVE(TIMES)
    driver[np.abs(TIMES - TRUTH.peak_s) < 0.1] = np.nan
    found = find_phases(REP, inf, TIMES, driver)
    unseen = np.isnan(driver)
    assert found.rep[unseen].all()
    for part in (found.lowered, found.rising, found.bottom, found.standing):
        assert not part[unseen].any()


@dataclass(frozen=True)
class Asked:
    statistic: str
    phase: str = "rep"
    min_seen: float = 0.5


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [("min", 5.0), ("max", 95.0), ("max_either_way", 95.0), ("median", 50.0), ("range", 90.0)],
)
def test_statistics_are_robust_against_the_extreme(statistic, expected):
    assert STATISTICS[statistic](np.arange(101.0)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "expected"), [([-9, -9, 1], -9.0), ([-1, 8, 8], 8.0), ([-3, -3], -3.0)]
)
def test_max_either_way_keeps_the_sign_of_the_farther_side(values, expected):
    assert STATISTICS["max_either_way"](np.array(values, float)) == pytest.approx(expected, abs=0.8)


@pytest.mark.parametrize(
    ("statistic", "phase", "expected"),
    [
        ("max", "rep", 90.0),
        ("min", "lowered", 18.0),
        ("median", "bottom", 90.0),
        ("min", "bottom", 81.0),
        ("max", "rising", 90.0),
        ("median", "standing", 0.0),
    ],
)
def test_a_value_is_drawn_from_its_phase(statistic, phase, expected):
    value = rep_value(Asked(statistic, phase), CURVE(TIMES), phases())
    assert value == pytest.approx(expected, abs=6.5)


@pytest.mark.parametrize(("hidden", "is_known"), [(0.0, True), (0.45, True), (0.55, False)])
def test_a_value_needs_enough_frames_of_its_phase(hidden, is_known):
    values = CURVE(TIMES)
    frames = np.flatnonzero(phases().bottom)
    values[frames[: int(hidden * len(frames))]] = nan
    assert isnan(rep_value(Asked("median", "bottom"), values, phases())) != is_known


def test_a_phase_without_frames_has_no_value():
    empty = np.zeros(len(TIMES), bool)
    none = Phases(rep=empty, lowered=empty, rising=empty, bottom=empty, standing=empty)
    assert isnan(rep_value(Asked("max"), CURVE(TIMES), none))


@pytest.mark.parametrize(
    ("bounds", "holds"),
    [
        ({"above": 85.0}, True),
        ({"above": 95.0}, False),
        ({"below": 95.0}, True),
        ({"below": 85.0}, False),
        ({"below": 10.0, "above": 85.0}, True),
        ({}, False),
    ],
)
def test_a_bound_holds_on_its_outer_side(bounds, holds):
    if "above" not in bounds:
        bounds = bounds | {"above": inf}
    bound = Bound(measure="hip_height", statistic="max", phase="bottom", **bounds)
    assert bound.holds(CURVE(TIMES), phases()) is holds


def test_a_bound_on_what_was_not_seen_does_not_hold():
    unseen = np.full(len(TIMES), nan)
    for bounds in ({"below": inf}, {"above": -inf}):
        assert not Bound(measure="hip_height", statistic="max", **bounds).holds(unseen, phases())
