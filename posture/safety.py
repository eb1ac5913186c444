"""The questions before the first exercise: which answers lock exercises, which only advise."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Level(StrEnum):
    """How soon a doctor should be asked, the most urgent first."""

    EMERGENCY = "emergency"
    TODAY = "today"
    SOON = "soon"


LOCKING = (Level.EMERGENCY, Level.TODAY)


@dataclass(frozen=True, kw_only=True)
class RedFlag:
    """One question.

    Attributes
    ----------
    key : str
        Its sentence is safety.flag.<key>.
    level : Level
    source : str
        A key of SOURCES.
    today_with : tuple of str
        Red flags that, together with this one, make it one for today.
    """

    key: str
    level: Level
    source: str
    today_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What somebody answered.

    Attributes
    ----------
    flags : frozenset of str
        Keys of the red flags that are true; empty for none of them.
    may_exercise : bool
        Whether a doctor has seen them since and lets them exercise.
    """

    flags: frozenset[str] = frozenset()
    may_exercise: bool = False

    @property
    def level(self) -> Level | None:
        """The most urgent level among the answers; None if there is nothing."""
        return most_urgent(self.flags)

    @property
    def locks(self) -> bool:
        """Whether exercises and tests have to wait."""
        return self.level in LOCKING and not self.may_exercise


def _read() -> dict[str, RedFlag]:
    text = (files("posture") / "data" / "red_flags.toml").read_text(encoding="utf-8")
    return {
        key: RedFlag(
            key=key,
            level=Level(row["level"]),
            source=row["source"],
            today_with=tuple(row.get("today_with", ())),
        )
        for key, row in tomllib.loads(text).items()
    }


RED_FLAGS = _read()


def most_urgent(keys: Collection[str]) -> Level | None:
    """Return the most urgent level among some red flags, None if there are none.

    Raises
    ------
    KeyError
        There is no such red flag.
    """
    flags = [RED_FLAGS[key] for key in keys]
    levels = {flag.level for flag in flags}
    if any(set(flag.today_with) & set(keys) for flag in flags):
        levels.add(Level.TODAY)
    return next((level for level in Level if level in levels), None)
