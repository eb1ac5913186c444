"""Where the body is and how it is turned, from anywhere."""

from posture import kinematics
from posture.measures.base import ANY_VIEW, Measure

WHOLE_BODY_MEASURES = (
    Measure(
        key="hip_height",
        unit="leg",
        views=ANY_VIEW,
        positive="hips above the ankles; 1 standing",
        source="assumption",
        compute=kinematics.hip_height,
        bilateral=False,
    ),
    Measure(
        key="trunk_height",
        unit="trunk",
        views=ANY_VIEW,
        positive="shoulder above the hip; 1 upright",
        source="assumption",
        compute=kinematics.trunk_height,
        bilateral=False,
    ),
    Measure(
        key="hand_height",
        unit="leg",
        views=ANY_VIEW,
        positive="the lower hand above the ankle",
        source="assumption",
        compute=kinematics.hand_height,
        bilateral=False,
    ),
    Measure(
        key="foot_travel",
        unit="leg",
        views=ANY_VIEW,
        positive="away from where the feet mostly stand",
        source="assumption",
        compute=kinematics.foot_travel,
        bilateral=False,
    ),
    Measure(
        key="body_turn",
        unit="deg",
        views=ANY_VIEW,
        positive="turned from where the body mostly faces, whichever way",
        source="assumption",
        compute=kinematics.body_turn,
        bilateral=False,
    ),
)
