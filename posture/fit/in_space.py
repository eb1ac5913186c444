"""Joints in space, over time: what angles are read from, however they came about."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter

from posture.fit.body import LANDMARKS, Joint, level_axes
from posture.pose import PoseSequence, Side
from posture.view import body_yaw_deg

_STEADY_S = 1.0  # over which the turn and size of a body are taken to be the same


@dataclass(frozen=True, kw_only=True, eq=False)
class BodyInSpace:
    """A body's joints and how it stands to the camera.

    Attributes
    ----------
    joints_m : ndarray, shape (T, 8, 3)
        By `Joint`, on camera axes: x right, y down, z away. NaN where not known.
    heading_deg : ndarray, shape (T,)
        The body's turn: 0 facing the camera, negative with the subject's left nearer.
    pitch_deg, roll_deg : float
        Of the camera: looking down; the picture turned clockwise.
    """

    joints_m: np.ndarray
    heading_deg: np.ndarray
    pitch_deg: float = 0.0
    roll_deg: float = 0.0

    def joint(self, name: str, side: Side) -> np.ndarray:
        """Return a paired joint's place, shape (T, 3)."""
        return self.joints_m[:, Joint.of(name, side)]

    def midpoint(self, name: str) -> np.ndarray:
        """Return the place midway between left and right, shape (T, 3)."""
        return (self.joint(name, Side.LEFT) + self.joint(name, Side.RIGHT)) / 2

    @property
    def axes(self) -> np.ndarray:
        """Level right, down and away as rows on camera axes, shape (3, 3)."""
        return level_axes(np.radians(self.pitch_deg), np.radians(self.roll_deg))


def modelled_body(poses: PoseSequence) -> BodyInSpace:
    """Return the model's own world landmarks as they are."""
    return BodyInSpace(joints_m=poses.world_m[:, LANDMARKS], heading_deg=_steady_yaw_deg(poses))


def mixed_body(poses: PoseSequence) -> BodyInSpace:
    """Return the picture across the view and the model's depth, at the same scale in each frame.

    Better than either alone off the axes, without knowing anything of bodies or cameras.
    """
    image_px, world_m = poses.image_px[:, LANDMARKS], poses.world_m[:, LANDMARKS]
    centred_px = image_px - image_px.mean(axis=1, keepdims=True)
    centred_m = world_m - world_m.mean(axis=1, keepdims=True)
    px_per_m = np.sum(centred_px**2, axis=(1, 2)) / np.sum(
        centred_px * centred_m[..., :2], axis=(1, 2)
    )
    across_m = centred_px / px_per_m[:, None, None]
    return BodyInSpace(
        joints_m=np.concatenate([across_m, centred_m[..., 2:]], axis=-1),
        heading_deg=_steady_yaw_deg(poses),
    )


def _steady_yaw_deg(poses: PoseSequence) -> np.ndarray:
    yaw_deg = body_yaw_deg(poses)
    seen = np.flatnonzero(np.isfinite(yaw_deg))
    if len(seen) < 2:
        return yaw_deg
    step_s = float(np.median(np.diff(poses.time_s[seen])))
    window = min(int(_STEADY_S / step_s) // 2 * 2 + 1, len(seen))
    steady = median_filter(np.unwrap(yaw_deg[seen], period=360.0), size=window, mode="nearest")
    yaw_deg = yaw_deg.copy()
    yaw_deg[seen] = (steady + 180.0) % 360.0 - 180.0
    return yaw_deg
