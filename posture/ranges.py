"""Ranges, classes and the literature behind them; read from data/."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from math import inf

from posture.grading import Range

_DATA = files("posture") / "data"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a number or a definition comes from.

    Attributes
    ----------
    title : str
    reference : str
        Where to find it; empty for our own choices.
    mark : str
        "verified" if read in the source itself, "secondary" if quoted elsewhere, "assumption"
        if it is our own.
    """

    title: str
    mark: str
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class DepthClass:
    """A named stretch of a measure; open ends are infinite."""

    name: str
    lower: float
    upper: float


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _range(row: dict[str, str]) -> Range:
    return Range(
        key=row["key"],
        unit=row["unit"],
        poor_below=float(row["poor_below"] or -inf),
        lower=float(row["lower"] or -inf),
        upper=float(row["upper"] or inf),
        poor_above=float(row["poor_above"] or inf),
        sigma=float(row["sigma"]),
        basis=row["basis"],
        source=row["source"],
        locator=row["locator"],
    )


def _classes() -> dict[str, tuple[DepthClass, ...]]:
    rows = sorted(_rows("classes.csv"), key=lambda row: row["key"])
    return {
        key: tuple(
            DepthClass(
                name=row["name"],
                lower=float(row["lower"] or -inf),
                upper=float(row["upper"] or inf),
            )
            for row in group
        )
        for key, group in groupby(rows, key=lambda row: row["key"])
    }


RANGES = {row["key"]: _range(row) for row in _rows("ranges.csv")}
CLASSES = _classes()
SOURCES = {
    key: Source(**entry)
    for key, entry in tomllib.loads((_DATA / "sources.toml").read_text(encoding="utf-8")).items()
}


def classes_near(key: str, value: float, sigma: float) -> tuple[DepthClass, ...]:
    """Return the classes within `sigma` of the value, in rising order; none if `key` has none."""
    return tuple(
        c for c in CLASSES.get(key, ()) if c.lower < value + sigma and value - sigma < c.upper
    )
