"""Which movements are standing up from a chair, when their parts begin, what is made of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import Curve, Dip, bowing, frame_times, picking_up, squatting, standing_up, walking
from sitting import fidgeting, filmed, report_of, stands, true_stands
from stick_figure import FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, Body, pick, seen

from posture.pose import Side

VIEWS = {
    "left": LEFT_PROFILE,
    "right": RIGHT_PROFILE,
    "front": FRONT,
    "rear": REAR,
    "oblique": 45.0,
}
EVERY_VIEW = pytest.mark.parametrize("yaw_deg", VIEWS.values(), ids=VIEWS)


def reasons(report) -> list[str]:
    return [movement.reason for movement in report.not_counted]


def found(report, aspect: str, side: Side | None = None):
    return next(
        c
        for c in report.checks
        if c.key == f"chair_squat.{aspect}" and (side is None or c.side is side)
    )


@EVERY_VIEW
@pytest.mark.parametrize("fps", [15.0, 24.0, 30.0, 60.0])
def test_each_part_begins_and_ends_when_it_does(yaw_deg, fps):
    curve = stands([1.0, 1.0, 1.0])
    report = report_of(filmed(curve, yaw_deg, fps, jitter=0.5, noise_px=0.7))
    assert (report.rep_count, report.not_counted, report.absence) == (3, (), "")
    truths = true_stands(curve, is_knee_seen=yaw_deg in (LEFT_PROFILE, RIGHT_PROFILE))
    for rep, truth in zip(report.reps, truths, strict=True):
        assert rep.start_s == pytest.approx(truth.start_s, abs=0.1)
        assert rep.phases["rising"].end_s == pytest.approx(truth.up_s, abs=0.1)
        assert rep.phases["lowering"].start_s == pytest.approx(truth.down_s, abs=0.1)
        assert rep.end_s == pytest.approx(truth.end_s, abs=0.1)


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(1, 5),
    up_s=st.floats(0.6, 3.0),
    hold_s=st.floats(0.2, 2.0),
    down_s=st.floats(0.6, 3.0),
    pause_s=st.floats(0.3, 3.0),
    knee_deg=st.floats(80.0, 105.0),
    noise_px=st.floats(0.0, 1.5),
    dropped=st.floats(0.0, 0.3),
    fps=st.sampled_from([15.0, 25.0, 30.0, 60.0]),
    yaw_deg=st.sampled_from(list(VIEWS.values())),
    seed=st.integers(0, 99),
)
def test_stands_of_any_pace_are_counted(
    n, up_s, hold_s, down_s, pause_s, knee_deg, noise_px, dropped, fps, yaw_deg, seed
):
    curve = stands([1.0] * n, down_s=up_s, hold_s=hold_s, up_s=down_s, rest_s=pause_s)
    times = frame_times(curve.duration_s, fps, jitter=0.5, seed=seed)
    body = standing_up(curve(times), knee_deg=knee_deg)
    poses = seen(body, times, yaw_deg=yaw_deg, noise_px=noise_px, seed=seed)
    kept = np.random.default_rng(seed).random(len(poses)) >= dropped
    assert report_of(pick(poses, kept)).rep_count == n


@EVERY_VIEW
@pytest.mark.parametrize(("extent", "reason"), [(0.4, "incomplete"), (0.2, "failed_attempt")])
def test_a_rise_that_stops_is_named_and_not_counted(yaw_deg, extent, reason):
    report = report_of(filmed(stands([1.0, extent, 1.0]), yaw_deg, noise_px=0.7))
    assert report.rep_count == 2
    assert reasons(report) == [reason]
    assert report.reps[0].end_s < report.not_counted[0].start_s < report.reps[1].start_s


@EVERY_VIEW
def test_who_stays_standing_has_not_finished_the_repetition(yaw_deg):
    curve = stands([1.0, 1.0, 1.0])
    poses = filmed(curve, yaw_deg)
    standing = pick(poses, poses.time_s < true_stands(curve)[2].down_s)
    assert report_of(standing).rep_count == 2
    assert report_of(standing, "five_chair_stands").rep_count == 3


@EVERY_VIEW
def test_a_dip_that_does_not_reach_the_seat_is_no_repetition(yaw_deg):
    curve = Curve(
        [Dip(depth=1.0, rest=0.25), Dip(depth=1.0, rest=0.0), Dip(depth=1.0, rest=0.0)],
        lead_s=1.5,
    )
    report = report_of(filmed(curve, yaw_deg))
    assert (report.rep_count, reasons(report)) == (2, ["did_not_sit"])


TIMES = frame_times(20.0)
SET = Curve([Dip()] * 4)(TIMES)
DISTRACTIONS = {
    "squats": squatting(SET),
    "deep squats": squatting(SET, knee_deg=125.0),
    "bows": bowing(SET),
    "picking up": picking_up(SET),
    "standing": Body(),
    "walking": walking(TIMES, speed_m_s=0.1),
    "fidgeting on the chair": fidgeting(TIMES),
}


@EVERY_VIEW
@pytest.mark.parametrize("body", DISTRACTIONS.values(), ids=DISTRACTIONS)
def test_what_is_no_chair_squat_gives_no_repetition(yaw_deg, body):
    report = report_of(seen(body, TIMES, yaw_deg=yaw_deg, noise_px=1.0, fill=0.5))
    assert (report.rep_count, report.not_counted) == (0, ())
    assert report.absence == "no_such_movement"


@EVERY_VIEW
def test_squats_after_sitting_are_no_chair_squats(yaw_deg):
    sits, squats = stands([1.0, 1.0]), Curve([Dip()] * 3, lead_s=0.3)
    first, times = filmed(sits, yaw_deg), frame_times(squats.duration_s)
    # from the last stand on, squats as deep as the chair
    up_s = true_stands(sits)[1].up_s + 0.3
    later = seen(squatting(squats(times), knee_deg=105.0), times, yaw_deg=yaw_deg)
    kept = pick(first, first.time_s < up_s)
    poses = replace(
        kept,
        time_s=np.concatenate([kept.time_s, later.time_s + up_s + 0.05]),
        **{
            name: np.concatenate([getattr(kept, name), getattr(later, name)])
            for name in ("image_px", "world_m", "visibility")
        },
    )
    assert report_of(poses).rep_count == 1


@pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, RIGHT_PROFILE])
def test_a_growing_recording_counts_what_is_finished(yaw_deg):
    curve = stands([1.0, 1.0])
    poses, truths = filmed(curve, yaw_deg), true_stands(curve)
    for end_s in np.arange(1.0, curve.duration_s, 0.4):
        finished = sum(truth.end_s + 0.15 < end_s for truth in truths)
        begun = sum(truth.end_s - 0.15 < end_s for truth in truths)
        assert finished <= report_of(pick(poses, poses.time_s <= end_s)).rep_count <= begun


@pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, RIGHT_PROFILE])
def test_the_checks_read_what_the_figure_does(yaw_deg):
    curve = stands([1.0] * 4, down_s=4.0, up_s=8.0, rest_s=1.5)
    report, truths = report_of(filmed(curve, yaw_deg)), true_stands(curve)
    expected = {
        "lowering_time": np.median([t.end_s - t.down_s for t in truths]),
        "rising_time": np.median([t.up_s - t.start_s for t in truths]),
        "full_stand": 0.0,
        "bow": 8.0 + 32.0 - 4.0,
        "foot_placement": 12.0,
        "seated_knee": 96.0,
        "hip_angle": 96.0 - 12.0 + 8.0,
        "heel_lift": 0.0,
        "reps": 4.0,
    }
    for aspect, value in expected.items():
        tolerance = 0.1 if aspect.endswith("time") or aspect == "heel_lift" else 2.5
        assert found(report, aspect).value == pytest.approx(value, abs=tolerance), aspect
    for aspect in ("lowering_time", "rising_time", "full_stand", "bow", "hips_back", "heel_lift"):
        assert found(report, aspect).outcome == "within", aspect


def test_dropping_into_the_chair_is_flagged():
    report = report_of(filmed(stands([1.0] * 3, up_s=1.0), RIGHT_PROFILE))
    assert (found(report, "lowering_time").grade, report.rep_count) == ("poor", 3)


@pytest.mark.parametrize(
    ("bow_deg", "outcome"), [(0.0, "below"), (32.0, "within"), (64.0, "above")]
)
def test_the_depth_of_the_bow_is_judged(bow_deg, outcome):
    curve = stands([1.0] * 3)
    times = frame_times(curve.duration_s)
    body = standing_up(curve(times), bow_deg=bow_deg)
    report = report_of(seen(body, times, yaw_deg=RIGHT_PROFILE))
    assert found(report, "bow").outcome == outcome


@pytest.mark.parametrize(("ahead_s", "outcome"), [(0.35, "within"), (-0.3, "below")])
def test_bowing_before_the_hips_lift_is_told_from_bowing_afterwards(ahead_s, outcome):
    curve = stands([1.0] * 3, rest_s=2.0, lead_s=2.5)
    times = frame_times(curve.duration_s)
    starts_s = [truth.start_s for truth in true_stands(curve)]
    bow = sum(np.exp(-(((times - s + ahead_s - 0.35) / 0.35) ** 2)) for s in starts_s)
    body = replace(standing_up(curve(times), bow_deg=0.0), trunk_lean=5.0 + 30.0 * bow)
    report = report_of(seen(body, times, yaw_deg=RIGHT_PROFILE))
    assert found(report, "bow_first").outcome == outcome


def test_slowing_down_is_told_from_eight_repetitions_on():
    quick, slow = ({"down_s": s, "hold_s": 0.3, "up_s": 1.0, "rest_s": 0.5} for s in (1.0, 2.2))
    dips = [Dip(depth=1.0, **tempo) for tempo in (*[quick] * 5, *[slow] * 3)]
    report = report_of(filmed(Curve(dips, lead_s=1.5), RIGHT_PROFILE))
    assert found(report, "late_slowing").value == pytest.approx(2.2, abs=0.1)
    assert found(report, "late_slowing").outcome == "above"
    few = report_of(filmed(Curve(dips[1:], lead_s=1.5), RIGHT_PROFILE))
    assert found(few, "late_slowing").reason == "too_few"


@EVERY_VIEW
@pytest.mark.parametrize(("fallen", "outcome"), [(0.0, "within"), (0.4, "above")])
def test_sinking_back_once_on_the_way_up_is_told_of_the_set(yaw_deg, fallen, outcome):
    curve = stands([1.0] * 4, down_s=3.0)  # the way out of the seat
    times = frame_times(curve.duration_s)
    half_way_s = true_stands(curve)[1].start_s + 0.8
    dip = np.interp(times, half_way_s + np.array([0.0, 0.3, 0.7]), [0.0, fallen, 0.0])
    body = standing_up(curve(times) - dip)
    report = report_of(seen(body, times, yaw_deg=yaw_deg, noise_px=0.5))
    assert report.rep_count == 4
    assert found(report, "setback").outcome == outcome


@pytest.mark.parametrize("fallen_in", Side)
def test_a_knee_that_falls_in_while_rising_is_read_on_its_own_side(fallen_in):
    curve = stands([1.0] * 3)
    times = frame_times(curve.duration_s)
    up = curve(times)
    body = standing_up(up)
    leg = replace(body.left, shin_out=24.0 * 4.0 * up * (1.0 - up))
    report = report_of(seen(replace(body, **{str(fallen_in): leg}), times, yaw_deg=FRONT))
    assert found(report, "knee_in", fallen_in).outcome == "above"
    assert found(report, "knee_in", fallen_in.other).outcome == "within"


def test_leaning_aside_while_rising_names_the_side():
    curve = stands([1.0] * 3)
    times = frame_times(curve.duration_s)
    up = curve(times)
    body = replace(standing_up(up), trunk_lean=0.0, lateral_trunk_lean=-48.0 * up * (1.0 - up))
    lean = found(report_of(seen(body, times, yaw_deg=FRONT)), "side_lean")
    assert (lean.side, lean.outcome) == (Side.LEFT, "above")


@EVERY_VIEW
def test_hand_support_is_told_only_from_where_an_arm_towards_the_camera_is_seen_as_one(yaw_deg):
    support = found(report_of(filmed(stands([1.0, 1.0, 1.0]), yaw_deg)), "hand_support")
    assert (support.reason == "view") == (yaw_deg in (FRONT, REAR))
