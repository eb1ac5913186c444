"""Find repetitions in one measure, by hysteresis on the person's own range."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

import numpy as np

# Shares of the person's own depth: a rep goes beyond ENTER and comes back below LEAVE, so that a
# dip half as deep as the others is no rep and a knee that does not fully straighten ends one.
# It starts and ends where it crosses EDGE of its own depth.
ENTER, LEAVE, EDGE = 0.6, 0.4, 0.1
REST_PERCENTILE = 5  # the level of rest, robust against a few wild frames
MIN_BACK_S = 0.25  # below ENTER; a quicker return is a slip of the model, not of the body
MAX_UNSEEN_S = 1.0  # nobody can say what happened in a longer gap


@dataclass(frozen=True, kw_only=True)
class RepDriver:
    """The measure whose rise and fall makes a repetition.

    Attributes
    ----------
    measure : str
        A key of MEASURES.
    min_depth : float
        The least departure from rest that counts, in the measure's unit.
    falls : bool
        Whether the measure falls from rest (hip height) rather than rises (knee flexion).
    enter, leave : float
        Shares of the person's own depth: a repetition goes beyond the one and comes back below
        the other.
    timed_by : str
        A measure that rises and falls with it and tells the times better, if there is one.
    """

    measure: str
    min_depth: float
    falls: bool = False
    enter: float = ENTER
    leave: float = LEAVE
    timed_by: str = ""

    def height(self, values: np.ndarray) -> np.ndarray:
        """Return how far the measure is from rest, in its unit, shape (T,); NaN where unseen."""
        signed = -values if self.falls else values
        seen = signed[np.isfinite(signed)]
        return signed - np.percentile(seen, REST_PERCENTILE) if len(seen) else signed

    def at_rest(self, values: np.ndarray) -> np.ndarray:
        """Return the measure where it has not departed from rest, shape (T,); NaN elsewhere."""
        return np.where(self.height(values) >= self.min_depth / 2, np.nan, values)


class Rep(NamedTuple):
    """One movement away from rest and back.

    The times lie between frames. `depth` is how far the measure departed from `rest`, in its
    unit, negative if it fell.
    """

    start_s: float
    peak_s: float
    end_s: float
    depth: float
    rest: float


class Movements(NamedTuple):
    """What was found in a recording, each in order of time.

    `reps` are complete, from rest to rest; `dips` are too, but not deep enough beside them.
    `departures` tells when each departure from rest was under way, and how deep it went.
    """

    reps: list[Rep]
    dips: list[Rep]
    departures: list[tuple[float, float]]


def find_reps(
    time_s: np.ndarray,
    values: np.ndarray,
    driver: RepDriver,
    *,
    earlier: Sequence[float] = (),
    since_s: float = -inf,
) -> Movements:
    """Return the complete repetitions and the half-hearted dips.

    Parameters
    ----------
    time_s, values : ndarray, shape (T,)
        The driver's measure over time; NaN frames neither start nor end a repetition.
    driver : RepDriver
    earlier : sequence of float
        How deep the departures were that began before `since_s`, if this is a part of a recording.
    since_s : float
    """
    seen = np.flatnonzero(np.isfinite(values))
    if len(seen) < 3:
        return Movements([], [], [])
    sign = -1.0 if driver.falls else 1.0
    rest = float(np.percentile(sign * values[seen], REST_PERCENTILE))
    height = sign * values[seen] - rest

    departures = _excursions(time_s[seen], height, driver.min_depth, driver.min_depth / 2)
    # who never quite straightens again has no departure that ends, but repetitions all the same
    depths = [(float(time_s[seen[a]]), float(np.max(height[a:b]))) for a, b in departures]
    own = [depth for start_s, depth in depths if start_s >= since_s]
    depth = _typical_depth([*earlier, *own] or [height.max()])
    enter = max(driver.enter * depth, driver.min_depth)
    full = _excursions(time_s[seen], height, enter, driver.leave / driver.enter * enter)
    shallow = [
        (a, b) for a, b in departures if not any(a < stop and start < b for start, stop in full)
    ]

    def timed(spans: list[tuple[int, int]]) -> list[Rep]:
        reps = _timed(time_s[seen], height, spans)
        return [rep._replace(depth=sign * rep.depth, rest=sign * rest) for rep in reps]

    return Movements(reps=timed(full), dips=timed(shallow), departures=depths)


def timed_by(
    time_s: np.ndarray, values: np.ndarray, reps: list[Rep], *, falls: bool = False
) -> list[Rep | None]:
    """Return repetitions with the times, depth and rest of another measure that goes with them.

    Parameters
    ----------
    time_s, values : ndarray, shape (T,)
        That measure.
    reps : list of Rep
    falls : bool
        Whether it falls in a repetition.

    Returns
    -------
    list of Rep or None
        One for each; None for one in which the measure is not seen or does not move.
    """
    seen = np.flatnonzero(np.isfinite(values))
    if len(seen) < 3 or not reps:
        return [None] * len(reps)
    sign = -1.0 if falls else 1.0
    time_s, rest = time_s[seen], float(np.percentile(sign * values[seen], REST_PERCENTILE))
    height = sign * values[seen] - rest
    earliest_s = [time_s[0], *(rep.end_s for rep in reps[:-1])]
    latest_s = [*(rep.start_s for rep in reps[1:]), time_s[-1]]
    timed: list[Rep | None] = []
    for rep, *bounds_s in zip(reps, earliest_s, latest_s, strict=True):
        about = (time_s >= bounds_s[0]) & (time_s <= bounds_s[1])
        own = _timed_within(time_s[about], height[about], rep)
        timed.append(own and own._replace(depth=sign * own.depth, rest=sign * rest))
    return timed


def _timed_within(time_s: np.ndarray, height: np.ndarray, rep: Rep) -> Rep | None:
    """Return the movement about a repetition's peak; None if it has no beginning or no end."""
    inside = (time_s >= rep.start_s) & (time_s <= rep.end_s)
    half = np.max(height[inside], initial=0.0) / 2
    high = np.flatnonzero(inside & (height > half))
    if not len(high) or high[0] == 0 or high[-1] + 1 == len(height):
        return None
    return next(iter(_timed(time_s, height, [(int(high[0]), int(high[-1]) + 1)])), None)


def _excursions(
    time_s: np.ndarray, height: np.ndarray, enter: float, leave: float
) -> list[tuple[int, int]]:
    """Return [start, stop) where `height` goes from under `leave` beyond `enter` and comes back."""
    level = np.where(height >= enter, 1, np.where(height < leave, -1, 0))
    for above, again in pairwise(np.flatnonzero(level > 0)):
        if time_s[again] - time_s[above] < MIN_BACK_S:
            level[above:again] = 1
    decided = np.flatnonzero(level)  # between the two levels, whatever was last decided holds
    changes = decided[np.r_[True, np.diff(level[decided]) != 0]]
    return [(int(a), int(b)) for a, b in pairwise(changes) if level[a] > 0 and a > changes[0]]


def _typical_depth(depths: list[float]) -> float:
    """Return the median depth, each weighted by itself: dips count little, one outlier not much."""
    ordered = np.sort(depths)
    reached = np.cumsum(ordered)
    return float(ordered[np.searchsorted(reached, reached[-1] / 2)])


def _timed(time_s: np.ndarray, height: np.ndarray, spans: list[tuple[int, int]]) -> list[Rep]:
    """Return the spans [above, below) with their start, peak and end times, between frames."""
    reps = []
    for index, (above, below) in enumerate(spans):
        earliest = spans[index - 1][1] if index else 0
        latest = spans[index + 1][0] if index + 1 < len(spans) else len(height)
        if np.max(np.diff(time_s[above - 1 : below + 1])) > MAX_UNSEEN_S:
            continue
        peak = float(np.max(height[above:below]))
        edge = EDGE * peak
        start = _last_below(height, edge, earliest, above)
        end = _first_below(height, edge, below, latest)
        reps.append(
            Rep(
                start_s=crossing_s(time_s, height, start, start + 1, edge),
                peak_s=_peak_s(time_s[above:below], height[above:below]),
                end_s=crossing_s(time_s, height, end, end - 1, edge),
                depth=peak,
                rest=0.0,
            )
        )
    return reps


def _last_below(height: np.ndarray, edge: float, earliest: int, above: int) -> int:
    under = np.flatnonzero(height[earliest:above] < edge)
    # Who never comes all the way back to rest starts where they came nearest to it.
    nearest = under[-1] if len(under) else np.argmin(height[earliest:above])
    return earliest + int(nearest)


def _first_below(height: np.ndarray, edge: float, below: int, latest: int) -> int:
    under = np.flatnonzero(height[below:latest] < edge)
    nearest = under[0] if len(under) else np.argmin(height[below:latest])
    return below + int(nearest)


def crossing_s(time_s: np.ndarray, height: np.ndarray, under: int, over: int, edge: float) -> float:
    """Return when the straight line from frame `under` to frame `over` crosses `edge`."""
    low, high = height[under], height[over]
    share = np.clip((edge - low) / (high - low), 0.0, 1.0) if high > low else 0.0
    return float(time_s[under] + share * (time_s[over] - time_s[under]))


def _peak_s(time_s: np.ndarray, height: np.ndarray) -> float:
    """Return the middle of the time spent in the top tenth.

    Of a bottom that is held the highest point is anywhere; the ways there and back are steeper.
    """
    level = (1.0 - EDGE) * float(np.max(height))
    top = np.flatnonzero(height >= level)
    first, last = int(top[0]), int(top[-1])
    before, after = max(first - 1, 0), min(last + 1, len(height) - 1)
    reached_s = crossing_s(time_s, height, before, first, level)
    left_s = crossing_s(time_s, height, after, last, level)
    return (reached_s + left_s) / 2
