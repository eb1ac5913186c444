"""One number from a set as a whole: how many, how even, whether it slowed down."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import nan

import numpy as np

from posture.gait import HEEL_STRIKE
from posture.movements import Found, Movement
from posture.pose import Side

ENDS = 3  # movements at the beginning and at the end that are compared for slowing
MIN_FOR_SLOWING = 8
FIFTH = 5
MIN_STRIDES = 3  # to tell the pace
MIN_STEPS = 10  # of either side, to compare them
MAX_STEP_S = 1.3  # more lies between two contacts if one was missed or the person was away


def _count(found: Found, _: str) -> float:
    return float(len(found.movements))


def _side_difference(found: Found, _: str) -> float:
    """Return how many more movements one side made than the other; NaN if one made none.

    Who films one leg at a time has not left out the other.
    """
    left, right = (sum(m.side is side for m in found.movements) for side in Side)
    return float(abs(left - right)) if left and right else nan


def _late_slowing(found: Found, phase: str) -> float:
    """Return how long the last movements' phase took in terms of the first ones'; NaN if few."""
    lasting = _durations_s(found.movements, phase)
    if len(lasting) < MIN_FOR_SLOWING:
        return nan
    return float(np.median(lasting[-ENDS:]) / np.median(lasting[:ENDS]))


def _count_at_bell(found: Found, _: str) -> float:
    """Return how many movements counted when the time was up; NaN if it was not yet."""
    is_up = any(event.key == "bell" for event in found.events)
    return float(len(found.movements)) if is_up else nan


def _time_to_fifth(found: Found, phase: str) -> float:
    """Return from the go signal to the end of the fifth movement's phase; NaN if there is none."""
    go_s = [event.time_s for event in found.events if event.key == "go"]
    if not go_s or len(found.movements) < FIFTH or phase not in found.movements[FIFTH - 1].phases:
        return nan
    return found.movements[FIFTH - 1].phases[phase].end_s - go_s[0]


def _longest(found: Found, phase: str) -> float:
    return max(_durations_s(found.movements, phase), default=nan)


def _cadence(found: Found, _: str) -> float:
    """Return how many steps a minute, two to a stride; NaN of too few."""
    lasting_s = _durations_s(found.movements, "rep")
    return 120.0 / float(np.mean(lasting_s)) if len(lasting_s) >= MIN_STRIDES else nan


def _step_time_ratio(found: Found, _: str) -> float:
    """Return the longer mean step time of the two sides over the shorter; NaN with few steps.

    A step ends with the contact of its side, and began with the other side's.
    """
    contacts = [e for e in found.events if e.key == HEEL_STRIKE]
    steps: dict[Side | None, list[float]] = {side: [] for side in Side}
    for before, after in pairwise(contacts):
        duration_s = after.time_s - before.time_s
        if before.side is not after.side and duration_s <= MAX_STEP_S:
            steps[after.side].append(duration_s)
    if min(len(times) for times in steps.values()) < MIN_STEPS:
        return nan
    means_s = [float(np.mean(times)) for times in steps.values()]
    return max(means_s) / min(means_s)


def _durations_s(movements: Sequence[Movement], phase: str) -> list[float]:
    return [m.phases[phase].duration_s for m in movements if phase in m.phases]


SET_STATISTICS: dict[str, Callable[[Found, str], float]] = {
    "count": _count,
    "side_difference": _side_difference,
    "late_slowing": _late_slowing,
    "longest": _longest,
    "count_at_bell": _count_at_bell,
    "time_to_fifth": _time_to_fifth,
    "cadence": _cadence,
    "step_time_ratio": _step_time_ratio,
}
