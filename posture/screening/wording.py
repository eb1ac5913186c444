"""A screening's results in words, for every place that speaks to people."""

from math import isfinite

from posture.grading import Outcome
from posture.i18n import translate
from posture.screening.compare import Change
from posture.screening.report import CaptureReport, Finding, ViewReport
from posture.screening.table import SCREENINGS
from posture.view import View

LIMITS = (
    "pelvic_tilt",
    "spine_curves",
    "rotation",
    "leg_length",
    "neck",
    "feet",
    "strength",
    "cause",
)
"""What must not be claimed from these landmarks, in the order in which it is told."""

_SIDED = ("posture.knee_alignment",)  # measured on each leg; the rest name the side they turn to


def view_name(report: ViewReport, language: str) -> str:
    """Return from where the body was seen."""
    side = f"_{report.near}" if report.view is View.SIDE else ""
    return translate(f"posture.view.{report.view}{side}", language)


def name(finding: Finding, language: str) -> str:
    """Return what was looked at, and on which leg."""
    title = translate(f"{finding.key}.name", language)
    if finding.key not in _SIDED or finding.side is None:
        return title
    side = translate(f"side.{finding.side}", language)
    return f"{title} {side}" if language == "ja" else f"{title}, {side}"


def label(finding: Finding, language: str) -> str:
    """Return the verdict in a few words."""
    if not finding.is_measured:
        return translate("grade.not_measurable", language)
    if finding.basis == "info":
        return translate("grade.recorded", language)
    return translate(f"grade.{finding.grade}", language)


def number(finding: Finding, language: str) -> str:
    """Return the value's amount with its error, or a dash."""
    if not isfinite(finding.value):
        return "–"
    key = f"posture.value.{finding.unit}"
    return translate(key, language, value=abs(finding.value), sigma=finding.sigma)


def direction(finding: Finding, language: str) -> str:
    """Return to which side the value lies; empty if it is not known."""
    if not isfinite(finding.value):
        return ""
    sign = "positive" if finding.value >= 0 else "negative"
    return translate(f"{finding.key}.{sign}", language)


def value(finding: Finding, language: str) -> str:
    """Return the value with its error and its direction, or a dash."""
    found = number(finding, language)
    towards = direction(finding, language)
    if not towards:
        return found
    return translate("posture.towards", language, value=found, direction=towards)


def reading(finding: Finding, language: str) -> str:
    """Return a measured value with its direction, without its error."""
    found = amount(finding, abs(finding.value))
    towards = direction(finding, language)
    return translate("posture.towards", language, value=found, direction=towards)


def sentence(finding: Finding, language: str) -> str:
    """Return what the person may make of it, or why there is nothing to make of it."""
    if finding.outcome in (Outcome.WITHIN, Outcome.BELOW, Outcome.ABOVE):
        side = translate(f"side.{finding.side}", language) if finding.side else ""
        return translate(f"{finding.key}.{finding.outcome}", language, side=side)
    return translate(f"posture.reason.{finding.reason}", language)


def bias(finding: Finding, language: str) -> str:
    """Return by how much the figure was read too far to one side; empty if by little."""
    return _bias("posture.bias", finding, language)


def bias_in_short(finding: Finding, language: str) -> str:
    """Return what it was and by how much, for a list."""
    return _bias("posture.bias_in_short", finding, language)


def _bias(key: str, finding: Finding, language: str) -> str:
    read = SCREENINGS[finding.key].figure_bias
    if not read or not finding.is_measured:
        return ""
    towards = translate(f"{finding.key}.{'positive' if read > 0 else 'negative'}", language)
    title = translate(f"{finding.key}.name", language)
    values = {"name": title, "bias": amount(finding, abs(read)), "direction": towards}
    return translate(key, language, **values)


def guide(finding: Finding, language: str) -> str:
    """Return the good range, or an empty string if there is none."""
    if not isfinite(finding.lower):
        return ""
    lower, upper = (
        translate(f"posture.bound.{finding.unit}", language, value=bound)
        for bound in (finding.lower, finding.upper)
    )
    return translate("range.between", language, lower=lower, upper=upper)


def repeats(finding: Finding, report: ViewReport, language: str) -> str:
    """Return of how many captures the value is the median, and their spread."""
    if len(finding.values) > 1:
        spread = amount(finding, finding.spread)
        return translate("posture.spread", language, count=len(finding.values), spread=spread)
    is_photo = all(capture.is_photo for capture in report.captures)
    return translate("posture.single" if is_photo else "posture.single_clip", language)


def amount(finding: Finding, number: float) -> str:
    """Return a number in the finding's unit, without its error."""
    return f"{number:.1f}°" if finding.unit == "deg" else f"{number:.1%}"


def rolls(report: ViewReport, language: str) -> list[str]:
    """Return what is known of the camera's roll in a view's captures, each thing once."""
    told = (_roll(capture, report.view, language) for capture in report.captures)
    return list(dict.fromkeys(told))


def _roll(capture: CaptureReport, view: View, language: str) -> str:
    if not capture.is_roll_known and view is View.SIDE:
        return translate("posture.roll.unknown_side", language)
    if not capture.is_roll_known:
        return translate("posture.roll.unknown", language, sigma=capture.roll_sigma_deg)
    if capture.roll_deg:
        return translate("posture.roll.marked", language, roll=capture.roll_deg)
    return translate("posture.roll.levelled", language)


def change(found: Change, language: str) -> str:
    """Return both values and by how much they differ."""
    return translate(
        "posture.compare.change",
        language,
        before=reading(found.before, language),
        after=reading(found.after, language),
        change=amount(found.after, abs(found.change)),
        mdc=f"±{amount(found.after, found.mdc95)}",
    )


def verdict(found: Change, language: str) -> str:
    """Return whether the change is more than error."""
    word = "beyond" if found.is_beyond_error else "within"
    return translate(f"posture.compare.{word}", language)
