"""Every measure against a figure whose angles are known, in any picture."""

import numpy as np
import pytest
from expected_measures import (
    LEG_M,
    expected_from_the_front,
    expected_in_profile,
    expected_on_one_leg,
    expected_on_tiptoe,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import FACES, PROFILES, filmed, measured
from stick_figure import (
    LEFT_PROFILE,
    REAR,
    RIGHT_PROFILE,
    SHIN_M,
    SIZES,
    Body,
    Leg,
    hide,
    seen,
)

from posture.baseline import measure_baseline
from posture.measures import MEASURES
from posture.pose import Landmark, PoseSequence, Side
from posture.view import estimate_viewpoint


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
