"""How a body stands: lines, leans and offsets in each frame, from the picture's plane.

Every function takes (PoseSequence, Side, Baseline) and returns an array of shape (T,), NaN where a
landmark was not seen. Pixels, y down; the subject's sides. Signs are in `measures`.
"""

import tomllib
from importlib.resources import files

import numpy as np

from posture.baseline import Baseline
from posture.geometry import distance, tilt_from_horizontal
from posture.kinematics import pelvic_obliquity as hip_line
from posture.kinematics import sagittal_lean
from posture.pose import Landmark, PoseSequence, Side

HIP_LINE: dict[str, float] = tomllib.loads(
    (files("posture") / "data" / "hip_line.toml").read_text(encoding="utf-8")
)


def shoulder_tilt(poses: PoseSequence, _: Side, __: Baseline) -> np.ndarray:
    """Return the tilt of the line between the shoulders."""
    return tilt_from_horizontal(
        poses.image("shoulder", Side.LEFT), poses.image("shoulder", Side.RIGHT)
    )


def pelvic_obliquity(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the tilt of the pelvis, estimated from the lines of the hips and the shoulders.

    The model's hip line by itself shows a quarter of a tilt: data/hip_line.toml.
    """
    return HIP_LINE["hip_factor"] * hip_line(poses, side, baseline) + HIP_LINE[
        "shoulder_factor"
    ] * shoulder_tilt(poses, side, baseline)


def head_tilt(poses: PoseSequence, _: Side, __: Baseline) -> np.ndarray:
    """Return the mean tilt of the lines between the ears and between the eyes."""
    ears, eyes = (
        tilt_from_horizontal(poses.image(name, Side.LEFT), poses.image(name, Side.RIGHT))
        for name in ("ear", "eye")
    )
    return (ears + eyes) / 2.0


def lateral_shift(poses: PoseSequence, _: Side, __: Baseline) -> np.ndarray:
    """Return how far the mid-shoulder is beside the mid-ankle, in heights between the two."""
    shoulder, ankle = poses.image_midpoint("shoulder"), poses.image_midpoint("ankle")
    right = poses.image("shoulder", Side.RIGHT) - poses.image("shoulder", Side.LEFT)
    return np.sign(right[:, 0]) * (shoulder[:, 0] - ankle[:, 0]) / (ankle[:, 1] - shoulder[:, 1])


def hip_offset(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the hip is in front of the line from ankle to shoulder, in its lengths."""
    shoulder, hip, ankle = (poses.image(name, side) for name in ("shoulder", "hip", "ankle"))
    share = (hip[:, 1] - ankle[:, 1]) / (shoulder[:, 1] - ankle[:, 1])
    line_x_px = ankle[:, 0] + share * (shoulder[:, 0] - ankle[:, 0])
    return baseline.viewpoint.facing * (hip[:, 0] - line_x_px) / distance(shoulder, ankle)


ear_shoulder_angle = sagittal_lean("shoulder", "ear")
body_lean = sagittal_lean("ankle", "ear")


def knee_flexion_in_space(poses: PoseSequence, side: Side) -> np.ndarray:
    """Return the knee's departure from straight in the world landmarks, never negative.

    Only a hint: a straight standing leg reads 10 to 18 degrees.
    """
    hip, knee, ankle = (
        poses.world_m[:, Landmark.of(name, side)] for name in ("hip", "knee", "ankle")
    )
    thigh, shin = knee - hip, ankle - knee
    across = np.linalg.norm(np.cross(thigh, shin), axis=-1)
    return np.degrees(np.arctan2(across, np.sum(thigh * shin, axis=-1)))
