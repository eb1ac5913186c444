"""The person's own neutral: the lengths and levels that measures are scaled by and compared to."""

from dataclasses import dataclass

import numpy as np

from posture.filtering import median_of_seen
from posture.geometry import distance, foot_rise_deg
from posture.pose import PoseSequence, Side
from posture.view import Viewpoint

STANDING_SHARE = 0.95  # of the leg's length that the hips may lack: still upright. Our choice.
MIN_LENGTH_PX = 1.0  # anything shorter points at the camera and is no scale
LOWEST_PERCENTILE = 95  # of a heel's y: not the extreme, which a wild frame makes
FLAT_SHARE = 0.08  # of the foot's length: a heel so near its lowest is down
MAX_FLAT_PITCH_DEG = 30.0  # a foot steeper than that does not lie on the floor


@dataclass(frozen=True, kw_only=True, eq=False)
class Baseline:
    """Where and how the person is when upright, whether they stand or sit.

    Attributes
    ----------
    viewpoint : Viewpoint
    standing : ndarray, shape (T,), bool
        The frames in which the hips are about as high above the feet as they get.
    leg_px, thigh_px, trunk_px, hip_width_px : float
        Lengths in the picture in those frames: hip-knee-ankle, hip-knee, hip-shoulder, hip-hip.
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
    """Return the person's levels and lengths as medians over the upright frames; NaN if unseen."""
    standing = _standing(poses)

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
    heel_y_px = {s: _floor_y_px(poses.image("heel", s)[:, 1], foot_px[s]) for s in Side}
    return Baseline(
        viewpoint=viewpoint,
        standing=standing,
        leg_px=thigh_px + length("knee", "ankle"),
        thigh_px=thigh_px,
        trunk_px=length("shoulder", "hip"),
        hip_width_px=standing_length(poses.image("hip", Side.LEFT), poses.image("hip", Side.RIGHT)),
        foot_px=foot_px,
        heel_y_px=heel_y_px,
        flat_pitch_deg={
            s: _flat_pitch_deg(poses, s, viewpoint.facing, heel_y_px[s], foot_px[s]) for s in Side
        },
    )


def _standing(poses: PoseSequence) -> np.ndarray:
    def over_ankles_px(joint: str, side: Side) -> np.ndarray:
        return poses.image("ankle", side)[:, 1] - poses.image(joint, side)[:, 1]

    def bone_px(a: str, b: str, side: Side) -> np.ndarray:
        return distance(poses.image(a, side), poses.image(b, side))

    # fmax ignores a side that was not seen; NaN only where neither was.
    hip_height_px = np.fmax(*(over_ankles_px("hip", s) for s in Side))
    leg_px = np.fmax(*(bone_px("hip", "knee", s) + bone_px("knee", "ankle", s) for s in Side))
    if not np.isfinite(hip_height_px).any() or not np.isfinite(leg_px).any():
        return np.zeros(len(poses), bool)
    # Percentiles, not maxima: one wild frame must not raise the bar for all others. What the hips
    # may lack is a share of the leg, since on the floor they are no higher than the feet.
    upright_px = np.nanpercentile(hip_height_px, 95)
    lack_px = (1.0 - STANDING_SHARE) * np.nanpercentile(leg_px, 95)
    with np.errstate(invalid="ignore"):
        return hip_height_px >= upright_px - lack_px


def _floor_y_px(heel_y_px: np.ndarray, foot_px: float) -> float:
    """Return the level of a heel that is down: who raises the heels may mostly have them up."""
    if not np.isfinite(heel_y_px).any():
        return float("nan")
    lowest_px = np.nanpercentile(heel_y_px, LOWEST_PERCENTILE)
    slack_px = FLAT_SHARE * foot_px if np.isfinite(foot_px) else 0.0
    with np.errstate(invalid="ignore"):
        return median_of_seen(heel_y_px[heel_y_px >= lowest_px - slack_px])


def _flat_pitch_deg(
    poses: PoseSequence, side: Side, facing: int, floor_y_px: float, foot_px: float
) -> float:
    heel, toe = poses.image("heel", side), poses.image("toe", side)
    pitch_deg = foot_rise_deg(heel, toe, facing)
    with np.errstate(invalid="ignore"):
        is_down = heel[:, 1] >= floor_y_px - FLAT_SHARE * foot_px
        is_flat = is_down & (np.abs(pitch_deg) <= MAX_FLAT_PITCH_DEG)
    flat_deg = median_of_seen(pitch_deg[is_flat])
    return flat_deg if np.isfinite(flat_deg) else 0.0
