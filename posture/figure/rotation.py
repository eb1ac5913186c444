"""Rotations about the axes of the figure's world, in degrees.

The world's y axis points up. A figure with heading 0 faces +z, and +x is on its left.
"""

import numpy as np


def about_x(angle_deg: float) -> np.ndarray:
    """Return the rotation that tips +y towards +z: forwards, for a figure with heading 0."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def about_y(angle_deg: float) -> np.ndarray:
    """Return the rotation that turns +z towards +x: to the figure's left."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def about_z(angle_deg: float) -> np.ndarray:
    """Return the rotation that raises +x towards +y: the left side up."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)


def frame_along(bone: np.ndarray, hinge: np.ndarray) -> np.ndarray:
    """Return axes with y along `bone` and x as near to `hinge` as that allows."""
    y = unit(bone)
    x = unit(hinge - (hinge @ y) * y)
    return np.column_stack([x, y, np.cross(x, y)])
