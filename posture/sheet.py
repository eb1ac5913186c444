"""What the A4 sheet says, in words, before anything is laid out on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from posture.checks import CheckResult
from posture.grading import Grade
from posture.i18n import translate

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
WORTH_SAYING = {Grade.POOR: 0, Grade.CAUTION: 1, Grade.GOOD: 2}


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
    biases : str
        What was read to one side on the figure, and by how much.
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
    biases: str = ""
    limits: str = ""
    tables: tuple[Table, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    notice: str = ""


def suggestions(exercises: Sequence[str], language: str) -> tuple[Suggestion, ...]:
    """Return the chosen exercises with their dose, MAX_EXERCISES at most."""
    return tuple(
        Suggestion(
            key,
            translate(f"guide.{key}.title", language),
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


def most_worth_saying(results: Sequence[Result]) -> list[Result]:
    """Return what is most worth saying, one of each kind."""
    kinds: dict[str, Result] = {}
    for result in sorted(results, key=lambda r: WORTH_SAYING[r.grade]):
        kinds.setdefault(result.key, result)
    return list(kinds.values())[:MAX_FINDINGS]


def marked(result: CheckResult, label: str) -> str:
    """Return a verdict with its mark, unless nothing was judged."""
    return label if result.basis == "info" else f"{MARKS[result.grade]} {label}"


def grouped(by_reason: Mapping[str, list[str]], language: str) -> tuple[str, ...]:
    """Return a sentence per reason with the names of what it is the reason for."""
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
