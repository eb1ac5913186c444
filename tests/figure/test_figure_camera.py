"""The camera: a pinhole, level unless told otherwise."""

import numpy as np
import pytest

from posture.figure.camera import Camera


def test_what_it_is_aimed_at_is_in_the_middle():
    camera = Camera(azimuth_deg=30, aim_m=(0.1, 0.9, -0.2))
    assert camera.project(np.array([0.1, 0.9, -0.2])) == pytest.approx([320, 240])


@pytest.mark.parametrize(
    ("azimuth_deg", "left_is_at"), [(0, "right"), (180, "left")], ids=["front", "rear"]
)
def test_the_figures_left_is_where_a_camera_sees_it(azimuth_deg, left_is_at):
    x, _ = Camera(azimuth_deg=azimuth_deg).project(np.array([0.3, 0.86, 0.0]))
    assert (x > 320) == (left_is_at == "right")


def test_from_its_left_the_figure_faces_the_pictures_left():
    x, _ = Camera(azimuth_deg=90).project(np.array([0.0, 0.86, 0.5]))
    assert x < 320


def test_higher_in_the_room_is_higher_in_the_picture():
    _, y = Camera().project(np.array([0.0, 1.5, 0.0]))
    assert y < 240


def test_a_metre_is_as_long_as_the_field_of_view_says():
    camera = Camera(height_m=0.86, distance_m=2.0, field_of_view_deg=90, width_px=800)
    a, b = camera.project(np.array([[0.0, 0.86, 0.5], [0.0, 0.86, -0.5]]))
    assert abs(a[0] - b[0]) == pytest.approx(800 / 2 / 2.0)


def test_a_camera_turned_clockwise_leans_the_picture_to_the_left():
    camera = Camera(roll_deg=5.0)
    low, high = camera.project(np.array([[0.0, 0.2, 0.0], [0.0, 1.6, 0.0]]))
    lean_deg = np.degrees(np.arctan2(high[0] - low[0], low[1] - high[1]))
    assert lean_deg == pytest.approx(-5.0, abs=0.2)


def test_a_camera_turned_up_sees_things_lower_and_one_turned_right_sees_them_more_left():
    point = np.array([0.0, 0.86, 0.0])
    assert Camera(pitch_deg=5).project(point)[1] > 240
    assert Camera(yaw_deg=5).project(point)[0] < 320


def test_rays_go_through_the_pixels_they_are_for():
    camera = Camera(azimuth_deg=20, roll_deg=3, pitch_deg=2)
    points = camera.position_m + 2.5 * camera.rays()
    x, y = np.meshgrid(np.arange(640) + 0.5, np.arange(480) + 0.5)
    assert camera.project(points) == pytest.approx(np.stack([x, y], axis=-1), abs=1e-6)


def test_what_is_behind_the_lens_is_not_seen():
    assert np.all(np.isnan(Camera(azimuth_deg=0).project(np.array([0.0, 1.0, 9.0]))))
