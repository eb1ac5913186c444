"""What a heel raise and a stretch are read as, beside what the figure truly does."""

from dataclasses import replace

import numpy as np
import pytest
from expected_measures import LEG_M
from floor_motions import PX_PER_M, on_tiptoe, pulling_a_towel, stretching_hamstrings
from motions import Curve, Dip, frame_times
from stick_figure import FOOT_M, FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, Leg, seen

from posture.analysis import analyze
from posture.checks import CheckResult
from posture.exercises import EXERCISES
from posture.pose import Landmark, PoseSequence, Side

NEAR = {LEFT_PROFILE: Side.LEFT, RIGHT_PROFILE: Side.RIGHT}
PROFILES = pytest.mark.parametrize("yaw_deg", NEAR)
FACES = pytest.mark.parametrize("yaw_deg", [FRONT, REAR])


def check(poses: PoseSequence, key: str) -> CheckResult:
    report = analyze(poses, EXERCISES[key.partition(".")[0]]).report
    (found,) = (c for c in report.checks if c.key == key)
    return found


def unlike(middle: float, hold_s: float) -> Curve:
    """Return three movements: one less far than the middle one, and one farther."""
    return Curve([Dip(depth=share * middle, hold_s=hold_s) for share in (0.85, 1.2, 1.0)])


def aside(poses: PoseSequence, right_leg: np.ndarray) -> PoseSequence:
    """Return all above the ankles moved to the picture's right, by so many leg lengths."""
    above = [mark for mark in Landmark if not mark.name.endswith(("ANKLE", "HEEL", "TOE"))]
    image_px = poses.image_px.copy()
    image_px[:, above, 0] += (right_leg * LEG_M * PX_PER_M)[:, np.newaxis]
    return poses.with_image(image_px)


def drifting(curve: Curve, times: np.ndarray) -> np.ndarray:
    """Return a way that grows evenly from 0 to 1 in each movement, and is gone after it."""
    knots = [((rep.start_s, 0.0), (rep.end_s, 1.0), (rep.end_s + 0.5, 0.0)) for rep in curve.reps]
    return np.interp(times, *np.reshape(knots, (-1, 2)).T)


@FACES
@pytest.mark.parametrize("drift", [0.0, 0.06])
@pytest.mark.parametrize(
    ("sway", "grade", "outcome"),
    [
        (0.0, "good", "within"),
        (0.008, "good", "within"),
        (0.024, "caution", "above"),
        (0.045, "poor", "above"),
    ],
)
def test_the_sway_on_tiptoe_is_how_far_the_hips_swing_whether_they_drift_or_not(
    yaw_deg, drift, sway, grade, outcome
):
    curve = unlike(0.4, hold_s=5.0)
    times = frame_times(curve.duration_s)
    raised = on_tiptoe(curve(times), times, yaw_deg=yaw_deg)
    swing = np.sqrt(2.0) * sway * np.sin(2.0 * np.pi * 0.8 * times)
    found = check(aside(raised, swing + drift * drifting(curve, times)), "heel_raise.sway")
    assert found.value == pytest.approx(sway, rel=0.02, abs=1e-4)
    assert (found.side, found.grade, found.outcome) == (None, grade, outcome)


@PROFILES
@pytest.mark.parametrize("slope", [0.0, 0.2])
@pytest.mark.parametrize("lift", [0.2, 0.35, 0.6])
def test_the_foot_on_tiptoe_is_as_steep_as_it_is_turned_out_of_rest(yaw_deg, slope, lift):
    curve = unlike(lift, hold_s=1.0)
    times = frame_times(curve.duration_s)
    poses = on_tiptoe(curve(times), times, yaw_deg=yaw_deg)
    image_px = poses.image_px.copy()
    for side in Side:  # the toes are drawn lower than the heels, by a share of the foot
        image_px[:, Landmark.of("toe", side), 1] += slope * FOOT_M * PX_PER_M
    found = check(poses.with_image(image_px), "heel_raise.foot_angle")
    steep = np.arctan2(lift + slope, np.sqrt(1.0 - lift**2)) - np.arctan(slope)
    assert found.value == pytest.approx(-np.degrees(steep), abs=0.05)
    assert (found.side, found.outcome, found.basis) == (NEAR[yaw_deg], "within", "info")


@PROFILES
@pytest.mark.parametrize("lean_deg", [20.0, 35.0, 50.0])
def test_the_lean_of_a_hamstring_stretch_is_the_trunks(yaw_deg, lean_deg):
    curve, near = unlike(lean_deg, hold_s=8.0), NEAR[yaw_deg]
    times = frame_times(curve.duration_s)
    deepening = 0.95 + 0.1 * drifting(curve, times)  # so that the most is not the median
    body = stretching_hamstrings(deepening * curve(times), near)
    found = check(seen(body, times, yaw_deg=yaw_deg, noise_px=0.7), "hamstring_stretch.lean")
    assert found.value == pytest.approx(lean_deg, abs=0.4)
    assert (found.side, found.outcome, found.basis) == (near, "within", "info")


@PROFILES
@pytest.mark.parametrize(
    ("knee_deg", "grade", "outcome"),
    [
        (-26.0, "poor", "below"),
        (4.0, "good", "within"),
        (26.0, "caution", "above"),
        (40.0, "poor", "above"),
    ],
)
def test_the_knee_of_a_hamstring_stretch_is_the_stretched_one(yaw_deg, knee_deg, grade, outcome):
    curve, near = Curve([Dip(depth=35.0, hold_s=6.0)]), NEAR[yaw_deg]
    times = frame_times(curve.duration_s)
    body = stretching_hamstrings(curve(times), near, knee_deg)
    found = check(seen(body, times, yaw_deg=yaw_deg, noise_px=0.7), "hamstring_stretch.knee")
    assert found.value == pytest.approx(knee_deg, abs=0.2)
    assert (found.side, found.grade, found.outcome) == (near, grade, outcome)


@PROFILES
@pytest.mark.parametrize(
    ("knee_deg", "grade", "outcome"),
    [
        (-26.0, "poor", "below"),
        (4.0, "good", "within"),
        (20.0, "caution", "above"),
        (32.0, "poor", "above"),
    ],
)
def test_the_knee_of_a_calf_stretch_is_the_near_one(yaw_deg, knee_deg, grade, outcome):
    curve, near = Curve([Dip(hold_s=6.0)]), NEAR[yaw_deg]
    times = frame_times(curve.duration_s)
    body = pulling_a_towel(curve(times), near, knee_deg)
    legs = {near: body.leg(near), near.other: Leg(knee_flexion=10.0, shin_lean=-83.0)}
    body = replace(body, left=legs[Side.LEFT], right=legs[Side.RIGHT])
    found = check(seen(body, times, yaw_deg=yaw_deg, noise_px=0.7), "calf_stretch.knee")
    assert found.value == pytest.approx(knee_deg, abs=0.2)
    assert (found.side, found.grade, found.outcome) == (near, grade, outcome)
