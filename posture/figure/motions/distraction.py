"""Movements that are no exercise, and must never be counted as one."""

from dataclasses import replace

import numpy as np

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.limbs import Arm, FreeArm, FreeLeg, Leg, PlacedLeg
from posture.figure.motions.chair import SEAT_M, chair_under, hands_on_thighs, seated_knee_flexion
from posture.figure.motions.motion import Motion
from posture.figure.motions.stance import ANKLES_Z_M, STRAIGHT, pelvis_over, planted_legs
from posture.figure.motions.standing import standing
from posture.figure.props import Chair
from posture.figure.skeleton import Pose
from posture.figure.timing import Sway, Track
from posture.pose import Side


def picking_up(
    body: Body, rng: np.random.Generator, knee_flexion: float = 38.0, trunk_lean: float = 112.0
) -> Motion:
    """Bend down, take something from the floor, come up; twice."""
    keys = [(0.0, 0.0)]
    for start in (1.2, 5.0):
        keys += [(start, 0.0), (start + 1.1, 1.0), (start + 1.6, 1.0), (start + 2.8, 0.0)]
    bending, lean = Track(*keys), Sway(rng)
    legs = planted_legs(body, 0.11)

    def pose(time_s: float) -> Pose:
        down = bending(time_s)
        flexion = STRAIGHT + (knee_flexion - STRAIGHT) * down
        z = ANKLES_Z_M - (0.13 + 0.0012 * knee_flexion) * down
        arm = FreeArm(5 + (0.95 * trunk_lean - 5) * down, 6.0 - 8 * down, 0.0, 10.0)
        return Pose(
            pelvis_over(body, legs, 0.0, z, flexion),
            legs,
            arms={Side.LEFT: FreeArm(5 + 30 * down, 8.0, 0.0, 20.0), Side.RIGHT: arm},
            pelvic_tilt=4.0 + 0.62 * trunk_lean * down,
            trunk_flexion=-4.0 + 0.38 * trunk_lean * down + 0.5 * lean(time_s),
            neck_flexion=-2.0 - 12 * down,
        )

    return Motion(body, 8.8, pose)


def turning(body: Body, rng: np.random.Generator, turn_s: float = 5.0) -> Motion:
    """Turn once around on the spot with small steps."""
    heading = Track((1.0, 0.0), (1.0 + turn_s, 360.0))
    step_s, began = 0.45, float(rng.uniform(0, 0.2))
    flat = planted_legs(body, 0.10)

    def pose(time_s: float) -> Pose:
        moving = 1.0 if 1.0 < time_s < 1.0 + turn_s else 0.0
        legs: dict[Side, Leg] = {}
        for i, side in enumerate(SIDES):
            lift = np.sin(np.pi * ((time_s + began) / step_s + i))
            leg = flat[side]
            assert isinstance(leg, PlacedLeg)
            x, y, z = leg.ankle_m
            raised = 0.05 * moving * max(0.0, float(lift)) ** 2
            legs[side] = replace(leg, ankle_m=(x, y + raised, z))
        return Pose(
            pelvis_over(body, flat, knee_flexion=8.0),
            legs,
            pelvic_tilt=4.0,
            trunk_flexion=-4.0,
            heading=heading(time_s),
        )

    return Motion(body, turn_s + 2.0, pose)


def waving(body: Body, rng: np.random.Generator, side: Side = Side.RIGHT) -> Motion:
    """Stand and wave one hand."""
    still = standing(body, rng, 7.0)
    raised = Track((1.0, 0.0), (2.0, 1.0), (5.4, 1.0), (6.4, 0.0))

    def pose(time_s: float) -> Pose:
        up = raised(time_s)
        swing = 22 * np.sin(2 * np.pi * 1.4 * time_s) * up
        waved: Arm = FreeArm(4 + 20 * up, 7 + 62 * up, -60 * up, 12 + 92 * up + swing)
        at_rest = still.pose(time_s)
        return replace(at_rest, arms=at_rest.arms | {side: waved})

    return Motion(still.body, still.duration_s, pose)


def fidgeting(body: Body, rng: np.random.Generator) -> Motion:
    """Sit, sway, look around, lift a heel, scratch; never get up."""
    shin_lean = 5.0
    flexed = seated_knee_flexion(body, shin_lean)
    leaning = Track((1.0, 0.0), (2.2, 1.0), (3.4, 0.1), (5.0, 0.1), (6.0, -0.4), (7.2, 0.0))
    tucking = Track((2.5, 0.0), (3.2, 1.0), (5.6, 1.0), (6.4, 0.0))
    looking = Track((3.0, 0.0), (3.6, 1.0), (4.6, 1.0), (5.2, 0.0))
    sideways = Sway(rng)
    pelvis = (0.0, SEAT_M + body.seat_to_hip_m, -0.02)

    def pose(time_s: float) -> Pose:
        tuck = tucking(time_s)
        legs: dict[Side, Leg] = {
            side: FreeLeg(
                flexed - shin_lean,
                4.0,
                flexed + (9.0 * tuck if side is Side.LEFT else 0.0),
                shin_lean + (9.0 * tuck if side is Side.LEFT else 0.0),
                5.0,
            )
            for side in SIDES
        }
        still = Pose(
            pelvis,
            legs,
            pelvic_tilt=-8.0 + 6 * leaning(time_s),
            trunk_flexion=9.0 + 16 * leaning(time_s),
            trunk_lateral_flexion=4 * sideways(time_s),
            head_rotation=35 * looking(time_s),
        )
        return replace(still, arms=hands_on_thighs(body, still, 0.45))

    return Motion(body, 8.2, pose, (), (chair_under(body, pelvis[2]),))


def behind_chair(body: Body, rng: np.random.Generator, chair_at: str = "front") -> Motion:
    """Stand still with a chair between the legs and the camera: in front, or on the left."""
    still = standing(body, rng, 6.0)
    chair = {
        "front": Chair(x_m=0.0, z_m=0.52, heading=180.0),
        "left": Chair(x_m=0.62 * OUTWARD[Side.LEFT], z_m=0.05, heading=-90.0),
    }[chair_at]
    return replace(still, props=(chair,))
