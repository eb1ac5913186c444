"""Standing on one leg with open eyes: how long, on either."""

from posture.checks import Check
from posture.exercises.base import Exercise
from posture.held import Held
from posture.holds import HoldRule, Kept
from posture.phases import DURATION
from posture.view import View

LIFTED_LEG = 0.05  # of the leg's length, heel and toe above the floor
DOWN_LEG = 0.02  # lower, the foot is back
LEAVING_LEG = (0.03, 0.10)  # on its way up: above the model's tremble, and before it comes to rest
MAX_STEP_LEG = 0.15  # half a foot: further, the standing foot has moved
UPRIGHT, SAT = 0.6, 0.5  # of the shank, hip over knee: standing reads 0.8 to 1, sitting to 0.4
MIN_TRUNK_HEIGHT = 0.7  # of the trunk, shoulder over hip: who bends down shifts both feet
MAX_TURN_DEG = 40.0  # who turns on the spot lifts the feet in turn
CAP_S = 60.0

SINGLE_LEG_STANCE = Exercise(
    key="single_leg_stance",
    kind="test",
    finder=Held(
        rule=HoldRule(
            conditions=(
                Kept(
                    measure="other_foot_lift",
                    lower=LIFTED_LEG,
                    slack=LIFTED_LEG - DOWN_LEG,
                    reason="foot_down",
                ),
                Kept(measure="ankle_travel", upper=MAX_STEP_LEG, reason="foot_moved"),
                Kept(
                    measure="thigh_upright",
                    lower=UPRIGHT,
                    slack=UPRIGHT - SAT,
                    reason="sat_down",
                ),
                Kept(
                    measure="trunk_height",
                    lower=MIN_TRUNK_HEIGHT,
                    slack=0.1,
                    reason="bent_over",
                ),
                Kept(measure="body_turn", upper=MAX_TURN_DEG, reason="turned"),
            ),
            min_s=1.0,
            max_gap_s=0.2,
            max_s=CAP_S,
            from_slack=True,
            way=LEAVING_LEG,
        ),
        seen_from=frozenset({View.FRONT, View.REAR}),
        by_side=True,
    ),
    checks=(
        Check(key="single_leg_stance.time", statistic=DURATION, phase="hold", best=True),
        Check(
            key="single_leg_stance.trunk_lean",
            measure="lateral_trunk_lean",
            statistic="median_size",
            phase="hold",
        ),
    ),
    min_reps=1,
    counted="hold",
)
