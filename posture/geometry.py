"""Angles between points and lines in a picture; knows nothing of bodies.

Points are (T, 2) or (T, 3) arrays; in pictures x points right and y DOWN. NaN in, NaN out.
"""

import numpy as np


def included_angle(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    """Return the angle at `b` between `a` and `c`, in degrees from 0 to 180.

    Parameters
    ----------
    a, b, c : ndarray, shape (T, D)
        Points, with D = 2 or 3. `b` is the vertex.

    Returns
    -------
    ndarray, shape (T,)
        180 for points in a line; NaN where a point is missing or two coincide.
    """
    u, v = a - b, c - b
    # atan2 of cross and dot keeps full precision near 0 and 180; arccos loses half its digits.
    dot = np.sum(u * v, axis=-1)
    lengths_squared = np.sum(u * u, axis=-1) * np.sum(v * v, axis=-1)
    cross = cross_2d(u, v) if u.shape[-1] == 2 else np.linalg.norm(np.cross(u, v), axis=-1)
    angle = np.degrees(np.arctan2(np.abs(cross), dot))
    return np.where(lengths_squared > 0, angle, np.nan)


def cross_2d(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the z component of the cross product, shape (T,).

    Positive if, in the picture (y down), `v` is clockwise of `u`.
    """
    return u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]


def lean_from_vertical(lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Return how far the line from `lower` to `upper` leans off the vertical.

    Returns
    -------
    ndarray, shape (T,)
        Degrees, -180 to 180; 0 upright, positive towards the picture's right.
    """
    return np.degrees(np.arctan2(upper[..., 0] - lower[..., 0], lower[..., 1] - upper[..., 1]))


def tilt_from_horizontal(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the tilt of the line through `a` and `b`, whichever of them is on the left.

    Returns
    -------
    ndarray, shape (T,)
        Degrees, -90 to 90; positive if `b` is higher in the picture than `a`.
    """
    return np.degrees(np.arctan2(a[..., 1] - b[..., 1], np.abs(a[..., 0] - b[..., 0])))


def foot_rise_deg(heel: np.ndarray, toe: np.ndarray, facing: int) -> np.ndarray:
    """Return how far the line from heel to toe rises, in degrees, shape (T,).

    `facing` is +1 if the toes point to the picture's right, -1 left.
    """
    return np.degrees(np.arctan2(heel[:, 1] - toe[:, 1], facing * (toe[:, 0] - heel[:, 0])))


def distance(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the distance between points, shape (T,)."""
    return np.linalg.norm(a - b, axis=-1)


def distance_to_segment(point: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the distance of a point to the line from `a` to `b` and no further, shape (T,)."""
    along = b - a
    length_squared = np.sum(along * along, axis=-1)
    share = np.sum((point - a) * along, axis=-1) / np.where(length_squared > 0, length_squared, 1.0)
    return distance(point, a + np.clip(share, 0.0, 1.0)[..., np.newaxis] * along)
