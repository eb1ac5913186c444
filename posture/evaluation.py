"""What a set's checks say: numbers drawn from its movements, and judged."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from math import isfinite, nan

import numpy as np

from posture.checks import Check, CheckResult, SetCheck, judge, not_measurable
from posture.exercises.base import Exercise
from posture.filtering import median_of_seen
from posture.footage import frame_rate_hz
from posture.grading import Grade, Outcome
from posture.holds import ENDINGS
from posture.measures import MEASURES
from posture.movements import Found, Hold, Measured, Movement, Span
from posture.phases import movement_value
from posture.pose import Side
from posture.quality import UNMEASURED
from posture.readings import LEVEL_SD_DEG, Representation
from posture.sets import SET_STATISTICS
from posture.settled import NOTHING, Settled
from posture.strength.chair_stands import GO
from posture.view import View

LONG_S = 86_400.0  # what a hold may have been whose end nobody saw
# Why a set has no such number; of the others, because it is too small.
MISSING = {"longest": "not_reached", "side_difference": "one_side"}


def evaluate(
    exercise: Exercise,
    seen: Measured,
    found: Found,
    doubt: str,
    *,
    is_tilted: bool = False,
    settled: Settled = NOTHING,
    is_over: bool = True,
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
    is_tilted : bool
        Whether the camera seems rolled, so that nothing is known of what is level.
    settled : Settled
        What was found before, and drawn from it; what is in `seen` of it is not drawn again.
    is_over : bool
        Whether the recording is. Of a hold that goes on at its end nobody will see how long it was;
        of a set under way it is told how long it has been.
    """
    results: list[CheckResult] = []
    later, every = found.since(settled.until_s).movements, settled.with_later(found)
    values = [*settled.values, *({} for _ in later)]
    neutral = _neutral(exercise, seen, found)
    cut = frozenset(ENDINGS) if is_over else frozenset({"unseen"})
    cut_holds = [hold for hold in every.holds if hold.ended_by in cut]
    for check in exercise.checks:
        if not _is_shown(check, seen):
            results.append(not_measurable(check, None, "view"))
        elif doubt in UNMEASURED:
            results.append(not_measurable(check, None, doubt))
        elif is_tilted and _is_against_level(check):
            results.append(not_measurable(check, None, "tilted"))
        elif frame_rate_hz(seen.time_s) < check.min_frame_rate_hz:
            results.append(not_measurable(check, None, "frame_rate"))
        elif isinstance(check, SetCheck):
            results += _of_the_set(check, every, doubt, cut_holds)
        else:
            for side in _sides(check, seen, every):
                name = f"{check.key}.{side}" if side else check.key
                for movement, of_movement in zip(later, values[len(settled.values) :], strict=True):
                    if movement.side in (None, side):
                        of_movement[name] = _draw(check, side, seen, neutral, movement)
                own = [m for m, drawn in zip(every.movements, values, strict=True) if name in drawn]
                asked = [of_movement[name] for of_movement in values if name in of_movement]
                if asked and not any(check.phase in m.phases for m in every.movements):
                    results.append(not_measurable(check, side, "not_reached"))
                else:
                    judge_them = partial(
                        judge,
                        check,
                        side,
                        doubt=doubt,
                        min_reps=max(check.min_reps, exercise.min_reps),
                        sigma=_sigma(check, side, seen, found),
                        representation=_representation(check, side, seen),
                    )
                    is_cut = [_is_cut_off(check, movement, cut_holds) for movement in own]
                    results.append(_judged(judge_them, asked, is_cut))
    return tuple(results), values


def _judged(
    judge_them: Callable[[list[float]], CheckResult], values: list[float], is_cut: list[bool]
) -> CheckResult:
    """Return what values say of which some are only the least that it may have been."""
    least = judge_them(values)
    if not any(is_cut) or least.reason not in ("", "within_error"):
        return least
    most = judge_them([LONG_S if cut else v for v, cut in zip(values, is_cut, strict=True)])
    if least.outcome in (Outcome.WITHIN, most.outcome):
        return least
    return replace(least, outcome=Outcome.UNCERTAIN, grade=Grade.UNCERTAIN, reason="cut_off")


def _is_cut_off(check: Check | SetCheck, movement: Movement, cut_holds: Sequence[Hold]) -> bool:
    """Tell whether it is asked how long a movement's hold was of which nobody saw the end."""
    span = movement.phases.get("hold")
    if check.phase != "hold" or check.measure is not None or span is None:
        return False
    return any((h.start_s, h.side) == (span.start_s, movement.side) for h in cut_holds)


def _is_shown(check: Check | SetCheck, seen: Measured) -> bool:
    """Tell whether the view shows what is asked, or the fitted body does."""
    if seen.view in check.views:
        return True
    if not isinstance(check, Check) or check.profile_only:
        return False
    return _is_fitted(check, None, seen)


def _is_fitted(check: Check, side: Side | None, seen: Measured) -> bool:
    return check.measure is not None and seen.column(check.measure, side) in seen.sigmas


def _representation(check: Check, side: Side | None, seen: Measured) -> str:
    if check.measure is None:
        return ""
    return Representation.FIT if _is_fitted(check, side, seen) else Representation.IMAGE


def _is_against_level(check: Check | SetCheck) -> bool:
    """Tell whether a rolled camera spoils it; not if the person's own standing is taken off."""
    if not isinstance(check, Check) or check.measure is None or check.from_standing:
        return False
    return MEASURES[check.measure].against_level


def _sigma(check: Check, side: Side | None, seen: Measured, found: Found) -> float:
    """Return the error of what a check draws from the fitted body; 0 if it draws from none.

    The largest in the phase, as the median over the movements: it is the same mistake in every
    frame, and averaging does not lessen it.
    """
    if not _is_fitted(check, side, seen):
        return 0.0
    assert check.measure is not None
    sigma = seen.sigmas[seen.column(check.measure, side)]
    spans = [m.phases[check.phase] for m in found.movements if check.phase in m.phases]
    largest = [np.max(sigma[span.frames(seen.time_s)], initial=0.0) for span in spans]
    roll_deg = LEVEL_SD_DEG if _is_against_level(check) else 0.0
    return float(np.hypot(median_of_seen(np.array(largest)), roll_deg)) if largest else 0.0


def _sides(check: Check, seen: Measured, found: Found) -> tuple[Side | None, ...]:
    """Return the sides to judge: those that moved, or those that this view shows well."""
    moved = {movement.side for movement in found.movements if movement.side}
    if seen.passes and moved:  # each side moved while it was the near one
        return tuple(side for side in Side if side in moved)
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


def _of_the_set(
    check: SetCheck, found: Found, doubt: str, cut_holds: Sequence[Hold]
) -> list[CheckResult]:
    moved = tuple(side for side in Side if any(m.side is side for m in found.movements))
    sides = moved if check.each_side and moved else (None,)
    return [_of_a_side(check, side, found, doubt, cut_holds) for side in sides]


def _of_a_side(
    check: SetCheck, side: Side | None, found: Found, doubt: str, cut_holds: Sequence[Hold]
) -> CheckResult:
    own = found.of(side) if side else found
    value = SET_STATISTICS[check.statistic](own, check.phase)
    if not own.movements and not found.events:
        return not_measurable(check, side, "no_reps")
    if not isfinite(value):
        is_timed = any(event.key == GO for event in found.events)
        reason = "unfinished" if is_timed else MISSING.get(check.statistic, "too_few")
        return not_measurable(check, side, reason)
    is_cut = check.statistic == "longest" and any(
        _is_cut_off(check, movement, cut_holds) for movement in own.movements
    )
    return _judged(partial(judge, check, side, doubt=doubt, min_reps=1), [value], [is_cut])
