"""What is measured on a body that stands still: a table like that of the exercises' measures."""

from posture import kinematics
from posture.measures import FRONTAL, SAGITTAL, Measure
from posture.screening import kinematics as static
from posture.view import View

FRONT_ONLY = frozenset({View.FRONT})

SCREENING_MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            key="shoulder_tilt",
            unit="deg",
            views=FRONTAL,
            positive="the subject's right shoulder higher",
            source="singla_2017",
            compute=static.shoulder_tilt,
            bilateral=False,
        ),
        Measure(
            key="pelvis_level",
            unit="deg",
            views=FRONTAL,
            positive="the subject's right side higher",
            source="assumption",
            compute=static.pelvic_obliquity,
            bilateral=False,
        ),
        Measure(
            key="head_tilt",
            unit="deg",
            views=FRONT_ONLY,
            positive="the subject's right ear and eye higher: tilted to the left",
            source="singla_2017",
            compute=static.head_tilt,
            bilateral=False,
        ),
        Measure(
            key="knee_alignment",
            unit="deg",
            views=FRONT_ONLY,
            positive="the knee medial of the line from hip to ankle: knock-kneed",
            source="willson_2006",
            compute=kinematics.fppa,
        ),
        Measure(
            key="lateral_shift",
            unit="shoulder height",
            views=FRONTAL,
            positive="the shoulders to the subject's right of the feet",
            source="assumption",
            compute=static.lateral_shift,
            bilateral=False,
        ),
        Measure(
            key="ear_shoulder_angle",
            unit="deg",
            views=SAGITTAL,
            positive="the ear in front of the shoulder",
            source="segment_angle",
            compute=static.ear_shoulder_angle,
        ),
        Measure(
            key="trunk_inclination",
            unit="deg",
            views=SAGITTAL,
            positive="the shoulder in front of the hip",
            source="segment_angle",
            compute=kinematics.trunk_lean,
        ),
        Measure(
            key="hip_offset",
            unit="shoulder height",
            views=SAGITTAL,
            positive="the hip in front of the line from ankle to shoulder",
            source="assumption",
            compute=static.hip_offset,
        ),
        Measure(
            key="body_lean",
            unit="deg",
            views=SAGITTAL,
            positive="the ear in front of the ankle",
            source="segment_angle",
            compute=static.body_lean,
        ),
        Measure(
            key="standing_knee_flexion",
            unit="deg",
            views=SAGITTAL,
            positive="flexion; 0 with the leg straight, negative bent backwards",
            source="grood_suntay_1983",
            compute=kinematics.knee_flexion,
        ),
    )
}
