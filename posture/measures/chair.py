"""Where the body is over its feet, and what the hands rest on."""

from posture import kinematics_chair
from posture.measures.base import ANY_VIEW, FRONTAL, SAGITTAL, Measure

CHAIR_MEASURES = (
    Measure(
        key="hips_back",
        unit="thigh",
        views=SAGITTAL,
        positive="the hip behind the ankle",
        source="assumption",
        compute=kinematics_chair.hips_back,
    ),
    Measure(
        key="knee_over_toe",
        unit="foot",
        views=SAGITTAL,
        positive="the knee in front of the toes",
        source="joa_locotre",
        compute=kinematics_chair.knee_over_toe,
    ),
    Measure(
        key="stance_width",
        unit="shoulder width",
        views=FRONTAL,
        positive="the ankles apart",
        source="assumption",
        compute=kinematics_chair.stance_width,
        bilateral=False,
    ),
    Measure(
        key="thigh_rise",
        unit="shank",
        views=ANY_VIEW,
        positive="hip above the knee; 1 standing, 0 with the thigh level",
        source="assumption",
        compute=kinematics_chair.thigh_rise,
        bilateral=False,
    ),
    Measure(
        key="thigh_upright",
        unit="shank",
        views=FRONTAL,
        positive="hip above the knee of that leg; 1 standing, 0 with the thigh level",
        source="assumption",
        compute=kinematics_chair.thigh_upright,
    ),
    Measure(
        key="trunk_behind_feet",
        unit="leg",
        views=ANY_VIEW,
        positive="the middle of the trunk behind the ankles",
        source="assumption",
        compute=kinematics_chair.trunk_behind_feet,
        bilateral=False,
    ),
    Measure(
        key="other_foot_lift",
        unit="leg",
        views=FRONTAL,
        positive="the foot of the other side above the floor",
        source="assumption",
        compute=kinematics_chair.other_foot_lift,
    ),
    Measure(
        key="ankle_travel",
        unit="leg",
        views=FRONTAL,
        positive="away from where this ankle mostly is on the floor",
        source="assumption",
        compute=kinematics_chair.ankle_travel,
    ),
    Measure(
        key="hand_to_leg",
        unit="trunk",
        views=ANY_VIEW,
        positive="away from the thigh; 0 on it",
        source="assumption",
        compute=kinematics_chair.hand_to_leg,
        bilateral=False,
    ),
)
