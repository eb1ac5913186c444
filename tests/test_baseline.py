import numpy as np
import pytest
from motions import Curve, Dip, frame_times, squatting
from stick_figure import (
    FOOT_M,
    FRONT,
    HIP_WIDTH_M,
    LEFT_PROFILE,
    RIGHT_PROFILE,
    SHIN_M,
    THIGH_M,
    TRUNK_M,
    hide,
    nobody,
    seen,
)

from posture.baseline import Baseline, measure_baseline
from posture.pose import Landmark, PoseSequence, Side
from posture.view import estimate_viewpoint

PX_PER_M = 0.7 * 720 / 1.6


def of(poses: PoseSequence) -> Baseline:
    return measure_baseline(poses, estimate_viewpoint(poses))


def squats(yaw_deg: float, **camera: float) -> tuple[np.ndarray, PoseSequence]:
    curve = Curve([Dip(hold_s=2.0)] * 3)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    return depth, seen(squatting(depth), times, yaw_deg=yaw_deg, **camera)


@pytest.mark.parametrize("yaw_deg", [FRONT, LEFT_PROFILE, RIGHT_PROFILE])
def test_lengths_are_those_of_standing_although_the_body_squats(yaw_deg):
    _, poses = squats(yaw_deg)
    baseline = of(poses)
    # a little squatting still passes for standing: one part in a hundred
    assert baseline.leg_px == pytest.approx((THIGH_M + SHIN_M) * PX_PER_M, rel=0.01)
    assert baseline.thigh_px == pytest.approx(THIGH_M * PX_PER_M, rel=0.01)
    assert baseline.trunk_px == pytest.approx(TRUNK_M * PX_PER_M, rel=0.01)


def test_the_hips_width_is_seen_from_the_front_and_the_foot_from_the_side():
    assert of(squats(FRONT)[1]).hip_width_px == pytest.approx(HIP_WIDTH_M * PX_PER_M)
    for length_px in of(squats(RIGHT_PROFILE)[1]).foot_px.values():
        assert length_px == pytest.approx(FOOT_M * PX_PER_M)


def test_a_length_that_points_at_the_camera_is_no_scale():
    assert np.isnan(of(squats(RIGHT_PROFILE)[1]).hip_width_px)
    assert np.isnan(list(of(squats(FRONT)[1]).foot_px.values())).all()


def test_standing_is_where_the_hips_are_high():
    depth, poses = squats(RIGHT_PROFILE)
    standing = of(poses).standing
    assert standing[depth < 0.1].all()
    assert not standing[depth > 0.5].any()


def test_one_wild_frame_does_not_raise_the_bar():
    depth, poses = squats(RIGHT_PROFILE)
    poses.image_px[50, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE], 1] += 100
    assert of(poses).standing[depth < 0.1].all()


def test_the_heels_level_is_the_floor():
    baseline = of(squats(RIGHT_PROFILE)[1])
    floor_px = 720 / 2 + 0.8 * PX_PER_M
    assert baseline.heel_y_px == pytest.approx(dict.fromkeys(Side, floor_px))


def test_a_near_side_that_was_never_seen_is_measured_on_the_far_one():
    _, poses = squats(RIGHT_PROFILE)
    hidden = hide(poses, Landmark.RIGHT_KNEE)
    hidden.visibility[:, Landmark.RIGHT_KNEE] = 1.0
    assert of(hidden).leg_px == pytest.approx((THIGH_M + SHIN_M) * PX_PER_M, rel=0.01)


def test_of_nobody_nothing_is_known():
    baseline = of(nobody(np.arange(5) / 30))
    assert not baseline.standing.any()
    assert np.isnan([baseline.leg_px, baseline.trunk_px, baseline.hip_width_px]).all()
    assert np.isnan(list(baseline.foot_px.values())).all()


def test_the_standing_median_is_over_standing_frames_that_were_seen():
    depth, poses = squats(RIGHT_PROFILE)
    values = np.where(depth > 0.5, 100.0, 7.0)
    values[:5] = np.nan
    assert of(poses).standing_median(values) == 7.0
    assert np.isnan(of(poses).standing_median(np.full(len(poses), np.nan)))
