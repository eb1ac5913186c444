"""Where the feet are in walking, in each frame, from the picture's plane.

The same terms as in kinematics.py: (PoseSequence, Side, Baseline) to an array of shape (T,).
"""

import numpy as np

from posture.baseline import Baseline
from posture.pose import PoseSequence, Side
from posture.view import View

IN_LINE = (View.FRONT, View.REAR)  # walking along the line of sight


def heel_ahead(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the heel is ahead of the hips, in leg lengths.

    Seen along the line of walking: how much lower in the picture it is than the other heel, or
    from behind how much higher. The foot in front is nearer to the camera, and so lower.
    """
    view, heel = baseline.viewpoint.view, _in_picture(poses, "heel", side)
    if view in IN_LINE:
        lower_px = heel[:, 1] - _in_picture(poses, "heel", side.other)[:, 1]
        return (lower_px if view is View.FRONT else -lower_px) / baseline.leg_px
    ahead_px = heel[:, 0] - poses.image_midpoint("hip")[:, 0]
    return baseline.viewpoint.facing * ahead_px / baseline.leg_px


def toe_ahead(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the toes are ahead of the hips, in leg lengths."""
    ahead_px = _in_picture(poses, "toe", side)[:, 0] - poses.image_midpoint("hip")[:, 0]
    return baseline.viewpoint.facing * ahead_px / baseline.leg_px


def toe_rise(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how much higher in the picture the toes are than the heel, in leg lengths."""
    heel, toe = (_in_picture(poses, name, side) for name in ("heel", "toe"))
    return (heel[:, 1] - toe[:, 1]) / baseline.leg_px


def _in_picture(poses: PoseSequence, name: str, side: Side) -> np.ndarray:
    """Return where a landmark is, shape (T, 2); beyond the picture, where it is guessed, NaN."""
    places = poses.image(name, side)
    with np.errstate(invalid="ignore"):
        is_inside = np.all((places >= 0) & (places <= poses.size_px), axis=1)
    return np.where(is_inside[:, np.newaxis], places, np.nan)
