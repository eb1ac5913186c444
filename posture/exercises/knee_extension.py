"""Seated knee extension: one leg is stretched, held and lowered; seen from the side.

What counts, and the numbers' reasons: docs/exercises/seated.md.
"""

from posture.checks import Check, SetCheck
from posture.conditions import Bound, Disqualifier
from posture.cycles import Cycles
from posture.exercises.base import Exercise
from posture.holds import HoldRule, Kept
from posture.phases import DURATION
from posture.reps import RepDriver
from posture.view import View

HOLD = HoldRule(
    conditions=(
        Kept(measure="knee_flexion", upper=25.0, slack=8.0, max_rate=6.0, reason="knee_bent"),
    ),
    min_s=0.2,
    max_gap_s=0.5,
)

FINDER = Cycles(
    drivers={
        View.SIDE: RepDriver(
            measure="knee_flexion", min_depth=30.0, falls=True, enter=0.5, leave=0.25
        )
    },
    part_names={"out": "raising", "far": "top", "back": "lowering", "rest": "resting"},
    ways_back={"dropping": (25.0, 60.0)},
    hold=HOLD,
    by_side=True,
    min_duration_s=0.6,
    max_duration_s=60.0,
    disqualifiers=(
        Disqualifier(
            reason="stood_up",
            all_of=(Bound(measure="seat_height", statistic="max", above=0.8),),
        ),
        Disqualifier(
            reason="on_the_floor",
            all_of=(Bound(measure="seat_height", statistic="median", below=0.2),),
        ),
        Disqualifier(
            reason="bent_forward",
            all_of=(Bound(measure="trunk_lean", statistic="max", above=20.0, from_rest=True),),
        ),
        Disqualifier(
            reason="knee_stayed_bent",
            all_of=(Bound(measure="knee_flexion", statistic="min", above=50.0),),
        ),
        Disqualifier(
            reason="foot_not_lowered",
            all_of=(
                Bound(measure="knee_flexion", statistic="max", below=55.0),
                Bound(measure="knee_flexion", statistic="max", phase="resting", below=55.0),
            ),
        ),
    ),
)

KNEE_EXTENSION = Exercise(
    key="knee_extension",
    finder=FINDER,
    neutral="rest",
    one_leg_moves=True,
    checks=(
        Check(key="knee_extension.hold_time", statistic=DURATION, phase="hold", near_only=True),
        Check(
            key="knee_extension.straightness",
            measure="knee_flexion",
            statistic="median",
            phase="position",
        ),
        Check(
            key="knee_extension.lowering_time",
            statistic=DURATION,
            phase="dropping",
            near_only=True,
        ),
        Check(
            key="knee_extension.lean_back",
            measure="trunk_lean",
            statistic="median",
            phase="position",
            from_standing=True,
        ),
        SetCheck(key="knee_extension.side_balance", statistic="side_difference"),
    ),
)
