"""How each exercise and test is set up, how often it is done, and what keeps it safe."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

from posture.view import View

Span = tuple[float, float]
"""From, to; both ends included."""


class Kind(StrEnum):
    """How an activity comes to its result."""

    EXERCISE = "exercise"
    TEST = "test"
    ENTRY = "entry"


class Position(StrEnum):
    """What the body rests on."""

    STANDING = "standing"
    SEATED = "seated"
    FLOOR = "floor"


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Where the camera stands: metres from the person, and metres above the floor."""

    distance_m: Span
    height_m: Span


@dataclass(frozen=True, kw_only=True)
class Dose:
    """How much of it, and how often. What does not apply is None.

    Attributes
    ----------
    reps, sets_per_day : Span
        Repetitions of a set, and sets of a day.
    rep_s : float
        How long one repetition takes.
    hold_s : Span
        How long each repetition is held.
    progress_to_reps : Span
        Where one more repetition a week leads.
    minutes_per_day, days_per_week : float, Span
    sources : tuple of str
        Keys of SOURCES.
    """

    reps: Span | None = None
    sets_per_day: Span | None = None
    rep_s: float | None = None
    hold_s: Span | None = None
    progress_to_reps: Span | None = None
    minutes_per_day: float | None = None
    days_per_week: Span | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Guide:
    """The facts behind the explanation of one exercise or test.

    Attributes
    ----------
    key : str
        Of the exercise; its sentences are guide.<key>.*.
    kind : Kind
    views : tuple of View
        Where the camera may stand, the best first; empty if there is none.
    camera : Placing or None
    position : Position
    props, safety : tuple of str
        Keys of the sentences guide.prop.* and guide.safety.*.
    dose : Dose or None
        None for a test.
    """

    key: str
    kind: Kind
    views: tuple[View, ...] = ()
    camera: Placing | None = None
    position: Position
    props: tuple[str, ...]
    safety: tuple[str, ...]
    dose: Dose | None = None


def _guide(key: str, table: dict[str, Any]) -> Guide:
    camera, dose = table.get("camera"), table.get("dose")
    return Guide(
        key=key,
        kind=Kind(table["kind"]),
        views=tuple(View(view) for view in table.get("views", ())),
        camera=Placing(**_tuples(camera)) if camera else None,
        position=Position(table["position"]),
        props=tuple(table["props"]),
        safety=tuple(table["safety"]),
        dose=Dose(**_tuples(dose)) if dose else None,
    )


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in table.items()
    }


_TEXT = (files("posture") / "data" / "exercises.toml").read_text(encoding="utf-8")
GUIDES = {key: _guide(key, table) for key, table in tomllib.loads(_TEXT).items()}
