"""Stands against the clock, and standing on one leg."""

from dataclasses import replace

import numpy as np
import pytest
from motions import Curve, Dip, frame_times, squatting, standing_up
from sitting import filmed, report_of, stands, true_stands
from stick_figure import FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, Body, Leg, pick, seen

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.norm_wording import comparisons
from posture.person_facts import Person
from posture.pose import Landmark, PoseSequence, Side
from posture.report import Report
from posture.strength.chair_stands import TimedStands

QUICK = {"down_s": 0.9, "hold_s": 0.2, "up_s": 0.9, "rest_s": 0.4}


def value(report: Report, key: str, side: Side | None = None) -> float:
    (found,) = (c for c in report.checks if c.key == key and c.side in (None, side))
    return found.value


def reasons(report: Report) -> list[str]:
    return [movement.reason for movement in report.not_counted]


@pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, FRONT])
@pytest.mark.parametrize(("fps", "jitter"), [(15, 0), (24, 0), (30, 0), (60, 0), (30, 0.8)])
def test_five_stands_are_timed(yaw_deg, fps, jitter):
    curve = stands([1.0] * 6, **QUICK)
    report = report_of(filmed(curve, yaw_deg, fps, jitter, noise_px=0.7), "five_chair_stands")
    truths = true_stands(curve, is_knee_seen=yaw_deg == LEFT_PROFILE)
    assert report.rep_count == 5
    for key, truth_s in (("t5_stand", truths[4].up_s), ("t5_sit", truths[4].end_s)):
        found_s = value(report, f"five_chair_stands.{key}")
        assert found_s == pytest.approx(truth_s - truths[0].start_s, abs=0.15)


def test_four_stands_have_no_time():
    report = report_of(filmed(stands([1.0] * 4), RIGHT_PROFILE), "five_chair_stands")
    assert {(c.outcome, c.reason) for c in report.checks} == {("not_measurable", "unfinished")}


def test_who_stays_up_after_the_fifth_has_a_time_to_the_stand_alone():
    curve = stands([1.0] * 5)
    poses = filmed(curve, RIGHT_PROFILE)
    report = report_of(
        pick(poses, poses.time_s < true_stands(curve)[4].down_s), "five_chair_stands"
    )
    assert [c.outcome == "not_measurable" for c in report.checks] == [False, True]


# Each stand is started 2.6 s after the one before it, and its rising lasts 0.9 s at most.
@pytest.mark.parametrize(
    ("rests_s", "stood"),
    [
        (0.4, 13),  # the thirteenth is up long before the end, the next begins after it
        (0.52, 12),
    ],
)
def test_stands_are_counted_for_thirty_seconds(rests_s, stood):
    curve = stands([1.0] * 16, **(QUICK | {"rest_s": rests_s}))
    report = report_of(filmed(curve, RIGHT_PROFILE), "chair_stand_30s")
    truths = true_stands(curve)
    bell_s = truths[0].start_s + 30.0
    by_then = sum(truth.up_s <= bell_s for truth in truths)
    rising = [t for t in truths if t.start_s <= bell_s < t.up_s]
    assert value(report, "chair_stand_30s.count") in (by_then, by_then + len(rising))
    assert value(report, "chair_stand_30s.count") == stood
    assert set(reasons(report)) == {"after_bell"}


@pytest.mark.parametrize(("share", "counts"), [(0.3, False), (0.7, True)])
def test_who_is_more_than_half_way_up_at_the_bell_has_stood(share, counts):
    curve = stands([1.0] * 3)
    times = frame_times(curve.duration_s)
    poses = seen(standing_up(curve(times)), times, yaw_deg=RIGHT_PROFILE)
    third = true_stands(curve)[2]
    bell_s = third.start_s + share * (third.up_s - third.start_s)
    exercise = replace(
        EXERCISES["chair_stand_30s"],
        finder=TimedStands(bell_s=bell_s - true_stands(curve)[0].start_s),
    )
    report = analyze(poses, exercise).report
    assert value(report, "chair_stand_30s.count") == (3 if counts else 2)


def test_a_recording_that_ends_before_the_bell_has_no_count():
    report = report_of(filmed(stands([1.0] * 3), RIGHT_PROFILE), "chair_stand_30s")
    assert (report.rep_count, report.absence) == (3, "")
    assert [c.reason for c in report.checks] == ["unfinished"]


@pytest.mark.parametrize("yaw_deg", [RIGHT_PROFILE, FRONT, 45.0])
def test_hands_on_the_thighs_leave_no_stand(yaw_deg):
    curve = stands([1.0] * 16, **QUICK)
    times = frame_times(curve.duration_s)
    poses = seen(standing_up(curve(times), arm_deg=0.0), times, yaw_deg=yaw_deg)
    report = report_of(poses, "chair_stand_30s")
    assert value(report, "chair_stand_30s.count") == 0.0
    assert set(reasons(report)) == {"hands_used", "after_bell"}
    assert report.absence == ""


@pytest.mark.parametrize("arm_deg", [45.0, 70.0])
@pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, FRONT, 45.0])
def test_arms_that_are_stretched_forwards_are_not_on_the_thighs(yaw_deg, arm_deg):
    curve = stands([1.0] * 5, **QUICK)
    times = frame_times(curve.duration_s)
    poses = seen(standing_up(curve(times), arm_deg=arm_deg), times, yaw_deg=yaw_deg)
    report = report_of(poses, "five_chair_stands")
    assert (report.rep_count, reasons(report)) == (5, [])


def test_rising_before_the_signal_is_a_false_start():
    curve = stands([1.0] * 5)
    poses = filmed(curve, RIGHT_PROFILE)
    go_s = true_stands(curve)[0].start_s + 0.3
    exercise = replace(EXERCISES["five_chair_stands"], finder=TimedStands(most=5, go_s=go_s))
    report = analyze(poses, exercise).report
    assert (report.rep_count, reasons(report)) == (4, ["false_start"])
    early = replace(exercise, finder=TimedStands(most=5, go_s=go_s - 0.8))
    timed = value(analyze(poses, early).report, "five_chair_stands.t5_stand")
    assert timed == pytest.approx(true_stands(curve)[4].up_s - go_s + 0.8, abs=0.1)


def test_squats_are_no_chair_stands():
    times = frame_times(25.0)
    poses = seen(squatting(Curve([Dip()] * 6)(times)), times, yaw_deg=RIGHT_PROFILE)
    report = report_of(poses, "five_chair_stands")
    assert (report.rep_count, report.absence) == (0, "no_such_movement")


def on_one_leg(
    stance: Side, lifts: list[tuple[float, float]], yaw_deg: float, duration_s: float, **camera
) -> PoseSequence:
    """Return somebody who lifts the other foot from time to time, by a fifth of the leg."""
    times = frame_times(duration_s)
    up = sum(np.clip((times - a) / 0.2, 0, 1) * np.clip((b - times) / 0.2, 0, 1) for a, b in lifts)
    bent = Leg(knee_flexion=75.0 * up, shin_lean=45.0 * up)
    legs = {str(stance): Leg(), str(stance.other): bent}
    return seen(Body(**legs, planted=(stance,)), times, yaw_deg=yaw_deg, **camera)


@pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
@pytest.mark.parametrize("stance", Side)
def test_standing_on_one_leg_is_timed_on_the_side_that_stands(yaw_deg, stance):
    poses = on_one_leg(stance, [(2.0, 8.0), (10.0, 22.0)], yaw_deg, 25.0, noise_px=0.7)
    report = report_of(poses, "single_leg_stance")
    assert [(h.side, h.ended_by) for h in report.holds] == [(stance, "foot_down")] * 2
    for hold, (a, b) in zip(report.holds, [(2.0, 8.0), (10.0, 22.0)], strict=True):
        assert (hold.start_s, hold.end_s) == pytest.approx((a, b), abs=0.2)
    assert value(report, "single_leg_stance.time", stance) == pytest.approx(12.0, abs=0.3)


@pytest.mark.parametrize("hidden", ["heel", "toe"])
def test_the_heel_of_a_lifted_foot_need_not_be_seen(hidden):
    poses = on_one_leg(Side.LEFT, [(2.0, 12.0)], FRONT, 15.0, noise_px=0.7)
    up = (poses.time_s > 2.5) & (poses.time_s < 11.5)
    image_px = poses.image_px.copy()
    image_px[up, Landmark.of(hidden, Side.RIGHT)] = np.nan
    (hold,) = report_of(poses.with_image(image_px), "single_leg_stance").holds
    assert (hold.start_s, hold.end_s) == pytest.approx((2.0, 12.0), abs=0.2)
    assert hold.ended_by == "foot_down"


@pytest.mark.parametrize(
    ("hidden_from_s", "grade", "reason"), [(5.0, "uncertain", "cut_off"), (19.0, "good", "")]
)
def test_a_foot_that_is_lost_from_sight_was_up_so_long_at_least(hidden_from_s, grade, reason):
    poses = on_one_leg(Side.LEFT, [(2.0, 22.0)], FRONT, 24.0)
    image_px = poses.image_px.copy()
    foot = [Landmark.of(name, Side.RIGHT) for name in ("ankle", "heel", "toe")]
    image_px[np.ix_(poses.time_s > hidden_from_s, foot)] = np.nan
    report = report_of(poses.with_image(image_px), "single_leg_stance")
    assert [hold.ended_by for hold in report.holds] == ["unseen"]
    (time,) = (c for c in report.checks if c.key == "single_leg_stance.time")
    assert (time.grade, time.reason) == (grade, reason)
    assert time.value == pytest.approx(hidden_from_s - 2.0, abs=0.3)
    assert comparisons(report, Person(70, "female"), None, "en") == []  # it may have been longer


def test_a_minute_is_enough():
    poses = on_one_leg(Side.LEFT, [(2.0, 70.0)], FRONT, 72.0)
    (hold,) = report_of(poses, "single_leg_stance").holds
    assert (hold.duration_s, hold.ended_by) == (pytest.approx(60.0), "time_up")


@pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
def test_standing_on_both_is_no_hold(yaw_deg):
    poses = seen(Body(), frame_times(8.0), yaw_deg=yaw_deg, noise_px=1.0)
    report = report_of(poses, "single_leg_stance")
    assert (report.holds, report.absence) == ((), "no_such_movement")


def test_a_foot_lifted_while_sitting_is_no_hold():
    """Whoever sits facing the camera may lift a foot for as long as they like."""
    times = frame_times(10.0)
    lifted = np.clip((times - 2.0) / 0.3, 0, 1) * np.clip((8.0 - times) / 0.3, 0, 1)
    legs = {
        "left": Leg(knee_flexion=85.0),
        "right": Leg(knee_flexion=85.0 - 40.0 * lifted, shin_lean=-40.0 * lifted),
    }
    poses = seen(Body(**legs, planted=(Side.LEFT,)), times, yaw_deg=FRONT)
    report = report_of(poses, "single_leg_stance")
    assert (report.holds, report.absence) == ((), "no_such_movement")


def test_who_turns_round_does_not_stand_on_one_leg():
    poses = on_one_leg(Side.LEFT, [(3.0, 6.0)], FRONT, 12.0)
    turned = on_one_leg(Side.LEFT, [(3.0, 6.0)], FRONT + 70.0, 12.0)
    is_turned = (poses.time_s > 3.4) & (poses.time_s < 9.0)
    image_px, world_m = poses.image_px.copy(), poses.world_m.copy()
    image_px[is_turned], world_m[is_turned] = turned.image_px[is_turned], turned.world_m[is_turned]
    report = report_of(replace(poses, image_px=image_px, world_m=world_m), "single_leg_stance")
    assert report.holds == ()


@pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
def test_rising_on_tiptoe_is_not_standing_on_one_leg(yaw_deg):
    """From behind the model lifts the toes with the heels."""
    times = frame_times(8.0)
    up = np.clip((times - 2.0) / 0.5, 0, 1) * np.clip((6.0 - times) / 0.5, 0, 1)
    poses = seen(Body(), times, yaw_deg=yaw_deg)
    image_px = poses.image_px.copy()
    image_px[:, :, 1] -= 25.0 * up[:, np.newaxis]
    report = report_of(poses.with_image(image_px), "single_leg_stance")
    assert (report.holds, report.absence) == ((), "no_such_movement")


def test_a_foot_that_comes_off_the_floor_while_bending_down_is_no_hold():
    times = frame_times(8.0)
    down = np.clip((times - 2.0) / 0.5, 0, 1) * np.clip((5.0 - times) / 0.5, 0, 1)
    bent = Leg(knee_flexion=75.0 * down, shin_lean=45.0 * down)
    body = Body(left=Leg(), right=bent, planted=(Side.LEFT,), trunk_lean=80.0 * down)
    report = report_of(seen(body, times, yaw_deg=FRONT), "single_leg_stance")
    assert report.holds == ()


def test_from_the_side_it_cannot_be_seen():
    poses = on_one_leg(Side.LEFT, [(2.0, 6.0)], LEFT_PROFILE, 8.0)
    assert report_of(poses, "single_leg_stance").absence == "wrong_view"


class TestComparison:
    @pytest.fixture(scope="class")
    @classmethod
    def counted(cls) -> Report:
        curve = stands([1.0] * 16, **QUICK)
        return report_of(filmed(curve, RIGHT_PROFILE), "chair_stand_30s")

    @pytest.mark.parametrize(("chair_cm", "n"), [(40.0, 1), (43.0, 2)])
    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_every_table_of_the_chair_is_named_in_a_line_of_its_own(
        self, counted, chair_cm, n, language
    ):
        lines = comparisons(counted, Person(67, "female"), chair_cm, language)
        assert len(lines) == n
        assert ("Nakatani" in lines[0]) == (chair_cm == 40.0)

    def test_without_the_chairs_height_it_is_asked_for(self, counted):
        (line,) = comparisons(counted, Person(67, "female"), None, "en")
        assert "how high" in line

    def test_without_age_or_sex_there_is_none(self, counted):
        (line,) = comparisons(counted, Person(None, "female"), 40.0, "en")
        assert line.startswith("No comparison")

    @pytest.mark.parametrize("test", ["chair_stand_30s", "five_chair_stands"])
    def test_what_may_not_be_judged_is_not_compared_either(self, test):
        curve = stands([1.0] * 16, **QUICK)
        report = report_of(filmed(curve, RIGHT_PROFILE, fps=15.0), test)
        assert report.quality == ("low_frame_rate",)
        assert any(np.isfinite(check.value) for check in report.checks)
        assert comparisons(report, Person(67, "female"), 40.0, "en") == []

    def test_a_limit_for_every_age_is_not_told_as_one_for_ones_own(self):
        poses = on_one_leg(Side.LEFT, [(2.0, 12.0)], FRONT, 15.0)
        report = report_of(poses, "single_leg_stance")
        lines = comparisons(report, Person(72, "female"), None, "en")
        by_age = [line for line in lines if "for your age" in line]
        assert len(lines) > len(by_age) > 0
        assert all("average" in line for line in by_age)
        assert sum("does not go by age" in line for line in lines) == 2  # 15 s and 5 s

    def test_an_exercise_is_not_compared(self):
        report = report_of(filmed(stands([1.0] * 3), RIGHT_PROFILE))
        assert comparisons(report, Person(67, "female"), 40.0, "en") == []
