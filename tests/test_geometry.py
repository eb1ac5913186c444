import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.geometry import (
    cross_2d,
    distance,
    included_angle,
    lean_from_vertical,
    tilt_from_horizontal,
)

degrees = st.floats(-179.0, 179.0)
lengths = st.floats(0.1, 1e4)
places = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))


def ray(angle_deg: float, length: float = 1.0) -> np.ndarray:
    """Return a vector at an angle, counter-clockwise from the right as one sees it, y down."""
    return length * np.array([[np.cos(np.radians(angle_deg)), -np.sin(np.radians(angle_deg))]])


@given(degrees, st.floats(0.0, 180.0), lengths, lengths)
def test_the_angle_between_two_rays_is_the_one_they_were_drawn_at(at, between, long, short):
    vertex = np.array([[3.0, -2.0]])
    angle = included_angle(vertex + ray(at, long), vertex, vertex + ray(at + between, short))
    assert angle[0] == pytest.approx(between, abs=1e-6)


@pytest.mark.parametrize("between", [0.0, 1e-4, 30.0, 90.0, 135.0, 179.9999, 180.0])
def test_small_and_straight_angles_keep_their_digits(between):
    zero = np.zeros((1, 2))
    assert included_angle(ray(0.0), zero, ray(between))[0] == pytest.approx(between, abs=1e-9)


@pytest.mark.parametrize("between", [0.0, 30.0, 90.0, 135.0, 180.0])
def test_angles_in_space_agree_with_angles_in_the_plane(between):
    def raised(p: np.ndarray) -> np.ndarray:
        return np.c_[p, 0.5 * np.ones(1)]

    flat = included_angle(raised(ray(20.0)), raised(np.zeros((1, 2))), raised(ray(20.0 + between)))
    assert flat[0] == pytest.approx(between, abs=1e-6)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_points_that_coincide_have_no_angle(dimensions):
    here, there = np.zeros((1, dimensions)), np.ones((1, dimensions))
    assert np.isnan(included_angle(here, here, there)).all()
    assert np.isnan(included_angle(there, here, here)).all()


def test_a_missing_point_has_no_angle_in_its_frame_only():
    a, b, c = (np.tile(p, (3, 1)) for p in (ray(0.0), np.zeros((1, 2)), ray(60.0)))
    a[1] = np.nan
    assert np.isnan(included_angle(a, b, c)).tolist() == [False, True, False]
    assert np.isnan(lean_from_vertical(a, b)).tolist() == [False, True, False]
    assert np.isnan(tilt_from_horizontal(a, b)).tolist() == [False, True, False]
    assert np.isnan(distance(a, b)).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("upper", "lean_deg"),
    [((0, -1), 0), ((1, -1), 45), ((1, 0), 90), ((-1, -1), -45), ((-1, 0), -90), ((1, 1), 135)],
)
def test_a_line_leans_positive_to_the_pictures_right(upper, lean_deg):
    found = lean_from_vertical(np.zeros((1, 2)), np.array([upper], float))
    assert found[0] == pytest.approx(lean_deg)


@pytest.mark.parametrize(
    ("b", "tilt_deg"),
    [((1, 0), 0), ((1, -1), 45), ((-1, -1), 45), ((1, 1), -45), ((-1, 1), -45), ((0, -1), 90)],
)
def test_a_line_tilts_positive_with_its_second_point_higher(b, tilt_deg):
    found = tilt_from_horizontal(np.zeros((1, 2)), np.array([b], float))
    assert found[0] == pytest.approx(tilt_deg)


def test_the_cross_product_is_positive_clockwise_in_the_picture():
    right, down = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    assert cross_2d(right, down)[0] > 0 > cross_2d(down, right)[0]


@given(places, places)
def test_the_distance_is_pythagoras(a, b):
    expected = ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
    assert distance(np.array([a]), np.array([b]))[0] == pytest.approx(expected)
