"""A test's result beside the tables of its norms, in words."""

from math import isfinite

from posture import wording
from posture.checks import CheckResult
from posture.holds import ENDINGS
from posture.i18n import translate
from posture.norms import NORM_TABLES, Compared, NormResult, compare, tables_for
from posture.person_facts import Person
from posture.quality import DOUBTS
from posture.ranges import SOURCES
from posture.report import Report

# The check whose value is the result that a table is about.
RESULTS = {
    "chair_stand_30s": "chair_stand_30s.count",
    "five_chair_stands": "five_chair_stands.t5_stand",
    "single_leg_stance": "single_leg_stance.time",
}

DIGITS = {"m/s": 2}  # after the point, if not one


def comparisons(report: Report, person: Person, chair_cm: float | None, language: str) -> list[str]:
    """Return a line for each result and table; one that says why if there is none.

    Nothing for an exercise that has no tables, nor for a result that was not measured, that may not
    be judged, or of which only the least is known.
    """
    results = [
        check
        for check in report.checks
        if check.key == RESULTS.get(report.exercise)
        and isfinite(check.value)
        and check.reason not in DOUBTS
        and not _may_be_longer(check, report)
    ]
    if not results:
        return []
    tables = tables_for(report.exercise, chair_cm)
    if chair_cm is None and any(table.chair_cm for table in tables):
        return [translate("norm.which_chair", language)]
    found = [
        _line(check, norm, language)
        for check in results
        for table in tables
        if (norm := compare(report.exercise, check.value, person, table.key))
    ]
    return found or [translate("norm.none", language)]


def _may_be_longer(check: CheckResult, report: Report) -> bool:
    """Tell whether nobody saw the end of one of the holds of which this is the longest."""
    return any(h.ended_by in ENDINGS for h in report.holds if h.side in (None, check.side))


def comparisons_of_value(
    test: str, value: float, unit: str, person: Person, language: str
) -> list[str]:
    """Return a line for each table about a result that was typed in, or one that says why not."""
    found = [
        _said(number_of(value, unit, language), norm, unit, language)
        for table in tables_for(test)
        if (norm := compare(test, value, person, table.key))
    ]
    return found or [translate("norm.none", language)]


def number_of(value: float, unit: str, language: str) -> str:
    """Return a number of a table with its unit."""
    return translate(f"norm.value.{unit}", language, value=round(value, DIGITS.get(unit, 1)))


def _line(check: CheckResult, norm: NormResult, language: str) -> str:
    value = number_of(check.value, check.unit, language)
    if check.side:
        value = f"{wording.name(check, language)} {value}"
    return _said(value, norm, check.unit, language)


def _said(value: str, norm: NormResult, unit: str, language: str) -> str:
    reference = translate(
        f"norm.ref.{NORM_TABLES[norm.table].kind}",
        language,
        lower=number_of(norm.lower, unit, language),
        upper=number_of(norm.upper, unit, language),
    )
    speaks_of_age = norm.compared is not Compared.UNCERTAIN
    return translate(
        f"norm.{norm.compared}" + (".any_age" if speaks_of_age and not norm.is_of_an_age else ""),
        language,
        value=value,
        ref=reference,
        table=SOURCES[norm.source].title,
    )
