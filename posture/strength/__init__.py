"""Tests of strength and balance: what is done once, timed or counted, and set beside a table."""

from posture.strength.chair_stands import CHAIR_STAND_30S, FIVE_CHAIR_STANDS
from posture.strength.one_leg import SINGLE_LEG_STANCE

STRENGTH_TESTS = (CHAIR_STAND_30S, FIVE_CHAIR_STANDS, SINGLE_LEG_STANCE)

__all__ = ["CHAIR_STAND_30S", "FIVE_CHAIR_STANDS", "SINGLE_LEG_STANCE", "STRENGTH_TESTS"]
