"""The body that is fitted: its joints, its lengths and what is known of anybody's.

Camera axes: x to the picture's right, y down, z away; metres. Level axes: the same after the
camera's pitch and roll are taken out.
"""

from enum import IntEnum

import numpy as np

from posture.pose import Landmark, Side


class Joint(IntEnum):
    """The joints that have a place in every frame."""

    LEFT_SHOULDER = 0
    RIGHT_SHOULDER = 1
    LEFT_HIP = 2
    RIGHT_HIP = 3
    LEFT_KNEE = 4
    RIGHT_KNEE = 5
    LEFT_ANKLE = 6
    RIGHT_ANKLE = 7

    @classmethod
    def of(cls, name: str, side: Side) -> "Joint":
        """Return a paired joint: of("knee", Side.LEFT) is LEFT_KNEE."""
        return cls[f"{side}_{name}".upper()]


LANDMARKS = [Landmark[joint.name] for joint in Joint]

HEADING = 3 * len(Joint)  # the last number of a frame: the body's turn, radians
N_FRAME = HEADING + 1


class Shared(IntEnum):
    """What is one number for the whole clip: logarithms of metres, radians, metres."""

    THIGH = 0
    SHIN = 1
    HIPS = 2
    SHOULDERS = 3
    TRUNK = 4
    FOOT = 5
    LEFT_TOE_OUT = 6
    RIGHT_TOE_OUT = 7
    PITCH = 8
    ROLL = 9
    BALANCE = 10

    @classmethod
    def toe_out(cls, side: Side) -> "Shared":
        return cls.LEFT_TOE_OUT if side is Side.LEFT else cls.RIGHT_TOE_OUT


N_SHARED = len(Shared)

# Shares of thigh + shin, with the spread of their logarithm over people. Drillis & Contini (1966)
# as printed in Winter (2009), figure 4.1: thigh .245, shank .246, trunk (hip to shoulder) .288 of
# stature. The model's landmarks are not joint centres: its hips lie 2 cm further apart each and its
# ankles 2 cm higher, its shoulders further in.
THIGH_SHARE, THIGH_SPREAD = 0.507, 0.04
SHARES = {
    Shared.HIPS: (0.23, 0.15),
    Shared.SHOULDERS: (0.41, 0.12),
    Shared.TRUNK: (0.566, 0.08),
    Shared.FOOT: (0.28, 0.10),
}

# How much of the body's mass acts at each pair of joints: head, arms and trunk .678 of the mass at
# .626 from hip to shoulder; thighs .200 at .433 from hip to knee; shanks and feet .122 at .606
# from knee to ankle (Winter 2009, table 4.1).
MASS_SHARE = {"shoulder": 0.424, "hip": 0.367, "knee": 0.135, "ankle": 0.074}

Directions = tuple[np.ndarray, np.ndarray]  # a unit vector (T, 3) and its change with the heading


def level_axes(pitch: float, roll: float) -> np.ndarray:
    """Return the level right, down and away as rows on camera axes, shape (3, 3).

    `pitch` is positive for a camera that looks down, `roll` for a picture turned clockwise;
    radians.
    """
    cp, sp, cr, sr = np.cos(pitch), np.sin(pitch), np.cos(roll), np.sin(roll)
    about_x = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    about_z = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return (about_z @ about_x).T


def leftward(heading: np.ndarray, axes: np.ndarray) -> Directions:
    """Return the direction of the subject's left, level, and its change with the heading."""
    c, s = np.cos(heading)[:, None], np.sin(heading)[:, None]
    return c * axes[0] + s * axes[2], -s * axes[0] + c * axes[2]


def forward(heading: np.ndarray, axes: np.ndarray) -> Directions:
    """Return the direction the subject faces, level, and its change with the heading."""
    left, change = leftward(heading, axes)
    return -change, left
