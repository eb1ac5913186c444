"""Calf stretch with a towel: sitting on the floor, one leg straight, its forefoot pulled back.

What counts, and the numbers' reasons: docs/exercises/stretches.md.
"""

from posture.checks import Check, SetCheck
from posture.exercises.base import Exercise
from posture.held import Held
from posture.holds import HoldRule, Kept
from posture.view import View

ON_THE_FLOOR = Kept(measure="seat_height", upper=0.2, slack=0.05, reason="left_the_floor")
LEG_DOWN = Kept(measure="thigh_elevation", lower=-20.0, upper=20.0, slack=5.0, reason="leg_lifted")
STILL = Kept(measure="trunk_lean", max_rate=5.0, reason="trunk_moved")
HANDS = Kept(measure="elbow_reach", max_rate=0.015, least=0.03, reason="hands_moved")
NEAR_LEG_BENT = Kept(measure="knee_flexion", lower=60.0, slack=10.0, reason="knee_straight")

CALF_STRETCH = Exercise(
    key="calf_stretch",
    finder=Held(
        rule=HoldRule(
            conditions=(
                Kept(measure="knee_flexion", upper=15.0, slack=7.0, reason="knee_bent"),
                HANDS,
                STILL,
                ON_THE_FLOOR,
                LEG_DOWN,
            ),
            min_s=2.0,
            max_gap_s=0.5,
        ),
        attempt=HoldRule(
            conditions=(
                Kept(measure="knee_flexion", upper=45.0, slack=5.0, reason="knee_bent"),
                ON_THE_FLOOR,
            ),
            min_s=3.0,
            max_gap_s=1.0,
        ),
        seen_from=frozenset({View.SIDE}),
        by_side=True,
        amiss={
            "near_leg_bent": HoldRule(conditions=(NEAR_LEG_BENT, ON_THE_FLOOR), min_s=3.0),
        },
    ),
    neutral="rest",
    counted="hold",
    min_reps=1,
    checks=(
        SetCheck(key="calf_stretch.time", statistic="longest", phase="hold", each_side=True),
        Check(key="calf_stretch.knee", measure="knee_flexion", statistic="median"),
    ),
)
