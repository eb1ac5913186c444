"""Stretches held while sitting: the back of the thigh on a chair, the calf with a towel."""

from dataclasses import replace

import numpy as np

from posture.figure.body import OUTWARD, Body
from posture.figure.limbs import Arm, FreeLeg, Leg, PlacedLeg, ReachingArm
from posture.figure.motions.chair import SEAT_M, chair_under, hands_on_thighs, seated_knee_flexion
from posture.figure.motions.motion import Motion
from posture.figure.props import Mat, Towel
from posture.figure.skeleton import Pose, pose_skeleton
from posture.figure.timing import Event, Sway, Track
from posture.pose import Side


def hamstring_stretch(
    body: Body,
    rng: np.random.Generator,
    side: Side = Side.LEFT,
    hold_s: float = 22.0,
    knee_flexion: float = 4.0,
    trunk_lean: float = 38.0,
) -> Motion:
    """Sit with one heel far in front, lean forward, hold, and come back; degrees."""
    pelvis = (0.0, SEAT_M + body.seat_to_hip_m, 0.0)
    shin_lean = 6.0
    bent = FreeLeg(seated_knee_flexion(body, shin_lean) - shin_lean, 5.0, 0.0, shin_lean, 5.0)
    bent = replace(bent, knee_flexion=bent.thigh_flexion + shin_lean)
    stretched = leg_on_heel(body, side, pelvis[1], knee_flexion, 6.0)
    legs: dict[Side, Leg] = {side: stretched, side.other: bent}
    start, reached = 1.0, 2.6
    left, back = reached + hold_s, reached + hold_s + 1.4
    leaning = Track((start, 0.0), (reached, 1.0), (left, 1.0), (back, 0.0))
    breath = Sway(rng)

    def pose(time_s: float) -> Pose:
        lean = leaning(time_s)
        still = Pose(
            pelvis,
            legs,
            pelvic_tilt=-6 + 0.7 * (trunk_lean + 2) * lean,
            trunk_flexion=8 - 6 * lean + 0.3 * (trunk_lean + 2) * lean + 0.5 * breath(time_s),
            neck_flexion=-0.3 * trunk_lean * lean,
        )
        return replace(still, arms=hands_on_thighs(body, still, 0.45 + 0.25 * lean))

    events = (Event(reached, "hold_start", side), Event(left, "hold_end", side))
    return Motion(body, back + 0.9, pose, events, (chair_under(body, -0.09),))


def leg_on_heel(
    body: Body, side: Side, hip_y_m: float, knee_flexion: float, ankle_dorsiflexion: float
) -> FreeLeg:
    """Return the leg that reaches forward from a hip at that height and rests on its heel."""
    thigh, shank = body.thigh_m, body.shank_m(side)
    bend = np.radians(knee_flexion)
    span = np.sqrt(thigh**2 + shank**2 + 2 * thigh * shank * np.cos(bend))
    above_span = np.degrees(np.arcsin(shank * np.sin(bend) / span))
    thigh_flexion = 70.0
    for _ in range(8):  # the heel's height and the foot's pitch settle together
        pitch = np.radians(thigh_flexion - knee_flexion + ankle_dorsiflexion)
        heel_to_ankle = body.ankle_height_m * np.cos(pitch) + body.heel_m * np.sin(pitch)
        thigh_flexion = float(np.degrees(np.arccos((hip_y_m - heel_to_ankle) / span)) + above_span)
    return FreeLeg(thigh_flexion, 3.0, knee_flexion, ankle_dorsiflexion, 3.0)


def calf_stretch(
    body: Body,
    rng: np.random.Generator,
    side: Side = Side.LEFT,
    hold_s: float = 22.0,
    knee_flexion: float = 4.0,
) -> Motion:
    """Sit on the floor with one leg straight and pull its forefoot back with a towel."""
    pelvis = (0.0, 0.92 * body.seat_to_hip_m + 0.012, -0.42)
    start, reached = 1.2, 2.4
    left, back = reached + hold_s, reached + hold_s + 1.2
    pulling = Track((start, 0.0), (reached, 1.0), (left, 1.0), (back, 0.0))
    breath = Sway(rng)
    out = OUTWARD[side.other]
    foot_at = (out * 0.13, body.ankle_height_m + 0.012, pelvis[2] + 0.50 * body.scale)
    resting = PlacedLeg(foot_at, toe_out=8.0, is_knee_up=True)

    def pose(time_s: float) -> Pose:
        pull = pulling(time_s)
        stretched = leg_on_heel(body, side, pelvis[1], knee_flexion, -14 + 26 * pull)
        still = Pose(
            pelvis,
            {side: stretched, side.other: resting},
            pelvic_tilt=-8.0 + 3 * pull,
            trunk_flexion=20.0 - 6 * pull + 0.4 * breath(time_s),
            neck_flexion=4.0,
        )
        return replace(still, arms=_holding_towel(body, still, side, pull))

    events = (Event(reached, "hold_start", side), Event(left, "hold_end", side))
    return Motion(body, back + 0.9, pose, events, (Mat(0.0), Towel(side)))


def _holding_towel(body: Body, pose: Pose, side: Side, pull: float) -> dict[Side, Arm]:
    """Return arms whose hands hold the towel on its way from the foot to the shoulders."""
    skeleton = pose_skeleton(body, pose)
    ball = skeleton.frames[f"{side}_foot"].place(0, -body.ankle_height_m, body.ball_m)
    arms: dict[Side, Arm] = {}
    for hand in (Side.LEFT, Side.RIGHT):
        shoulder = skeleton.joint("shoulder", hand)
        towards = ball - shoulder + np.array([OUTWARD[hand] * 0.05, -0.05, 0.0])
        reach = (0.94 - 0.10 * pull) * (body.upper_arm_m + body.forearm_m)
        wrist = shoulder + towards * (reach / float(np.linalg.norm(towards)))
        x, y, z = (float(v) for v in wrist)
        arms[hand] = ReachingArm((x, y, z), (OUTWARD[hand] * 0.7, -0.6, -0.4))
    return arms
