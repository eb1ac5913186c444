"""The fitted body against a figure whose angles are known, from any side."""

from dataclasses import replace

import numpy as np
import pytest
from filmed import filmed
from stick_figure import Body, mirrored, nobody, pick, seen

from posture.fit import BodyFit, fit_body
from posture.fit.angles import (
    knee_flexion,
    knee_flexion_3d,
    mid_trunk_lean,
    shin_lean,
    thigh_elevation,
    trunk_lean,
    trunk_thigh_flexion,
)
from posture.pose import Landmark, PoseSequence, Side

ANGLES = {
    "knee_flexion": knee_flexion,
    "shin_lean": shin_lean,
    "thigh_elevation": thigh_elevation,
    "trunk_lean": trunk_lean,
}
SHORT = {"n_reps": 2}


def fitted(poses: PoseSequence) -> BodyFit:
    fit = fit_body(poses)
    assert fit is not None
    return fit


@pytest.mark.parametrize("off_profile_deg", [0, 15])
@pytest.mark.parametrize("motion", ["squat", "squat_parallel", "squat_trunk_forward"])
def test_beside_the_camera_noise_alone_costs_a_degree_and_a_half(motion, off_profile_deg):
    poses, truth = filmed(motion, off_profile_deg, **SHORT)
    fit = fitted(poses)
    for key, angle in ANGLES.items():
        error = angle(fit, Side.LEFT) - truth[f"{key}_left"].to_numpy()
        assert np.mean(np.abs(error)) <= 1.5, key
        assert abs(np.mean(error)) <= 1.2, key


@pytest.mark.parametrize("off_profile_deg", [0, 15])
@pytest.mark.parametrize(("motion", "person"), [("squat", "kenji"), ("squat_deep", "david")])
def test_without_noise_nothing_leans_to_one_side(motion, person, off_profile_deg):
    poses, truth = filmed(
        motion, off_profile_deg, person=person, error_m=0.0, depth_error_m=0.0, **SHORT
    )
    fit = fitted(poses)
    for key, angle in ANGLES.items():
        for side in Side:
            error = angle(fit, side) - truth[f"{key}_{side}"].to_numpy()
            assert abs(np.mean(error)) <= 0.5, (key, side)


@pytest.mark.parametrize(("off_profile_deg", "mae_deg"), [(30, 2.5), (45, 3.0), (60, 4.0)])
def test_off_to_the_side_both_knees_are_still_right(off_profile_deg, mae_deg):
    poses, truth = filmed("squat", off_profile_deg, person="hana", **SHORT)
    fit = fitted(poses)
    for side in Side:
        error = knee_flexion(fit, side) - truth[f"knee_flexion_{side}"].to_numpy()
        assert np.mean(np.abs(error)) <= mae_deg


def test_a_seated_person_is_not_taken_for_one_who_stands_straight():
    poses, truth = filmed("knee_extension", 30)
    error = knee_flexion(fitted(poses), Side.RIGHT) - truth["knee_flexion_right"].to_numpy()
    assert np.mean(np.abs(error)) <= 6.0


def test_a_camera_that_looks_down_is_noticed():
    poses, _ = filmed("squat", 45, camera={"height_m": 1.7}, **SHORT)
    assert fitted(poses).pitch_deg == pytest.approx(17.0, abs=9.0)


def test_segments_keep_their_lengths():
    poses, _ = filmed("squat", 45, **SHORT)
    fit = fitted(poses)
    for upper, lower in (("hip", "knee"), ("knee", "ankle")):
        for side in Side:
            length_m = np.linalg.norm(fit.joint(upper, side) - fit.joint(lower, side), axis=1)
            assert np.ptp(length_m) < 0.06
            assert np.std(length_m) < 0.015


def test_feet_that_stand_do_not_slide():
    poses, _ = filmed("squat", 45, **SHORT)
    ankle_m = fitted(poses).joint("ankle", Side.LEFT)
    assert np.all(np.std(ankle_m, axis=0) < 0.01)


def test_a_mirrored_clip_gives_the_other_side():
    poses, _ = filmed("squat", 30, **SHORT)
    fit, other = fitted(poses), fitted(mirrored(poses))
    for side in Side:
        assert knee_flexion(other, side.other) == pytest.approx(knee_flexion(fit, side), abs=0.1)
    assert mid_trunk_lean(other) == pytest.approx(mid_trunk_lean(fit), abs=0.1)
    assert other.heading_deg == pytest.approx(-fit.heading_deg, abs=0.1)


def test_a_larger_picture_gives_the_same_angles():
    poses, _ = filmed("squat", 30, **SHORT)
    larger = replace(poses, image_px=2 * poses.image_px, size_px=2 * poses.size_px)
    assert knee_flexion(fitted(larger), Side.LEFT) == pytest.approx(
        knee_flexion(fitted(poses), Side.LEFT), abs=1e-6
    )


def test_more_frames_a_second_give_the_same_angles():
    poses, _ = filmed("squat", 45, error_m=0.0, depth_error_m=0.0, **SHORT)
    half = pick(poses, slice(None, None, 2))
    difference = knee_flexion(fitted(poses), Side.LEFT)[::2] - knee_flexion(fitted(half), Side.LEFT)
    assert np.max(np.abs(difference)) < 4.0
    assert np.mean(np.abs(difference)) < 1.0


def test_a_landmark_that_jumps_is_not_believed():
    poses, truth = filmed("squat", 30, **SHORT)
    image_px = poses.image_px.copy()
    image_px[10:-10:15, Landmark.LEFT_KNEE] += 60.0
    fit = fitted(poses.with_image(image_px))
    error = knee_flexion(fit, Side.LEFT) - truth["knee_flexion_left"].to_numpy()
    assert np.mean(np.abs(error)) <= 3.0


def test_a_knee_that_is_hidden_for_long_has_no_angle():
    poses, _ = filmed("squat", 30, **SHORT)
    visibility = poses.visibility.copy()
    visibility[20:60, Landmark.LEFT_KNEE] = 0.1
    fit = fitted(replace(poses, visibility=visibility))
    assert np.all(np.isnan(knee_flexion(fit, Side.LEFT)[20:60]))
    assert np.all(np.isfinite(knee_flexion(fit, Side.LEFT)[:20]))
    assert np.all(np.isfinite(knee_flexion(fit, Side.RIGHT)))


def test_frames_without_anybody_have_no_angle_and_spoil_no_other():
    poses, truth = filmed("squat", 15, **SHORT)
    gone = slice(40, 60)
    image_px, world_m = poses.image_px.copy(), poses.world_m.copy()
    visibility = poses.visibility.copy()
    image_px[gone], world_m[gone], visibility[gone] = np.nan, np.nan, 0.0
    flexion = knee_flexion(
        fitted(replace(poses, image_px=image_px, world_m=world_m, visibility=visibility)),
        Side.LEFT,
    )
    assert np.all(np.isnan(flexion[gone]))
    error = np.delete(flexion - truth["knee_flexion_left"].to_numpy(), np.r_[gone])
    assert np.mean(np.abs(error)) <= 2.0


def test_nobody_has_no_body():
    assert fit_body(nobody(np.arange(20) / 20)) is None


def test_a_photograph_has_too_few_frames_to_fit():
    assert fit_body(seen(Body(), yaw_deg=-90.0)) is None


def test_the_knee_in_space_bends_at_least_as_much_as_from_the_side_when_upright():
    poses, _ = filmed("squat_knees_in", 45, **SHORT)
    fit = fitted(poses)
    assert np.all(knee_flexion_3d(fit, Side.LEFT) >= 0)
    assert np.all(trunk_thigh_flexion(fit, Side.LEFT) >= 0)


def test_the_same_landmarks_give_the_same_fit():
    poses, _ = filmed("squat", 45, **SHORT)
    assert np.array_equal(fitted(poses).joints_m, fitted(poses).joints_m)


@pytest.mark.parametrize("off_profile_deg", [0, 45, 90])
@pytest.mark.parametrize("motion", ["squat", "standing", "heel_raise", "chair_squat"])
def test_a_level_camera_is_not_taken_for_a_tilted_one(motion, off_profile_deg):
    poses, _ = filmed(motion, off_profile_deg)
    assert fitted(poses).roll_deg == pytest.approx(0.0, abs=1.5)


@pytest.mark.parametrize("off_profile_deg", [0, 45, 90])
@pytest.mark.parametrize("roll_deg", [-10.0, 10.0])
def test_a_camera_tilted_before_a_standing_person_is_noticed(roll_deg, off_profile_deg):
    poses, _ = filmed("standing", off_profile_deg, camera={"roll_deg": -roll_deg})
    assert fitted(poses).roll_deg == pytest.approx(roll_deg, abs=3.5)


def test_a_person_who_turns_round_is_followed():
    poses, _ = filmed("turning", 45)
    fit = fitted(poses)
    assert np.ptp(fit.heading_deg) > 90.0


@pytest.mark.parametrize("off_profile_deg", [0, 45])
@pytest.mark.parametrize("motion", ["walking", "walking_treadmill", "chair_squat"])
def test_other_movements_are_followed_too(motion, off_profile_deg):
    poses, truth = filmed(motion, off_profile_deg)
    error = knee_flexion(fitted(poses), Side.LEFT) - truth["knee_flexion_left"].to_numpy()
    assert np.nanmean(np.abs(error)) <= 6.0


def test_what_no_body_does_is_not_believed():
    poses, _ = filmed("squat", 30, **SHORT)
    assert fitted(poses).is_credible
    shuffled = np.random.default_rng(0).permutation(len(poses))
    assert not fitted(
        replace(poses, image_px=poses.image_px[shuffled], world_m=poses.world_m[shuffled])
    ).is_credible


def test_world_landmarks_without_a_size_have_no_body():
    poses, _ = filmed("squat", 30, **SHORT)
    assert fit_body(replace(poses, world_m=np.zeros_like(poses.world_m))) is None


@pytest.mark.parametrize("yaw_deg", [-60.0, 60.0])
def test_who_sits_leaning_back_is_no_sign_of_a_tilted_camera(yaw_deg):
    knees = 80.0 + 10.0 * np.sin(np.arange(90) / 10)
    sitting = Body.on_two_like_legs(trunk_lean=-12.0, shin_lean=-12.0, knee_flexion=knees)
    poses = seen(sitting, np.arange(90) / 30, yaw_deg=yaw_deg)
    assert fitted(poses).roll_deg == pytest.approx(0.0, abs=1.5)
