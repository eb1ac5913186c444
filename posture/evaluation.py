"""What a set's checks say: numbers drawn from its movements, and judged."""

from dataclasses import replace
from math import isfinite, nan

import numpy as np

from posture.checks import Check, CheckResult, SetCheck, judge, not_measurable
from posture.exercises.base import Exercise
from posture.measures import MEASURES
from posture.movements import Found, Measured, Movement
from posture.phases import movement_value
from posture.pose import Side
from posture.sets import SET_STATISTICS


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
    for check in exercise.checks:
        if seen.view not in check.views:
            results.append(not_measurable(check, None, "view"))
        elif isinstance(check, SetCheck):
            results.append(_of_the_set(check, found, doubt))
        else:
            for side in _sides(check, seen, found):
                drawn = [
                    _draw(check, side, seen, m) if m.side in (None, side) else None
                    for m in found.movements
                ]
                asked = [value for value in drawn if value is not None]
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
        return tuple(side for side in Side if side in moved)
    return tuple(side for side in visible if side in moved) or visible


def _draw(check: Check, side: Side | None, seen: Measured, movement: Movement) -> float:
    if check.measure is None:
        return movement_value(check, seen.time_s, seen.time_s, movement)
    values = seen.values(check.measure, side)
    if check.from_standing:
        values = values - seen.baseline.standing_median(values)
    value = movement_value(check, values, seen.time_s, movement)
    return _as_share(check, value, values, seen, movement) if check.share else value


def _as_share(
    check: Check, value: float, values: np.ndarray, seen: Measured, movement: Movement
) -> float:
    """Return how much of its way the value has come; NaN if that is too short."""
    assert check.share is not None
    rest, whole = (
        movement_value(
            replace(check, statistic=statistic, phase=phase), values, seen.time_s, movement
        )
        for statistic, phase in (("min", check.share.rest), ("max", check.share.whole))
    )
    return (value - rest) / (whole - rest) if whole - rest >= check.share.least else nan


def _of_the_set(check: SetCheck, found: Found, doubt: str) -> CheckResult:
    value = SET_STATISTICS[check.statistic](found, check.phase)
    if not found.movements and not found.events:
        return not_measurable(check, None, "no_reps")
    if not isfinite(value):
        return not_measurable(check, None, "unfinished" if found.events else "too_few")
    return judge(check, None, [value], doubt, min_reps=1)
