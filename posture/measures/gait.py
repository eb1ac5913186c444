"""What tells the phases of walking, and how the foot meets the floor."""

from posture import kinematics_gait
from posture.measures.base import ANY_VIEW, SAGITTAL, Measure

GAIT_MEASURES = (
    Measure(
        key="heel_ahead",
        unit="leg",
        views=ANY_VIEW,
        positive="ahead of the hips",
        source="zeni_2008",
        compute=kinematics_gait.heel_ahead,
    ),
    Measure(
        key="toe_ahead",
        unit="leg",
        views=SAGITTAL,
        positive="ahead of the hips",
        source="zeni_2008",
        compute=kinematics_gait.toe_ahead,
    ),
    Measure(
        key="toe_rise",
        unit="leg",
        views=SAGITTAL,
        positive="toes higher in the picture than the heel",
        source="assumption",
        compute=kinematics_gait.toe_rise,
    ),
)
