"""A body's angles and heights in each frame, from the picture's plane.

Every function takes (PoseSequence, Side, Baseline) and returns an array of shape (T,), NaN where a
landmark was not seen. Pixels, y down; the subject's sides. Signs follow docs/measures.md.
"""

from collections.abc import Callable

import numpy as np

from posture.baseline import Baseline
from posture.geometry import (
    cross_2d,
    distance,
    included_angle,
    lean_from_vertical,
    tilt_from_horizontal,
)
from posture.pose import PoseSequence, Side
from posture.view import View, body_yaw_deg

MIN_THIGH_SHARE = 0.6  # of its standing length: a shorter thigh points at the camera

Compute = Callable[[PoseSequence, Side, Baseline], np.ndarray]


def knee_flexion(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the knee's departure from straight; negative if it bends backwards."""
    hip, knee, ankle = (poses.image(name, side) for name in ("hip", "knee", "ankle"))
    flexion = 180.0 - included_angle(hip, knee, ankle)
    # Facing right, a knee in front of the line from ankle to hip lies clockwise of it.
    is_forward = cross_2d(hip - ankle, knee - ankle) * baseline.viewpoint.facing >= 0
    return np.where(is_forward, flexion, -flexion)


def trunk_thigh_flexion(poses: PoseSequence, side: Side, _: Baseline) -> np.ndarray:
    """Return the bend between trunk and thigh; not hip flexion, which the pelvis defines."""
    shoulder, hip, knee = (poses.image(name, side) for name in ("shoulder", "hip", "knee"))
    return 180.0 - included_angle(shoulder, hip, knee)


def sagittal_lean(lower: str, upper: str) -> Compute:
    """Return the lean of a segment off the vertical, positive towards where the toes point."""

    def compute(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
        lean = lean_from_vertical(poses.image(lower, side), poses.image(upper, side))
        return lean * baseline.viewpoint.facing

    return compute


trunk_lean = sagittal_lean("hip", "shoulder")
shin_lean = sagittal_lean("ankle", "knee")


def trunk_shin_angle(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how much further the trunk leans forward than the shin."""
    return trunk_lean(poses, side, baseline) - shin_lean(poses, side, baseline)


def thigh_elevation(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the thigh's angle above the horizontal: 90 standing, negative with the hip below."""
    thigh = poses.image("knee", side) - poses.image("hip", side)
    return np.degrees(np.arctan2(thigh[:, 1], baseline.viewpoint.facing * thigh[:, 0]))


def lateral_trunk_lean(poses: PoseSequence, _: Side, baseline: Baseline) -> np.ndarray:
    """Return the lean of the mid-shoulder over the mid-hip, positive to the subject's right."""
    lean = lean_from_vertical(poses.image_midpoint("hip"), poses.image_midpoint("shoulder"))
    return lean if baseline.viewpoint.view is View.REAR else -lean


def pelvic_obliquity(poses: PoseSequence, _: Side, __: Baseline) -> np.ndarray:
    """Return the tilt of the line between the hips, positive if the subject's right is higher."""
    return tilt_from_horizontal(poses.image("hip", Side.LEFT), poses.image("hip", Side.RIGHT))


def _medial_sign(poses: PoseSequence, side: Side) -> np.ndarray:
    """Return where the other hip lies in the picture: +1 to the right, -1 to the left."""
    return np.sign(poses.image("hip", side.other)[:, 0] - poses.image("hip", side)[:, 0])


def fppa(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the frontal plane projection angle, positive with the knee medial (valgus)."""
    hip, knee, ankle = (poses.image(name, side) for name in ("hip", "knee", "ankle"))
    departure = 180.0 - included_angle(hip, knee, ankle)
    offset = cross_2d(hip - ankle, knee - ankle) * _medial_sign(poses, side)
    angle = np.where(offset >= 0, departure, -departure)
    is_long = distance(hip, knee) >= MIN_THIGH_SHARE * baseline.thigh_px
    # without the other hip nobody can say which way is inwards
    return np.where(is_long & np.isfinite(offset), angle, np.nan)


def knee_medial_shift(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the knee lies medial of the toes, in hip widths."""
    across_px = poses.image("knee", side)[:, 0] - poses.image("toe", side)[:, 0]
    return _medial_sign(poses, side) * across_px / baseline.hip_width_px


def heel_lift(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the heel's height above its level in standing, in foot lengths."""
    rise_px = baseline.heel_y_px[side] - poses.image("heel", side)[:, 1]
    return rise_px / baseline.foot_px[side]


def hip_height(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of the hips over the ankles, in standing leg lengths.

    From the side of the near leg, otherwise of the midpoints.
    """
    if baseline.viewpoint.view is View.SIDE:
        hip, ankle = poses.image("hip", side), poses.image("ankle", side)
    else:
        hip, ankle = poses.image_midpoint("hip"), poses.image_midpoint("ankle")
    return (ankle[:, 1] - hip[:, 1]) / baseline.leg_px


def trunk_height(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of the shoulder over the hip, in standing trunk lengths; 0 bent level."""
    rise_px = poses.image("hip", side)[:, 1] - poses.image("shoulder", side)[:, 1]
    return rise_px / baseline.trunk_px


def hand_height(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of the lower hand over the near ankle, in standing leg lengths."""
    lower_px = np.fmax(*(poses.image("wrist", s)[:, 1] for s in Side))
    return (poses.image("ankle", side)[:, 1] - lower_px) / baseline.leg_px


def foot_travel(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the ankles are from where they mostly are, in standing leg lengths."""
    if baseline.viewpoint.view is View.SIDE:
        ankle = poses.image("ankle", side)
    else:
        ankle = poses.image_midpoint("ankle")
    seen = ankle[np.isfinite(ankle[:, 0])]
    home = np.median(seen, axis=0) if len(seen) else np.full(2, np.nan)
    return distance(ankle, home) / baseline.leg_px


def body_turn(poses: PoseSequence, _: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the body is turned from where it mostly faces, 0 to 180 degrees."""
    away = body_yaw_deg(poses) - baseline.viewpoint.yaw_deg
    return np.abs((away + 180.0) % 360.0 - 180.0)
