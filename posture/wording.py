"""A report's results in words, for every place that speaks to people."""

from math import isfinite, nan

from posture.checks import CheckResult
from posture.exercises import EXERCISES
from posture.giving_way import MIN_STRIDES, candidates
from posture.grading import Outcome
from posture.guide import GUIDES
from posture.i18n import MESSAGES, translate
from posture.movements import Event
from posture.pose import Side
from posture.ranges import SOURCES
from posture.report import Report
from posture.view import View

JUDGED = (Outcome.WITHIN, Outcome.BELOW, Outcome.ABOVE)


def fault(key: str, report: Report, language: str) -> str:
    """Return what was wrong with the recording, and what to change."""
    return translate(f"quality.{key}", language, value=report.quality_values.get(key, nan))


def label(result: CheckResult, language: str) -> str:
    """Return the verdict in a few words."""
    if result.outcome is Outcome.NOT_MEASURABLE:
        return translate("grade.not_measurable", language)
    if is_description(result):
        return translate("grade.recorded", language)
    return translate(f"grade.{result.grade}", language)


def is_description(result: CheckResult) -> bool:
    """Tell whether the result says what was done rather than how it compares with a range."""
    return result.basis == "info" and result.outcome is Outcome.WITHIN


def name(result: CheckResult, language: str) -> str:
    """Return what was checked, and on which side."""
    title = translate(f"check.{result.key}.name", language)
    if result.side is None:
        return title
    side = translate(f"side.{result.side}", language)
    return f"{title} {side}" if language == "ja" else f"{title}, {side}"


def sentence(result: CheckResult, language: str) -> str:
    """Return what the person may make of it."""
    own = f"check.{result.key}.{result.outcome}"
    if result.outcome in JUDGED or (result.reason == "within_error" and own in MESSAGES[language]):
        side = translate(f"side.{result.side}", language) if result.side else ""
        return translate(
            own,
            language,
            side=side,
            classes=class_names(result, language),
            value=result.value,
            missing=result.lower - result.value,
        )
    return translate(f"reason.{_reason(result)}", language)


def _reason(result: CheckResult) -> str:
    if result.reason != "view":
        return result.reason
    exercise, check = next(
        (exercise, check)
        for exercise in EXERCISES.values()
        for check in exercise.checks
        if check.key == result.key
    )
    guide = GUIDES.get(exercise.key)
    asked_for = [view for view in guide.views if view in check.views] if guide else []
    if asked_for:
        return f"view.{asked_for[0]}"
    return "view.side" if View.SIDE in check.views else "view.front"


def class_names(result: CheckResult, language: str) -> str:
    """Return the names of the classes that the value may belong to."""
    joint = "〜" if language == "ja" else " to "
    return joint.join(translate(f"depth_class.{c}", language) for c in reversed(result.classes))


def value(result: CheckResult, language: str) -> str:
    """Return the value with its error, or a dash."""
    if not isfinite(result.value):
        return "–"
    return translate(
        f"value.{result.unit}", language, value=_no_minus_zero(result.value), sigma=result.sigma
    )


def guide(result: CheckResult, language: str) -> str:
    """Return the good range, or an empty string if there is none."""
    lower, upper = (
        translate(f"bound.{result.unit}", language, value=bound) if isfinite(bound) else ""
        for bound in (result.lower, result.upper)
    )
    if lower and upper:
        return translate("range.between", language, lower=lower, upper=upper)
    if upper:
        return translate("range.up_to", language, upper=upper)
    return translate("range.from", language, lower=lower) if lower else ""


def source(result: CheckResult, language: str) -> str:
    """Return where the range comes from, and whether its numbers are our own."""
    found = SOURCES[result.source]
    if found.mark == "assumption":
        return translate("source.own_guide", language)
    if result.basis == "literature":
        return found.title
    return translate("source.own_band", language, title=found.title)


def giving_way(report: Report, language: str) -> list[str]:
    """Return what was seen of a knee that may have given way, or why it could not be looked for.

    That nothing was seen is never said without adding that it shows nothing.
    """
    if any(check.reason == "frame_rate" for check in report.checks):
        return [translate("giving_way.low_frame_rate", language)]
    lines = [
        of_event("giving_way.possible", event, language) for event in candidates(report.events)
    ]
    for side in Side:
        strides = sum(rep.side is side for rep in report.reps)
        if strides < MIN_STRIDES:
            name = translate(f"side.{side}", language)
            lines.append(
                translate(
                    "giving_way.too_few", language, side=name, strides=strides, least=MIN_STRIDES
                )
            )
    return lines or [translate("giving_way.none", language)]


def of_event(key: str, event: Event, language: str) -> str:
    """Return a sentence about an event, with its time and side."""
    side = translate(f"side.{event.side}", language) if event.side else ""
    return translate(key, language, time_s=event.time_s, side=side)


def _no_minus_zero(number: float) -> float:
    return 0.0 if abs(number) < 0.005 else number
