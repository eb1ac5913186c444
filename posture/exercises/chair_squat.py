"""Standing up from a chair and sitting down again: an exercise, judged from side and front.

What counts is in posture/sit_to_stand.py; docs/exercises/chair.md says why.
"""

from posture.checks import Check, SetCheck, Share
from posture.exercises.base import Exercise
from posture.phases import DURATION
from posture.sit_to_stand import SitToStand
from posture.view import View

CHAIR_SQUAT = Exercise(
    key="chair_squat",
    from_seat=True,
    finder=SitToStand(),
    checks=(
        Check(key="chair_squat.lowering_time", statistic=DURATION, phase="lowering"),
        Check(key="chair_squat.rising_time", statistic=DURATION, phase="rising"),
        Check(
            key="chair_squat.full_stand",
            measure="knee_flexion",
            statistic="min",
            phase="standing",
        ),
        Check(
            key="chair_squat.dynamic_valgus",
            measure="fppa",
            statistic="max",
            phase="risen",
            from_standing=True,
            # with the thigh towards the camera the angle is not defined; the rest must do
            min_seen=0.3,
        ),
        Check(
            key="chair_squat.knee_in",
            measure="knee_medial_shift",
            statistic="max",
            phase="risen",
            from_standing=True,
        ),
        Check(
            key="chair_squat.side_lean",
            measure="lateral_trunk_lean",
            statistic="max_either_way",
            phase="rising",
            from_standing=True,
        ),
        Check(key="chair_squat.bow", measure="trunk_lean", statistic="max", phase="bowing"),
        Check(
            key="chair_squat.bow_first",
            measure="trunk_lean",
            statistic="median",
            phase="lift_off",
            share=Share(rest="seated", whole="bowing", least=8.0),
        ),
        Check(
            key="chair_squat.hips_back",
            measure="hips_back",
            statistic="median",
            phase="halfway_down",
        ),
        Check(
            key="chair_squat.knee_over_toe",
            measure="knee_over_toe",
            statistic="median",
            phase="seat_off",
        ),
        Check(
            key="chair_squat.shin_lean", measure="shin_lean", statistic="median", phase="seat_off"
        ),
        Check(
            key="chair_squat.heel_lift", measure="heel_lift", statistic="max", from_standing=True
        ),
        Check(
            key="chair_squat.foot_placement",
            measure="shin_lean",
            statistic="median",
            phase="seated",
            profile_only=True,
        ),
        Check(
            key="chair_squat.stance_width",
            measure="stance_width",
            statistic="median",
            phase="standing",
        ),
        Check(
            key="chair_squat.setback",
            measure="hip_height",
            statistic="setback",
            phase="rising",
            best=True,  # of many repetitions one is enough to be told
        ),
        SetCheck(key="chair_squat.late_slowing", statistic="late_slowing", phase="rising"),
        Check(
            key="chair_squat.hand_support",
            measure="hand_to_leg",
            statistic="median",
            phase="pushing_off",
            # an arm that is stretched towards the camera is drawn up to 0.8 trunk lengths nearer
            shown_from=frozenset({View.SIDE, View.OBLIQUE}),
        ),
        Check(
            key="chair_squat.seated_knee",
            measure="knee_flexion",
            statistic="median",
            phase="seated",
        ),
        Check(
            key="chair_squat.hip_angle",
            measure="trunk_thigh_flexion",
            statistic="median",
            phase="seated",
        ),
        SetCheck(key="chair_squat.reps", statistic="count"),
    ),
)
