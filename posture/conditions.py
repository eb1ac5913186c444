"""What makes a movement something else than the exercise: rows of bounds, each with its reason."""

from dataclasses import dataclass
from math import inf

from posture.measures import ANY_VIEW
from posture.movements import Measured, Movement
from posture.phases import movement_value
from posture.view import View


@dataclass(frozen=True, kw_only=True)
class Bound:
    """Holds if a measure's statistic over a phase lies below or above a number.

    `measure` is a key of MEASURES; of one with sides, the movement's own side is meant, or else
    the near one. A bound on what was not seen does not hold.
    """

    measure: str
    statistic: str
    phase: str = "rep"
    below: float = -inf
    above: float = inf
    min_seen: float = 0.5

    def holds(self, seen: Measured, movement: Movement) -> bool:
        """Tell whether a movement is beyond the bound."""
        values = seen.values(self.measure, movement.side)
        value = movement_value(self, values, seen.time_s, movement)
        return value < self.below or value > self.above


@dataclass(frozen=True, kw_only=True)
class Disqualifier:
    """A movement of which all bounds hold is not counted, for that reason.

    `shown_from` are the views in which they can be told; from others nothing is held against it.
    """

    reason: str
    all_of: tuple[Bound, ...]
    shown_from: frozenset[View] = ANY_VIEW

    def applies(self, seen: Measured, movement: Movement) -> bool:
        """Tell whether the movement is none of the exercise's."""
        return seen.view in self.shown_from and all(
            bound.holds(seen, movement) for bound in self.all_of
        )
