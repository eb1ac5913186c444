"""Lines and angles that a camera in front or behind can see."""

from posture import kinematics
from posture.measures.base import FRONTAL, Measure

FRONTAL_MEASURES = (
    Measure(
        key="pelvic_obliquity",
        unit="deg",
        views=FRONTAL,
        positive="the subject's right hip higher",
        source="segment_angle",
        compute=kinematics.pelvic_obliquity,
        against_level=True,
        bilateral=False,
    ),
    Measure(
        key="lateral_trunk_lean",
        unit="deg",
        views=FRONTAL,
        positive="towards the subject's right",
        source="segment_angle",
        compute=kinematics.lateral_trunk_lean,
        against_level=True,
        bilateral=False,
    ),
    Measure(
        key="fppa",
        unit="deg",
        views=FRONTAL,
        positive="valgus: the knee medial of the line from hip to ankle",
        source="willson_2006",
        compute=kinematics.fppa,
    ),
    Measure(
        key="knee_medial_shift",
        unit="hip width",
        views=FRONTAL,
        positive="the knee medial of the toes",
        source="assumption",
        compute=kinematics.knee_medial_shift,
    ),
)
