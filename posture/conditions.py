"""What makes a movement something else than the exercise: rows of bounds, each with its reason."""

from dataclasses import dataclass
from math import inf

import numpy as np

from posture.phases import Phases, rep_value


@dataclass(frozen=True, kw_only=True)
class Bound:
    """Holds if a measure's statistic over a phase lies below or above a number.

    `measure` is a key of MEASURES that has no sides. A bound on what was not seen does not hold.
    """

    measure: str
    statistic: str
    phase: str = "rep"
    below: float = -inf
    above: float = inf
    min_seen: float = 0.5

    def holds(self, values: np.ndarray, phases: Phases) -> bool:
        """Tell whether a repetition's statistic of `values`, shape (T,), is beyond the bound."""
        value = rep_value(self, values, phases)
        return value < self.below or value > self.above


@dataclass(frozen=True, kw_only=True)
class Disqualifier:
    """A movement of which all bounds hold is not counted, for that reason."""

    reason: str
    all_of: tuple[Bound, ...]
