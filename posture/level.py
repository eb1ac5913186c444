"""Turn a recording upright: what a camera's roll did to it is undone where the roll is known."""

from dataclasses import replace

import numpy as np

from posture.pose import PoseSequence


def level(poses: PoseSequence, roll_deg: float) -> PoseSequence:
    """Return the sequence as a camera without roll would have seen it.

    Pixels turn about the middle of the picture, landmarks in metres about the hips; a landmark
    may come to lie beyond the picture's edge.

    Parameters
    ----------
    poses : PoseSequence
    roll_deg : float
        By how much what is upright leans in the picture, positive to its right.
    """
    if not roll_deg:
        return poses
    turn = _anticlockwise(roll_deg)
    middle_px = np.asarray(poses.size_px) / 2
    world_m = poses.world_m.astype(float)
    world_m[..., :2] = world_m[..., :2] @ turn.T
    return replace(
        poses, image_px=(poses.image_px - middle_px) @ turn.T + middle_px, world_m=world_m
    )


def roll_deg_of(a_px: np.ndarray, b_px: np.ndarray) -> float:
    """Return the roll that a line tells which is level or upright in truth.

    Parameters
    ----------
    a_px, b_px : ndarray, shape (2,)
        Two points of the line in the picture, in any order: of the edge of a door or of the floor.

    Returns
    -------
    float
        From -45 to 45: by how much what is upright leans in the picture, positive to its right.
    """
    across_px, down_px = np.asarray(b_px, float) - np.asarray(a_px, float)
    if across_px == down_px == 0:
        raise ValueError("A line needs two points, but both are the same.")
    direction_deg = np.degrees(np.arctan2(down_px, across_px))
    return float((direction_deg + 45.0) % 90.0 - 45.0)


def _anticlockwise(angle_deg: float) -> np.ndarray:
    """Return the matrix that turns (x, y) anticlockwise as seen, y being down."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, s], [-s, c]])
