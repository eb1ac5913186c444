"""Arms and legs: by their joint angles, or by where the hand or foot has to be."""

from dataclasses import dataclass

import numpy as np

from posture.figure.body import Body
from posture.figure.rotation import about_x, about_y, frame_along, unit

TOES_AXIS_M = 0.010
"""Height above the floor of the line about which the toes bend."""


@dataclass(frozen=True)
class FreeArm:
    """An arm by its angles in degrees; all zero hangs straight down."""

    flexion: float = 5.0
    abduction: float = 8.0
    rotation: float = 0.0
    elbow_flexion: float = 12.0


@dataclass(frozen=True)
class ReachingArm:
    """An arm whose wrist is at a place; the elbow follows.

    Attributes
    ----------
    wrist_m : tuple of float
        Position in the world's axes before the heading is applied.
    elbow_towards : tuple of float
        Direction to which the elbow bends out, in the same axes.
    """

    wrist_m: tuple[float, float, float]
    elbow_towards: tuple[float, float, float] = (0.0, -1.0, -0.5)


@dataclass(frozen=True)
class FreeLeg:
    """A leg by its angles in degrees, its foot off the floor or resting on the heel.

    Attributes
    ----------
    thigh_flexion : float
        Thigh forwards of the vertical.
    thigh_abduction : float
        Thigh outwards.
    knee_flexion : float
        0 with the leg straight.
    ankle_dorsiflexion : float
        0 with the foot at a right angle to the shank.
    toe_out : float
        Foot turned outwards.
    toe_extension : float
        Toes bent up against the foot.
    """

    thigh_flexion: float
    thigh_abduction: float = 0.0
    knee_flexion: float = 0.0
    ankle_dorsiflexion: float = 0.0
    toe_out: float = 5.0
    toe_extension: float = 0.0


@dataclass(frozen=True)
class PlacedLeg:
    """A leg whose ankle is at a place; the knee follows.

    Attributes
    ----------
    ankle_m : tuple of float
        Position in the world's axes before the heading is applied.
    foot_pitch : float
        Degrees; positive with the toes up, negative with the heel up.
    toe_out : float
        Foot turned outwards, degrees.
    knee_out : float or None
        Direction in which the knee points, outwards from straight ahead; None is over the toes.
        180 bends the knee backwards.
    toe_extension : float
        Toes bent up against the foot, degrees.
    is_knee_up : bool
        Whether the knee points up rather than ahead, as when sitting on the floor.
    """

    ankle_m: tuple[float, float, float]
    foot_pitch: float = 0.0
    toe_out: float = 8.0
    knee_out: float | None = None
    toe_extension: float = 0.0
    is_knee_up: bool = False


Arm = FreeArm | ReachingArm
Leg = FreeLeg | PlacedLeg


def stand_on(
    body: Body,
    outward: float,
    x_m: float,
    z_m: float,
    foot_pitch: float = 0.0,
    toe_out: float = 8.0,
    knee_out: float | None = None,
) -> PlacedLeg:
    """Return the leg whose foot stands on the floor without sliding.

    The flat foot's ankle would be above (`x_m`, `z_m`). With the toes up the foot rocks on its
    heel, with the heel up on its ball, while the toes stay flat. `outward` is the side's sign
    along x.
    """
    turned = about_y(outward * toe_out)
    pivot = foot_pivot(body, foot_pitch)
    ankle = np.array([x_m, body.ankle_height_m, z_m]) + turned @ (
        pivot - about_x(-foot_pitch) @ pivot
    )
    x, y, z = (float(v) for v in ankle)
    return PlacedLeg((x, y, z), foot_pitch, toe_out, knee_out, max(0.0, -foot_pitch))


def foot_pivot(body: Body, foot_pitch: float) -> np.ndarray:
    """Return the point, seen from the ankle, about which a pitched foot rocks; shape (3,)."""
    if foot_pitch > 0:
        return np.array([0.0, -body.ankle_height_m, -0.75 * body.heel_m])
    return np.array([0.0, TOES_AXIS_M - body.ankle_height_m, body.ball_m])


def bend(
    root: np.ndarray, end: np.ndarray, upper_m: float, lower_m: float, towards: np.ndarray
) -> np.ndarray:
    """Return where the middle joint of a two-bone limb lies; shape (3,).

    Parameters
    ----------
    root, end : ndarray, shape (3,)
        The limb's first and last joint, in metres.
    upper_m, lower_m : float
        Lengths of the two bones.
    towards : ndarray, shape (3,)
        Direction to which the middle joint bends out.

    Raises
    ------
    ValueError
        If `end` is out of reach: a motion that asks for that is wrong.
    """
    span = end - root
    distance = float(np.linalg.norm(span))
    if distance > upper_m + lower_m or distance < abs(upper_m - lower_m):
        raise ValueError(
            f"A limb of {upper_m + lower_m:.4f} m cannot reach over {distance:.4f} m; "
            "bring its two ends within reach."
        )
    along = span / distance
    out = unit(towards - (towards @ along) * along)
    x = (upper_m**2 - lower_m**2 + distance**2) / (2 * distance)
    return root + x * along + np.sqrt(max(upper_m**2 - x**2, 0.0)) * out


def bone_frames(
    root: np.ndarray, middle: np.ndarray, end: np.ndarray, towards: np.ndarray, flexes_back: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return the axes of a limb's two bones: y from each far end to its near one, x the hinge.

    A knee flexes back, an elbow forwards; a limb bent the other way keeps the same hinge.
    """
    along = unit(end - root)
    hinge = np.cross(towards, along) if flexes_back else np.cross(along, towards)
    return frame_along(root - middle, hinge), frame_along(middle - end, hinge)
