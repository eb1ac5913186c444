"""What an analysis says, and its form in report.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.metadata import version
from math import isfinite
from typing import Any

from posture import __version__
from posture.checks import CheckResult
from posture.movements import Event, Hold, Movement, NotCounted
from posture.pose import PoseModel
from posture.view import View

SCHEMA = 2
ABSENCES = ("wrong_view", "unseen", "no_such_movement")


@dataclass(frozen=True, kw_only=True)
class CountedRep(Movement):
    """A movement that counts, and the number that each check drew from it.

    `values` is keyed by check and side, "squat.depth.left"; NaN where it was not seen.
    """

    values: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an analysis says, in keys and numbers; docs/report.md describes each field.

    `roll_deg` is the camera's roll if it was given. `standing` has the person's own angles while
    standing, by column; none of somebody who walks. `absence` says why nothing was found: a key of
    ABSENCES; empty if something was.
    """

    exercise: str
    view: View
    yaw_deg: float
    roll_deg: float | None = None
    duration_s: float
    frames: int
    frames_used: int
    quality: tuple[str, ...]
    quality_values: dict[str, float]
    standing: dict[str, float] = field(default_factory=dict)
    reps: tuple[CountedRep, ...]
    not_counted: tuple[NotCounted, ...]
    holds: tuple[Hold, ...]
    events: tuple[Event, ...]
    absence: str
    checks: tuple[CheckResult, ...]
    model: PoseModel

    @property
    def rep_count(self) -> int:
        return len(self.reps)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON: NaN and open ends are None."""
        plain: dict[str, Any] = _plain(
            {
                "schema": SCHEMA,
                "exercise": self.exercise,
                "view": self.view,
                "yaw_deg": self.yaw_deg,
                "roll_deg": self.roll_deg,
                "duration_s": self.duration_s,
                "frames": self.frames,
                "frames_used": self.frames_used,
                "quality": self.quality,
                "quality_values": self.quality_values,
                "standing": self.standing,
                "rep_count": self.rep_count,
                "reps": self.reps,
                "not_counted": self.not_counted,
                "holds": self.holds,
                "events": self.events,
                "absence": self.absence,
                "checks": self.checks,
                "software": {
                    "posture": __version__,
                    **{name: version(name) for name in ("mediapipe", "numpy", "scipy", "pandas")},
                    "model": self.model.name,
                    "model_sha256": self.model.sha256,
                },
            }
        )
        return plain

    def to_json(self) -> str:
        """Return report.json: the same landmarks give the same text."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return float(value) if isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, CountedRep | NotCounted | Hold | Event | CheckResult):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value
