"""A guide's facts in words."""

from posture.exercises import EXERCISES
from posture.guide import Dose, Guide, Placing, Span
from posture.i18n import translate
from posture.ranges import SOURCES
from posture.view import View

CM_PER_M = 100.0
ONCE = (1.0, 1.0)


def span(bounds: Span, language: str) -> str:
    """Return "5 to 6", or "5" where both ends are the same."""
    low, high = bounds
    if low == high:
        return f"{low:g}"
    return translate("guide.dose.between", language, low=low, high=high)


def placing(camera: Placing, view: View, language: str) -> str:
    """Return where the camera stands for a view."""
    low_m, high_m = camera.height_m
    return translate(
        f"guide.camera.{view}",
        language,
        distance=span(camera.distance_m, language),
        height=span((CM_PER_M * low_m, CM_PER_M * high_m), language),
    )


def dose_lines(dose: Dose, language: str) -> list[str]:
    """Return how much of it and how often, a line for each."""
    lines = []
    if dose.minutes_per_day is not None:
        lines.append(translate("guide.dose.minutes", language, minutes=dose.minutes_per_day))
    if dose.reps is not None:
        count = span(dose.reps, language)
        if dose.hold_s is not None:
            seconds = span(dose.hold_s, language)
            lines.append(translate("guide.dose.holds", language, seconds=seconds, count=count))
        else:
            lines.append(translate("guide.dose.reps", language, count=count))
    if dose.rep_s is not None:
        lines.append(translate("guide.dose.rep_s", language, seconds=dose.rep_s))
    if dose.sets_per_day == ONCE:
        lines.append(translate("guide.dose.once", language))
    elif dose.sets_per_day is not None:
        count = span(dose.sets_per_day, language)
        lines.append(translate("guide.dose.sets", language, count=count))
    if dose.days_per_week is not None:
        lines.append(
            translate("guide.dose.days", language, count=span(dose.days_per_week, language))
        )
    if dose.progress_to_reps is not None:
        count = span(dose.progress_to_reps, language)
        lines.append(translate("guide.dose.progress", language, count=count))
    return lines


def dose_sources(dose: Dose, language: str) -> str:
    """Return where a dose comes from, our own part named as ours."""
    titles = [
        translate("source.own_guide", language)
        if SOURCES[key].mark == "assumption"
        else SOURCES[key].title
        for key in dose.sources
    ]
    return translate("guide.source", language, source="; ".join(titles))


def measured_names(guide: Guide, language: str) -> dict[str, list[str]]:
    """Return what the camera looks at in an exercise, by whence; the key of any whence is empty.

    Nothing if it has no camera.
    """
    exercise = EXERCISES.get(guide.key)
    names: dict[str, list[str]] = {}
    for check in exercise.checks if exercise else ():
        views = [view for view in guide.views if view in check.views]
        whence = [translate(f"view.{view}", language) for view in views]
        key = "" if len(views) == len(guide.views) else " / ".join(whence)
        if views:
            names.setdefault(key, []).append(translate(f"check.{check.key}.name", language))
    return names
