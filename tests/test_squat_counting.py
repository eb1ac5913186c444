"""Which movements of a figure are counted as squats, and which are not."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import (
    Curve,
    Dip,
    bending_one_knee,
    bowing,
    frame_times,
    picking_up,
    raising_arms,
    squatting,
    walking,
)
from squats import EVERY_VIEW, PROFILES, VIEWS, filmed, reasons, report_of
from stick_figure import (
    RIGHT_PROFILE,
    SHIN_M,
    SIZES,
    THIGH_M,
    Body,
    Leg,
    moving_over,
    one_after_another,
    pick,
    seen,
    turned,
)

from posture.pose import Landmark, Side


@EVERY_VIEW
@pytest.mark.parametrize("size_px", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("noise_px", [0.0, 2.0])
def test_a_set_is_counted_from_wherever_it_is_seen(yaw_deg, size_px, noise_px):
    curve = Curve([Dip()] * 5)
    report = report_of(filmed(curve, yaw_deg, size_px=size_px, noise_px=noise_px))
    assert report.rep_count == 5
    assert not report.not_counted
    for rep, truth in zip(report.reps, curve.reps, strict=True):
        assert rep.peak_s == pytest.approx(truth.peak_s, abs=0.15)
    for before, after in pairwise(report.reps):
        assert before.start_s < before.peak_s < before.end_s < after.start_s


@settings(max_examples=40)
@given(
    depths=st.lists(st.floats(0.75, 1.0), min_size=1, max_size=5),
    knee_deg=st.floats(60.0, 110.0),
    pace_s=st.floats(0.7, 2.5),
    rest=st.sampled_from([0.0, 0.15]),
    fps=st.sampled_from([10.0, 25.0, 60.0]),
    yaw_deg=st.sampled_from(list(VIEWS.values())),
    seed=st.integers(0, 99),
)
def test_sets_of_any_depth_and_pace_are_counted(depths, knee_deg, pace_s, rest, fps, yaw_deg, seed):
    dips = [Dip(depth=d, down_s=pace_s, up_s=pace_s, rest=rest) for d in depths]
    curve = Curve(dips)
    times = frame_times(curve.duration_s, fps, jitter=0.4, seed=seed)
    body = squatting(curve(times), knee_deg=knee_deg)
    report = report_of(seen(body, times, yaw_deg=yaw_deg, noise_px=1.0, seed=seed))
    assert report.rep_count == len(depths)


@EVERY_VIEW
def test_a_quick_squat_is_counted_and_a_twitch_is_not(yaw_deg):
    quick = Curve([Dip(down_s=0.6, up_s=0.6, hold_s=0.0)] * 3)
    assert report_of(filmed(quick, yaw_deg, fps=60)).rep_count == 3
    twitch = Curve([Dip(down_s=0.25, up_s=0.25, hold_s=0.0)] * 3)
    report = report_of(filmed(twitch, yaw_deg, fps=60))
    assert report.rep_count == 0
    assert reasons(report) == {"too_quick"}


def test_a_long_stay_is_no_repetition():
    report = report_of(filmed(Curve([Dip(), Dip(hold_s=25.0)]), RIGHT_PROFILE, fps=10))
    assert report.rep_count == 1
    assert reasons(report) == {"too_slow"}


@EVERY_VIEW
def test_a_half_hearted_dip_is_named_and_not_counted(yaw_deg):
    report = report_of(filmed(Curve([Dip(), Dip(depth=0.55), Dip()]), yaw_deg))
    assert report.rep_count == 2
    assert reasons(report) == {"too_shallow"}


@EVERY_VIEW
@pytest.mark.parametrize(
    ("motion", "reason"), [(picking_up, "reached_down"), (bowing, "bent_over")]
)
def test_reaching_for_the_floor_is_no_squat(yaw_deg, motion, reason):
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    report = report_of(seen(motion(curve(times)), times, yaw_deg=yaw_deg))
    assert report.rep_count == 0
    assert reasons(report) == {reason}


@EVERY_VIEW
@pytest.mark.parametrize(
    ("knee_deg", "trunk_deg", "arm_deg"), [(90.0, 64.0, 90.0), (125.0, 45.0, 0.0)]
)
def test_leaning_far_over_or_hanging_hands_alone_make_no_pick_up(
    yaw_deg, knee_deg, trunk_deg, arm_deg
):
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    body = squatting(
        depth, knee_deg=knee_deg, trunk_lean=trunk_deg * depth, arm_raise=arm_deg * depth
    )
    assert report_of(seen(body, times, yaw_deg=yaw_deg)).rep_count == 3


@EVERY_VIEW
def test_hands_that_hang_below_the_knees_of_who_squats_far_bent_over_are_no_pick_up(yaw_deg):
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    assert (
        report_of(seen(picking_up(curve(times), knee_deg=80.0), times, yaw_deg=yaw_deg)).rep_count
        == 3
    )


@EVERY_VIEW
def test_crouching_right_over_is_no_squat_though_the_hands_are_soon_lost(yaw_deg):
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    crouching = seen(
        squatting(depth, knee_deg=95.0, trunk_lean=75.0 * depth, arm_raise=0.0 * depth),
        times,
        yaw_deg=yaw_deg,
    )
    hands = [Landmark.of("wrist", side) for side in Side]
    crouching.visibility[np.ix_(depth > 0.9, hands)] = 0.0
    report = report_of(crouching)
    assert report.rep_count == 0
    assert reasons(report) == {"reached_down"}


def test_a_bottle_picked_up_between_squats_leaves_the_set_alone():
    curve = Curve([Dip()] * 5)
    times = frame_times(curve.duration_s)
    third = np.abs(times - curve.reps[2].peak_s) < 1.6
    squats = seen(squatting(curve(times)), times, yaw_deg=RIGHT_PROFILE)
    pick_up = seen(picking_up(curve(times)), times, yaw_deg=RIGHT_PROFILE)
    squats.image_px[third] = pick_up.image_px[third]
    report = report_of(squats)
    assert report.rep_count == 4
    assert reasons(report) == {"reached_down"}
    (movement,) = report.not_counted
    assert movement.start_s < curve.reps[2].peak_s < movement.end_s


@PROFILES
@pytest.mark.parametrize("bent", Side)
def test_bending_one_knee_behind_is_no_squat(yaw_deg, bent):
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    report = report_of(seen(bending_one_knee(curve(times), bent), times, yaw_deg=yaw_deg))
    assert report.rep_count == 0


@PROFILES
@pytest.mark.parametrize("lifted", Side)
def test_a_step_on_the_spot_is_no_squat(yaw_deg, lifted):
    """The knee bends, and the hip comes nearer to the ankle because that comes up."""
    curve = Curve([Dip(down_s=0.6, up_s=0.6)] * 3)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    own, other = Leg(knee_flexion=45.0 * depth, shin_lean=20.0 * depth), Leg()
    legs = {str(lifted): own, str(lifted.other): other}
    poses = seen(Body(**legs, planted=(lifted.other,)), times, yaw_deg=yaw_deg)
    report = report_of(poses)
    assert report.rep_count == 0
    is_near = (lifted is Side.LEFT) == (yaw_deg < 0)
    assert reasons(report) == ({"foot_lifted"} if is_near else set())


@EVERY_VIEW
def test_turning_round_is_no_squat_but_squatting_the_other_way_round_is(yaw_deg):
    curve = Curve([Dip()] * 4)
    times = frame_times(curve.duration_s)
    poses = seen(squatting(curve(times)), times, yaw_deg=yaw_deg)
    second = curve.reps[1]
    while_down = np.interp(times, [second.start_s, second.end_s], [0.0, 180.0])
    report = report_of(turned(poses, while_down))
    assert (report.rep_count, reasons(report)) == (3, {"turned"})


@EVERY_VIEW
def test_sitting_down_for_good_is_no_squat(yaw_deg):
    times = frame_times(8.0)
    depth = Curve([Dip(hold_s=60.0)], lead_s=3.0)(times)
    report = report_of(seen(squatting(depth), times, yaw_deg=yaw_deg))
    assert (report.rep_count, report.not_counted) == (0, ())


@EVERY_VIEW
@pytest.mark.parametrize("dropped", [0.1, 0.4])
def test_dropped_frames_lose_no_squat(yaw_deg, dropped):
    curve = Curve([Dip()] * 4)
    poses = filmed(curve, yaw_deg, noise_px=1.0)
    kept = np.random.default_rng(1).random(len(poses)) >= dropped
    report = report_of(pick(poses, kept))
    assert report.rep_count == 4
    for rep, truth in zip(report.reps, curve.reps, strict=True):
        assert rep.peak_s == pytest.approx(truth.peak_s, abs=0.15)


@EVERY_VIEW
def test_walking_is_no_squat(yaw_deg):
    times = frame_times(6.0)
    body = walking(times, speed_m_s=0.3)
    assert report_of(seen(body, times, yaw_deg=yaw_deg, fill=0.4)).rep_count == 0


@EVERY_VIEW
@pytest.mark.parametrize("noise_px", [0.0, 2.0])
def test_standing_and_raising_the_arms_are_no_squats(yaw_deg, noise_px):
    times = frame_times(8.0)
    for body in (Body(), raising_arms(times)):
        report = report_of(seen(body, times, yaw_deg=yaw_deg, noise_px=noise_px))
        assert (report.rep_count, report.not_counted) == (0, ())


@EVERY_VIEW
@pytest.mark.parametrize("count", [1, 4])
def test_walking_up_before_a_set_and_away_after_it_leaves_it_alone(yaw_deg, count):
    curve, steps = Curve([Dip()] * count), frame_times(3.0)
    times = frame_times(curve.duration_s)
    away = walking(steps, speed_m_s=0.6)
    up = replace(away, travel_m=away.travel_m - 1.8)
    camera = {"yaw_deg": yaw_deg, "fill": 0.5, "noise_px": 1.0}
    squats = seen(squatting(curve(times)), times, **camera)
    comes, goes = (seen(walk, steps, **camera) for walk in (up, away))
    poses = one_after_another(
        comes, moving_over(comes, squats), squats, moving_over(squats, goes), goes
    )
    report = report_of(poses)
    assert report.rep_count == count
    assert reasons(report) <= {"feet_moved"}


@PROFILES
def test_squatting_while_stepping_away_is_not_counted(yaw_deg):
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    drift = replace(squatting(curve(times)), travel_m=0.15 * times - 0.6)
    report = report_of(seen(drift, times, yaw_deg=yaw_deg))
    assert report.rep_count == 0
    assert reasons(report) == {"feet_moved"}


@pytest.mark.parametrize("cut_s", [2.3, 2.6])
def test_movements_cut_off_by_the_recording_are_not_counted(cut_s):
    poses = filmed(Curve([Dip()] * 4), RIGHT_PROFILE)
    late = pick(poses, poses.time_s > cut_s)
    early = pick(poses, poses.time_s < poses.time_s[-1] - cut_s)
    assert report_of(late).rep_count == report_of(early).rep_count == 3


LEG_PX = (THIGH_M + SHIN_M) * 0.7 * 720 / 1.6


@EVERY_VIEW
def test_jumping_on_the_spot_is_no_squat(yaw_deg):
    curve = Curve([Dip(down_s=0.6, hold_s=0.0, up_s=0.6, rest_s=0.0)] * 5, lead_s=0.0)
    times = frame_times(curve.duration_s)
    bend = curve(times)
    poses = seen(squatting(bend, knee_deg=70.0), times, yaw_deg=yaw_deg)
    in_the_air = 1.0 - bend  # while straight
    rise_px = 0.18 * LEG_PX * np.stack([0.0 * bend, -in_the_air], axis=-1)
    report = report_of(poses.with_image(poses.image_px + rise_px[:, np.newaxis]))
    assert report.rep_count == 0
    assert reasons(report) == {"feet_moved"}
