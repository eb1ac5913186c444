"""Where the body is over its feet and its hands are: what sitting down and standing up show.

Every function takes (PoseSequence, Side, Baseline) and returns an array of shape (T,), as those
of posture.kinematics do.
"""

import numpy as np

from posture.baseline import Baseline
from posture.filtering import median_of_seen
from posture.geometry import distance, distance_to_segment
from posture.pose import Landmark, PoseSequence, Side
from posture.view import View

FLOOR_S = 0.4  # on the floor, together: less may be a slip of the model
ON_FLOOR_LEG = 0.05  # an ankle no higher above its lowest place stands


def hips_back(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the hip lies behind the ankle, in standing thigh lengths."""
    ahead_px = poses.image("hip", side)[:, 0] - poses.image("ankle", side)[:, 0]
    return -baseline.viewpoint.facing * ahead_px / baseline.thigh_px


def knee_over_toe(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the knee lies in front of the toes, in foot lengths."""
    ahead_px = poses.image("knee", side)[:, 0] - poses.image("toe", side)[:, 0]
    return baseline.viewpoint.facing * ahead_px / baseline.foot_px[side]


def stance_width(poses: PoseSequence, _: Side, __: Baseline) -> np.ndarray:
    """Return the distance across between the ankles, in widths of the shoulders."""
    ankles_px, shoulders_px = (
        np.abs(poses.image(name, Side.LEFT)[:, 0] - poses.image(name, Side.RIGHT)[:, 0])
        for name in ("ankle", "shoulder")
    )
    return ankles_px / np.where(shoulders_px > 0, shoulders_px, np.nan)


def thigh_rise(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of hip over knee, in heights of knee over ankle: 1 standing, 0 level.

    From the side of the near leg, otherwise of the midpoints.
    """
    if baseline.viewpoint.view is View.SIDE:
        return thigh_upright(poses, side, baseline)
    return _over_shank(*(poses.image_midpoint(name) for name in ("hip", "knee", "ankle")))


def thigh_upright(poses: PoseSequence, side: Side, _: Baseline) -> np.ndarray:
    """Return what `thigh_rise` is of one leg alone: who stands on it has the hip above the knee."""
    return _over_shank(*(poses.image(name, side) for name in ("hip", "knee", "ankle")))


def _over_shank(hip: np.ndarray, knee: np.ndarray, ankle: np.ndarray) -> np.ndarray:
    shank_px = ankle[:, 1] - knee[:, 1]
    return (knee[:, 1] - hip[:, 1]) / np.where(shank_px > 0, shank_px, np.nan)


def trunk_behind_feet(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the middle of the trunk lies behind the ankles, in leg lengths.

    Who rests on nothing but the feet cannot have it far behind them. From the side in the
    picture's plane; from elsewhere, where the picture does not show it, in the model's metres.
    """
    if baseline.viewpoint.view is View.SIDE:
        trunk = (poses.image("shoulder", side) + poses.image("hip", side)) / 2
        ahead_px = trunk[:, 0] - poses.image("ankle", side)[:, 0]
        return -baseline.viewpoint.facing * ahead_px / baseline.leg_px
    mid = {name: _world_midpoint(poses, name) for name in ("shoulder", "hip", "knee", "ankle")}
    trunk_m = (mid["shoulder"] + mid["hip"]) / 2
    leg_m = distance(mid["hip"], mid["knee"]) + distance(mid["knee"], mid["ankle"])
    behind_m = np.sum((mid["ankle"] - trunk_m) * _world_forward(poses), axis=-1)
    return behind_m / leg_m


def _world_midpoint(poses: PoseSequence, name: str) -> np.ndarray:
    left, right = (poses.world_m[:, Landmark.of(name, side)] for side in Side)
    return (left + right) / 2


def _world_forward(poses: PoseSequence) -> np.ndarray:
    """Return the level direction in which the body faces, shape (T, 3), of length 1."""
    left = sum(
        poses.world_m[:, Landmark.of(name, Side.LEFT)]
        - poses.world_m[:, Landmark.of(name, Side.RIGHT)]
        for name in ("shoulder", "hip")
    )
    # left of who faces the camera is the picture's right, and away is plus: forward is -z then
    forward = np.stack([left[:, 2], np.zeros(len(left)), -left[:, 0]], axis=-1)
    length = np.linalg.norm(forward, axis=-1, keepdims=True)
    return forward / np.where(length > 0, length, np.nan)


def other_foot_lift(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how much higher the other foot is than this one, in leg lengths.

    Of each its heel or toe counts, whichever is lower, above the lowest place at which that was
    kept for a while: the floor. Who rises on tiptoe has both up, and neither is lifted. The ankle
    stands in for one of them that is hidden, as the heel of a lifted foot often is from in front.
    """
    own, other = (_foot_rise_px(poses, s) / baseline.leg_px for s in (side, side.other))
    return np.where(other > 0, np.maximum(other - np.fmax(own, 0.0), 0.0), other)


def _foot_rise_px(poses: PoseSequence, side: Side) -> np.ndarray:
    heights_px = [poses.image(name, side)[:, 1] for name in ("heel", "toe", "ankle")]
    heel, toe, ankle = (_lowest(y_px, poses.time_s) - y_px for y_px in heights_px)
    return np.minimum(
        np.where(np.isfinite(heel), heel, ankle), np.where(np.isfinite(toe), toe, ankle)
    )


def ankle_travel(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the ankle is from where it mostly is on the floor, in leg lengths."""
    ankle = poses.image("ankle", side)
    floor_px = _lowest(ankle[:, 1], poses.time_s)
    on_floor = ankle[:, 1] >= floor_px - ON_FLOOR_LEG * baseline.leg_px
    home = np.array([median_of_seen(ankle[on_floor, 0]), floor_px])
    return distance(ankle, home) / baseline.leg_px


def _lowest(y_px: np.ndarray, time_s: np.ndarray) -> float:
    """Return the level, in pixels, below which it was for no more than FLOOR_S; NaN if unseen."""
    seen = y_px[np.isfinite(y_px)]
    if not len(seen):
        return float("nan")
    step_s = float(np.median(np.diff(time_s))) if len(time_s) > 1 else 1.0
    share = min(FLOOR_S / (step_s * len(seen)), 0.5)
    return float(np.quantile(seen, 1.0 - share))


def hand_to_leg(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how near a wrist is to the thigh of its side, in standing trunk lengths.

    From the side of the near arm, in the picture's plane. Otherwise of whichever is nearer, in the
    model's metres: an arm that is stretched towards the camera is over the thigh in the picture.
    """
    limb = ("wrist", "hip", "knee")
    if baseline.viewpoint.view is View.SIDE:
        near_px = distance_to_segment(*(poses.image(name, side) for name in limb))
        return near_px / baseline.trunk_px
    nearest_m = [
        np.where(
            np.isfinite(poses.image("wrist", s)[:, 0]),
            distance_to_segment(*(poses.world_m[:, Landmark.of(name, s)] for name in limb)),
            np.nan,
        )
        for s in Side
    ]
    trunk_m = median_of_seen(
        distance(_world_midpoint(poses, "shoulder"), _world_midpoint(poses, "hip"))
    )
    return np.fmin.reduce(nearest_m) / (trunk_m if trunk_m > 0 else np.nan)
