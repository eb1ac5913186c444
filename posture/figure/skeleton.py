"""From the angles of a pose to the places of the joints: forward kinematics.

Angles are degrees. The world's y axis points up; a figure with heading 0 faces +z, its left is +x.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.limbs import (
    TOES_AXIS_M,
    Arm,
    FreeArm,
    Leg,
    PlacedLeg,
    ReachingArm,
    bend,
    bone_frames,
)
from posture.figure.rotation import about_x, about_y, about_z
from posture.pose import N_LANDMARKS, Landmark, Side

# Where MediaPipe puts the face, from the head's origin, in metres for a stature of 1.75 m.
_FACE_M = {
    "EYE": (0.032, 0.068, 0.082),
    "EYE_INNER": (0.020, 0.068, 0.086),
    "EYE_OUTER": (0.045, 0.068, 0.074),
    "EAR": (0.078, 0.050, -0.005),
    "MOUTH": (0.022, -0.002, 0.088),
}
_NOSE_M = (0.0, 0.036, 0.112)
# Where it puts the hand's knuckles, from the wrist, in hand lengths.
_HAND = {"INDEX": (0.10, -0.62, 0.05), "PINKY": (-0.16, -0.55, 0.05), "THUMB": (0.22, -0.40, 0.12)}


@dataclass(frozen=True)
class Pose:
    """What one moment's posture is, in degrees and metres.

    Attributes
    ----------
    pelvis_m : tuple of float
        The mid-hip, in the world's axes before the heading is applied.
    pelvic_tilt : float
        Pelvis tipped forwards.
    pelvic_obliquity : float
        Left side of the pelvis higher.
    pelvic_rotation : float
        Pelvis turned to the figure's left.
    trunk_flexion, trunk_lateral_flexion, trunk_rotation : float
        Thorax against the pelvis: forwards, to the right, to the left.
    neck_flexion, neck_lateral_flexion, head_rotation : float
        Head against the thorax: forwards, to the right, to the left.
    head_forward_m : float
        Head carried in front of the shoulders.
    shoulder_obliquity : float
        Line of the shoulder joints against the thorax, left higher.
    heading : float
        The whole figure turned to its left.
    legs, arms : dict
        One for each side.
    """

    pelvis_m: tuple[float, float, float]
    legs: dict[Side, Leg]
    arms: dict[Side, Arm] = field(default_factory=lambda: dict.fromkeys(SIDES, FreeArm()))
    pelvic_tilt: float = 0.0
    pelvic_obliquity: float = 0.0
    pelvic_rotation: float = 0.0
    trunk_flexion: float = 0.0
    trunk_lateral_flexion: float = 0.0
    trunk_rotation: float = 0.0
    neck_flexion: float = 0.0
    neck_lateral_flexion: float = 0.0
    head_rotation: float = 0.0
    head_forward_m: float = 0.0
    shoulder_obliquity: float = 0.0
    heading: float = 0.0


class Frame(NamedTuple):
    """A segment's own axes, as columns in the world's, and its origin in metres."""

    axes: np.ndarray  # (3, 3)
    origin_m: np.ndarray  # (3,)

    def place(self, x: float, y: float, z: float) -> np.ndarray:
        """Return where a point of the segment is in the world, shape (3,)."""
        return self.origin_m + self.axes @ np.array([x, y, z])


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Where one person's joints and segments are at one moment.

    Attributes
    ----------
    landmarks_m : ndarray, shape (33, 3)
        The true places of MediaPipe's landmarks, in the world's axes.
    frames : dict
        Axes of "pelvis", "lumbar", "thorax", "neck", "head", and for each side "left_upper_arm",
        "left_forearm", "left_hand", "left_thigh", "left_shank", "left_foot", "left_toes".
    heading : float
        Where the figure faces, degrees to the left of +z.
    """

    landmarks_m: np.ndarray
    frames: dict[str, Frame]
    heading: float

    def joint(self, name: str, side: Side) -> np.ndarray:
        """Return a paired landmark's place, shape (3,)."""
        return self.landmarks_m[Landmark.of(name, side)]

    def moved(self, heading: float, x_m: float, z_m: float) -> "Skeleton":
        """Return it turned to its left about the world's vertical, then moved over the floor."""
        turn, shift = about_y(heading), np.array([x_m, 0.0, z_m])
        frames = {
            name: Frame(turn @ frame.axes, turn @ frame.origin_m + shift)
            for name, frame in self.frames.items()
        }
        return Skeleton(self.landmarks_m @ turn.T + shift, frames, self.heading + heading)


def pose_skeleton(body: Body, pose: Pose) -> Skeleton:
    """Return where the body's joints are in that pose."""
    landmarks = np.full((N_LANDMARKS, 3), np.nan)
    frames = _trunk_and_head(body, pose, landmarks)
    for side in SIDES:
        _add_arm(body, pose, side, frames, landmarks)
        _add_leg(body, pose, side, frames, landmarks)
    return Skeleton(landmarks, frames, pose.heading)


def _trunk_and_head(body: Body, pose: Pose, landmarks: np.ndarray) -> dict[str, Frame]:
    heading = about_y(pose.heading)
    pelvis = Frame(
        heading
        @ about_y(pose.pelvic_rotation)
        @ about_z(pose.pelvic_obliquity)
        @ about_x(pose.pelvic_tilt),
        heading @ np.array(pose.pelvis_m),
    )
    # The spine bends in two places, so that a bow is round and not a fold.
    halfway = (
        about_y(0.4 * pose.trunk_rotation)
        @ about_z(0.5 * pose.trunk_lateral_flexion)
        @ about_x(0.5 * pose.trunk_flexion)
    )
    bent = (
        about_y(pose.trunk_rotation)
        @ about_z(pose.trunk_lateral_flexion)
        @ about_x(pose.trunk_flexion)
    )
    lumbar = Frame(pelvis.axes @ halfway, pelvis.place(0, body.lumbar_m, -0.006))
    thorax = Frame(pelvis.axes @ bent, lumbar.place(0, body.abdomen_m, 0))
    neck_base = thorax.place(
        0, body.chest_m + 0.018 * body.stature_m, -0.012 + 0.35 * pose.head_forward_m
    )
    neck = Frame(thorax.axes @ about_x(0.5 * pose.neck_flexion), neck_base)
    head = Frame(
        thorax.axes
        @ about_y(pose.head_rotation)
        @ about_z(pose.neck_lateral_flexion)
        @ about_x(pose.neck_flexion),
        neck.place(0, 0.058 * body.stature_m, 0.010 + 0.65 * pose.head_forward_m),
    )
    k = body.scale
    landmarks[Landmark.NOSE] = head.place(*(k * v for v in _NOSE_M))
    for side in SIDES:
        out = OUTWARD[side]
        landmarks[Landmark.of("hip", side)] = pelvis.place(out * body.half_hips_m, 0, 0)
        raised = out * body.half_shoulders_m * np.sin(np.radians(pose.shoulder_obliquity))
        landmarks[Landmark.of("shoulder", side)] = thorax.place(
            out * body.half_shoulders_m, body.chest_m + raised, -0.004
        )
        for name, (x, y, z) in _FACE_M.items():
            landmarks[Landmark[f"{side.upper()}_{name}"]] = head.place(k * out * x, k * y, k * z)
    return {"pelvis": pelvis, "lumbar": lumbar, "thorax": thorax, "neck": neck, "head": head}


def _add_arm(
    body: Body, pose: Pose, side: Side, frames: dict[str, Frame], landmarks: np.ndarray
) -> None:
    arm, out = pose.arms[side], OUTWARD[side]
    shoulder = landmarks[Landmark.of("shoulder", side)]
    if isinstance(arm, ReachingArm):
        heading = about_y(pose.heading)
        wrist = heading @ np.array(arm.wrist_m)
        towards = heading @ np.array(arm.elbow_towards)
        elbow = bend(shoulder, wrist, body.upper_arm_m, body.forearm_m, towards)
        upper_axes, fore_axes = bone_frames(shoulder, elbow, wrist, towards, flexes_back=False)
    else:
        upper_axes = (
            frames["thorax"].axes
            @ about_z(out * arm.abduction)
            @ about_x(-arm.flexion)
            @ about_y(-out * arm.rotation)
        )
        elbow = shoulder + upper_axes @ np.array([0, -body.upper_arm_m, 0])
        fore_axes = upper_axes @ about_x(-arm.elbow_flexion)
        wrist = elbow + fore_axes @ np.array([0, -body.forearm_m, 0])
    # The palm faces the thigh; the hand's x, away from the midline, is the thumb's side.
    hand = Frame(fore_axes @ about_y(-out * 90), wrist)
    frames[f"{side}_upper_arm"] = Frame(upper_axes, shoulder)
    frames[f"{side}_forearm"] = Frame(fore_axes, elbow)
    frames[f"{side}_hand"] = hand
    landmarks[Landmark.of("elbow", side)] = elbow
    landmarks[Landmark.of("wrist", side)] = wrist
    for name, (x, y, z) in _HAND.items():
        landmarks[Landmark.of(name, side)] = hand.place(*(body.hand_m * v for v in (out * x, y, z)))


def _add_leg(
    body: Body, pose: Pose, side: Side, frames: dict[str, Frame], landmarks: np.ndarray
) -> None:
    leg, out = pose.legs[side], OUTWARD[side]
    heading = about_y(pose.heading)
    hip = landmarks[Landmark.of("hip", side)]
    if isinstance(leg, PlacedLeg):
        knee_out = leg.toe_out if leg.knee_out is None else leg.knee_out
        ankle = heading @ np.array(leg.ankle_m)
        ahead = np.array([0.0, 1.0, 0.0] if leg.is_knee_up else [0.0, 0.0, 1.0])
        towards = heading @ about_y(out * knee_out) @ ahead
        knee = bend(hip, ankle, body.thigh_m, body.shank_m(side), towards)
        # A knee that bends sideways or backwards still has its kneecap in front.
        forwards = towards if abs(knee_out) <= 60 else heading @ np.array([0.0, 0.0, 1.0])
        thigh_axes, shank_axes = bone_frames(hip, knee, ankle, forwards, flexes_back=True)
        foot_axes = heading @ about_y(out * leg.toe_out) @ about_x(-leg.foot_pitch)
    else:
        thigh_axes = heading @ about_z(out * leg.thigh_abduction) @ about_x(-leg.thigh_flexion)
        knee = hip + thigh_axes @ np.array([0, -body.thigh_m, 0])
        shank_axes = thigh_axes @ about_x(leg.knee_flexion)
        ankle = knee + shank_axes @ np.array([0, -body.shank_m(side), 0])
        foot_axes = shank_axes @ about_x(-leg.ankle_dorsiflexion) @ about_y(out * leg.toe_out)
    foot = Frame(foot_axes, ankle)
    toes = Frame(
        foot_axes @ about_x(-leg.toe_extension),
        foot.place(0, TOES_AXIS_M - body.ankle_height_m, body.ball_m),
    )
    frames[f"{side}_thigh"] = Frame(thigh_axes, hip)
    frames[f"{side}_shank"] = Frame(shank_axes, knee)
    frames[f"{side}_foot"] = foot
    frames[f"{side}_toes"] = toes
    landmarks[Landmark.of("knee", side)] = knee
    landmarks[Landmark.of("ankle", side)] = ankle
    # The back of the calcaneus and the tip of the foot: inside the shoe, so within its outline.
    landmarks[Landmark.of("heel", side)] = foot.place(
        0, body.sole_m + 0.020 - body.ankle_height_m, 0.006 - body.heel_m
    )
    landmarks[Landmark.of("toe", side)] = toes.place(
        0, body.sole_m + 0.016 - TOES_AXIS_M, body.toe_m - body.ball_m - 0.012
    )
