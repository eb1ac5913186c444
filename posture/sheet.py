"""What the A4 sheet says, in words, before anything is laid out on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from posture import wording as exercise_wording
from posture.checks import CheckResult
from posture.grading import Grade, Outcome
from posture.i18n import translate
from posture.report import Report
from posture.screening import wording
from posture.screening.compare import Comparison
from posture.screening.report import Finding, ScreeningReport

Result = TypeVar("Result", bound=CheckResult)

MAX_FINDINGS = 3
MAX_EXERCISES = 3

SHEET_EXERCISES = (
    "chair_squat",
    "knee_extension",
    "heel_raise",
    "hamstring_stretch",
    "calf_stretch",
    "walking",
)
"""What can be suggested on a sheet; the picture is data/pictures/<key>_end.webp if there is one."""

MARKS = {Grade.GOOD: "◎", Grade.CAUTION: "○", Grade.POOR: "△", Grade.UNCERTAIN: "–"}
_MOST_WORTH_SAYING = {Grade.POOR: 0, Grade.CAUTION: 1, Grade.GOOD: 2}


@dataclass(frozen=True)
class Clinic:
    """Whose sheet it is; every field may be empty.

    `link` becomes a QR code.
    """

    name: str = ""
    contact: str = ""
    logo: Path | None = None
    link: str = ""


@dataclass(frozen=True)
class Line:
    """One finding: a mark, what it is, its value, and what to make of it."""

    mark: str
    name: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """One line of the table of all that was measured."""

    name: str
    value: str
    guide: str
    label: str


@dataclass(frozen=True)
class Table:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Suggestion:
    """An exercise to practise."""

    key: str
    name: str
    dose: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything that is printed but for the pictures; in one language.

    Attributes
    ----------
    language, title : str
    person : str
        As the practitioner typed it; empty leaves a line to write on.
    day, next_day : str
        In words; empty if not given.
    summary : str
        One large line above the findings; may be empty.
    lines : tuple of Line
        At most MAX_FINDINGS.
    notes : tuple of str
        What else to know: how it was measured, what changed.
    not_judged : tuple of str
    limits : str
        What cannot be measured at all; empty on sheets of exercises.
    tables : tuple of Table
    suggestions : tuple of Suggestion
    notice : str
    """

    language: str
    title: str
    person: str = ""
    day: str = ""
    next_day: str = ""
    summary: str = ""
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()
    limits: str = ""
    tables: tuple[Table, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    notice: str = ""


def posture_sheet(
    report: ScreeningReport,
    language: str,
    *,
    person: str = "",
    next_day: str = "",
    exercises: Sequence[str] = (),
    comparison: Comparison | None = None,
) -> Sheet:
    """Return the sheet of a screening.

    Parameters
    ----------
    report : ScreeningReport
    language : str
    person, next_day : str
        A name; a date as YYYY-MM-DD.
    exercises : sequence of str
        Chosen by the practitioner, keys of SHEET_EXERCISES: a posture suggests none by itself.
    comparison : Comparison, optional
        With an earlier screening.
    """

    def t(key: str, **values: object) -> str:
        return translate(key, language, **values)

    measured = [f for f in report.findings if f.is_measured and f.grade in _MOST_WORTH_SAYING]
    graded = [f for f in measured if f.basis != "info"]
    rolls = {wording.roll(c, language) for view in report.views for c in view.captures}
    changes = _changes(comparison, language) if comparison else ()
    return Sheet(
        language=language,
        title=t("sheet.posture.title"),
        person=person,
        day=in_words(report.date, language),
        next_day=in_words(next_day, language),
        lines=tuple(_line(finding, language) for finding in _first(graded)),
        notes=(*changes, *sorted(rolls)),
        not_judged=_not_judged(report.findings, language),
        limits=t("sheet.list_separator").join(t(f"posture.limit.{key}") for key in wording.LIMITS),
        tables=tuple(
            Table(
                wording.view_name(view, language),
                tuple(_row(finding, language) for finding in view.findings if finding.is_measured),
            )
            for view in report.views
            if any(finding.is_measured for finding in view.findings)
        ),
        suggestions=suggestions(exercises, language),
        notice=t("notice.not_medical_device"),
    )


def exercise_sheet(
    report: Report,
    language: str,
    *,
    day: str = "",
    person: str = "",
    next_day: str = "",
    exercises: Sequence[str] = (),
) -> Sheet:
    """Return the sheet of an exercise's report; dates as YYYY-MM-DD."""

    def t(key: str, **values: object) -> str:
        return translate(key, language, **values)

    judged = [r for r in report.checks if r.outcome is not Outcome.NOT_MEASURABLE]
    graded = [r for r in judged if r.grade in _MOST_WORTH_SAYING]
    name = t(f"exercise.{report.exercise}")
    return Sheet(
        language=language,
        title=t("sheet.exercise.title", exercise=name),
        person=person,
        day=in_words(day, language),
        next_day=in_words(next_day, language),
        summary=t("sheet.exercise.summary", count=report.rep_count, view=t(f"view.{report.view}")),
        lines=tuple(_exercise_line(result, language) for result in _first(graded)),
        notes=tuple(exercise_wording.fault(key, report, language) for key in report.quality),
        not_judged=_exercise_not_judged(report, language),
        tables=(Table(name, tuple(_exercise_row(result, language) for result in judged)),)
        if judged
        else (),
        suggestions=suggestions(exercises, language),
        notice=t("notice.not_medical_device"),
    )


def suggestions(exercises: Sequence[str], language: str) -> tuple[Suggestion, ...]:
    """Return the chosen exercises with their dose, MAX_EXERCISES at most."""
    return tuple(
        Suggestion(
            key,
            translate(f"sheet.suggest.{key}.name", language),
            translate(f"sheet.suggest.{key}.dose", language),
        )
        for key in list(dict.fromkeys(exercises))[:MAX_EXERCISES]
    )


def in_words(day: str, language: str) -> str:
    """Return a date YYYY-MM-DD as people write it; empty stays empty."""
    if not day:
        return ""
    parsed = date.fromisoformat(day)
    month = translate(f"sheet.month.{parsed.month}", language)
    return translate("sheet.date", language, year=parsed.year, month=month, day=parsed.day)


def _first(results: Sequence[Result]) -> list[Result]:
    """Return what is most worth saying, one of each kind."""
    kinds: dict[str, Result] = {}
    for result in sorted(results, key=lambda r: _MOST_WORTH_SAYING[r.grade]):
        kinds.setdefault(result.key, result)
    return list(kinds.values())[:MAX_FINDINGS]


def _line(finding: Finding, language: str) -> Line:
    return Line(
        MARKS[finding.grade],
        wording.name(finding, language),
        wording.value(finding, language),
        wording.sentence(finding, language),
    )


def _row(finding: Finding, language: str) -> Row:
    return Row(
        wording.name(finding, language),
        wording.value(finding, language),
        wording.guide(finding, language),
        _marked(finding, wording.label(finding, language)),
    )


def _marked(result: CheckResult, label: str) -> str:
    return label if result.basis == "info" else f"{MARKS[result.grade]} {label}"


def _exercise_line(result: CheckResult, language: str) -> Line:
    return Line(
        MARKS[result.grade],
        exercise_wording.name(result, language),
        exercise_wording.value(result, language),
        exercise_wording.sentence(result, language),
    )


def _exercise_row(result: CheckResult, language: str) -> Row:
    return Row(
        exercise_wording.name(result, language),
        exercise_wording.value(result, language),
        exercise_wording.guide(result, language),
        _marked(result, exercise_wording.label(result, language)),
    )


def _not_judged(findings: Sequence[Finding], language: str) -> tuple[str, ...]:
    """Return what was not measured or not judged, by reason."""
    by_reason: dict[str, list[str]] = {}
    for finding in findings:
        if finding.reason:
            sentence = wording.sentence(finding, language)
            by_reason.setdefault(sentence, []).append(wording.name(finding, language))
    return _grouped(by_reason, language)


def _exercise_not_judged(report: Report, language: str) -> tuple[str, ...]:
    by_reason: dict[str, list[str]] = {}
    for result in report.checks:
        if result.reason:
            sentence = exercise_wording.sentence(result, language)
            by_reason.setdefault(sentence, []).append(exercise_wording.name(result, language))
    return _grouped(by_reason, language)


def _grouped(by_reason: dict[str, list[str]], language: str) -> tuple[str, ...]:
    separator = translate("sheet.list_separator", language)
    return tuple(
        translate(
            "sheet.because",
            language,
            names=separator.join(dict.fromkeys(names)),
            reason=sentence,
        )
        for sentence, names in by_reason.items()
    )


def _changes(comparison: Comparison, language: str) -> tuple[str, ...]:
    """Return what changed by more than error; that nothing did, if so; and the same-day warning."""
    day = in_words(comparison.before.date, language)
    told = [
        translate(
            "sheet.changed",
            language,
            name=wording.name(change.after, language),
            change=wording.change(change, language),
        )
        for change in comparison.changes
        if change.is_beyond_error
    ]
    if comparison.is_same_visit:
        told.append(translate("posture.compare.same_visit", language))
    elif not told and comparison.changes:
        told.append(translate("posture.compare.within", language))
    heading = translate("sheet.compared", language, day=day or "–")
    return (heading + " ".join(told),) if told else ()
