"""How the feet stand and what moves over them, in each frame, from the picture's plane.

The same terms as in kinematics.py: (PoseSequence, Side, Baseline) to an array of shape (T,).
"""

import numpy as np
import pandas as pd

from posture.baseline import Baseline
from posture.filtering import median_of_seen
from posture.geometry import distance, foot_rise_deg
from posture.kinematics import heel_lift, trunk_lean
from posture.pose import PoseSequence, Side
from posture.view import View

MIN_RISE_LEG = 0.02  # of the higher heel: below, its share of the other's is noise
BOUNCE_WINDOW_S = 0.8  # a trunk that swings more quickly than once in that bounces


def foot_pitch(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the foot is pitched from lying flat; positive with the toes up."""
    heel, toe = poses.image("heel", side), poses.image("toe", side)
    pitch_deg = foot_rise_deg(heel, toe, baseline.viewpoint.facing)
    return pitch_deg - baseline.flat_pitch_deg[side]


def trunk_bounce(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return what of the trunk's lean is quick: its departure from its own running mean."""
    lean_deg = trunk_lean(poses, side, baseline)
    over_time = pd.Series(lean_deg, index=pd.to_timedelta(poses.time_s, unit="s"))
    slow_deg = over_time.rolling(pd.Timedelta(seconds=BOUNCE_WINDOW_S), center=True).mean()
    return lean_deg - slow_deg.to_numpy()


def heel_difference(poses: PoseSequence, _: Side, baseline: Baseline) -> np.ndarray:
    """Return how much lower one heel is than the other, as a share of the higher one's rise.

    Positive if the right one is lower; NaN with both down.
    """
    left, right = (
        (baseline.heel_y_px[s] - poses.image("heel", s)[:, 1]) / baseline.leg_px for s in Side
    )
    higher = np.maximum(left, right)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(higher >= MIN_RISE_LEG, (left - right) / higher, np.nan)


def toe_travel(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the toes are from where they mostly are on the floor, in leg lengths."""
    toe = _near_or_midway(poses, "toe", side, baseline)
    seen = toe[np.isfinite(toe[:, 0])]
    if not len(seen):
        return np.full(len(toe), np.nan)
    home = np.array([np.median(seen[:, 0]), np.percentile(seen[:, 1], 95)])
    return distance(toe, home) / baseline.leg_px


def body_rise(poses: PoseSequence, _: Side, baseline: Baseline) -> np.ndarray:
    """Return how far ears, shoulders and hips are above where they mostly are, in leg lengths.

    From front and rear a rise on tiptoe shows in them, whereas the heels hide behind the feet. The
    middle one of the three: raised arms lift the shoulders alone, a nod the ears. Where the ears
    are not seen, half-way between the other two.
    """
    levels_px = (poses.image_midpoint(name)[:, 1] for name in ("ear", "shoulder", "hip"))
    ears, shoulders, hips = (median_of_seen(level) - level for level in levels_px)
    ears = np.where(np.isfinite(ears), ears, (shoulders + hips) / 2)
    return np.median([ears, shoulders, hips], axis=0) / baseline.leg_px


def tiptoe_rise(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the mean of how far the heel and the body are above their levels, in leg lengths.

    The model draws a heel late off the floor and early back on it, and the body now and then the
    other way; of both the times of a rise are told best.
    """
    heel_px = heel_lift(poses, side, baseline) * baseline.foot_px[side]
    return (heel_px / baseline.leg_px + body_rise(poses, side, baseline)) / 2


def seat_height(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of the hips over where the ankles are lowest, in leg lengths.

    About 1 standing, a half on a chair, 0 on the floor, wherever the feet are. Over the recording:
    a foot that is lifted does not bring the seat down, even if the other one is hidden.
    """
    hip = _near_or_midway(poses, "hip", side, baseline)
    ankles_px = np.stack([poses.image("ankle", s)[:, 1] for s in Side])
    seen_px = ankles_px[np.isfinite(ankles_px)]
    if not len(seen_px):
        return np.full(len(poses), np.nan)
    return (np.percentile(seen_px, 95) - hip[:, 1]) / baseline.leg_px


def hip_sway(poses: PoseSequence, _: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the middle of the hips is to the subject's right of its median, in legs."""
    across_px = poses.image_midpoint("hip")[:, 0]
    rightwards = 1.0 if baseline.viewpoint.view is View.REAR else -1.0
    return rightwards * (across_px - median_of_seen(across_px)) / baseline.leg_px


def elbow_reach(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the near elbow's distance from the hip, in leg lengths: who pulls draws it in."""
    return distance(poses.image("elbow", side), poses.image("hip", side)) / baseline.leg_px


def _near_or_midway(poses: PoseSequence, name: str, side: Side, baseline: Baseline) -> np.ndarray:
    if baseline.viewpoint.view is View.SIDE:
        return poses.image(name, side)
    return poses.image_midpoint(name)
