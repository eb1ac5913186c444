"""What a set's checks say: numbers drawn from its movements, and judged."""

from math import isfinite

import numpy as np

from posture.checks import Check, CheckResult, SetCheck, judge, not_measurable
from posture.exercises.base import Exercise
from posture.filtering import median_of_seen
from posture.measures import MEASURES
from posture.movements import Found, Measured, Movement, Span
from posture.phases import movement_value
from posture.pose import Side
from posture.sets import SET_STATISTICS
from posture.view import View

# Why a set has no such number; of the others, because it is too small.
MISSING = {"longest": "not_reached", "side_difference": "one_side"}


def evaluate(
    exercise: Exercise, seen: Measured, found: Found, doubt: str
) -> tuple[tuple[CheckResult, ...], list[dict[str, float]]]:
    """Return the checks' results, and per movement the numbers they drew.

    Parameters
    ----------
    exercise : Exercise
    seen : Measured
    found : Found
        What the exercise's finder found in it.
    doubt : str
        A reason why nothing in this recording can be judged; empty if there is none.
    """
    results: list[CheckResult] = []
    values: list[dict[str, float]] = [{} for _ in found.movements]
    neutral = _neutral(exercise, seen, found)
    for check in exercise.checks:
        if seen.view not in check.views:
            results.append(not_measurable(check, None, "view"))
        elif isinstance(check, SetCheck):
            results += _of_the_set(check, found, doubt)
        else:
            for side in _sides(check, seen, found):
                drawn = [
                    _draw(check, side, seen, neutral, m) if m.side in (None, side) else None
                    for m in found.movements
                ]
                asked = [value for value in drawn if value is not None]
                if asked and not any(check.phase in m.phases for m in found.movements):
                    results.append(not_measurable(check, side, "not_reached"))
                else:
                    results.append(judge(check, side, asked, doubt, exercise.min_reps))
                name = f"{check.key}.{side}" if side else check.key
                for of_movement, value in zip(values, drawn, strict=True):
                    if value is not None:
                        of_movement[name] = value
    return tuple(results), values


def _sides(check: Check, seen: Measured, found: Found) -> tuple[Side | None, ...]:
    """Return the sides to judge: those that moved, or those that this view shows well."""
    moved = {movement.side for movement in found.movements if movement.side}
    visible = MEASURES[check.measure].sides_seen(seen.baseline) if check.measure else (None,)
    if not moved:
        return visible
    if visible == (None,):
        if check.near_only and seen.view is View.SIDE:
            return (seen.baseline.viewpoint.near,)
        return tuple(side for side in Side if side in moved)
    return tuple(side for side in visible if side in moved) or visible


def _neutral(exercise: Exercise, seen: Measured, found: Found) -> np.ndarray:
    """Return in which frames, shape (T,), the person is as checks compare with."""
    if exercise.neutral == "standing":
        return seen.baseline.standing
    spans = [Span(m.start_s, m.end_s) for m in found.movements]
    spans += [Span(n.start_s, n.end_s) for n in found.not_counted]
    if exercise.counted == "hold":  # of which the rest of an attempt is no part
        spans = [Span(hold.start_s, hold.end_s) for hold in found.holds]
    is_rest = np.ones(len(seen.time_s), bool)
    for span in spans:
        is_rest &= (seen.time_s < span.start_s) | (seen.time_s > span.end_s)
    return is_rest


def _draw(
    check: Check, side: Side | None, seen: Measured, neutral: np.ndarray, movement: Movement
) -> float:
    if check.measure is None:
        return movement_value(check, seen.time_s, seen.time_s, movement)
    values = seen.values(check.measure, side)
    if check.from_standing:
        values = values - median_of_seen(values[neutral])
    return movement_value(check, values, seen.time_s, movement)


def _of_the_set(check: SetCheck, found: Found, doubt: str) -> list[CheckResult]:
    moved = tuple(side for side in Side if any(m.side is side for m in found.movements))
    sides = moved if check.each_side and moved else (None,)
    return [_of_a_side(check, side, found, doubt) for side in sides]


def _of_a_side(check: SetCheck, side: Side | None, found: Found, doubt: str) -> CheckResult:
    own = found.of(side) if side else found
    value = SET_STATISTICS[check.statistic](own, check.phase)
    if not own.movements:
        return not_measurable(check, side, "no_reps")
    if not isfinite(value):
        return not_measurable(check, side, MISSING.get(check.statistic, "few_reps"))
    return judge(check, side, [value], doubt, min_reps=1)
