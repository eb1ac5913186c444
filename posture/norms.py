"""A test's result beside a published table, by age and sex: the table's name is always given.

It says how a result compares with a table, and nothing about a person's health.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from math import inf

from posture.person_facts import Person

_DATA = files("posture") / "data"
ANY_AGE_YEARS = 40  # a row for so many ages and more says nothing of people of one's own


class Kind(StrEnum):
    """What the numbers of a table are.

    RANGE: a middle range; FROM: the least that is in it; UNDER and UP_TO: the most, without
    and with itself; MEAN: an average, which nobody is above or below of.
    """

    RANGE = "range"
    FROM = "from"
    UNDER = "under"
    UP_TO = "up_to"
    MEAN = "mean"


class Compared(StrEnum):
    """How a result lies to a table's row."""

    WITHIN = "within"  # its range, or better
    BEYOND = "beyond"  # worse than its range
    UNCERTAIN = "uncertain"  # within the error of its limit
    MEAN = "mean"  # only an average is known


@dataclass(frozen=True, kw_only=True)
class NormRow:
    """One cell of a table: for whom, and its numbers; open ends are infinite."""

    sex: str
    age_from: int
    age_to: int
    lower: float
    upper: float

    def is_of(self, person: Person) -> bool:
        return person.age is not None and (
            self.sex == person.sex and self.age_from <= person.age <= self.age_to
        )


@dataclass(frozen=True, kw_only=True)
class NormTable:
    """A published table.

    Attributes
    ----------
    key : str
    test : str
        Key of the exercise that it is for.
    chair_cm : float or None
        The height of the seat that it asks for.
    kind : Kind
    sigma : float
        Within so much of a limit nothing is said.
    source : str
        A key of data/sources.toml.
    rows : tuple of NormRow
    """

    key: str
    test: str
    chair_cm: float | None
    kind: Kind
    sigma: float
    source: str
    rows: tuple[NormRow, ...]


@dataclass(frozen=True, kw_only=True)
class NormResult:
    """How a value compares with a table; `lower` and `upper` are those of the person's row.

    `is_of_an_age` tells whether that is a row for people of about that age, rather than one limit
    for everybody.
    """

    table: str
    value: float
    compared: Compared
    lower: float
    upper: float
    source: str
    is_of_an_age: bool


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _read() -> dict[str, NormTable]:
    rows: dict[str, list[NormRow]] = {}
    for row in _rows("norms.csv"):
        rows.setdefault(row["table"], []).append(
            NormRow(
                sex=row["sex"],
                age_from=int(row["age_from"]),
                age_to=int(row["age_to"]),
                lower=float(row["lower"] or -inf),
                upper=float(row["upper"] or inf),
            )
        )
    return {
        row["key"]: NormTable(
            key=row["key"],
            test=row["test"],
            chair_cm=float(row["chair_cm"]) if row["chair_cm"] else None,
            kind=Kind(row["kind"]),
            sigma=float(row["sigma"]),
            source=row["source"],
            rows=tuple(rows[row["key"]]),
        )
        for row in _rows("norm_tables.csv")
    }


NORM_TABLES = _read()


def tables_for(test: str, chair_cm: float | None = None) -> list[NormTable]:
    """Return the tables of a test, the usual one first; of a chair's height if it is known."""
    return [
        table
        for table in NORM_TABLES.values()
        if table.test == test and (chair_cm is None or table.chair_cm in (None, chair_cm))
    ]


def compare(test: str, value: float, person: Person, table: str | None = None) -> NormResult | None:
    """Set a test's result beside a table.

    Parameters
    ----------
    test : str
        Key of the test.
    value : float
        Stands, or seconds.
    person : Person
    table : str, optional
        A key of NORM_TABLES; the first with a row for the person if not given.

    Returns
    -------
    NormResult or None
        None if age or sex is not known, or no table has a row for them.

    Raises
    ------
    KeyError
        There is no such table of this test.
    """
    tables = {norms.key: norms for norms in tables_for(test)}
    for norms in [tables[table]] if table else tables.values():
        for row in norms.rows:
            if row.is_of(person):
                return NormResult(
                    table=norms.key,
                    value=value,
                    compared=_compared(value, row, norms),
                    lower=row.lower,
                    upper=row.upper,
                    source=norms.source,
                    is_of_an_age=row.age_to - row.age_from < ANY_AGE_YEARS,
                )
    return None


def _compared(value: float, row: NormRow, table: NormTable) -> Compared:
    if table.kind is Kind.MEAN:
        return Compared.MEAN
    more_is_better = table.kind in (Kind.RANGE, Kind.FROM)
    limit = row.lower if more_is_better else row.upper
    if abs(value - limit) <= table.sigma:
        return Compared.UNCERTAIN
    return Compared.WITHIN if (value > limit) == more_is_better else Compared.BEYOND
