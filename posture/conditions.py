"""What makes a movement something else than the exercise: rows of bounds, each with its reason."""

from dataclasses import dataclass
from math import inf

import numpy as np

from posture.filtering import median_of_seen
from posture.measures import ANY_VIEW
from posture.movements import Measured, Movement
from posture.phases import movement_value
from posture.view import View


@dataclass(frozen=True, kw_only=True)
class Bound:
    """Holds if a measure's statistic over a phase lies below or above a number.

    `measure` is a key of MEASURES; of one with sides, the movement's own side is meant, or else
    the near one. With `from_rest` its change is meant from the median of the frames in no movement;
    if it was not seen in any, from 0. A bound on what was not seen does not hold.
    """

    measure: str
    statistic: str
    phase: str = "rep"
    below: float = -inf
    above: float = inf
    min_seen: float = 0.5
    from_rest: bool = False

    def holds(self, seen: Measured, movement: Movement, at_rest: np.ndarray) -> bool:
        """Tell whether a movement is beyond the bound, given the frames in none, shape (T,)."""
        values = seen.values(self.measure, movement.side)
        if self.from_rest:
            values = values - np.nan_to_num(median_of_seen(values[at_rest]))
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

    def applies(self, seen: Measured, movement: Movement, at_rest: np.ndarray) -> bool:
        """Tell whether the movement is none of the exercise's."""
        return seen.view in self.shown_from and all(
            bound.holds(seen, movement, at_rest) for bound in self.all_of
        )
