"""The person's own standing: the lengths and levels that measures are scaled by and compared to."""

from dataclasses import dataclass

import numpy as np

from posture.filtering import median_of_seen
from posture.geometry import distance
from posture.pose import PoseSequence, Side
from posture.view import Viewpoint

STANDING_SHARE = 0.95  # of the greatest hip height: still upright. Our choice.
MIN_LENGTH_PX = 1.0  # anything shorter points at the camera and is no scale


@dataclass(frozen=True, kw_only=True, eq=False)
class Baseline:
    """Where and how the person stands when upright.

    Attributes
    ----------
    viewpoint : Viewpoint
    standing : ndarray, shape (T,), bool
        The frames in which the hips are about as high above the ankles as they get.
    leg_px, thigh_px, trunk_px, hip_width_px : float
        Lengths in the picture while standing: hip-knee-ankle, hip-knee, hip-shoulder, hip-hip.
        NaN if unseen or too short to be a scale.
    foot_px : dict
        Heel to toe, by side.
    heel_y_px : dict
        The level of the heel on the floor, by side.
    """

    viewpoint: Viewpoint
    standing: np.ndarray
    leg_px: float
    thigh_px: float
    trunk_px: float
    hip_width_px: float
    foot_px: dict[Side, float]
    heel_y_px: dict[Side, float]

    def standing_median(self, values: np.ndarray) -> float:
        """Return the median of `values`, shape (T,), over the standing frames; NaN if unseen."""
        return median_of_seen(values[self.standing])


def measure_baseline(poses: PoseSequence, viewpoint: Viewpoint) -> Baseline:
    """Return the standing levels and lengths as medians over the standing frames; NaN if unseen."""
    # fmax ignores a side that was not seen; NaN only where neither was.
    hip_height_px = np.fmax(
        *(poses.image("ankle", s)[:, 1] - poses.image("hip", s)[:, 1] for s in Side)
    )
    standing = _standing(hip_height_px)

    def standing_length(a: np.ndarray, b: np.ndarray) -> float:
        length_px = median_of_seen(distance(a, b)[standing])
        return length_px if length_px >= MIN_LENGTH_PX else float("nan")

    def length(a: str, b: str) -> float:
        near, far = (
            standing_length(poses.image(a, s), poses.image(b, s))
            for s in (viewpoint.near, viewpoint.near.other)
        )
        return near if np.isfinite(near) else far

    thigh_px = length("hip", "knee")
    return Baseline(
        viewpoint=viewpoint,
        standing=standing,
        leg_px=thigh_px + length("knee", "ankle"),
        thigh_px=thigh_px,
        trunk_px=length("shoulder", "hip"),
        hip_width_px=standing_length(poses.image("hip", Side.LEFT), poses.image("hip", Side.RIGHT)),
        foot_px={s: standing_length(poses.image("heel", s), poses.image("toe", s)) for s in Side},
        heel_y_px={s: median_of_seen(poses.image("heel", s)[standing, 1]) for s in Side},
    )


def _standing(hip_height_px: np.ndarray) -> np.ndarray:
    seen = hip_height_px[np.isfinite(hip_height_px)]
    if not len(seen):
        return np.zeros(len(hip_height_px), bool)
    # A percentile, not the maximum: one wild frame must not raise the bar for all others.
    upright_px = np.percentile(seen, 95)
    with np.errstate(invalid="ignore"):
        return hip_height_px >= STANDING_SHARE * upright_px
