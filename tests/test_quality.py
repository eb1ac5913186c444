"""Each fault of a recording is found where it is, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import walks
from floor_motions import extending
from motions import Curve, Dip, frame_times, squatting
from stick_figure import (
    FRONT,
    PORTRAIT,
    REAR,
    RIGHT_PROFILE,
    Body,
    PoseSequence,
    hide,
    nobody,
    one_after_another,
    pick,
    seen,
    shifted,
)

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.clip import Clip
from posture.figure.truth import projected_poses
from posture.footage import frame_rate_hz
from posture.grading import Outcome
from posture.pose import Landmark, Side
from posture.quality import DOUBTS, FAULTS, doubt
from posture.report import Report
from posture.view import View


def film(fps: float = 30.0, yaw_deg: float = RIGHT_PROFILE, **camera: object) -> PoseSequence:
    curve = Curve([Dip()] * 4)
    times = frame_times(curve.duration_s, fps)
    return seen(squatting(curve(times)), times, yaw_deg=yaw_deg, **camera)


def without_feet() -> PoseSequence:
    poses = film(yaw_deg=FRONT)
    for name in ("ANKLE", "HEEL", "TOE"):
        for side in ("LEFT", "RIGHT"):
            poses = hide(poses, Landmark[f"{side}_{name}"], slice(0, int(0.3 * len(poses))))
    return poses


def with_somebody_absent() -> PoseSequence:
    poses = film()
    return poses.without(np.arange(int(0.25 * len(poses))))


def stalling() -> PoseSequence:
    """Half a second without a picture, every three seconds."""
    poses = film()
    stalls = np.floor((poses.time_s + 0.5) / 3.0)
    return replace(poses, time_s=poses.time_s + 0.5 * stalls)


def with_a_passer_by() -> PoseSequence:
    first, then = film(), film()
    return one_after_another(first, shifted(seen_for(1.0), x_px=300), then)


def with_a_helper() -> PoseSequence:
    """Return a set in which the model is now on the person, now on somebody beside them."""
    parts = [film(), shifted(seen_for(9.0), x_px=300)] * 2
    return one_after_another(*parts)


def seen_for(duration_s: float, **camera: object) -> PoseSequence:
    return seen(Body(), frame_times(duration_s), **{"yaw_deg": RIGHT_PROFILE} | camera)


def lit(brightness: float) -> PoseSequence:
    poses = film()
    return replace(poses, brightness=np.full(len(poses), brightness))


def report(poses: PoseSequence, view: View | None = None) -> Report:
    return analyze(poses, EXERCISES["squat"], view).report


def with_legs_confused() -> Report:
    """Return the report of a knee that is taken now here, now there while it is stretched."""
    curve = Curve([Dip(hold_s=3.0)] * 3)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    jumping = np.where(depth > 0.8, np.random.default_rng(0).uniform(0.0, 40.0, len(times)), 0.0)
    body = extending(90.0 - 85.0 * depth + jumping, Side.RIGHT)
    return analyze(seen(body, times, yaw_deg=RIGHT_PROFILE), EXERCISES["knee_extension"]).report


FAULTY: dict[str, Callable[[], Report]] = {
    "low_frame_rate": lambda: report(film(fps=15)),
    "uneven_frames": lambda: report(stalling()),
    "too_far": lambda: report(film(fill=0.1)),
    "small_picture": lambda: report(film(size_px=(160, 90))),
    "too_near": lambda: report(film(yaw_deg=FRONT, fill=1.6)),
    "head_out": lambda: report(shifted(film(), y_px=-130)),
    "feet_out": lambda: report(shifted(film(), y_px=130)),
    "side_out": lambda: report(shifted(film(), x_px=-660)),
    "too_dark": lambda: report(lit(0.09)),
    "often_nobody": lambda: report(with_somebody_absent()),
    "not_alone": lambda: report(with_a_helper()),
    "other_person": lambda: report(with_a_passer_by()),
    "feet_unseen": lambda: report(without_feet()),
    "partly_unseen": lambda: report(hide(film(), Landmark.RIGHT_KNEE, slice(0, 90))),
    "legs_confused": lambda: with_legs_confused(),
    "unsteady": lambda: report(film(noise_px=3.0)),
    "tilted": lambda: report(film(roll_deg=8.0)),
    "oblique_view": lambda: report(film(yaw_deg=45.0)),
    "view_disagrees": lambda: report(film(), View.FRONT),
}
# Without feet, or with the near side beyond the edge, what is counted cannot be measured either.
WITH_OTHERS = {"too_near", "feet_out", "side_out", "feet_unseen"}


@pytest.mark.parametrize("yaw_deg", [RIGHT_PROFILE, -RIGHT_PROFILE, FRONT, 180.0])
def test_a_good_recording_has_no_faults(yaw_deg):
    assert report(film(yaw_deg=yaw_deg)).quality == ()


def test_every_fault_is_tried():
    assert list(FAULTY) == [fault.key for fault in FAULTS]


@pytest.mark.parametrize("key", FAULTY)
def test_each_fault_is_found(key):
    assert key in FAULTY[key]().quality


@pytest.mark.parametrize("key", [key for key in FAULTY if key not in WITH_OTHERS])
def test_a_fault_does_not_bring_others_with_it(key):
    assert FAULTY[key]().quality == (key,)


@pytest.mark.parametrize("key", sorted(WITH_OTHERS))
def test_what_hides_the_legs_brings_only_that_with_it(key):
    assert set(FAULTY[key]().quality) <= {key, "partly_unseen"}


def test_faults_come_in_the_order_of_the_table():
    found = report(film(fps=15, yaw_deg=45.0, fill=0.1)).quality
    assert found == tuple(key for key in FAULTY if key in found)
    assert len(found) == 3


def test_of_nobody_only_that_is_said():
    poses = nobody(np.arange(90) / 30)
    assert report(poses, View.SIDE).quality == ("often_nobody",)


@pytest.mark.parametrize("name", ["NOSE", "LEFT_WRIST", "RIGHT_EAR"])
def test_who_lacks_a_landmark_is_there_all_the_same(name):
    assert report(hide(film(), Landmark[name])).quality == ()


@pytest.mark.parametrize(("fps", "is_low"), [(19.5, True), (20.5, False)])
def test_below_20_frames_a_second_are_few(fps, is_low):
    assert ("low_frame_rate" in report(film(fps)).quality) == is_low


def test_a_recording_that_drops_a_few_frames_is_not_slow():
    times = np.delete(np.arange(300) / 30, np.arange(0, 300, 7))
    assert frame_rate_hz(times) == pytest.approx(30.0)


def test_a_single_frame_has_no_rate():
    assert np.isnan(frame_rate_hz(np.zeros(1)))


class TestTheNumber:
    """Each is what it was set up to be."""

    @pytest.mark.parametrize(
        ("key", "expected", "within"),
        [
            ("low_frame_rate", 15.0, 1e-9),
            ("uneven_frames", 0.14, 0.02),
            ("too_dark", 0.09, 1e-9),
            ("often_nobody", 0.25, 0.01),
            ("other_person", 1.0, 0.05),
            ("tilted", 8.0, 0.01),
            ("feet_out", 1.0, 0.0),
        ],
    )
    def test_is_right(self, key, expected, within):
        found = FAULTY[key]().quality_values
        assert found[key] == pytest.approx(expected, abs=within)

    def test_of_the_leg_is_in_pixels(self):
        # 0.1 of 720 px for 1.6 m, the leg 0.82 m
        assert FAULTY["too_far"]().quality_values["too_far"] == pytest.approx(36.9, abs=0.1)

    def test_of_unsteadiness_is_the_noise_in_leg_lengths(self):
        # 0.7 of 720 px for 1.6 m; what the spline takes away of noise at 30 frames a second
        expected = 3.0 / (0.82 * 0.7 * 720 / 1.6)
        found = FAULTY["unsteady"]().quality_values["unsteady"]
        assert 0.5 * expected < found < expected

    def test_is_given_of_all_but_yes_and_no(self):
        for key in ("oblique_view", "view_disagrees"):
            assert FAULTY[key]().quality_values == {}


@pytest.mark.parametrize("yaw_deg", [RIGHT_PROFILE, -RIGHT_PROFILE, FRONT, REAR])
class TestTilt:
    @pytest.mark.parametrize("roll_deg", [-8.0, 8.0])
    def test_is_found_from_every_side_whichever_way_the_camera_is_rolled(self, yaw_deg, roll_deg):
        found = report(film(yaw_deg=yaw_deg, roll_deg=roll_deg)).quality_values
        assert found["tilted"] == pytest.approx(8.0, abs=0.3)

    def test_below_the_bound_is_not_spoken_of(self, yaw_deg):
        assert report(film(yaw_deg=yaw_deg, roll_deg=3.5)).quality == ()

    def test_is_none_if_only_the_trunk_leans(self, yaw_deg):
        leaning = Body(trunk_lean=20.0, lateral_trunk_lean=20.0)
        poses = seen(leaning, frame_times(3.0), yaw_deg=yaw_deg)
        assert "tilted" not in report(poses).quality


@pytest.mark.parametrize("roll_deg", [-10.0, 0.0, 10.0])
def test_who_leans_over_on_one_leg_neither_hides_a_tilt_nor_makes_one(roll_deg):
    camera = Camera(azimuth_deg=0.0, roll_deg=roll_deg)
    clip = Clip(person="sachiko", motion="single_leg_stance_leaning", camera=camera)
    poses = projected_poses(clip.skeletons(), clip.time_s, camera)
    found = analyze(poses, EXERCISES["single_leg_stance"], View.FRONT).report
    assert ("tilted" in found.quality) == (roll_deg != 0.0)


def test_tilt_is_not_told_of_who_never_stands_straight():
    crouched = squatting(np.ones(90))
    poses = seen(crouched, np.arange(90) / 30, yaw_deg=RIGHT_PROFILE, roll_deg=10.0)
    assert "tilted" not in report(poses).quality


def test_legs_that_lean_against_the_trunk_are_no_tilt():
    poses = seen(Body(), frame_times(2.0), yaw_deg=FRONT)
    hips_y = poses.image_px[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1].mean(axis=1)
    bent = poses.image_px.astype(float)
    bent[..., 0] += 0.15 * np.abs(bent[..., 1] - hips_y[:, np.newaxis])
    assert report(poses.with_image(bent)).quality == ()


def test_a_roll_that_is_known_is_taken_out_and_not_spoken_of():
    rolled = analyze(film(roll_deg=8.0), EXERCISES["squat"], roll_deg=8.0)
    level = analyze(film(), EXERCISES["squat"])
    assert rolled.report.quality == ()
    for a, b in zip(rolled.report.checks, level.report.checks, strict=True):
        assert a.value == pytest.approx(b.value, abs=0.2, nan_ok=True)
    assert rolled.poses.image_px == pytest.approx(
        analyze(film(roll_deg=8.0), EXERCISES["squat"]).poses.image_px, abs=0.1, nan_ok=True
    )


def test_before_a_tilted_camera_what_stands_against_the_vertical_is_not_judged():
    checks = {check.key: check for check in report(film(roll_deg=8.0)).checks}
    assert checks["squat.depth"].outcome is Outcome.NOT_MEASURABLE
    assert checks["squat.depth"].reason == "tilted"
    assert checks["squat.peak_knee_flexion"].reason != "tilted"
    assert np.isfinite(checks["squat.peak_knee_flexion"].value)


@pytest.mark.parametrize(("fps", "kept"), [(8.0, 1), (90.0, 3)], ids=["slow", "quick"])
def test_frames_that_are_slow_or_hardly_missed_are_not_uneven(fps, kept):
    poses = film(fps)
    some = np.sort(np.r_[0 : len(poses) : kept, 1 : len(poses) // 2])
    assert "uneven_frames" not in report(pick(poses, np.unique(some))).quality


def test_feet_of_who_sits_below_the_picture_are_out_of_it():
    curve = Curve([Dip(hold_s=3.0)] * 3)
    times = frame_times(curve.duration_s)
    body = extending(90.0 - 85.0 * curve(times), Side.RIGHT)
    poses = shifted(seen(body, times, yaw_deg=RIGHT_PROFILE), y_px=130)
    assert analyze(poses, EXERCISES["knee_extension"]).report.quality == ("feet_out",)


def test_too_near_is_said_once():
    poses = film(yaw_deg=FRONT, fill=1.6)
    sinking = np.linspace(0.0, 250.0, len(poses))[:, np.newaxis, np.newaxis]
    found = report(poses.with_image(poses.image_px + sinking * [0.0, 1.0])).quality
    assert "too_near" in found
    assert not {"head_out", "feet_out"} & set(found)


def test_a_picture_may_be_portrait():
    assert report(film(size_px=PORTRAIT)).quality == ()


def test_what_is_measured_from_a_dark_picture_is_still_judged():
    checks = report(lit(0.01)).checks
    assert not {check.reason for check in checks} & {"too_dark"}


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        ((), ""),
        (("oblique_view", "often_nobody"), ""),
        (("partly_unseen",), "partly_unseen"),
        (("too_far", "partly_unseen"), "too_far"),
        (("partly_unseen", "low_frame_rate"), "low_frame_rate"),
    ],
)
def test_the_worst_doubt_is_the_one_that_is_named(faults, expected):
    assert doubt(dict.fromkeys(faults, 1.0)) == expected


@pytest.mark.parametrize("key", DOUBTS)
def test_under_a_doubt_nothing_is_judged(key):
    assert {check.reason for check in FAULTY[key]().checks if check.reps_used} <= {key}


@pytest.mark.parametrize("key", ["too_near", "feet_out", "side_out", "partly_unseen"])
def test_where_legs_are_out_of_sight_nobody_knows_whether_anything_was_done(key):
    """Nothing was counted: that is said with its reason, and not that there was nothing."""
    hidden = {
        "too_near": lambda: film(yaw_deg=FRONT, fill=2.2),
        "feet_out": lambda: shifted(film(), y_px=330),
        "side_out": lambda: shifted(film(), x_px=-660),
        "partly_unseen": lambda: hide(film(), Landmark.RIGHT_KNEE, slice(None)),
    }[key]()
    found = report(hidden)
    assert key in found.quality
    assert (found.rep_count, found.absence) == (0, "unseen")
    assert {check.reason for check in found.checks} <= {"unseen", "view"}


def test_who_is_seen_and_does_nothing_did_nothing():
    found = report(seen_for(6.0))
    assert (found.rep_count, found.absence) == (0, "no_such_movement")
    assert {check.reason for check in found.checks} <= {"no_reps", "view"}


def test_a_walk_whose_feet_are_out_of_the_picture_is_unseen_and_not_absent():
    walk = shifted(walks.filmed(walks.motion("walking", n_passes=2, half_path_m=2.7)), y_px=120)
    found = analyze(walk, EXERCISES["walking"], View.SIDE).report
    assert (found.rep_count, found.absence) == (0, "unseen")
    assert analyze(walk, EXERCISES["squat"], View.SIDE).report.absence == "no_such_movement"
