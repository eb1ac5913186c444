"""From where the camera sees the body: side, front, rear or in between."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from posture.pose import Landmark, PoseSequence, Side

# A true 45 degrees reads as 30-35 degrees in MediaPipe's world landmarks, so the frontal sector
# is the narrower one. Our choices; a body within 20 degrees of a plane is measured well in it.
SIDE_SECTOR_DEG = 25.0
FRONT_SECTOR_DEG = 20.0


class View(StrEnum):
    """What the camera sees of the body."""

    SIDE = "side"
    FRONT = "front"
    REAR = "rear"
    OBLIQUE = "oblique"


@dataclass(frozen=True, kw_only=True)
class Viewpoint:
    """How the body stands to the camera over a recording.

    Attributes
    ----------
    view : View
    yaw_deg : float
        Turn of the body, -180 to 180: 0 facing the camera, 180 from behind, negative with the
        subject's left side nearer. NaN if it could not be told.
    facing : int
        In the picture, +1 if the toes point right, -1 left.
    near : Side
        The subject's side nearer to the camera.
    """

    view: View
    yaw_deg: float
    facing: int
    near: Side


def estimate_viewpoint(poses: PoseSequence, view: View | None = None) -> Viewpoint:
    """Tell from where the body is seen, as the median over the recording.

    Parameters
    ----------
    poses : PoseSequence
    view : View, optional
        Where the camera stood, if it is known; estimated otherwise.
    """
    yaw_deg = circular_median_deg(body_yaw_deg(poses))
    return Viewpoint(
        view=view or _view_at(yaw_deg),
        yaw_deg=yaw_deg,
        facing=_facing(poses),
        near=_near_side(poses, yaw_deg),
    )


def body_yaw_deg(poses: PoseSequence) -> np.ndarray:
    """Return the turn of shoulders and hips about the vertical in each frame, shape (T,).

    0 facing the camera, 180 from behind, negative with the subject's left nearer; from the
    world landmarks, whose z is away from the camera.
    """
    across = sum(
        poses.world_m[:, Landmark.of(name, Side.LEFT)]
        - poses.world_m[:, Landmark.of(name, Side.RIGHT)]
        for name in ("shoulder", "hip")
    )
    return np.degrees(np.arctan2(across[:, 2], across[:, 0]))


def circular_median_deg(angles_deg: np.ndarray) -> float:
    """Return the median of angles, -180 to 180 degrees; NaN if none is known."""
    angles_deg = angles_deg[np.isfinite(angles_deg)]
    if not len(angles_deg):
        return float("nan")
    mean_deg = np.angle(np.mean(np.exp(1j * np.radians(angles_deg))), deg=True)
    around = (angles_deg - mean_deg + 180.0) % 360.0 - 180.0
    return float((mean_deg + np.median(around) + 180.0) % 360.0 - 180.0)


def _view_at(yaw_deg: float) -> View:
    turned = abs(yaw_deg)
    if abs(turned - 90.0) <= SIDE_SECTOR_DEG:
        return View.SIDE
    if turned <= FRONT_SECTOR_DEG:
        return View.FRONT
    if turned >= 180.0 - FRONT_SECTOR_DEG:
        return View.REAR
    return View.OBLIQUE


def _facing(poses: PoseSequence) -> int:
    forward = [poses.image("toe", s)[:, 0] - poses.image("heel", s)[:, 0] for s in Side]
    total = np.nansum(forward)
    return -1 if total < 0 else 1


def _near_side(poses: PoseSequence, yaw_deg: float) -> Side:
    limbs = {
        side: [Landmark.of(name, side) for name in ("shoulder", "hip", "knee", "ankle")]
        for side in Side
    }
    seen = {side: float(np.mean(poses.visibility[:, limbs[side]])) for side in Side}
    if seen[Side.LEFT] == seen[Side.RIGHT]:
        return Side.LEFT if yaw_deg < 0 else Side.RIGHT
    return max(Side, key=seen.__getitem__)
