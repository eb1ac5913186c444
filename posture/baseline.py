"""The person's own standing: the lengths and levels that measures are scaled by and compared to."""

from dataclasses import dataclass

import numpy as np

from posture.filtering import median_of_seen
from posture.geometry import distance, foot_rise_deg
from posture.pose import PoseSequence, Side
from posture.view import Viewpoint

STANDING_SHARE = 0.95  # of the greatest hip height: still upright. Our choice.
MIN_LENGTH_PX = 1.0  # anything shorter points at the camera and is no scale
LOWEST_PERCENTILE = 95  # of a heel's y: not the extreme, which a wild frame makes
FLAT_SHARE = 0.08  # of the foot's length: a heel so near its lowest is down
MAX_FLAT_PITCH_DEG = 30.0  # a foot steeper than that does not lie on the floor


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
    flat_pitch_deg : dict
        What the line from heel to toe rises by with the foot flat, by side: the two landmarks are
        not equally high above the sole. 0 if the foot was never seen flat.
    """

    viewpoint: Viewpoint
    standing: np.ndarray
    leg_px: float
    thigh_px: float
    trunk_px: float
    hip_width_px: float
    foot_px: dict[Side, float]
    heel_y_px: dict[Side, float]
    flat_pitch_deg: dict[Side, float]

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
    foot_px = {s: standing_length(poses.image("heel", s), poses.image("toe", s)) for s in Side}
    return Baseline(
        viewpoint=viewpoint,
        standing=standing,
        leg_px=thigh_px + length("knee", "ankle"),
        thigh_px=thigh_px,
        trunk_px=length("shoulder", "hip"),
        hip_width_px=standing_length(poses.image("hip", Side.LEFT), poses.image("hip", Side.RIGHT)),
        foot_px=foot_px,
        heel_y_px={s: median_of_seen(poses.image("heel", s)[standing, 1]) for s in Side},
        flat_pitch_deg={s: _flat_pitch_deg(poses, s, viewpoint.facing, foot_px[s]) for s in Side},
    )


def _flat_pitch_deg(poses: PoseSequence, side: Side, facing: int, foot_px: float) -> float:
    heel, toe = poses.image("heel", side), poses.image("toe", side)
    if not np.isfinite(heel[:, 1]).any():
        return 0.0
    lowest_px = np.nanpercentile(heel[:, 1], LOWEST_PERCENTILE)
    pitch_deg = foot_rise_deg(heel, toe, facing)
    with np.errstate(invalid="ignore"):
        is_down = heel[:, 1] >= lowest_px - FLAT_SHARE * foot_px
        is_flat = is_down & (np.abs(pitch_deg) <= MAX_FLAT_PITCH_DEG)
    flat_deg = median_of_seen(pitch_deg[is_flat])
    return flat_deg if np.isfinite(flat_deg) else 0.0


def _standing(hip_height_px: np.ndarray) -> np.ndarray:
    seen = hip_height_px[np.isfinite(hip_height_px)]
    if not len(seen):
        return np.zeros(len(hip_height_px), bool)
    # A percentile, not the maximum: one wild frame must not raise the bar for all others.
    upright_px = np.percentile(seen, 95)
    with np.errstate(invalid="ignore"):
        return hip_height_px >= STANDING_SHARE * upright_px
