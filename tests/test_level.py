"""A picture that was rolled is turned upright again."""

import numpy as np
import pytest
from stick_figure import FRONT, LEFT_PROFILE, Body, seen

from posture.baseline import measure_baseline
from posture.geometry import lean_from_vertical
from posture.kinematics import knee_flexion, trunk_lean
from posture.level import level, roll_deg_of
from posture.pose import Landmark, PoseSequence, Side
from posture.view import body_yaw_deg, estimate_viewpoint


@pytest.mark.parametrize("roll_deg", [-10.0, 7.0])
def test_a_rolled_picture_reads_as_if_it_were_level(roll_deg):
    body = Body.on_two_like_legs(trunk_lean=20.0, knee_flexion=40.0, shin_lean=15.0)
    straight = seen(body, yaw_deg=LEFT_PROFILE)
    rolled = level(straight, roll_deg)
    baseline = measure_baseline(straight, estimate_viewpoint(straight))
    leans = [trunk_lean(poses, Side.LEFT, baseline) for poses in (straight, rolled)]
    facing = baseline.viewpoint.facing
    assert leans[1] - leans[0] == pytest.approx(-facing * roll_deg, abs=1e-3)
    assert knee_flexion(rolled, Side.LEFT, baseline) == pytest.approx(40.0, abs=1e-3)
    upright = level(rolled, -roll_deg)
    assert upright.image_px == pytest.approx(straight.image_px, abs=1e-3)
    assert upright.world_m == pytest.approx(straight.world_m, abs=1e-6)


def test_the_body_is_turned_in_space_too():
    poses = seen(Body(lateral_trunk_lean=8.0), yaw_deg=FRONT)

    def trunk(poses: PoseSequence) -> np.ndarray:
        pairs = (
            (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
            (
                Landmark.LEFT_SHOULDER,
                Landmark.RIGHT_SHOULDER,
            ),
        )
        hips, shoulders = (poses.world_m[:, pair].mean(axis=1) for pair in pairs)
        return lean_from_vertical(hips, shoulders)

    assert trunk(poses) - trunk(level(poses, 8.0)) == pytest.approx(8.0, abs=1e-3)
    assert body_yaw_deg(level(poses, 8.0)) == pytest.approx(0.0, abs=2.0)


def test_without_roll_nothing_is_touched():
    poses = seen(Body(), yaw_deg=FRONT)
    assert level(poses, 0.0) is poses


@pytest.mark.parametrize(
    ("a", "b", "roll_deg"),
    [
        ((100, 400), (100, 20), 0.0),
        ((100, 400), (500, 400), 0.0),
        ((100, 400), (140, 20), np.degrees(np.arctan2(40, 380))),
        ((140, 20), (100, 400), np.degrees(np.arctan2(40, 380))),
        ((100, 400), (500, 440), np.degrees(np.arctan2(40, 400))),
        ((500, 360), (100, 400), -np.degrees(np.arctan2(40, 400))),
    ],
)
def test_a_line_tells_the_roll(a, b, roll_deg):
    assert roll_deg_of(np.array(a), np.array(b)) == pytest.approx(roll_deg)


def test_a_point_is_no_line():
    with pytest.raises(ValueError, match="both are the same"):
        roll_deg_of(np.zeros(2), np.zeros(2))
