"""Tests end by themselves: with the bell, after the last stand, once both legs were tried."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf, isfinite, nan

from posture.exercises.base import Exercise
from posture.held import Held
from posture.movements import Found
from posture.settled import NOTHING, Settled, settle
from posture.strength.chair_stands import TimedStands

AFTER_BELL_S = 0.3  # so that the bell itself is in the record
AFTER_LAST_S = 4.0  # to sit down again after the last of a given number
AFTER_TRIES_S = 10.0  # with both feet down once either leg was tried: enough to begin another try


def started_at(exercise: Exercise, go_s: float) -> Exercise:
    """Return the exercise with the time of its start signal, if it has one."""
    if not isinstance(exercise.finder, TimedStands):
        return exercise
    return replace(exercise, finder=replace(exercise.finder, go_s=go_s))


def settle_untimed(
    exercise: Exercise, found: Found, now_s: float, values: Sequence[dict[str, float]] = ()
) -> Settled:
    """Return what of a set is settled; nothing of a test against the clock, which ends soon."""
    return NOTHING if isinstance(exercise.finder, TimedStands) else settle(found, now_s, values)


def ends_s(exercise: Exercise) -> float:
    """Return how long after the signal a set ends by itself; infinity if it does not."""
    finder = exercise.finder
    return finder.bell_s + AFTER_BELL_S if isinstance(finder, TimedStands) else inf


def ends_count(exercise: Exercise) -> float:
    """Return after how many movements a set ends by itself; infinity if it does not."""
    finder = exercise.finder
    return finder.most or inf if isinstance(finder, TimedStands) else inf


def is_of_both_legs(exercise: Exercise) -> bool:
    """Tell whether a set ends by itself once either leg has had its tries."""
    finder = exercise.finder
    return exercise.kind == "test" and isinstance(finder, Held) and finder.by_side


def clock_s(exercise: Exercise, elapsed_s: float) -> float:
    """Return what a clock shows: the time until the bell, or, without one, since the signal.

    NaN for whatever is not done against the clock.
    """
    finder = exercise.finder
    if not isinstance(finder, TimedStands):
        return nan
    return max(finder.bell_s - elapsed_s, 0.0) if isfinite(finder.bell_s) else elapsed_s
