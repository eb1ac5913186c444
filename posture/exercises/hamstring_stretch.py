"""Seated hamstring stretch: one heel in front, the trunk leant forward and kept there.

What counts, and the numbers' reasons: docs/exercises/stretches.md.
"""

from posture.checks import Check, SetCheck
from posture.exercises.base import Exercise
from posture.held import Held
from posture.holds import HoldRule, Kept
from posture.view import View

SEATED = Kept(measure="seat_height", lower=0.3, upper=0.8, slack=0.05, reason="left_the_seat")
LEANING = Kept(measure="trunk_lean", lower=12.0, slack=5.0, reason="came_up")
STILL = Kept(measure="trunk_lean", max_rate=5.0, reason="trunk_moved")
NEAR_LEG_BENT = Kept(measure="knee_flexion", lower=75.0, slack=10.0, reason="knee_straight")

HAMSTRING_STRETCH = Exercise(
    key="hamstring_stretch",
    finder=Held(
        rule=HoldRule(
            conditions=(
                Kept(measure="knee_flexion", upper=20.0, slack=7.0, reason="knee_bent"),
                LEANING,
                STILL,
                SEATED,
            ),
            min_s=1.0,
            max_gap_s=1.0,
        ),
        attempt=HoldRule(
            conditions=(
                Kept(measure="knee_flexion", upper=65.0, slack=5.0, reason="knee_bent"),
                LEANING,
                SEATED,
            ),
            min_s=2.0,
            max_gap_s=1.0,
        ),
        seen_from=frozenset({View.SIDE}),
        by_side=True,
        amiss={
            "near_leg_bent": HoldRule(conditions=(NEAR_LEG_BENT, LEANING, SEATED), min_s=3.0),
        },
    ),
    neutral="rest",
    counted="hold",
    plots="trunk_lean",
    min_reps=1,
    checks=(
        SetCheck(key="hamstring_stretch.time", statistic="longest", phase="hold", each_side=True),
        Check(key="hamstring_stretch.knee", measure="knee_flexion", statistic="median"),
        Check(
            key="hamstring_stretch.bouncing",
            measure="trunk_bounce",
            statistic="deviation",
        ),
        Check(key="hamstring_stretch.lean", measure="trunk_lean", statistic="median"),
    ),
)
