"""What every measure is of a body whose angles are known, derived from those and no landmarks."""

import numpy as np
from stick_figure import (
    ARM_M,
    FOOT_M,
    HIP_WIDTH_M,
    SHIN_M,
    SHOULDER_WIDTH_M,
    THIGH_M,
    TRUNK_M,
    Body,
    Leg,
)

from posture.pose import Side

LEG_M = THIGH_M + SHIN_M


def cos(angle_deg: float) -> float:
    return float(np.cos(np.radians(angle_deg)))


def sin(angle_deg: float) -> float:
    return float(np.sin(np.radians(angle_deg)))


def hips_ahead_m(leg: Leg) -> float:
    """Return how far the hip is in front of the ankle."""
    return THIGH_M * sin(leg.shin_lean - leg.knee_flexion) + SHIN_M * sin(leg.shin_lean)


def hand_to_thigh_m(body: Body, leg: Leg) -> float:
    """Return how far the wrist is from the thigh, in profile."""
    wrist = np.array([TRUNK_M * sin(body.trunk_lean), TRUNK_M * cos(body.trunk_lean)])
    wrist += ARM_M * np.array([sin(body.arm_raise), -cos(body.arm_raise)])
    lean = leg.shin_lean - leg.knee_flexion
    knee = -THIGH_M * np.array([sin(lean), cos(lean)])
    # the square of the distance along the thigh is a parabola: its lowest point, kept on the thigh
    share = np.clip(wrist @ knee / THIGH_M**2, 0.0, 1.0)
    return float(np.hypot(*(wrist - share * knee)))


def elbow_to_hip_m(body: Body) -> float:
    """Return how far the elbow is from the hip, in profile."""
    ahead_m = TRUNK_M * sin(body.trunk_lean) + ARM_M / 2 * sin(body.arm_raise)
    up_m = TRUNK_M * cos(body.trunk_lean) - ARM_M / 2 * cos(body.arm_raise)
    return float(np.hypot(ahead_m, up_m))


def reach_m(leg: Leg) -> float:
    """Return how far the hip is above the ankle, in profile."""
    return THIGH_M * cos(leg.shin_lean - leg.knee_flexion) + SHIN_M * cos(leg.shin_lean)


def expected_in_profile(body: Body, near: Side, roll_forward_deg: float = 0.0) -> dict[str, float]:
    """Return what a camera in profile should read, if it rolls the picture by so much forward."""
    values = {}
    for side in Side:
        leg = body.leg(side)
        thigh_lean = leg.shin_lean - leg.knee_flexion
        values |= {
            f"knee_flexion_{side}": leg.knee_flexion,
            f"thigh_elevation_{side}": 90.0 + thigh_lean + roll_forward_deg,
            f"shin_lean_{side}": leg.shin_lean + roll_forward_deg,
            f"trunk_lean_{side}": body.trunk_lean + roll_forward_deg,
            f"trunk_shin_angle_{side}": body.trunk_lean - leg.shin_lean,
            f"trunk_thigh_flexion_{side}": 180.0 - abs(180.0 - abs(body.trunk_lean - thigh_lean)),
            f"trunk_bounce_{side}": 0.0,  # frames a second apart show no quick swing
        }
        if not roll_forward_deg:
            values[f"hips_back_{side}"] = -hips_ahead_m(leg) / THIGH_M
            values[f"knee_over_toe_{side}"] = SHIN_M * sin(leg.shin_lean) / FOOT_M - 0.75
    if not roll_forward_deg:
        leg = body.leg(near)
        trunk_ahead_m = hips_ahead_m(leg) + TRUNK_M / 2 * sin(body.trunk_lean)
        values |= {
            "thigh_rise": THIGH_M
            * cos(leg.shin_lean - leg.knee_flexion)
            / (SHIN_M * cos(leg.shin_lean)),
            "trunk_behind_feet": -trunk_ahead_m / LEG_M,
            "hand_to_leg": hand_to_thigh_m(body, leg) / TRUNK_M,
        }
        hips_m = reach_m(leg)
        shoulders_m = hips_m + TRUNK_M * cos(body.trunk_lean)
        pitch_deg = -float(np.degrees(np.arcsin(leg.heel_lift)))
        values |= {
            f"heel_lift_{near}": leg.heel_lift,
            f"foot_pitch_{near}": pitch_deg,
            "hip_height": hips_m / LEG_M,
            "trunk_height": cos(body.trunk_lean),
            "hand_height": (shoulders_m - ARM_M * cos(body.arm_raise)) / LEG_M,
            "foot_travel": abs(body.travel_m) / LEG_M,
            "body_turn": 0.0,
            "toe_travel": abs(body.travel_m) / LEG_M,
            "body_rise": min(hips_m - LEG_M, shoulders_m - LEG_M - TRUNK_M) / LEG_M,
            f"tiptoe_rise_{near}": (
                leg.heel_lift * FOOT_M + min(hips_m - LEG_M, shoulders_m - LEG_M - TRUNK_M)
            )
            / (2 * LEG_M),
            "elbow_reach": elbow_to_hip_m(body) / LEG_M,
        }
        if reach_m(body.leg(near.other)) <= hips_m:  # the other foot is no lower than this one
            values["seat_height"] = hips_m / LEG_M
        for side in Side:
            leg = body.leg(side)
            thigh, shin = np.radians([leg.shin_lean - leg.knee_flexion, leg.shin_lean])
            toe_m = 0.75 * FOOT_M - THIGH_M * np.sin(thigh) - SHIN_M * np.sin(shin)
            values |= {
                f"toe_ahead_{side}": toe_m / LEG_M,
                f"heel_ahead_{side}": (toe_m - FOOT_M * np.sqrt(1 - leg.heel_lift**2)) / LEG_M,
                f"toe_rise_{side}": -leg.heel_lift * FOOT_M / LEG_M,
            }
    return values


def expected_from_the_front(body: Body, roll_deg: float, is_rear: bool) -> dict[str, float]:
    """Return what a frontal camera should read; its roll lifts the right hip if seen in front."""
    lifts = -roll_deg if is_rear else roll_deg
    values = {
        "pelvic_obliquity": body.pelvic_obliquity + lifts,
        "lateral_trunk_lean": body.lateral_trunk_lean - lifts,
    }
    if not roll_deg:
        ankles_m = sum(
            HIP_WIDTH_M / 2 * cos(body.pelvic_obliquity)
            - THIGH_M * sin(leg.thigh_in)
            + SHIN_M * sin(leg.shin_out)
            for leg in (body.left, body.right)
        )
        values["stance_width"] = abs(ankles_m) / SHOULDER_WIDTH_M
    for side in Side:
        leg = body.leg(side)
        values[f"fppa_{side}"] = leg.thigh_in + leg.shin_out
        if not roll_deg:
            shift_m = SHIN_M * np.sin(np.radians(leg.shin_out))
            values[f"knee_medial_shift_{side}"] = shift_m / HIP_WIDTH_M
    if not roll_deg:
        # the foot that is lower in the picture is in front, or behind if seen from there
        half_m = HIP_WIDTH_M / 2 * np.sin(np.radians(body.pelvic_obliquity))
        down_m = {
            side: THIGH_M * cos(body.leg(side).thigh_in)
            + SHIN_M * cos(body.leg(side).shin_out)
            + (half_m if side is Side.LEFT else -half_m)
            for side in Side
        }
        for side in Side:
            lower_m = down_m[side] - down_m[side.other]
            values[f"heel_ahead_{side}"] = (-lower_m if is_rear else lower_m) / LEG_M
        rise_m = sum(down_m.values()) / 2 - LEG_M
        bent_m = TRUNK_M * (1.0 - cos(body.lateral_trunk_lean))
        values |= {
            "body_rise": (rise_m - bent_m) / LEG_M,
            "toe_travel": abs(feet_out_m(body.left) - feet_out_m(body.right)) / 2 / LEG_M,
            "hip_sway": 0.0,
        }
    return values


def feet_out_m(leg: Leg) -> float:
    """Return how far the ankle is outside the hip, from the front."""
    return SHIN_M * sin(leg.shin_out) - THIGH_M * sin(leg.thigh_in)


def expected_on_tiptoe(left: float, right: float) -> dict[str, float]:
    """Return what tells from the front that one heel, raised by so much, is below the other."""
    return {"heel_difference": (left - right) / max(left, right)}


def expected_on_one_leg(body: Body, stance: Side) -> dict[str, float]:
    """Return what tells from the front that the other foot is up, and that this one stays."""
    lifted = body.leg(stance.other)
    lift = 1.0 - reach_m(lifted) / LEG_M
    return {
        f"other_foot_lift_{stance}": lift,
        f"other_foot_lift_{stance.other}": 0.0,
        f"ankle_travel_{stance}": 0.0,
        f"ankle_travel_{stance.other}": lift,
        f"thigh_upright_{stance}": THIGH_M / SHIN_M,
        f"thigh_upright_{stance.other}": THIGH_M
        * cos(lifted.shin_lean - lifted.knee_flexion)
        / (SHIN_M * cos(lifted.shin_lean)),
    }
