"""Every measure against a figure whose angles are known, in any picture.

The expected values are derived here from the figure's own angles, not from landmarks.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import FACES, PROFILES, filmed, measured
from stick_figure import (
    ARM_M,
    FOOT_M,
    HIP_WIDTH_M,
    LEFT_PROFILE,
    REAR,
    RIGHT_PROFILE,
    SHIN_M,
    SHOULDER_WIDTH_M,
    SIZES,
    THIGH_M,
    TRUNK_M,
    Body,
    Leg,
    hide,
    seen,
)

from posture.baseline import measure_baseline
from posture.measures import MEASURES
from posture.pose import Landmark, PoseSequence, Side
from posture.view import estimate_viewpoint

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
            f"dorsiflexion_{near}": leg.shin_lean + pitch_deg,
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


@pytest.mark.parametrize("yaw_deg", FACES.values(), ids=FACES)
@pytest.mark.parametrize(("left", "right"), [(0.5, 0.2), (0.2, 0.5), (0.4, 0.4), (0.0, 0.3)])
def test_the_lower_heel_is_a_share_of_the_higher_one(yaw_deg, left, right):
    body = Body(left=Leg(heel_lift=left), right=Leg(heel_lift=right))
    poses = filmed(body, yaw_deg=yaw_deg)
    check(poses, expected_on_tiptoe(left, right))
    heels = measured(poses)["heel_difference"]
    assert heels.iloc[:-1].isna().all()  # with both down there is none
    one_hidden = hide(poses, Landmark.LEFT_HEEL, -1)
    assert np.isnan(measured(one_hidden)["heel_difference"].iloc[-1])


@pytest.mark.parametrize("yaw_deg", FACES.values(), ids=FACES)
@pytest.mark.parametrize("rightwards_m", [0.1, -0.2])
def test_hips_that_move_to_the_right_sway_there(yaw_deg, rightwards_m):
    poses = filmed(Body(), yaw_deg=yaw_deg)
    m_in_px = measure_baseline(poses, estimate_viewpoint(poses)).leg_px / LEG_M
    image_px = poses.image_px.copy()
    image_px[-1, :, 0] += rightwards_m * m_in_px * (1 if yaw_deg == REAR else -1)
    check(poses.with_image(image_px), {"hip_sway": rightwards_m / LEG_M})


@pytest.mark.parametrize("yaw_deg", [*PROFILES.values(), *FACES.values()])
def test_a_seat_is_as_high_as_the_shins_from_anywhere(yaw_deg):
    sits = Body.on_two_like_legs(knee_flexion=90.0)
    check(filmed(sits, yaw_deg=yaw_deg), {"seat_height": SHIN_M / LEG_M})


@pytest.mark.parametrize("slow_deg", [0.0, 25.0])
def test_only_the_quick_part_of_a_lean_is_a_bounce(slow_deg):
    times = np.arange(120) / 30.0
    quick_deg = 4.0 * np.sin(2 * np.pi * times / 0.4)  # its mean over two periods is none
    body = Body(trunk_lean=40.0 + slow_deg / 4 * times + quick_deg)
    poses = seen(body, times, yaw_deg=RIGHT_PROFILE)
    middle = slice(30, 90)
    bounce = measured(poses)["trunk_bounce_right"].to_numpy()[middle]
    np.testing.assert_allclose(bounce, quick_deg[middle], atol=0.3)


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


@pytest.mark.parametrize("yaw_deg", FACES.values(), ids=FACES)
@pytest.mark.parametrize("stance", Side)
def test_a_lifted_foot_is_read_on_the_side_that_stands(yaw_deg, stance):
    legs = {str(stance): Leg(), str(stance.other): Leg(knee_flexion=75.0, shin_lean=40.0)}
    body = Body(**legs, planted=(stance,))
    check(filmed(body, yaw_deg=yaw_deg), expected_on_one_leg(body, stance))


def check(poses: PoseSequence, expected: dict[str, float]) -> None:
    last = measured(poses).iloc[-1]
    for column, value in expected.items():
        assert last[column] == pytest.approx(value, abs=1e-6), column


def in_profile(side_legs: tuple[Leg, Leg], near: Side, **more: float) -> Body:
    """Return a body on unlike legs; the near one is on the ground, so that heights are known."""
    return Body(left=side_legs[0], right=side_legs[1], planted=(near,), **more)


bent_legs = st.builds(
    Leg,
    knee_flexion=st.floats(-20.0, 140.0),
    shin_lean=st.floats(-20.0, 50.0),
    heel_lift=st.floats(0.0, 0.5),
)
crooked_legs = st.builds(Leg, thigh_in=st.floats(-12.0, 12.0), shin_out=st.floats(-15.0, 15.0))
cameras = st.fixed_dictionaries(
    {"size_px": st.sampled_from(list(SIZES.values())), "fill": st.floats(0.1, 0.9)}
)
# A leg that hangs below the floor on which the bent one stands is to be in the picture, too.
far_cameras = st.fixed_dictionaries(
    {"size_px": st.sampled_from(list(SIZES.values())), "fill": st.floats(0.1, 0.35)}
)


@settings(max_examples=60)
@pytest.mark.parametrize("yaw_deg", PROFILES.values(), ids=PROFILES)
@given(
    legs=st.tuples(bent_legs, bent_legs),
    trunk_lean=st.floats(-30.0, 100.0),
    arm_raise=st.floats(0.0, 90.0),
    travel_m=st.floats(-0.5, 0.5),
    camera=far_cameras,
)
def test_profile_angles_are_read_as_built(yaw_deg, legs, trunk_lean, arm_raise, travel_m, camera):
    near = Side.LEFT if yaw_deg == LEFT_PROFILE else Side.RIGHT
    body = in_profile(legs, near, trunk_lean=trunk_lean, arm_raise=arm_raise, travel_m=travel_m)
    check(filmed(body, yaw_deg=yaw_deg, **camera), expected_in_profile(body, near))


@settings(max_examples=60)
@pytest.mark.parametrize("yaw_deg", PROFILES.values(), ids=PROFILES)
@given(
    legs=st.tuples(bent_legs, bent_legs),
    trunk_lean=st.floats(-30.0, 100.0),
    roll_deg=st.floats(-25.0, 25.0),
    camera=cameras,
)
def test_a_rolled_camera_adds_its_roll_to_leans_and_nothing_to_joints(
    yaw_deg, legs, trunk_lean, roll_deg, camera
):
    facing_right = yaw_deg == RIGHT_PROFILE
    near = Side.RIGHT if facing_right else Side.LEFT
    body = in_profile(legs, near, trunk_lean=trunk_lean)
    poses = filmed(body, yaw_deg=yaw_deg, roll_deg=roll_deg, **camera)
    roll_forward_deg = roll_deg if facing_right else -roll_deg
    check(poses, expected_in_profile(body, near, roll_forward_deg))


@settings(max_examples=60)
@pytest.mark.parametrize("yaw_deg", FACES.values(), ids=FACES)
@given(
    legs=st.tuples(crooked_legs, crooked_legs),
    pelvic_obliquity=st.floats(-15.0, 15.0),
    lateral_trunk_lean=st.floats(-30.0, 30.0),
    roll_deg=st.sampled_from([0.0, 0.0, -7.0, 7.0, 20.0]),
    camera=cameras,
)
def test_frontal_angles_are_read_as_built(
    yaw_deg, legs, pelvic_obliquity, lateral_trunk_lean, roll_deg, camera
):
    body = Body(
        left=legs[0],
        right=legs[1],
        pelvic_obliquity=pelvic_obliquity,
        lateral_trunk_lean=lateral_trunk_lean,
    )
    poses = filmed(body, yaw_deg=yaw_deg, roll_deg=roll_deg, **camera)
    check(poses, expected_from_the_front(body, roll_deg, is_rear=yaw_deg == REAR))


def test_every_measure_has_a_known_answer():
    known = expected_in_profile(Body(), Side.LEFT) | expected_in_profile(Body(), Side.RIGHT)
    known |= expected_from_the_front(Body(), 0.0, is_rear=False)
    known |= expected_on_one_leg(Body(), Side.LEFT) | expected_on_tiptoe(0.5, 0.2)
    assert set(known) == {c for measure in MEASURES.values() for c in measure.columns.values()}


def test_the_body_rises_by_the_middle_one_of_ears_shoulders_and_hips():
    """Raised arms lift the shoulders alone, a nod the ears; neither is a rise on tiptoe."""
    times = np.arange(9.0)
    still = seen(Body(travel_m=0.0 * times), times, yaw_deg=0.0)
    leg_px = measure_baseline(still, estimate_viewpoint(still)).leg_px

    def rise(**lifted_legs: float) -> float:
        image_px = still.image_px.copy()
        for name, lift in lifted_legs.items():
            for side in Side:
                image_px[-1, Landmark.of(name, side), 1] -= lift * leg_px
        return float(measured(still.with_image(image_px))["body_rise"].iloc[-1])

    assert rise(ear=0.05, shoulder=0.06, hip=0.07) == pytest.approx(0.06, abs=0.002)
    assert rise(shoulder=0.06) == pytest.approx(0.0, abs=0.002)
    assert rise(ear=-0.04) == pytest.approx(0.0, abs=0.002)
    assert rise(ear=np.nan, shoulder=0.02, hip=0.06) == pytest.approx(0.04, abs=0.002)
