"""Squats of a figure, from landmarks to the report."""

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
from stick_figure import (
    FRONT,
    LEFT_PROFILE,
    REAR,
    RIGHT_PROFILE,
    SIZES,
    Body,
    Leg,
    mirrored,
    one_after_another,
    pick,
    seen,
)

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.pose import Landmark, PoseSequence, Side
from posture.report import Report
from posture.view import View

VIEWS = {
    "facing left": LEFT_PROFILE,
    "facing right": RIGHT_PROFILE,
    "front": FRONT,
    "rear": REAR,
    "oblique": 45.0,
}
EVERY_VIEW = pytest.mark.parametrize("yaw_deg", VIEWS.values(), ids=VIEWS)
PROFILES = pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, RIGHT_PROFILE])


def report_of(poses: PoseSequence, view: View | None = None) -> Report:
    return analyze(poses, EXERCISES["squat"], view).report


def filmed(curve: Curve, yaw_deg: float, fps: float = 30.0, **camera: object) -> PoseSequence:
    times = frame_times(curve.duration_s, fps)
    return seen(squatting(curve(times)), times, yaw_deg=yaw_deg, **camera)


def reasons(report: Report) -> set[str]:
    return {movement.reason for movement in report.not_counted}


def check(report: Report, key: str, side: Side | None = None):
    (found,) = (c for c in report.checks if c.key == key and side in (None, c.side))
    return found


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
    poses = one_after_another(seen(up, steps, **camera), squats, seen(away, steps, **camera))
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


@PROFILES
def test_the_checks_read_the_figures_angles(yaw_deg):
    near = Side.LEFT if yaw_deg == LEFT_PROFILE else Side.RIGHT
    curve = Curve([Dip(hold_s=1.0)] * 4)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    leg = Leg(knee_flexion=100.0 * depth, shin_lean=30.0 * depth, heel_lift=0.12 * depth)
    other = Leg(knee_flexion=60.0 * depth, shin_lean=18.0 * depth)
    legs = {near: leg, near.other: other}
    body = Body(
        left=legs[Side.LEFT], right=legs[Side.RIGHT], trunk_lean=45.0 * depth, planted=(near,)
    )
    report = report_of(seen(body, times, yaw_deg=yaw_deg))
    for key, value in {
        "squat.depth": 90.0 + 30.0 - 100.0,
        "squat.peak_knee_flexion": 100.0,
        "squat.trunk_shin": 45.0 - 30.0,
        "squat.full_stand": 0.0,
        "squat.heel_lift": 0.12,
    }.items():
        found = check(report, key)
        assert found.side is near, key
        tolerance = 0.02 if found.unit == "foot" else 1.0
        assert found.value == pytest.approx(value, abs=tolerance), key
        assert found.reps_used == 4
        per_rep = [rep.values[f"{key}.{near}"] for rep in report.reps]
        assert found.value == pytest.approx(np.median(per_rep)), key


@pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
@pytest.mark.parametrize("fallen_in", Side)
def test_a_knee_that_falls_in_is_read_on_its_own_side(yaw_deg, fallen_in):
    curve = Curve([Dip(hold_s=1.0)] * 4)
    times = frame_times(curve.duration_s)
    depth = curve(times)

    def leg(extra_deg: float) -> Leg:
        # already 3 degrees in when standing: only the change counts
        return Leg(
            knee_flexion=50.0 * depth,
            shin_lean=20.0 * depth,
            shin_out=3.0 + extra_deg * depth,
        )

    legs = {fallen_in: leg(16.0), fallen_in.other: leg(0.0)}
    body = Body(left=legs[Side.LEFT], right=legs[Side.RIGHT])
    report = report_of(seen(body, times, yaw_deg=yaw_deg))
    valgus = {side: check(report, "squat.dynamic_valgus", side) for side in Side}
    assert valgus[fallen_in].value == pytest.approx(16.0, abs=0.5)
    assert valgus[fallen_in].outcome == "above"
    assert valgus[fallen_in.other].value == pytest.approx(0.0, abs=0.5)
    assert valgus[fallen_in.other].outcome == "within"
    knee_in = {side: check(report, "squat.knee_in", side) for side in Side}
    assert knee_in[fallen_in].value > 0.2 > 0.05 > abs(knee_in[fallen_in.other].value)


@pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
@pytest.mark.parametrize(("lean_deg", "side"), [(10.0, Side.RIGHT), (-10.0, Side.LEFT)])
def test_leaning_aside_names_the_side_leant_to(yaw_deg, lean_deg, side):
    curve = Curve([Dip(hold_s=1.0)] * 4)
    times = frame_times(curve.duration_s)
    aside = 2.0 + lean_deg * curve(times)  # already 2 degrees when standing: the change counts
    body = replace(squatting(curve(times)), trunk_lean=0.0, lateral_trunk_lean=aside)
    found = check(report_of(seen(body, times, yaw_deg=yaw_deg)), "squat.side_lean")
    assert found.side is side
    assert found.value == pytest.approx(10.0, abs=0.5)
    assert found.outcome == "above"


@EVERY_VIEW
def test_what_the_view_cannot_give_is_not_measurable(yaw_deg):
    report = report_of(filmed(Curve([Dip()] * 4), yaw_deg))
    seen_from = {
        View.SIDE: {"depth", "peak_knee_flexion", "trunk_shin", "full_stand", "heel_lift"},
        View.FRONT: {"knee_in", "dynamic_valgus", "side_lean"},
        View.REAR: {"knee_in", "dynamic_valgus", "side_lean"},
        View.OBLIQUE: set(),
    }[report.view]
    for found in report.checks:
        if found.key.removeprefix("squat.") in seen_from:
            assert np.isfinite(found.value), found.key
        else:
            assert (found.outcome, found.reason) == ("not_measurable", "view"), found.key
            assert np.isnan(found.value)


@EVERY_VIEW
def test_a_mirror_swaps_sides_and_changes_no_number(yaw_deg):
    poses = filmed(Curve([Dip()] * 4), yaw_deg, noise_px=1.0)
    report, mirror = report_of(poses), report_of(mirrored(poses))
    assert [rep.start_s for rep in mirror.reps] == pytest.approx(
        [rep.start_s for rep in report.reps], abs=1e-6
    )
    for found in report.checks:
        side = found.side.other if found.side else None
        twin = check(mirror, found.key, side)
        assert (twin.outcome, twin.grade, twin.reason) == (found.outcome, found.grade, found.reason)
        assert twin.value == pytest.approx(found.value, abs=1e-6, nan_ok=True)


@pytest.mark.parametrize(("reps", "reason"), [(1, "few_reps"), (2, "few_reps"), (3, "")])
def test_a_set_is_judged_from_three_repetitions_on(reps, reason):
    found = check(report_of(filmed(Curve([Dip()] * reps), RIGHT_PROFILE)), "squat.trunk_shin")
    assert found.reason == reason
    assert found.outcome == ("uncertain" if reason else "within")
    assert found.value == pytest.approx(0.0, abs=0.1)


def test_a_slow_recording_is_counted_and_not_judged():
    report = report_of(filmed(Curve([Dip()] * 4), RIGHT_PROFILE, fps=10))
    assert report.rep_count == 4
    assert "low_frame_rate" in report.quality
    assert {c.reason for c in report.checks} == {"low_frame_rate", "view"}
    assert {c.outcome for c in report.checks} == {"uncertain", "not_measurable"}


def test_without_a_movement_nothing_is_measured():
    report = report_of(seen(Body(), frame_times(5.0), yaw_deg=RIGHT_PROFILE))
    assert {c.reason for c in report.checks} == {"no_reps", "view"}


def test_the_same_landmarks_give_the_same_bytes():
    poses = filmed(Curve([Dip()] * 4), RIGHT_PROFILE, noise_px=2.0)
    assert report_of(poses).to_json() == report_of(poses).to_json()


def test_single_precision_changes_hardly_anything():
    poses = filmed(Curve([Dip()] * 4), RIGHT_PROFILE)
    names = ("image_px", "world_m", "visibility")
    single = replace(poses, **{name: getattr(poses, name).astype(np.float32) for name in names})
    for found, rough in zip(report_of(poses).checks, report_of(single).checks, strict=True):
        assert rough.value == pytest.approx(found.value, abs=1e-3, nan_ok=True)


def test_a_far_leg_that_is_never_seen_does_not_matter_from_the_side():
    poses = filmed(Curve([Dip()] * 4), RIGHT_PROFILE)
    for name in ("hip", "knee", "ankle", "heel", "toe", "shoulder"):
        poses.visibility[:, Landmark.of(name, Side.LEFT)] = 0.1
    report = report_of(poses)
    assert report.rep_count == 4
    assert report.quality == ()
