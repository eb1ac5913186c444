from dataclasses import dataclass, replace
from math import inf, isnan, nan

import numpy as np
import pytest
from motions import Curve, Dip, frame_times

from posture.baseline import measure_baseline
from posture.conditions import Bound
from posture.movements import Measured, Movement, Span
from posture.phases import (
    BEYOND,
    DURATION,
    FAR,
    MAX_REST_S,
    PARTS,
    STATISTICS,
    find_parts,
    movement_value,
    named,
)
from posture.pose import PoseSequence, Side
from posture.reps import Rep
from posture.view import View, Viewpoint

DIP = Dip(depth=90.0, down_s=2.0, hold_s=1.0, up_s=2.0, rest_s=5.0)
CURVE = Curve([DIP], lead_s=1.0)
TIMES = frame_times(CURVE.duration_s, 60.0)
TRUTH = CURVE.reps[0]
REP = Rep(TRUTH.start_s, TRUTH.peak_s, TRUTH.end_s, depth=90.0, rest=0.0)


NAMES = {"far": "bottom", "beyond": "lowered", "back": "rising", "rest": "standing"}


def parts(next_start_s: float = inf, *, sign: float = 1.0, offset: float = 0.0) -> dict[str, Span]:
    rep = REP._replace(depth=sign * 90.0, rest=offset)
    return find_parts(rep, next_start_s, TIMES, offset + sign * CURVE(TIMES))


def movement(found: dict[str, Span] | None = None) -> Movement:
    found = named(parts() if found is None else found, NAMES)
    return Movement(start_s=TRUTH.start_s, peak_s=TRUTH.peak_s, end_s=TRUTH.end_s, phases=found)


def seen(values: np.ndarray) -> Measured:
    viewpoint = Viewpoint(view=View.SIDE, yaw_deg=90.0, facing=1, near=Side.RIGHT)
    poses = PoseSequence(
        TIMES,
        np.full((len(TIMES), 33, 2), nan),
        np.full((len(TIMES), 33, 3), nan),
        np.zeros((len(TIMES), 33)),
        np.array([640, 480]),
    )
    baseline = measure_baseline(poses, viewpoint)
    return Measured(time_s=TIMES, columns={"hip_height": values}, baseline=baseline)


def crossings(level: float) -> tuple[float, float]:
    """Return when the true movement goes past a share of its depth, and when it comes back."""
    fine = np.linspace(0.0, CURVE.duration_s, 200_000)
    past = fine[CURVE(fine) >= level * DIP.depth]
    return past[0], past[-1]


@pytest.mark.parametrize(("sign", "offset"), [(1.0, 0.0), (1.0, 12.0), (-1.0, 300.0)])
def test_each_part_begins_and_ends_where_the_movement_crosses_its_level(sign, offset):
    found = parts(sign=sign, offset=offset)
    beyond, middle, far = crossings(BEYOND), crossings(1.0 - BEYOND), crossings(FAR)
    expected = {
        "rep": (TRUTH.start_s, TRUTH.end_s),
        "out": (TRUTH.start_s, far[0]),
        "out_middle": (beyond[0], middle[0]),
        "beyond": beyond,
        "far": far,
        "back": (far[1], TRUTH.end_s),
        "back_middle": (middle[1], beyond[1]),
        "rest": (TRUTH.end_s, TRUTH.end_s + MAX_REST_S),
    }
    assert set(found) == set(expected) == set(PARTS)
    for part, span in expected.items():
        assert found[part] == pytest.approx(span, abs=0.004), part


def test_rest_ends_where_the_next_repetition_starts():
    assert parts(TRUTH.end_s + 0.5)["rest"].end_s == pytest.approx(TRUTH.end_s + 0.5)


def test_rest_ends_where_something_else_begins_to_move():
    driver = CURVE(TIMES)
    driver[TRUTH.end_s + 0.7 < TIMES] = 40.0
    found = find_parts(REP, inf, TIMES, driver)["rest"]
    assert found.duration_s == pytest.approx(0.7, abs=0.03)


def test_frames_without_the_driver_do_not_shift_the_parts():
    driver = CURVE(TIMES)
    driver[np.abs(TIMES - TRUTH.peak_s) < 0.1] = np.nan
    found, whole = find_parts(REP, inf, TIMES, driver), parts()
    for part, span in whole.items():
        assert found[part] == pytest.approx(span, abs=0.02), part


def test_noise_does_not_shift_the_parts_of_a_slow_movement():
    late_s = []
    times = frame_times(CURVE.duration_s, 20.0)
    for seed in range(20):
        noise = np.random.default_rng(seed).normal(0.0, 4.0, len(times))
        found, true = find_parts(REP, inf, times, CURVE(times) + noise), parts()
        late_s += [found[part].duration_s - true[part].duration_s for part in ("far", "beyond")]
    assert np.mean(np.abs(late_s)) < 0.06


def test_parts_take_the_exercises_names():
    assert set(named(parts(), NAMES)) == {
        *("rep", "out", "out_middle", "lowered", "bottom", "rising", "back_middle", "standing")
    }


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
        ("max", "rising", 81.0),
        ("median", "standing", 0.0),
    ],
)
def test_a_value_is_drawn_from_its_phase(statistic, phase, expected):
    value = movement_value(Asked(statistic, phase), CURVE(TIMES), TIMES, movement())
    assert value == pytest.approx(expected, abs=6.5)


@pytest.mark.parametrize(("hidden", "is_known"), [(0.0, True), (0.45, True), (0.55, False)])
def test_a_value_needs_enough_frames_of_its_phase(hidden, is_known):
    values = CURVE(TIMES)
    frames = np.flatnonzero(parts()["far"].frames(TIMES))
    values[frames[: int(hidden * len(frames))]] = nan
    value = movement_value(Asked("median", "bottom"), values, TIMES, movement())
    assert isnan(value) != is_known


def test_a_phase_that_did_not_happen_has_no_value():
    assert isnan(movement_value(Asked("max", "hold"), CURVE(TIMES), TIMES, movement()))


def test_a_duration_is_that_of_the_phase_whatever_was_seen():
    unseen = np.full(len(TIMES), nan)
    value = movement_value(Asked(DURATION, "rising"), unseen, TIMES, movement())
    assert value == pytest.approx(parts()["back"].duration_s)


def test_a_phase_between_two_frames_is_told_by_the_nearer():
    between = Span(TIMES[10] + 0.001, TIMES[10] + 0.002)
    instant = movement()
    instant = replace(instant, phases={"contact": between})
    value = movement_value(Asked("median", "contact"), TIMES, TIMES, instant)
    assert value == TIMES[10]


AT_REST = np.zeros(len(TIMES), bool)


def test_a_bound_from_rest_is_on_the_change():
    curve, at_rest = CURVE(TIMES), TIMES < 0.5
    level = float(np.median(curve[at_rest]))
    peak = movement_value(Bound(measure="hip_height", statistic="max"), curve, TIMES, movement())
    for above, holds in ((peak - level - 1.0, True), (peak - level + 1.0, False)):
        bound = Bound(measure="hip_height", statistic="max", above=above, from_rest=True)
        assert bound.holds(seen(curve + 40.0), movement(), at_rest) is holds


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
    bound = Bound(measure="hip_height", statistic="max", phase="bottom", **bounds)
    assert bound.holds(seen(CURVE(TIMES)), movement(), AT_REST) is holds


def test_a_bound_on_what_was_not_seen_does_not_hold():
    unseen = seen(np.full(len(TIMES), nan))
    for bounds in ({"below": inf}, {"above": -inf}):
        bound = Bound(measure="hip_height", statistic="max", **bounds)
        assert not bound.holds(unseen, movement(), AT_REST)


def test_one_frame_beyond_a_stay_does_not_shorten_it():
    """The farthest frame is the one with the largest error: the stay is told by what it lasts."""
    values = CURVE(TIMES)
    there = np.flatnonzero(values == values.max())
    beyond = values.copy()
    beyond[there[len(there) // 2]] *= 1.08
    found = find_parts(REP._replace(depth=float(beyond.max())), inf, TIMES, beyond)
    for name, span in parts().items():
        assert tuple(found[name]) == pytest.approx(tuple(span), abs=0.03), name
