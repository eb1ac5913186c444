"""From a measure over a repetition to one number: over which phase, by which statistic."""

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Protocol

import numpy as np

from posture.reps import Rep

LOWERED = 0.2  # of the rep's depth: beyond it the person is clearly on the way down or up
UPRIGHT = 0.1  # of the rep's depth: within it the person stands
MAX_REST_S = 2.0  # of standing after a rep that still belong to it


def _farthest(values: np.ndarray) -> float:
    low, high = np.percentile(values, [5, 95])
    return float(high if abs(high) >= abs(low) else low)


# Percentiles, not extremes: the extreme of a noisy signal lies beyond the true one.
STATISTICS: dict[str, Callable[[np.ndarray], float]] = {
    "min": lambda values: float(np.percentile(values, 5)),
    "max": lambda values: float(np.percentile(values, 95)),
    "max_either_way": _farthest,
    "median": lambda values: float(np.median(values)),
    "range": lambda values: float(np.ptp(np.percentile(values, [5, 95]))),
}


class Quantity(Protocol):
    """What `rep_value` needs to know of a check or condition."""

    @property
    def statistic(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def min_seen(self) -> float: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Phases:
    """The frames of each part of one repetition, as boolean masks of shape (T,).

    `rep` is the whole; `lowered` beyond LOWERED; `rising` from the peak on, beyond UPRIGHT;
    `bottom` the deepest tenth; `standing` upright again after it, until the next one.
    """

    rep: np.ndarray
    lowered: np.ndarray
    rising: np.ndarray
    bottom: np.ndarray
    standing: np.ndarray


def find_phases(rep: Rep, next_start_s: float, time_s: np.ndarray, driver: np.ndarray) -> Phases:
    """Return the phases of a repetition.

    Parameters
    ----------
    rep : Rep
    next_start_s : float
        When the next repetition starts; infinity after the last.
    time_s, driver : ndarray, shape (T,)
        The measure that the repetition was found in; frames where it is NaN are in `rep` only.
    """
    depth = (driver - rep.rest) / rep.depth
    inside = (time_s >= rep.start_s) & (time_s <= rep.end_s)
    after_peak = time_s >= rep.peak_s
    with np.errstate(invalid="ignore"):
        return Phases(
            rep=inside,
            lowered=inside & (depth >= LOWERED),
            rising=inside & after_peak & (depth >= UPRIGHT),
            bottom=inside & (depth >= 1.0 - UPRIGHT),
            standing=after_peak
            & (time_s <= min(next_start_s, rep.end_s + MAX_REST_S))
            & (depth <= UPRIGHT),
        )


def rep_value(quantity: Quantity, values: np.ndarray, phases: Phases) -> float:
    """Return the statistic of `values`, shape (T,), over the phase; NaN if too few are seen."""
    in_phase = values[getattr(phases, quantity.phase)]
    seen = in_phase[np.isfinite(in_phase)]
    if not len(seen) or len(seen) < quantity.min_seen * len(in_phase):
        return nan
    return STATISTICS[quantity.statistic](seen)
