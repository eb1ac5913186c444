"""How high a body in space has its hips, by the definitions of `posture.kinematics`.

In leg lengths, shape (T,); NaN where not known.
"""

from itertools import pairwise

import numpy as np

from posture.filtering import median_of_seen
from posture.fit.in_space import BodyInSpace
from posture.geometry import distance
from posture.pose import Side

_FLOOR_PERCENTILE = 95  # of how low the ankles are over the recording


def hip_height(body: BodyInSpace, near: Side) -> np.ndarray:
    """Return the height of the near hip over its ankle."""
    ankle_m, hip_m = (_down_m(body.joint(name, near), body) for name in ("ankle", "hip"))
    return (ankle_m - hip_m) / _leg_m(body, near)


def seat_height(body: BodyInSpace, near: Side) -> np.ndarray:
    """Return the height of the hips over where the ankles are lowest in the recording."""
    ankles_m = np.stack([_down_m(body.joint("ankle", side), body) for side in Side])
    seen_m = ankles_m[np.isfinite(ankles_m)]
    if not len(seen_m):
        return np.full(len(body.heading_deg), np.nan)
    floor_m = np.percentile(seen_m, _FLOOR_PERCENTILE)
    return (floor_m - _down_m(body.midpoint("hip"), body)) / _leg_m(body, near)


def _down_m(points_m: np.ndarray, body: BodyInSpace) -> np.ndarray:
    return np.asarray(points_m @ body.axes[1])


def _leg_m(body: BodyInSpace, side: Side) -> float:
    return sum(
        median_of_seen(distance(body.joint(upper, side), body.joint(lower, side)))
        for upper, lower in pairwise(("hip", "knee", "ankle"))
    )
