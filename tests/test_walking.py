"""Walking as a whole: every contact of a figure whose contacts are known, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from floor_motions import on_legs
from hypothesis import given, settings
from hypothesis import strategies as st
from stick_figure import LEFT_PROFILE, Leg, seen
from walks import check, errors_s, filmed, motion, report_of

from posture.figure.motions import MOTIONS
from posture.pose import Landmark, Side

GOOD_FORM = {"walking past": ("walking", {"n_passes": 6, "half_path_m": 2.7})} | {
    "on a treadmill": ("walking_treadmill", {"duration_s": 12.0})
}
DISTRACTIONS = [
    name
    for name, recipe in MOTIONS.items()
    if recipe.exercise in ("", "squat", "chair_squat", "heel_raise", "knee_extension", "standing")
    and name != "walking_in_and_out"
]


def backwards(poses):
    """Return what is seen if the recording is played from its end."""
    names = ("image_px", "world_m", "visibility")
    return replace(
        poses,
        time_s=poses.time_s[-1] - poses.time_s[::-1],
        **{name: getattr(poses, name)[::-1] for name in names},
    )


@pytest.mark.parametrize(("name", "how"), GOOD_FORM.values(), ids=GOOD_FORM)
@pytest.mark.parametrize("azimuth_deg", [90.0, -90.0])
def test_contacts_are_found_to_40_ms(name, how, azimuth_deg):
    moving = motion(name, **how)
    report = report_of(filmed(moving, azimuth_deg, noise_px=0.5))
    late_s, false = errors_s(report, moving)
    assert false == 0
    assert len(late_s) >= 20
    assert np.mean(np.abs(late_s) <= 0.040) >= 0.95


@settings(max_examples=12, deadline=None)
@given(
    cadence=st.floats(55.0, 150.0),
    fps=st.floats(20.0, 60.0),
    jitter=st.floats(0.0, 0.4),
    dropped=st.floats(0.0, 0.05),
    noise_px=st.floats(0.0, 1.0),
    seed=st.integers(0, 99),
)
def test_every_step_is_found_whatever_the_pace_and_the_frames(
    cadence, fps, jitter, dropped, noise_px, seed
):
    moving = motion("walking_treadmill", seed=seed, duration_s=8.0, cadence=cadence)
    report = report_of(filmed(moving, 90.0, fps, jitter, dropped, noise_px, seed))
    late_s, false = errors_s(report, moving)
    inside = [e for e in moving.events if e.kind == "heel_strike" and 0.5 < e.time_s < 7.4]
    assert false == 0
    assert len(late_s) >= len(inside)
    assert check(report, "walking.cadence").value == pytest.approx(cadence, rel=0.03)


@pytest.mark.parametrize(("name", "how"), GOOD_FORM.values(), ids=GOOD_FORM)
def test_good_form_is_not_found_fault_with(name, how):
    moving = motion(name, **how)
    report = report_of(filmed(moving, noise_px=0.5))
    assert report.absence == ""
    assert not report.quality
    for found in report.checks:
        assert found.outcome in ("within", "uncertain", "not_measurable"), found
    sides = {rep.side for rep in report.reps}
    assert sides == ({Side.LEFT} if name == "walking_treadmill" else set(Side))
    for side in sides:
        assert check(report, "walking.heel_first", side).value == pytest.approx(18.0, abs=3.0)
        assert check(report, "walking.loading_knee", side).value == pytest.approx(18.0, abs=4.0)
        assert check(report, "walking.contact_knee", side).value == pytest.approx(5.0, abs=5.0)
    assert check(report, "walking.cadence").value == pytest.approx(106.0, abs=1.5)


@pytest.mark.parametrize(
    ("how", "key", "outcome"),
    [
        ({"loading_flexion": 42.0}, "walking.loading_knee", "above"),
        ({"strike_pitch": 40.0}, "walking.heel_first", "above"),
        ({"cadence": 88.0}, "walking.cadence", "below"),
    ],
)
def test_what_is_well_beyond_its_range_is_said(how, key, outcome):
    moving = motion("walking", n_passes=12, half_path_m=2.7, **how)
    report = report_of(filmed(moving, noise_px=0.5))
    found = [c for c in report.checks if c.key == key]
    assert {c.outcome for c in found} == {outcome}


def test_a_flat_foot_is_read_as_flat():
    report = report_of(filmed(motion("walking_flat_footed", n_passes=8, half_path_m=2.7)))
    for side in Side:
        assert check(report, "walking.heel_first", side).value == pytest.approx(0.0, abs=3.0)


def test_what_one_walks_along_towards_the_camera_shows_pace_and_sway_alone():
    moving = motion("walking_treadmill", duration_s=12.0)
    report = report_of(filmed(moving, 0.0, distance_m=3.0, noise_px=0.5))
    assert report.view == "front"
    assert {rep.side for rep in report.reps} == {None}
    assert check(report, "walking.cadence").value == pytest.approx(106.0, abs=1.5)
    assert check(report, "walking.sway").outcome == "within"
    assert check(report, "walking.heel_first").reason == "view"
    assert report.events == ()


@pytest.mark.parametrize("name", DISTRACTIONS)
@pytest.mark.parametrize("azimuth_deg", [90.0, 0.0])
def test_what_is_no_walking_has_no_strides(name, azimuth_deg):
    report = report_of(filmed(motion(name), azimuth_deg, fps=20.0, noise_px=0.5, distance_m=3.0))
    assert (report.rep_count, report.events) == (0, ())
    assert report.absence in ("no_such_movement", "wrong_view")


def test_who_pedals_with_both_legs_where_they_sit_does_not_walk():
    times = np.arange(0.0, 10.0, 1 / 30)
    swing = 40.0 * np.sin(2 * np.pi * times / 1.2)
    legs = (Leg(knee_flexion=50.0 + s, shin_lean=-40.0 + s) for s in (swing, -swing))
    poses = seen(on_legs(Side.LEFT, *legs), times, yaw_deg=LEFT_PROFILE, noise_px=0.5)
    report = report_of(poses)
    assert (report.rep_count, report.events) == (0, ())


def test_walking_backwards_is_no_walking():
    poses = filmed(motion("walking", n_passes=2, half_path_m=2.7))
    assert report_of(poses).rep_count >= 3
    assert report_of(backwards(poses)).rep_count == 0


ANGLES = {
    f"walking.{x}" for x in ("late_stance_knee", "loading_knee", "heel_first", "contact_knee")
}


@pytest.mark.parametrize(("fps", "is_enough"), [(24.0, False), (27.5, False), (29.97, True)])
def test_angles_need_28_frames_a_second_and_pace_does_not(fps, is_enough):
    report = report_of(filmed(motion("walking", n_passes=6, half_path_m=2.7), fps=fps))
    without = {c.key for c in report.checks if c.reason == "frame_rate"}
    assert without == (set() if is_enough else ANGLES | {"walking.step_symmetry"})
    assert check(report, "walking.cadence").value == pytest.approx(106.0, abs=2.0)
    assert report.rep_count >= 6


@pytest.mark.parametrize("seed", range(4))
def test_strides_and_pace_are_told_from_twelve_pictures_a_second_at_uneven_times(seed):
    moving = motion("walking_treadmill", duration_s=12.0, cadence=106.0)
    poses = filmed(moving, fps=20.0, jitter=0.4, dropped=0.4, noise_px=0.5, seed=seed)
    report = report_of(poses)
    assert report.rep_count >= 8  # of nine
    assert check(report, "walking.cadence").value == pytest.approx(106.0, rel=0.05)


def test_a_swinging_knee_is_not_taken_for_one_that_bears_weight():
    """The other knee passes from 20 % of the stride on, and the model mixes up the two."""
    poses = filmed(motion("walking", n_passes=8, half_path_m=2.7), noise_px=0.5)
    strides = report_of(poses).reps
    image_px = poses.image_px.copy()
    for stride in strides:
        after_s = stride.start_s + np.array([0.21, 0.29]) * (stride.end_s - stride.start_s)
        passing = (poses.time_s >= after_s[0]) & (poses.time_s <= after_s[1])
        knee, other = (Landmark.of("knee", side) for side in (stride.side, stride.side.other))
        image_px[passing, knee] = image_px[passing, other]
    mixed_up = report_of(poses.with_image(image_px))
    for side in Side:
        assert check(mixed_up, "walking.loading_knee", side).value == pytest.approx(19.0, abs=4.0)


def test_a_few_strides_are_too_few_for_the_pace_and_no_unfinished_test():
    report = report_of(filmed(motion("walking", n_passes=1, half_path_m=2.35)))
    assert 0 < report.rep_count < 3
    assert check(report, "walking.cadence").reason == "too_few"
    assert check(report, "walking.step_symmetry").reason == "too_few"


def test_a_foot_beyond_the_picture_is_not_guessed_at():
    poses = filmed(motion("walking", n_passes=2, half_path_m=2.35))
    image_px = poses.image_px.copy()
    image_px[:, [Landmark.of("heel", side) for side in Side], 1] += 400.0
    below = poses.with_image(image_px)
    assert report_of(poses).rep_count > 0
    assert report_of(below).rep_count == 0


def test_too_few_strides_are_not_judged():
    report = report_of(filmed(motion("walking", n_passes=2, half_path_m=2.35)))
    assert report.rep_count > 0
    for found in report.checks:
        if found.key.endswith("_knee") or found.key == "walking.heel_first":
            assert (found.outcome, found.reason) == ("uncertain", "few_reps")
