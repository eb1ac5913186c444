"""What is said about the form of a figure whose angles are known."""

from dataclasses import replace

import numpy as np
import pytest
from motions import (
    Curve,
    Dip,
    frame_times,
    squatting,
)
from squats import EVERY_VIEW, PROFILES, check, filmed, report_of
from stick_figure import (
    FRONT,
    LEFT_PROFILE,
    REAR,
    RIGHT_PROFILE,
    Body,
    Leg,
    mirrored,
    seen,
)

from posture.pose import Landmark, Side
from posture.view import View


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
        "squat.shin_lean": 30.0,
    }.items():
        found = check(report, key)
        assert found.side is near, key
        tolerance = 0.02 if found.unit == "foot" else 1.0
        assert found.value == pytest.approx(value, abs=tolerance), key
        assert found.reps_used == 4
        per_rep = [rep.values[f"{key}.{near}"] for rep in report.reps]
        assert found.value == pytest.approx(np.median(per_rep)), key


def test_heels_that_are_drawn_below_the_floor_at_the_bottom_have_not_been_lifted_before():
    curve = Curve([Dip(hold_s=1.0)] * 4)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    body = Body.on_two_like_legs(knee_flexion=90.0 * depth, shin_lean=30.0 * depth)
    poses = seen(body, times, yaw_deg=LEFT_PROFILE)
    heel, toe = (poses.image(name, Side.LEFT)[0] for name in ("heel", "toe"))
    image_px = poses.image_px.astype(float)
    # only there, as the model does it: it is no level that a heel can be lifted from
    sunk_px = 0.15 * np.linalg.norm(toe - heel) * (depth > 0.95)
    for side in Side:
        image_px[:, Landmark.of("heel", side), 1] += sunk_px
    found = check(report_of(poses.with_image(image_px)), "squat.heel_lift")
    assert (found.grade, found.outcome) == ("good", "within")
    assert found.value == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
@pytest.mark.parametrize("fallen_in", Side)
def test_a_knee_that_falls_in_is_read_on_its_own_side(yaw_deg, fallen_in):
    curve = Curve([Dip(hold_s=1.0)] * 4)
    times = frame_times(curve.duration_s)
    depth = curve(times)

    def leg(extra_deg: float) -> Leg:
        # already 3 degrees in when standing: only the change counts
        return Leg(
            knee_flexion=75.0 * depth,
            shin_lean=30.0 * depth,
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
        View.SIDE: {"depth", "peak_knee_flexion", "trunk_shin", "full_stand", "heel_lift"}
        | {"hips_back", "knee_over_toe", "shin_lean"},
        View.FRONT: {"knee_in", "dynamic_valgus", "side_lean"},
        View.REAR: {"knee_in", "dynamic_valgus", "side_lean"},
        View.OBLIQUE: {"depth", "peak_knee_flexion", "trunk_shin", "full_stand", "shin_lean"},
    }[report.view]
    for found in report.checks:
        if found.key in ("squat.lowering_time", "squat.rising_time"):
            assert 0.4 < found.value < 1.5
        elif found.key == "squat.late_slowing":
            assert (found.outcome, found.reason) == ("not_measurable", "too_few")
        elif found.key.removeprefix("squat.") in seen_from:
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
    assert {c.reason for c in report.checks} == {"low_frame_rate", "view", "too_few"}
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
