"""The sheet of a screening, in words."""

from collections.abc import Sequence

from posture.i18n import translate
from posture.screening import wording
from posture.screening.compare import Comparison
from posture.screening.report import Finding, ScreeningReport
from posture.sheet import (
    MARKS,
    MAX_FINDINGS,
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

    measured = [f for f in report.findings if f.is_measured and f.grade in WORTH_SAYING]
    graded = [f for f in measured if f.basis != "info"]
    rolls = dict.fromkeys(roll for view in report.views for roll in wording.rolls(view, language))
    said = most_worth_saying(graded)
    changes = _changes(comparison, language) if comparison else ()
    return Sheet(
        language=language,
        title=t("sheet.posture.title"),
        person=person,
        day=in_words(report.date, language),
        next_day=in_words(next_day, language),
        lines=tuple(_line(finding, language) for finding in said),
        notes=(*changes, *rolls),
        not_judged=_not_judged(report.findings, language),
        biases=_biases(report.findings, language),
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


def _line(finding: Finding, language: str) -> Line:
    return Line(
        MARKS[finding.grade],
        wording.name(finding, language),
        wording.value(finding, language),
        wording.sentence(finding, language),
    )


def _biases(findings: Sequence[Finding], language: str) -> str:
    """Return how far what was measured was read to one side on the figure."""
    told = [wording.bias_in_short(finding, language) for finding in findings]
    names = translate("sheet.list_separator", language).join(dict.fromkeys(filter(None, told)))
    return translate("sheet.biases_said", language, biases=names) if names else ""


def _row(finding: Finding, language: str) -> Row:
    return Row(
        wording.name(finding, language),
        wording.value(finding, language),
        wording.guide(finding, language),
        marked(finding, wording.label(finding, language)),
    )


def _not_judged(findings: Sequence[Finding], language: str) -> tuple[str, ...]:
    """Return what was not measured or not judged, by reason."""
    by_reason: dict[str, list[str]] = {}
    for finding in findings:
        if finding.reason:
            sentence = wording.sentence(finding, language)
            by_reason.setdefault(sentence, []).append(wording.name(finding, language))
    return grouped(by_reason, language)


def _changes(comparison: Comparison, language: str) -> tuple[str, ...]:
    """Return what surely changed, at most MAX_FINDINGS; that nothing did; the same-day warning."""
    day = in_words(comparison.before.date, language)
    by_sureness = sorted(comparison.changes, key=lambda c: -abs(c.change) / c.mdc95)
    # of what was seen from two sides the surer change
    by_name = {wording.name(c.after, language): c for c in reversed(by_sureness)}
    surest = sorted(by_name.values(), key=by_sureness.index)
    told = [
        translate(
            "sheet.changed",
            language,
            name=wording.name(change.after, language),
            change=wording.change(change, language),
        )
        for change in surest[:MAX_FINDINGS]
        if change.is_beyond_error
    ]
    if comparison.is_same_visit:
        told.append(translate("posture.compare.same_visit", language))
    elif not told and comparison.changes:
        told.append(translate("posture.compare.within", language))
    heading = translate("sheet.compared", language, day=day or "–")
    return (heading + " ".join(told),) if told else ()
