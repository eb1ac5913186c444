"""What a set's checks say: numbers drawn from its movements, and judged."""

from math import isfinite

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
    return movement_value(check, values, seen.time_s, movement)


def _of_the_set(check: SetCheck, found: Found, doubt: str) -> CheckResult:
    value = SET_STATISTICS[check.statistic](found, check.phase)
    if not found.movements or not isfinite(value):
        return not_measurable(check, None, "few_reps" if found.movements else "no_reps")
    return judge(check, None, [value], doubt, min_reps=1)
