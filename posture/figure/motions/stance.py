"""Where the pelvis is when the feet stand on the floor."""

import numpy as np

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.limbs import Leg, PlacedLeg, stand_on
from posture.pose import Side

STRAIGHT = 4.0
"""Knee flexion of someone standing upright, degrees: nobody locks the joint."""

ANKLES_Z_M = -0.02
"""Ankles a little behind the middle, so that the feet are centred under the body."""


def planted_legs(
    body: Body,
    half_stance_m: float = 0.10,
    foot_pitch: dict[Side, float] | None = None,
    toe_out: float = 8.0,
    knee_out: float | None = None,
) -> dict[Side, Leg]:
    """Return both legs with their feet on the floor, `half_stance_m` from the midline."""
    pitch = foot_pitch or dict.fromkeys(SIDES, 0.0)
    return {
        side: stand_on(
            body,
            OUTWARD[side],
            OUTWARD[side] * half_stance_m,
            ANKLES_Z_M,
            pitch[side],
            toe_out,
            knee_out,
        )
        for side in SIDES
    }


def pelvis_over(
    body: Body,
    legs: dict[Side, Leg],
    x_m: float = 0.0,
    z_m: float = ANKLES_Z_M,
    knee_flexion: float = STRAIGHT,
    pelvic_obliquity: float = 0.0,
) -> tuple[float, float, float]:
    """Return the mid-hip above the feet at which no knee is straighter than `knee_flexion`."""
    tilt = np.radians(pelvic_obliquity)
    heights = []
    for side, leg in legs.items():
        if not isinstance(leg, PlacedLeg):
            continue
        thigh, shank = body.thigh_m, body.shank_m(side)
        reach_2 = thigh**2 + shank**2 + 2 * thigh * shank * np.cos(np.radians(knee_flexion))
        out = OUTWARD[side] * body.half_hips_m
        across = x_m + out * np.cos(tilt) - leg.ankle_m[0]
        ahead = z_m - leg.ankle_m[2]
        heights.append(
            leg.ankle_m[1] + np.sqrt(reach_2 - across**2 - ahead**2) - out * np.sin(tilt)
        )
    return x_m, float(min(heights)), z_m


def hip_ahead_of_ankle(body: Body, knee_flexion: float, shin_lean: float) -> float:
    """Return how far the hip is in front of the ankle, in metres; behind is negative."""
    thigh_lean = np.radians(knee_flexion - shin_lean)
    shank = (body.shank_m(Side.LEFT) + body.shank_m(Side.RIGHT)) / 2
    return float(shank * np.sin(np.radians(shin_lean)) - body.thigh_m * np.sin(thigh_lean))
