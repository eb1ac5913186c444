import numpy as np
import pytest

from posture.io.drawing import Angle, Overlay, draw_overlay, draw_pose
from posture.pose import N_LANDMARKS, Landmark, Side

GREY = 128


def blank(height_px=480, width_px=640):
    return np.full((height_px, width_px, 3), GREY, np.uint8)


def standing():
    """Return someone upright in 640 by 480: left side at x = 400, right at 240."""
    landmarks_px = np.full((N_LANDMARKS, 2), np.nan, np.float32)
    heights = {
        "shoulder": 120,
        "elbow": 180,
        "wrist": 230,
        "hip": 240,
        "knee": 330,
        "ankle": 420,
        "heel": 430,
        "toe": 435,
    }
    for name, y in heights.items():
        for side, x in ((Side.LEFT, 400), (Side.RIGHT, 240)):
            landmarks_px[Landmark.of(name, side)] = (x, y)
    landmarks_px[Landmark.NOSE] = (320, 60)
    return landmarks_px


def touched(image):
    """Return where the drawing differs from the blank picture."""
    return np.any(image != GREY, axis=2)


def test_the_picture_given_is_not_changed():
    image = blank()
    drawn = draw_pose(image, standing())
    assert not touched(image).any()
    assert drawn.shape == image.shape
    assert drawn.dtype == np.uint8


def test_limbs_are_drawn_in_the_colour_of_their_side():
    drawn = draw_pose(blank(), standing())
    left_rgb, right_rgb = drawn[285, 400], drawn[285, 240]
    assert tuple(left_rgb) == (230, 159, 0)
    assert tuple(right_rgb) == (86, 180, 233)


def test_the_near_side_is_thicker():
    drawn = touched(draw_pose(blank(), standing(), near_side=Side.LEFT))
    assert drawn[285, 320:].sum() > drawn[285, :320].sum()
    drawn = touched(draw_pose(blank(), standing()))
    assert drawn[285, 320:].sum() == drawn[285, :320].sum()


@pytest.mark.parametrize("near_side", Side)
def test_the_near_side_lies_on_top(near_side):
    landmarks_px = standing()
    for side, x in ((Side.LEFT, 240), (Side.RIGHT, 400)):
        landmarks_px[Landmark.of("knee", side), 0] = x  # so that the thighs cross
    centre = draw_pose(blank(), landmarks_px, near_side)[285, 320]
    assert tuple(centre) == {Side.LEFT: (230, 159, 0), Side.RIGHT: (86, 180, 233)}[near_side]


@pytest.mark.parametrize("ground", [0, 255])
def test_it_stands_out_on_dark_and_on_light(ground):
    image = np.full((480, 640, 3), ground, np.uint8)
    brightness = draw_pose(image, standing())[285].mean(axis=1)
    assert brightness.min() < 60
    assert brightness.max() > 120


def test_a_missing_landmark_takes_only_its_own_lines_away():
    landmarks_px = standing()
    landmarks_px[Landmark.LEFT_KNEE] = np.nan
    drawn = touched(draw_pose(blank(), landmarks_px))
    assert not drawn[270:400, 380:420].any()
    assert drawn[285, 240]
    assert drawn[180, 400]


def test_nobody_draws_nothing():
    nobody = np.full((N_LANDMARKS, 2), np.nan)
    assert not touched(draw_pose(blank(), nobody)).any()
    assert not touched(draw_overlay(blank(), Overlay())).any()


def test_lines_grow_with_the_picture():
    small = touched(draw_pose(blank(), standing()))[285].sum()
    large = touched(draw_pose(blank(1920, 2560), standing() * 4))[285 * 4].sum()
    assert large > 2.5 * small


@pytest.mark.parametrize("shape", [(32, 32), (2000, 40), (33, 1001)])
def test_any_shape_and_points_far_outside_are_no_trouble(shape):
    landmarks_px = standing() * 1e10 - 5e12
    angle = Angle.of_knee_flexion(landmarks_px, Side.LEFT, 90.0)
    draw_overlay(
        blank(*shape), Overlay(landmarks_px, Side.LEFT, (angle,), 123, depth_line_y_px=1e12)
    )


def is_yellow_at(image, point_px):
    """Tell whether an arc passes within 2 pixels."""
    x, y = np.round(point_px).astype(int)
    nearby = image[y - 2 : y + 3, x - 2 : x + 3].astype(int)
    return bool(np.any(nearby[..., 0] - nearby[..., 2] > 60))


def squatting():
    landmarks_px = standing()
    landmarks_px[Landmark.LEFT_HIP] = (310, 330)  # thigh level, facing right
    landmarks_px[Landmark.LEFT_SHOULDER] = (370, 226)  # trunk 30 degrees forward
    return landmarks_px


def facing_left(landmarks_px):
    return landmarks_px * [-1, 1] + [800, 0]


@pytest.mark.parametrize("faces_left", [False, True])
def test_knee_flexion_lies_between_the_thigh_drawn_on_and_the_shin(faces_left):
    landmarks_px = facing_left(squatting()) if faces_left else squatting()
    angle = Angle.of_knee_flexion(landmarks_px, Side.LEFT, 90.0)
    drawn = draw_overlay(blank(), Overlay(angles=(angle,)))
    forward = -1 if faces_left else 1
    arc_px = 32 / np.sqrt(2)  # a twentieth of the long side, half way between the arms
    assert is_yellow_at(drawn, (400 + forward * arc_px, 330 + arc_px))
    assert not is_yellow_at(drawn, (400 - forward * arc_px, 330 + arc_px))


@pytest.mark.parametrize("faces_left", [False, True])
def test_trunk_lean_lies_between_straight_up_and_the_trunk(faces_left):
    landmarks_px = facing_left(squatting()) if faces_left else squatting()
    angle = Angle.of_trunk_lean(landmarks_px, Side.LEFT, 30.0)
    drawn = draw_overlay(blank(), Overlay(angles=(angle,)))
    x_px, forward = (490, -1) if faces_left else (310, 1)
    for lean_deg, is_arc in ((15, True), (45, False), (-15, False)):
        towards = np.radians(lean_deg)
        point = (x_px + forward * 32 * np.sin(towards), 330 - 32 * np.cos(towards))
        assert is_yellow_at(drawn, point) == is_arc


def test_the_number_is_drawn_and_differs_from_another():
    pictures = [
        draw_overlay(
            blank(), Overlay(angles=(Angle.of_knee_flexion(squatting(), Side.LEFT, value_deg),))
        )
        for value_deg in (90.0, 90.4, 91.0)
    ]
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])


@pytest.mark.parametrize("hidden", [Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE])
def test_an_angle_with_a_missing_landmark_is_left_out(hidden):
    landmarks_px = squatting()
    landmarks_px[hidden] = np.nan
    angle = Angle.of_knee_flexion(landmarks_px, Side.LEFT, 90.0)
    assert not touched(draw_overlay(blank(), Overlay(angles=(angle,)))).any()


def test_an_unknown_value_is_left_out():
    angle = Angle.of_knee_flexion(squatting(), Side.LEFT, np.nan)
    assert not touched(draw_overlay(blank(), Overlay(angles=(angle,)))).any()


def test_the_count_is_large_and_in_the_corner():
    drawn = touched(draw_overlay(blank(), Overlay(rep_count=7)))
    rows, columns = np.nonzero(drawn)
    assert np.ptp(rows) > 40
    assert rows.max() < 160
    assert columns.max() < 160


def test_the_depth_line_crosses_the_picture_at_its_height():
    drawn = touched(draw_overlay(blank(), Overlay(depth_line_y_px=300.0)))
    rows, columns = np.nonzero(drawn)
    assert abs(rows.mean() - 300) < 1
    assert np.ptp(columns) > 600


def test_scaling_moves_everything():
    angle = Angle.of_knee_flexion(squatting(), Side.LEFT, 90.0)
    overlay = Overlay(squatting(), Side.LEFT, (angle,), 3, 300.0)
    doubled = overlay.scaled(2)
    np.testing.assert_array_equal(doubled.landmarks_px, squatting() * 2)
    np.testing.assert_array_equal(doubled.angles[0].vertex_px, angle.vertex_px * 2)
    assert doubled.angles[0].value_deg == 90.0
    assert doubled.depth_line_y_px == 600.0
    assert (doubled.rep_count, doubled.near_side) == (3, Side.LEFT)
