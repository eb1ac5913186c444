"""Find how long a position was held, and what broke it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

import numpy as np

from posture.filtering import median_of_seen
from posture.movements import Hold, Measured, Span
from posture.pose import Side
from posture.rates import earliness_s, lateness_s, rate
from posture.reps import crossing_s
from posture.runs import begun_runs, between_frames, joined_runs, lasting_frames, stretches

BEGUN_S = 0.4  # in which all is met: a hold does not begin with one wild frame
RESTS_S = 1.0  # to hold on farther out in the position
PLACE_S = 0.4  # before and after a quick change, of which the places are compared
MAX_ONSET_S = 0.6  # from rest to the first point of a way; longer, and one has stopped on it
ENDINGS = ("unseen", "end_of_recording")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A condition of a hold: a measure stays between two numbers, or still.

    Attributes
    ----------
    measure : str
        A key of MEASURES; of one with sides, the side that holds is meant.
    lower, upper : float
        Where it has to be for the hold to begin.
    slack : float
        How far beyond that it may go, once begun, before the hold is broken.
    max_rate : float
        How quickly it may change, in its unit per second, when the hold begins and until it ends.
        Who moves between those within the bounds and comes to rest there again holds all the while.
    least : float
        How far it has to get by changing so quickly to have moved at all: after less it is where
        it was, and has trembled.
    reason : str
        What broke the hold if this does.
    """

    measure: str
    lower: float = -inf
    upper: float = inf
    slack: float = 0.0
    max_rate: float = inf
    least: float = 0.0
    reason: str

    def begins(self, values: np.ndarray, is_still: np.ndarray) -> np.ndarray:
        """Return in which frames, shape (T,), it is met."""
        with np.errstate(invalid="ignore"):
            return (values >= self.lower) & (values <= self.upper) & is_still

    def lasts(self, values: np.ndarray, is_still: np.ndarray) -> np.ndarray:
        """Return in which frames, shape (T,), it is met by someone who holds already."""
        return self._is_near(values) & is_still

    def stays(self, values: np.ndarray, is_still: np.ndarray) -> np.ndarray:
        """Return in which frames, shape (T,), the position is kept, whether still in it or not.

        Of what has no bounds no position is known: whatever moves has left it.
        """
        is_bounded = self.lower > -inf or self.upper < inf
        return self._is_near(values) if is_bounded else self.lasts(values, is_still)

    def is_still(self, time_s: np.ndarray, values: np.ndarray, rates: np.ndarray) -> np.ndarray:
        """Return in which frames, shape (T,), it does not change, or only trembles."""
        if self.max_rate == inf:
            return np.ones(len(rates), bool)
        is_still = np.abs(rates) <= self.max_rate
        if self.least > 0.0:
            quick = stretches(~is_still & np.isfinite(rates))
            moves = [s for s in quick if _way(time_s, values, *s) >= self.least]
            for first, last in quick:
                is_of_a_move = any(
                    time_s[first] - time_s[m[1]] <= PLACE_S
                    and time_s[m[0]] - time_s[last] <= PLACE_S
                    for m in moves
                )
                is_still[first : last + 1] = not is_of_a_move
        return is_still

    def is_farther_out(self, before: np.ndarray, after: np.ndarray) -> bool:
        """Tell whether it is then nearer to where the position ends, by more than the slack."""
        if self.max_rate == inf or self.slack == 0.0:
            return False
        out = float(np.median(after) - np.median(before))
        return (self.upper < inf and out > self.slack) or (self.lower > -inf and -out > self.slack)

    def _is_near(self, values: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            return (values >= self.lower - self.slack) & (values <= self.upper + self.slack)


@dataclass(frozen=True, kw_only=True)
class HoldRule:
    """What it takes to hold.

    Attributes
    ----------
    conditions : tuple of Kept
        All of them are to be met.
    min_s : float
        A shorter one is none.
    max_gap_s : float
        A shorter break of it is none, with as long a hold on either side.
    max_s : float
        So long and no longer a hold is timed.
    from_slack : bool
        Whether it began as soon as the slack allows, and not only when it was met without.
    way : (float, float), optional
        Two values that the first measure passes on its way out of rest and back. It then began
        where the measure left rest, and ended where it came to rest: so much before and after as
        an even acceleration takes, because what has hardly moved is lost in the noise.
    """

    conditions: tuple[Kept, ...]
    min_s: float
    max_gap_s: float = 0.5
    max_s: float = inf
    from_slack: bool = False
    way: tuple[float, float] | None = None

    @property
    def endings(self) -> frozenset[str]:
        """What may end the hold."""
        own = {kept.reason for kept in self.conditions}
        return frozenset({*ENDINGS, *own, *({"time_up"} if self.max_s < inf else set())})


def find_holds(seen: Measured, rule: HoldRule, side: Side | None = None) -> list[Hold]:
    """Return every hold of a side, in order of time."""
    of = [(kept, seen.values(kept.measure, side)) for kept in rule.conditions]
    rates = [rate(seen.time_s, values) for _, values in of]
    still = [
        kept.is_still(seen.time_s, values, own)
        for (kept, values), own in zip(of, rates, strict=True)
    ]
    met = [
        (kept, kept.begins(values, is_still), kept.lasts(values, is_still), np.isfinite(values))
        for (kept, values), is_still in zip(of, still, strict=True)
    ]
    begins = lasting_frames(
        np.logical_and.reduce([m[1] for m in met]), seen.time_s, min(BEGUN_S, rule.min_s)
    )
    lasts = np.logical_and.reduce([m[2] for m in met])
    stays = np.logical_and.reduce(
        [kept.stays(values, is_still) for (kept, values), is_still in zip(of, still, strict=True)]
    )
    runs = _without_wobbles(begun_runs(begins, lasts, rule.from_slack), stays, of, seen.time_s)
    paced = [(kept, own) for (kept, _), own in zip(of, rates, strict=True)]
    holds = []
    for first, last in joined_runs(runs, seen.time_s, rule.max_gap_s):
        start_s, end_s = between_frames(seen.time_s, first, last)
        ended_by = _what_broke(met, last)
        came_s = [
            earliness_s(seen.time_s, own, kept.max_rate, start_s)
            for kept, own in paced
            if first > 0 and np.abs(own[first - 1]) > kept.max_rate
        ]
        left_s = [
            lateness_s(seen.time_s, own, kept.max_rate, end_s)
            for kept, own in paced
            if kept.reason == ended_by and np.abs(own[last + 1]) > kept.max_rate
        ]
        start_s += max(came_s, default=0.0)
        end_s -= max(left_s, default=0.0)
        if end_s - start_s < rule.min_s:
            continue
        if rule.way:
            about = slice(max(first - 1, 0), last + 2)
            times_s, values = seen.time_s[about], seen.values(rule.conditions[0].measure, side)
            start_s = min(start_s, _at_rest_s(times_s, values[about], rule.way))
            if ended_by == rule.conditions[0].reason:
                way_back = -times_s[::-1], values[about][::-1]
                end_s = max(end_s, -_at_rest_s(*way_back, rule.way))
        if end_s - start_s > rule.max_s:
            end_s, ended_by = start_s + rule.max_s, "time_up"
        holds.append(Hold(start_s=start_s, end_s=end_s, side=side, ended_by=ended_by))
    return holds


def _at_rest_s(time_s: np.ndarray, values: np.ndarray, way: tuple[float, float]) -> float:
    """Return when a measure left rest if it was evenly accelerated; infinity if nothing tells.

    The way is then as the square of the time, so that two points of it tell when it began. Who
    stopped between the two was not.
    """
    low, high = way
    passed = np.flatnonzero(values >= high)
    below = np.flatnonzero(values[: passed[0]] < low) if len(passed) else passed
    if not len(below):
        return inf
    at_low, at_high = int(below[-1]), int(passed[0]) - 1
    low_s = crossing_s(time_s, values, at_low, at_low + 1, low)
    high_s = crossing_s(time_s, values, at_high, at_high + 1, high)
    share = np.sqrt(low / high)
    before_s = (high_s - low_s) * share / (1 - share)
    return float(low_s - before_s) if before_s <= MAX_ONSET_S else inf


def hold_within(holds: Iterable[Hold], span: Span) -> Hold | None:
    """Return the longest of the holds that begin in a span of time; None if there is none."""
    begun = [hold for hold in holds if span.start_s <= hold.start_s <= span.end_s]
    return max(begun, key=lambda hold: hold.duration_s, default=None)


def reaches(seen: Measured, rule: HoldRule, side: Side | None, span: Span) -> bool:
    """Tell whether the position of a hold is reached at all in a span of time, however briefly."""
    still = np.ones(len(seen.time_s), bool)
    met = [kept.begins(seen.values(kept.measure, side), still) for kept in rule.conditions]
    return bool(np.any(np.logical_and.reduce(met) & span.frames(seen.time_s)))


def _way(time_s: np.ndarray, values: np.ndarray, first: int, last: int) -> float:
    """Return how far a measure got from before frame `first` to after frame `last`."""
    before = (time_s < time_s[first]) & (time_s >= time_s[first] - PLACE_S)
    after = (time_s > time_s[last]) & (time_s <= time_s[last] + PLACE_S)
    way = abs(median_of_seen(values[after]) - median_of_seen(values[before]))
    return way if np.isfinite(way) else inf  # nobody knows, at the edge of what was seen


def _without_wobbles(
    runs: list[tuple[int, int]],
    stays: np.ndarray,
    of: list[tuple[Kept, np.ndarray]],
    time_s: np.ndarray,
) -> list[tuple[int, int]]:
    """Return the runs, those in one that were apart by a movement within the position alone.

    Who moves within it and comes to rest in it again has not left it. Farther out that takes
    RESTS_S, and less is not held at all: on the way out the model may stop for a moment.
    """
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and stays[joined[-1][1] : first].all():
            start, stop = joined[-1]
            is_farther_out = any(
                kept.is_farther_out(values[start : stop + 1], values[first : last + 1])
                for kept, values in of
            )
            if is_farther_out and time_s[last] - time_s[first] < RESTS_S:
                continue
            first = joined.pop()[0]
        joined.append((first, last))
    return joined


def _what_broke(met: list[tuple[Kept, np.ndarray, np.ndarray, np.ndarray]], last: int) -> str:
    """Return why frame `last` is the last of its hold."""
    after = last + 1
    if after >= len(met[0][1]):
        return "end_of_recording"
    for kept, _, lasts, was_seen in met:
        if not lasts[after]:
            return kept.reason if was_seen[after] else "unseen"
    raise AssertionError("A run of frames that meet every condition does not end.")
