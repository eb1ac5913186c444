"""A clip that is analysed as another exercise than it shows gives none of it."""

import pytest
from floor_motions import extending, on_tiptoe, pulling_a_towel, stretching_hamstrings
from motions import Curve, Dip, frame_times, squatting, standing_up, walking
from squats import PROFILES
from stick_figure import LEFT_PROFILE, RIGHT_PROFILE, seen

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.pose import Side

CURVE = Curve([Dip(down_s=1.5, hold_s=3.0, up_s=1.5, rest_s=1.0)] * 3, lead_s=1.0)
TIMES = frame_times(CURVE.duration_s)
DEPTH = CURVE(TIMES)
NEAR = {LEFT_PROFILE: Side.LEFT, RIGHT_PROFILE: Side.RIGHT}
BODIES = {
    "squat": lambda _: squatting(DEPTH),
    "chair_squat": lambda _: standing_up(DEPTH),
    "knee_extension": lambda near: extending(90.0 - 85.0 * DEPTH, near),
    "hamstring_stretch": lambda near: stretching_hamstrings(30.0 * DEPTH, near),
    "calf_stretch": lambda near: pulling_a_towel(DEPTH, near),
    "walking": lambda _: walking(TIMES, speed_m_s=0.1),
}
SAME = {"chair_squat": {"chair_stand_30s", "five_chair_stands"}}  # the same movement, timed


def filmed(shown: str, yaw_deg: float):
    if shown == "heel_raise":
        return on_tiptoe(0.6 * DEPTH, TIMES, yaw_deg=yaw_deg, noise_px=0.5)
    return seen(BODIES[shown](NEAR[yaw_deg]), TIMES, yaw_deg=yaw_deg, noise_px=0.5)


@PROFILES
@pytest.mark.parametrize("shown", [*BODIES, "heel_raise"])
def test_no_other_exercise_is_found_in_it(yaw_deg, shown):
    poses = filmed(shown, yaw_deg)
    for key in EXERCISES.keys() - {shown} - SAME.get(shown, set()):
        report = analyze(poses, EXERCISES[key]).report
        assert (key, report.rep_count, report.holds) == (key, 0, ())
        assert report.absence in {"no_such_movement", "wrong_view"}


@pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, RIGHT_PROFILE, 45.0])
def test_sitting_down_on_a_chair_is_no_free_squat_and_says_so(yaw_deg):
    poses = seen(standing_up(DEPTH), TIMES, yaw_deg=yaw_deg, noise_px=0.5)
    report = analyze(poses, EXERCISES["squat"]).report
    assert (report.rep_count, report.absence) == (0, "no_such_movement")
    assert {movement.reason for movement in report.not_counted} == {"sat_down"}
