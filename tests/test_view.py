import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stick_figure import Body, mirrored, nobody, seen

from posture.pose import Landmark, PoseSequence, Side
from posture.view import FRONT_SECTOR_DEG, SIDE_SECTOR_DEG, View, body_yaw_deg, estimate_viewpoint


def standing(yaw_deg: float, frames: int = 5) -> PoseSequence:
    return seen(Body(), np.arange(frames) / 30, yaw_deg=yaw_deg)


@given(st.floats(-179.9, 179.9))
def test_the_turn_of_the_body_is_read_from_the_world(yaw_deg):
    np.testing.assert_allclose(body_yaw_deg(standing(yaw_deg)), yaw_deg, atol=1e-6)


@pytest.mark.parametrize(
    ("yaw_deg", "view"),
    [
        (0, View.FRONT),
        (FRONT_SECTOR_DEG - 1, View.FRONT),
        (FRONT_SECTOR_DEG + 1, View.OBLIQUE),
        (-FRONT_SECTOR_DEG - 1, View.OBLIQUE),
        (45, View.OBLIQUE),
        (90 - SIDE_SECTOR_DEG - 1, View.OBLIQUE),
        (90 - SIDE_SECTOR_DEG + 1, View.SIDE),
        (90, View.SIDE),
        (-90, View.SIDE),
        (-90 - SIDE_SECTOR_DEG + 1, View.SIDE),
        (-90 - SIDE_SECTOR_DEG - 1, View.OBLIQUE),
        (135, View.OBLIQUE),
        (180 - FRONT_SECTOR_DEG - 1, View.OBLIQUE),
        (180 - FRONT_SECTOR_DEG + 1, View.REAR),
        (180, View.REAR),
        (-175, View.REAR),
    ],
)
def test_the_view_follows_from_the_turn(yaw_deg, view):
    assert estimate_viewpoint(standing(yaw_deg)).view is view


@pytest.mark.parametrize(
    ("yaw_deg", "facing", "near"),
    [(-90, -1, Side.LEFT), (90, 1, Side.RIGHT), (-60, -1, Side.LEFT), (120, 1, Side.RIGHT)],
)
def test_in_profile_the_near_side_is_the_one_that_faces_the_way_of_the_toes(yaw_deg, facing, near):
    viewpoint = estimate_viewpoint(standing(yaw_deg))
    assert (viewpoint.facing, viewpoint.near) == (facing, near)


@pytest.mark.parametrize("yaw_deg", [-90, -60, 60, 90, 100])
def test_a_mirror_turns_the_body_round(yaw_deg):
    poses = standing(yaw_deg)
    there, mirror = estimate_viewpoint(poses), estimate_viewpoint(mirrored(poses))
    assert mirror.view is there.view
    assert mirror.facing == -there.facing
    assert mirror.near is there.near.other
    assert mirror.yaw_deg == pytest.approx(-there.yaw_deg)


@pytest.mark.parametrize(("clearer", "yaw_deg"), [(Side.LEFT, 90), (Side.RIGHT, -90)])
def test_the_near_side_is_the_clearer_one_whatever_the_turn(clearer, yaw_deg):
    poses = standing(yaw_deg)
    poses.visibility[:] = 0.6
    poses.visibility[:, slice(12 - (clearer is Side.LEFT), None, 2)] = 0.9
    assert estimate_viewpoint(poses).near is clearer


@pytest.mark.parametrize(("yaw_deg", "near"), [(-90, Side.LEFT), (90, Side.RIGHT)])
def test_with_both_sides_as_clear_the_turn_tells_the_near_one(yaw_deg, near):
    poses = standing(yaw_deg)
    poses.visibility[:] = 1.0
    assert estimate_viewpoint(poses).near is near


def test_a_few_wild_frames_do_not_turn_the_body():
    poses = standing(90.0, frames=21)
    poses.world_m[:5] = standing(0.0, frames=5).world_m
    assert estimate_viewpoint(poses).yaw_deg == pytest.approx(90.0, abs=1e-6)


@pytest.mark.parametrize("name", ["KNEE", "ANKLE", "ELBOW", "EAR"])
def test_the_turn_is_that_of_the_trunk_whatever_limbs_and_head_do(name):
    poses = standing(90.0)
    poses.world_m[:, [Landmark[f"LEFT_{name}"], Landmark[f"RIGHT_{name}"]]] *= -5
    assert estimate_viewpoint(poses).yaw_deg == pytest.approx(90.0)


def test_from_behind_the_median_does_not_fall_between_plus_and_minus_180():
    poses = standing(178.0, frames=20)
    poses.world_m[10:] = standing(-178.0, frames=10).world_m
    viewpoint = estimate_viewpoint(poses)
    assert viewpoint.view is View.REAR
    assert abs(viewpoint.yaw_deg) > 177.9


@pytest.mark.parametrize("view", View)
def test_a_view_that_is_known_is_taken_and_the_turn_told_all_the_same(view):
    viewpoint = estimate_viewpoint(standing(90.0), view)
    assert viewpoint.view is view
    assert viewpoint.yaw_deg == pytest.approx(90.0)


def test_of_nobody_nothing_is_known():
    viewpoint = estimate_viewpoint(nobody(np.arange(4) / 30))
    assert viewpoint.view is View.OBLIQUE
    assert np.isnan(viewpoint.yaw_deg)
    assert viewpoint.facing in (-1, 1)
