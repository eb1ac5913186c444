"""Free squat, counted and judged from the side, counted from anywhere.

The bounds of what counts as a squat are our own engineering choices; docs/measures.md says why.
"""

from posture.checks import Check, SetCheck
from posture.conditions import Bound, Disqualifier
from posture.cycles import Cycles
from posture.exercises.base import Exercise
from posture.phases import DURATION
from posture.reps import RepDriver
from posture.view import View

KNEE = RepDriver(measure="knee_flexion", min_depth=25.0)
HIPS = RepDriver(measure="hip_height", min_depth=0.055, falls=True, timed_by="body_rise")
FAR_OVER = Bound(measure="trunk_height", statistic="min", below=0.5)
MID_SHIN = 0.27  # of the leg: to pick something up from the floor a hand goes lower

FINDER = Cycles(
    drivers={View.SIDE: KNEE, View.FRONT: HIPS, View.REAR: HIPS, View.OBLIQUE: HIPS},
    part_names={
        "out": "lowering",
        "out_middle": "lowering_middle",
        "beyond": "lowered",
        "far": "bottom",
        "back": "rising",
        "rest": "standing",
    },
    min_duration_s=0.6,
    max_duration_s=20.0,
    disqualifiers=(
        Disqualifier(
            reason="feet_moved",
            all_of=(
                # however little was seen: who walks out of the picture and back has not squatted
                Bound(measure="foot_travel", statistic="range", above=0.10, min_seen=0.1),
            ),
        ),
        Disqualifier(
            reason="foot_lifted",  # one alone: the middle of both moves by half as far
            all_of=(Bound(measure="foot_travel", statistic="range", phase="lowering", above=0.06),),
        ),
        Disqualifier(
            reason="turned",
            all_of=(Bound(measure="body_turn", statistic="range", above=40.0),),
        ),
        Disqualifier(
            reason="hips_stayed_up",
            all_of=(Bound(measure="seat_height", statistic="range", below=0.05),),
        ),
        Disqualifier(
            reason="heels_lifted",
            all_of=(
                Bound(measure="hip_height", statistic="range", below=0.12),
                Bound(measure="foot_travel", statistic="range", above=0.02),
            ),
        ),
        Disqualifier(
            reason="bent_over",
            all_of=(Bound(measure="trunk_height", statistic="min", below=0.15),),
        ),
        Disqualifier(
            reason="reached_down",  # hands that go down between the legs are soon lost
            all_of=(
                Bound(measure="trunk_height", statistic="min", below=0.31),
                Bound(measure="hand_height", statistic="min", below=0.42, min_seen=0.2),
            ),
        ),
        Disqualifier(
            reason="reached_down",
            all_of=(FAR_OVER, Bound(measure="hand_height", statistic="min", below=MID_SHIN)),
            shown_from=frozenset({View.SIDE, View.OBLIQUE}),
        ),
        Disqualifier(
            reason="reached_down",  # from there hands before the body are drawn too low
            all_of=(FAR_OVER, Bound(measure="hand_height", statistic="min", below=MID_SHIN - 0.1)),
            shown_from=frozenset({View.FRONT, View.REAR}),
        ),
        Disqualifier(
            reason="sat_down",  # with the trunk so far behind the feet nobody stands
            all_of=(
                Bound(measure="trunk_behind_feet", statistic="median", phase="bottom", above=0.22),
            ),
            shown_from=frozenset({View.SIDE, View.OBLIQUE}),
        ),
    ),
)

SQUAT = Exercise(
    key="squat",
    finder=FINDER,
    checks=(
        Check(key="squat.depth", measure="thigh_elevation", statistic="min"),
        Check(key="squat.peak_knee_flexion", measure="knee_flexion", statistic="max"),
        Check(
            key="squat.trunk_shin", measure="trunk_shin_angle", statistic="median", phase="bottom"
        ),
        Check(key="squat.full_stand", measure="knee_flexion", statistic="min", phase="standing"),
        Check(
            key="squat.heel_lift",
            measure="heel_lift",
            statistic="max",
            phase="lowered",
            from_standing=True,
        ),
        Check(
            key="squat.knee_in",
            measure="knee_medial_shift",
            statistic="max",
            phase="lowered",
            from_standing=True,
        ),
        Check(
            key="squat.dynamic_valgus",
            measure="fppa",
            statistic="max",
            phase="lowered",
            from_standing=True,
            # with the thigh towards the camera the angle is not defined; the rest must do
            min_seen=0.3,
        ),
        Check(
            key="squat.side_lean",
            measure="lateral_trunk_lean",
            statistic="max_either_way",
            phase="lowered",
            from_standing=True,
        ),
        Check(key="squat.lowering_time", statistic=DURATION, phase="lowering"),
        Check(key="squat.rising_time", statistic=DURATION, phase="rising"),
        Check(
            key="squat.hips_back",
            measure="hips_back",
            statistic="median",
            phase="lowering_middle",
        ),
        Check(
            key="squat.knee_over_toe", measure="knee_over_toe", statistic="median", phase="bottom"
        ),
        Check(key="squat.shin_lean", measure="shin_lean", statistic="median", phase="bottom"),
        SetCheck(key="squat.late_slowing", statistic="late_slowing", phase="rising"),
    ),
)
