"""Standing heel raise: height and tempo from the side, symmetry and sway from front or rear.

What counts, and the numbers' reasons: docs/exercises/standing.md.
"""

from posture.checks import Check
from posture.conditions import Bound, Disqualifier
from posture.cycles import Cycles
from posture.exercises.base import Exercise
from posture.phases import DURATION
from posture.reps import RepDriver
from posture.view import View

HEEL = RepDriver(measure="heel_lift", min_depth=0.13, timed_by="tiptoe_rise")
BODY = RepDriver(measure="body_rise", min_depth=0.03)

FINDER = Cycles(
    drivers={View.SIDE: HEEL, View.FRONT: BODY, View.REAR: BODY, View.OBLIQUE: BODY},
    part_names={
        "out": "raising",
        "beyond": "raised",
        "far": "top",
        "back": "lowering",
        "back_middle": "lowering_middle",
        "rest": "standing",
    },
    min_duration_s=0.6,
    max_duration_s=30.0,
    disqualifiers=(
        Disqualifier(
            reason="not_standing",
            all_of=(Bound(measure="seat_height", statistic="median", below=0.8),),
        ),
        Disqualifier(
            reason="feet_moved",
            all_of=(Bound(measure="toe_travel", statistic="range", above=0.08, min_seen=0.2),),
        ),
        Disqualifier(
            reason="turned",
            all_of=(Bound(measure="body_turn", statistic="range", above=40.0),),
        ),
        Disqualifier(
            reason="hips_went_down",
            all_of=(Bound(measure="hip_height", statistic="range", above=0.12),),
        ),
        Disqualifier(
            reason="hips_went_down",
            all_of=(Bound(measure="hip_height", statistic="range", above=0.08),),
            shown_from=frozenset({View.SIDE}),
        ),
        Disqualifier(
            reason="body_stayed_down",
            all_of=(Bound(measure="body_rise", statistic="range", below=0.01),),
        ),
        Disqualifier(
            reason="body_stayed_down",
            all_of=(Bound(measure="tiptoe_rise", statistic="range", below=0.022),),
            shown_from=frozenset({View.SIDE}),
        ),
        Disqualifier(
            reason="heels_stayed_down",
            all_of=(Bound(measure="foot_travel", statistic="range", below=0.013),),
        ),
        Disqualifier(
            reason="heels_stayed_down",
            all_of=(
                Bound(measure="hip_height", statistic="range", above=0.06),
                Bound(measure="foot_travel", statistic="range", below=0.02),
            ),
            shown_from=frozenset({View.SIDE}),
        ),
        Disqualifier(
            reason="heels_stayed_down",
            all_of=(
                Bound(measure="hip_height", statistic="range", above=0.06),
                Bound(measure="foot_travel", statistic="range", below=0.016),
            ),
        ),
        Disqualifier(
            reason="bent_over",
            all_of=(Bound(measure="trunk_height", statistic="min", below=0.7),),
        ),
    ),
)

HEEL_RAISE = Exercise(
    key="heel_raise",
    finder=FINDER,
    neutral="rest",
    checks=(
        Check(key="heel_raise.lowering_time", statistic=DURATION, phase="lowering_middle"),
        Check(key="heel_raise.height", measure="heel_lift", statistic="max"),
        Check(
            key="heel_raise.knee_bend",
            measure="knee_flexion",
            statistic="max",
            from_standing=True,
        ),
        Check(
            key="heel_raise.symmetry",
            measure="heel_difference",
            statistic="median_either_way",
            phase="top",
        ),
        Check(key="heel_raise.sway", measure="hip_sway", statistic="sway", phase="raised"),
        Check(
            key="heel_raise.foot_angle",
            measure="foot_pitch",
            statistic="min",
            phase="top",
            from_standing=True,
        ),
    ),
)
