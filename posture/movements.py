"""What is found in a recording: repetitions and their phases, holds, events.

An exercise has a finder; every finder turns a `Measured` recording into a `Found`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple, Protocol

import numpy as np
import pandas as pd

from posture.baseline import Baseline
from posture.measures import MEASURES
from posture.passes import Pass, longest
from posture.pose import Side
from posture.view import View


class Span(NamedTuple):
    """A stretch of time; its ends may lie between frames."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    def frames(self, time_s: np.ndarray) -> np.ndarray:
        """Return which frames, shape (T,), lie in it; the nearest one if it falls between two."""
        inside = (time_s >= self.start_s) & (time_s <= self.end_s)
        if not inside.any() and len(time_s):
            inside[np.argmin(np.abs(time_s - (self.start_s + self.end_s) / 2))] = True
        return inside


@dataclass(frozen=True, kw_only=True)
class Movement:
    """What checks draw their numbers from: a repetition, a stretch that was held, a stride.

    Attributes
    ----------
    start_s, peak_s, end_s : float
        When it left rest, was farthest from it, and was back; between frames.
    side : Side or None
        The subject's side that moved; None if it is a movement of the whole body.
    phases : mapping of str to Span
        Its parts by name, "rep" being the whole. A part that did not happen is not there.
    """

    start_s: float
    peak_s: float
    end_s: float
    side: Side | None = None
    phases: Mapping[str, Span]


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A position held; `ended_by` says what broke it: a reason of its rule, or one of ENDINGS."""

    start_s: float
    end_s: float
    side: Side | None = None
    ended_by: str

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened at a moment, such as a heel strike.

    `answer` is what a person said who was asked about it; empty if nobody was.
    """

    key: str
    time_s: float
    side: Side | None = None
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class NotCounted:
    """A movement that looked like a repetition, and why it is none."""

    start_s: float
    end_s: float
    reason: str


class Departure(NamedTuple):
    """How far the body once went from rest, in the measure that is counted.

    All of them together, those that count and the others, tell what is deep in a set.
    """

    start_s: float
    depth: float
    side: Side | None


Thing = Movement | Hold | NotCounted | Event | Departure


def _when(thing: Thing) -> float:
    return thing.time_s if isinstance(thing, Event) else thing.start_s


@dataclass(frozen=True, kw_only=True)
class Found:
    """Everything that was found, each in order of time."""

    movements: tuple[Movement, ...] = ()
    holds: tuple[Hold, ...] = ()
    events: tuple[Event, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    departures: tuple[Departure, ...] = ()

    def of(self, side: Side) -> "Found":
        """Return what was found of one side."""
        return replace(
            self,
            movements=tuple(m for m in self.movements if m.side is side),
            holds=tuple(h for h in self.holds if h.side is side),
            events=tuple(e for e in self.events if e.side is side),
        )

    def since(self, time_s: float) -> "Found":
        """Return what began at a time or later."""
        return self._where(lambda thing: _when(thing) >= time_s)

    def until(self, time_s: float) -> "Found":
        """Return what began before a time."""
        return self._where(lambda thing: _when(thing) < time_s)

    def _where(self, is_meant: Callable[[Thing], bool]) -> "Found":
        return Found(
            movements=tuple(filter(is_meant, self.movements)),
            holds=tuple(filter(is_meant, self.holds)),
            events=tuple(filter(is_meant, self.events)),
            not_counted=tuple(filter(is_meant, self.not_counted)),
            departures=tuple(filter(is_meant, self.departures)),
        )

    def together_with(self, other: "Found") -> "Found":
        """Return what either found, in order of time."""
        return Found(
            movements=tuple(sorted(self.movements + other.movements, key=_when)),
            holds=tuple(sorted(self.holds + other.holds, key=_when)),
            events=tuple(sorted(self.events + other.events, key=_when)),
            not_counted=tuple(sorted(self.not_counted + other.not_counted, key=_when)),
            departures=tuple(sorted(self.departures + other.departures, key=_when)),
        )

    def apart_from(self, others: Sequence[Movement]) -> "Found":
        """Return what was found at times when none of the other movements was under way."""

        def is_apart(thing: Movement | Hold | NotCounted) -> bool:
            return all(thing.end_s <= m.start_s or thing.start_s >= m.end_s for m in others)

        return replace(
            self,
            movements=tuple(filter(is_apart, self.movements)),
            holds=tuple(filter(is_apart, self.holds)),
            not_counted=tuple(filter(is_apart, self.not_counted)),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """A recording as a finder sees it: measures over time.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
    columns : mapping of str to ndarray, shape (T,)
        By the columns' names of `compute_measures`.
    baseline : Baseline
    sigmas : mapping of str to ndarray, shape (T,)
        Standard deviations of the columns that the fitted body gave.
    passes : tuple of Pass
        The stretches of walking one way, if it was measured by them; the baseline is then that of
        the longest.
    earlier : Found
        What was found before, if this is a part of a recording; the part shows its end once more.
    since_s : float
        Where that ends.
    """

    time_s: np.ndarray
    columns: Mapping[str, np.ndarray]
    baseline: Baseline
    sigmas: Mapping[str, np.ndarray] = field(default_factory=dict)
    passes: tuple[Pass, ...] = ()
    earlier: Found = field(default_factory=Found)
    since_s: float = -inf

    @classmethod
    def of(
        cls,
        table: pd.DataFrame,
        baseline: Baseline,
        *,
        sigmas: pd.DataFrame | None = None,
        passes: tuple[Pass, ...] = (),
    ) -> "Measured":
        """Return it from a table of measures, indexed by time_s, and what is known of errors."""
        return cls(
            time_s=table.index.to_numpy(),
            columns=_by_column(table),
            baseline=baseline,
            sigmas={} if sigmas is None else _by_column(sigmas),
            passes=passes,
        )

    @property
    def view(self) -> View:
        return self.baseline.viewpoint.view

    @property
    def longest_way(self) -> slice:
        """The frames to which the baseline belongs: the longest pass, or all."""
        return longest(self.passes).frames if self.passes else slice(None)

    def values(self, measure: str, side: Side | None = None) -> np.ndarray:
        """Return a measure over time, shape (T,), of that side, or else of the near one."""
        return self.columns[self.column(measure, side)]

    def column(self, measure: str, side: Side | None = None) -> str:
        """Return the name of the column that `values` reads."""
        return MEASURES[measure].column_for(side or self.baseline.viewpoint.near)


def _by_column(table: pd.DataFrame) -> dict[str, np.ndarray]:
    return {str(name): table[name].to_numpy() for name in table.columns}


class Finder(Protocol):
    """How an exercise is found in a recording."""

    @property
    def views(self) -> frozenset[View]:
        """From where it can be found at all."""

    @property
    def phases(self) -> frozenset[str]:
        """The names of the phases that its movements may have."""

    @property
    def reasons(self) -> frozenset[str]:
        """Why a movement may be none of the exercise's."""

    @property
    def endings(self) -> frozenset[str]:
        """What may end a hold."""

    def measure_for(self, view: View, /) -> str:
        """Return the measure, a key of MEASURES, that the finding mostly rests on."""

    def find(self, seen: Measured) -> Found:
        """Return what was done in the recording, which shows one of `views`."""
