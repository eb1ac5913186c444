"""Angles and heights that a camera at the side can see."""

from posture import kinematics
from posture.measures.base import SAGITTAL, Measure

SAGITTAL_MEASURES = (
    Measure(
        key="knee_flexion",
        unit="deg",
        views=SAGITTAL,
        positive="flexion; 0 with the leg straight, negative bent backwards",
        source="grood_suntay_1983",
        compute=kinematics.knee_flexion,
    ),
    Measure(
        key="thigh_elevation",
        unit="deg",
        views=SAGITTAL,
        positive="knee lower than hip; 90 standing, 0 with the thigh level",
        source="segment_angle",
        compute=kinematics.thigh_elevation,
        against_level=True,
    ),
    Measure(
        key="shin_lean",
        unit="deg",
        views=SAGITTAL,
        positive="knee in front of the ankle; 0 upright",
        source="segment_angle",
        compute=kinematics.shin_lean,
        against_level=True,
    ),
    Measure(
        key="trunk_lean",
        unit="deg",
        views=SAGITTAL,
        positive="forward; 0 upright",
        source="segment_angle",
        compute=kinematics.trunk_lean,
        against_level=True,
    ),
    Measure(
        key="trunk_shin_angle",
        unit="deg",
        views=SAGITTAL,
        positive="the trunk leaning further forward than the shin; 0 parallel",
        source="segment_angle",
        compute=kinematics.trunk_shin_angle,
    ),
    Measure(
        key="trunk_thigh_flexion",
        unit="deg",
        views=SAGITTAL,
        positive="flexion; 0 standing upright",
        source="segment_angle",
        compute=kinematics.trunk_thigh_flexion,
    ),
    Measure(
        key="heel_lift",
        unit="foot",
        views=SAGITTAL,
        positive="heel above its level in standing",
        source="assumption",
        compute=kinematics.heel_lift,
    ),
)
