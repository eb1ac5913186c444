"""The sheet of an exercise's report, in words."""

from collections.abc import Sequence

from posture import wording
from posture.checks import CheckResult
from posture.grading import Outcome
from posture.i18n import translate
from posture.report import Report
from posture.sheet import (
    MARKS,
    WORTH_SAYING,
    Line,
    Row,
    Sheet,
    Table,
    grouped,
    in_words,
    marked,
    most_worth_saying,
    suggestions,
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
    graded = [r for r in judged if r.grade in WORTH_SAYING and r.basis != "info"]
    name = t(f"exercise.{report.exercise}")
    return Sheet(
        language=language,
        title=t("sheet.exercise.title", exercise=name),
        person=person,
        day=in_words(day, language),
        next_day=in_words(next_day, language),
        summary=t("sheet.exercise.summary", count=report.rep_count, view=t(f"view.{report.view}")),
        lines=tuple(_line(result, language) for result in most_worth_saying(graded)),
        notes=tuple(wording.fault(key, report, language) for key in report.quality),
        not_judged=_not_judged(report, language),
        tables=(Table(name, tuple(_row(result, language) for result in judged)),) if judged else (),
        suggestions=suggestions(exercises, language),
        notice=t("notice.not_medical_device"),
    )


def _line(result: CheckResult, language: str) -> Line:
    return Line(
        MARKS[result.grade],
        wording.name(result, language),
        wording.value(result, language),
        wording.sentence(result, language),
    )


def _row(result: CheckResult, language: str) -> Row:
    return Row(
        wording.name(result, language),
        wording.value(result, language),
        wording.guide(result, language),
        marked(result, wording.label(result, language)),
    )


def _not_judged(report: Report, language: str) -> tuple[str, ...]:
    by_reason: dict[str, list[str]] = {}
    for result in report.checks:
        if result.reason:
            sentence = wording.sentence(result, language)
            by_reason.setdefault(sentence, []).append(wording.name(result, language))
    return grouped(by_reason, language)
