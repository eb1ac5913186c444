"""The parts of a repetition, and how a measure over one of them becomes one number."""

from collections.abc import Callable, Mapping
from math import nan
from typing import Protocol

import numpy as np

from posture import filtering
from posture.movements import Movement, Span
from posture.reps import Rep, crossing_s

BEYOND = 0.2  # of the rep's depth: past it the person is clearly on the way out or back
FAR = 0.9  # of the rep's depth: about as far as it goes
WAVES = 8.0  # in the time of a repetition; what is quicker is noise, which shifts slow crossings
MAX_REST_S = 2.0  # of rest after a rep that still belong to it

# Every repetition has these parts; an exercise gives those it speaks of a name of its own.
PARTS = ("rep", "out", "out_middle", "beyond", "far", "back", "back_middle", "rest")


def _farthest(values: np.ndarray) -> float:
    low, high = np.percentile(values, [5, 95])
    return float(high if abs(high) >= abs(low) else low)


def _sway(values: np.ndarray) -> float:
    """Return the standard deviation about a straight line: who drifts slowly does not sway."""
    frames = np.arange(len(values))
    line = np.polyfit(frames, values, 1) if len(values) > 2 else (0.0, np.mean(values))
    return float(np.std(values - np.polyval(line, frames)))


def _setback(values: np.ndarray) -> float:
    """Return how far it fell back at most from the highest it had reached before."""
    return float(np.max(np.maximum.accumulate(values) - values))


# Percentiles, not extremes: the extreme of a noisy signal lies beyond the true one.
STATISTICS: dict[str, Callable[[np.ndarray], float]] = {
    "min": lambda values: float(np.percentile(values, 5)),
    "max": lambda values: float(np.percentile(values, 95)),
    "max_either_way": _farthest,
    "median_either_way": lambda values: float(np.median(values)),
    "median": lambda values: float(np.median(values)),
    "median_size": lambda values: float(np.median(np.abs(values))),
    "range": lambda values: float(np.ptp(np.percentile(values, [5, 95]))),
    "deviation": lambda values: float(np.std(values)),
    "sway": _sway,
    "setback": _setback,
}
DURATION = "duration"  # how long the phase lasts: of no measure


class Quantity(Protocol):
    """What `movement_value` needs to know of a check or condition."""

    @property
    def statistic(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def min_seen(self) -> float: ...


def find_parts(
    rep: Rep, next_start_s: float, time_s: np.ndarray, driver: np.ndarray
) -> dict[str, Span]:
    """Return the parts of a repetition.

    `rep` is the whole; `out` leads from rest to `far`, the outermost tenth, and `back` from there
    to rest; `beyond` is all that is clearly away from rest; `out_middle` the way out from a fifth
    of the depth to four, `back_middle` the same way back; `rest` follows until the next movement.
    A part that was not seen is not there.

    Parameters
    ----------
    rep : Rep
    next_start_s : float
        When the next repetition starts; infinity after the last.
    time_s, driver : ndarray, shape (T,)
        The measure that the repetition was found in; frames where it is NaN tell nothing.
    """
    latest_s = min(next_start_s, rep.end_s + MAX_REST_S)
    duration_s = rep.end_s - rep.start_s  # as long before and after, no edge of the curve is felt
    about = (time_s >= rep.start_s - duration_s) & (time_s <= latest_s + duration_s)
    about &= np.isfinite(driver)
    time_s, depth = time_s[about], (driver[about] - rep.rest) / rep.depth
    if len(time_s) >= 5 and duration_s > 0:
        cutoff_hz = min(filtering.CUTOFF_HZ, WAVES / duration_s)
        depth = filtering.smoothed(time_s, depth, cutoff_hz)
    inside = (time_s >= rep.start_s) & (time_s <= rep.end_s)
    farthest = np.max(depth[inside], initial=0.0)
    if farthest > 0:
        # In a stay at the far end the farthest frame is the one with the largest error.
        depth = depth / np.median(depth[inside & (depth >= FAR * farthest)])

    def between(level: float) -> Span | None:
        """Return from when to when the depth is past a level."""
        past = np.flatnonzero(inside & (depth >= level))
        if not len(past):
            return None
        first, last = int(past[0]), int(past[-1])
        before, after = max(first - 1, 0), min(last + 1, len(depth) - 1)
        return Span(
            crossing_s(time_s, depth, before, first, level),
            crossing_s(time_s, depth, after, last, level),
        )

    parts = {"rep": Span(rep.start_s, rep.end_s)}
    beyond, middle, far = between(BEYOND), between(1.0 - BEYOND), between(FAR)
    if beyond and middle and far:
        parts |= {
            "out": Span(rep.start_s, far.start_s),
            "out_middle": Span(beyond.start_s, middle.start_s),
            "beyond": beyond,
            "far": far,
            "back": Span(far.end_s, rep.end_s),
            "back_middle": Span(middle.end_s, beyond.end_s),
        }
    after = (time_s > rep.end_s) & (time_s <= latest_s)
    moving_s = time_s[after & (depth > BEYOND)]
    end_s = min(latest_s, float(moving_s[0]) if len(moving_s) else latest_s)
    if np.any((time_s >= rep.end_s) & (time_s <= end_s) & (depth <= BEYOND)):
        parts["rest"] = Span(rep.end_s, min(end_s, float(time_s[-1])))
    return parts


def way_back(
    rep: Rep, time_s: np.ndarray, driver: np.ndarray, start: float, stop: float
) -> Span | None:
    """Return from when to when a repetition comes back from one value of its driver to another.

    None if it does not get from `start` to `stop` after its peak.
    """
    seen = np.isfinite(driver) & (time_s >= rep.peak_s) & (time_s <= rep.end_s)
    time_s, way = time_s[seen], (driver[seen] - start) / (stop - start)
    arrived = np.flatnonzero(way >= 1.0)
    left = np.flatnonzero(way[: arrived[0]] <= 0.0) if len(arrived) else arrived
    if not len(left):
        return None
    first, last = int(left[-1]), int(arrived[0])
    return Span(
        crossing_s(time_s, way, first, first + 1, 0.0),
        crossing_s(time_s, way, last - 1, last, 1.0),
    )


def named(parts: Mapping[str, Span], names: Mapping[str, str]) -> dict[str, Span]:
    """Return the parts under an exercise's own names; those without keep theirs."""
    return {names.get(part, part): span for part, span in parts.items()}


def movement_value(
    quantity: Quantity, values: np.ndarray, time_s: np.ndarray, movement: Movement
) -> float:
    """Return the statistic of `values`, shape (T,), over a phase; NaN if too few are seen."""
    span = movement.phases.get(quantity.phase)
    if span is None:
        return nan
    if quantity.statistic == DURATION:
        return span.duration_s
    in_phase = values[span.frames(time_s)]
    seen = in_phase[np.isfinite(in_phase)]
    if not len(seen) or len(seen) < quantity.min_seen * len(in_phase):
        return nan
    return STATISTICS[quantity.statistic](seen)
