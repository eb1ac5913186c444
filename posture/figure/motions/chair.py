"""Sitting on a chair: standing up and sitting down, and stretching one knee."""

from dataclasses import replace

import numpy as np

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.limbs import Arm, FreeLeg, Leg, ReachingArm
from posture.figure.motions.motion import Motion
from posture.figure.motions.squat import arms_during_squat
from posture.figure.motions.stance import (
    ANKLES_Z_M,
    STRAIGHT,
    hip_ahead_of_ankle,
    pelvis_over,
    planted_legs,
)
from posture.figure.props import Chair
from posture.figure.skeleton import Pose, pose_skeleton
from posture.figure.timing import Repetitions, Sway, Tempo, Track, nearly, repeat
from posture.pose import Side

SEAT_M = 0.42
"""Between the 40 cm of the Japanese chair stand and the 43 cm of the American one."""

CHAIR_SQUAT = Tempo(lead_in_s=0.9, out_s=1.3, hold_s=0.35, back_s=2.3, rest_s=0.55)
# Lowered so slowly that the knee takes a second from 25 to 60 degrees.
KNEE_EXTENSION = Tempo(lead_in_s=1.0, out_s=1.1, hold_s=3.5, back_s=3.6, rest_s=0.7)


def seated_knee_flexion(body: Body, shin_lean: float) -> float:
    """Return the knee flexion of someone on the seat with their feet on the floor."""
    hip_y = SEAT_M + body.seat_to_hip_m
    shank = body.shank_m(Side.LEFT)
    knee_y = body.ankle_height_m + shank * np.cos(np.radians(shin_lean))
    thigh_from_vertical = 90 + np.degrees(np.arcsin((knee_y - hip_y) / body.thigh_m))
    return float(thigh_from_vertical + shin_lean)


def chair_under(body: Body, pelvis_z_m: float, backrest: bool = True) -> Chair:
    """Return a chair on which this pelvis sits towards the front."""
    return Chair(SEAT_M, 0.0, pelvis_z_m - 0.04 * body.scale, 0.0, backrest)


def chair_squat(
    body: Body,
    rng: np.random.Generator,
    extents: tuple[float, ...] = (1.0, 1.0, 1.0),
    bow: float = 34.0,
    knees_in: float = 0.0,
    hands: str = "crossed",
    drop: bool = False,
    tempo: Tempo = CHAIR_SQUAT,
) -> Motion:
    """Stand up from the chair and sit down again, once for each extent.

    Parameters
    ----------
    body, rng
        Whose, and where small differences come from.
    extents : tuple of float
        1 stands up; below a half is a failed attempt.
    bow : float
        Largest forward lean of the trunk while rising, degrees.
    knees_in : float
        How far the knees turn inwards half-way up, degrees.
    hands : str
        "crossed", "forwards", or "thighs" to push on them.
    drop : bool
        Fall the last half of the way into the chair.
    tempo : Tempo
        How long each part takes.
    """
    seated_shin_lean = 12.0
    seated_flexion = seated_knee_flexion(body, seated_shin_lean)
    reps = repeat(extents, tempo, rng)
    bowing = _bow_track(reps)
    rise = _with_drop(reps) if drop else reps.extent
    lean = Sway(rng)
    half_stance = 0.12

    def pose(time_s: float) -> Pose:
        up = rise(time_s)
        flexion = seated_flexion + (STRAIGHT - seated_flexion) * up
        shin_lean = (1 - up) * (seated_shin_lean + 34 * up * (1 - up)) + 1.5 * up
        inwards = knees_in * 4 * up * (1 - up)
        legs = planted_legs(body, half_stance, toe_out=8.0, knee_out=8.0 - inwards)
        z = ANKLES_Z_M + hip_ahead_of_ankle(body, flexion, shin_lean)
        pelvis = pelvis_over(body, legs, 0.0, z, flexion)
        trunk = bow * bowing(time_s) + 0.5 * lean(time_s)
        pelvic_tilt = -8 * (1 - up) + 4 * up + 0.75 * trunk
        trunk_flexion = 10 * (1 - up) - 4 * up + 0.25 * trunk
        still = Pose(
            pelvis,
            legs,
            pelvic_tilt=pelvic_tilt,
            trunk_flexion=trunk_flexion,
            neck_flexion=-0.4 * trunk,
        )
        return replace(still, arms=_arms(body, still, hands, up))

    z_seated = ANKLES_Z_M + hip_ahead_of_ankle(body, seated_flexion, seated_shin_lean)
    return Motion(body, reps.duration_s, pose, reps.events, (chair_under(body, z_seated),))


def _bow_track(reps: Repetitions) -> Track:
    """Return the forward lean (0 to 1): before the hips leave the seat, and while sitting down."""
    keys = []
    for phase in reps.phases:
        rising, sinking = phase.reached_s - phase.start_s, phase.end_s - phase.left_s
        keys += [
            (phase.start_s - 0.6, 0.0),
            (phase.start_s + 0.22 * rising, 1.0),
            (phase.start_s + 0.95 * rising, 1 - phase.extent),
            (phase.left_s + 0.05 * sinking, 1 - phase.extent),
            (phase.left_s + 0.72 * sinking, 0.85),
            (phase.end_s + 0.35, 0.0),
        ]
    keys = [(max(t, keys[i - 1][0] if i else 0.0), v) for i, (t, v) in enumerate(keys)]
    return Track(*keys)


def _with_drop(reps: Repetitions) -> Track:
    keys = [(0.0, 0.0)]
    for phase in reps.phases:
        half_s = phase.left_s + 0.5 * (phase.end_s - phase.left_s)
        keys += [
            (phase.start_s, 0.0),
            (phase.reached_s, phase.extent),
            (phase.left_s, phase.extent),
            (half_s, 0.55 * phase.extent),
            (half_s + 0.28, 0.0),
        ]
    return Track(*keys)


def _arms(body: Body, pose: Pose, hands: str, up: float) -> dict[Side, Arm]:
    """Return the arms of someone getting up: crossed, forwards, or pushing on the thighs."""
    if hands != "thighs":
        return arms_during_squat(hands, 1 - up, 60 * (1 - up))
    return hands_on_thighs(body, pose) if up < 0.85 else arms_during_squat("down", 0.0, 0.0)


def hands_on_thighs(body: Body, pose: Pose, share: float = 0.62) -> dict[Side, Arm]:
    """Return arms whose hands rest on the thighs, `share` of the way to the knees."""
    skeleton = pose_skeleton(body, pose)
    arms: dict[Side, Arm] = {}
    for side in SIDES:
        hip, knee = skeleton.joint("hip", side), skeleton.joint("knee", side)
        shoulder = skeleton.joint("shoulder", side)
        above = np.array([OUTWARD[side] * 0.02, 0.095 * body.girth * body.scale, -0.05])
        wrist = hip + share * (knee - hip) + above
        reach = 0.985 * (body.upper_arm_m + body.forearm_m)
        span = wrist - shoulder
        wrist = shoulder + span * min(1.0, reach / float(np.linalg.norm(span)))
        x, y, z = (float(v) for v in wrist)
        arms[side] = ReachingArm((x, y, z), (OUTWARD[side] * 0.35, -0.4, -1.0))
    return arms


def knee_extension(
    body: Body,
    rng: np.random.Generator,
    n_reps: int = 3,
    sides: tuple[Side, ...] = (Side.LEFT,),
    extended: float = 5.0,
    ankle_dorsiflexion: float = 4.0,
    lean_back: float = 0.0,
    tempo: Tempo = KNEE_EXTENSION,
) -> Motion:
    """Stretch one knee while sitting, hold, and lower the foot; sides take turns.

    `extended` is the knee flexion at the hold, `ankle_dorsiflexion` the ankle's there, `lean_back`
    how far the trunk goes back with it; degrees.
    """
    shin_lean = 4.0
    flexed = seated_knee_flexion(body, shin_lean)
    reps = repeat(nearly(1.0, 0.01, n_reps, rng), tempo, rng)
    turns = {
        side: [p for i, p in enumerate(reps.phases) if sides[i % len(sides)] is side]
        for side in SIDES
    }
    lean = Sway(rng)
    pelvis = (0.0, SEAT_M + body.seat_to_hip_m, -0.02)

    def pose(time_s: float) -> Pose:
        legs: dict[Side, Leg] = {}
        moving = reps.extent(time_s)
        for side in SIDES:
            its_turn = any(p.start_s <= time_s <= p.end_s for p in turns[side])
            out = moving if its_turn else 0.0
            legs[side] = FreeLeg(
                thigh_flexion=flexed - shin_lean + 2.5 * out,
                thigh_abduction=4.0,
                knee_flexion=flexed + (extended - flexed) * out,
                ankle_dorsiflexion=shin_lean + (ankle_dorsiflexion - shin_lean) * out,
                toe_out=4.0,
            )
        still = Pose(
            pelvis,
            legs,
            pelvic_tilt=-8.0,
            trunk_flexion=9.0 - lean_back * moving + 0.5 * lean(time_s),
            neck_flexion=-1.0,
        )
        return replace(still, arms=hands_on_thighs(body, still, 0.45))

    events = tuple(
        event._replace(side=sides[sum(p.end_s < event.time_s for p in reps.phases) % len(sides)])
        for event in reps.events
    )
    return Motion(body, reps.duration_s, pose, events, (chair_under(body, pelvis[2]),))
