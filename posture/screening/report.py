"""What a screening says, and its form in screening.json."""

import json
from dataclasses import dataclass, fields
from importlib.metadata import version
from math import inf, isfinite, nan
from typing import Any, Self

from posture import __version__
from posture.checks import CheckResult
from posture.grading import Grade, Outcome
from posture.pose import PoseModel, Side
from posture.view import View

SCHEMA = 1


@dataclass(frozen=True, kw_only=True)
class Finding(CheckResult):
    """A screening's answer to one question in one view.

    Attributes
    ----------
    values : tuple of float
        Of each capture in which it could be measured; `value` is their median.
    """

    values: tuple[float, ...] = ()

    @property
    def spread(self) -> float:
        """The distance between the smallest and the largest capture; NaN of fewer than two."""
        return max(self.values) - min(self.values) if len(self.values) > 1 else nan

    @property
    def is_measured(self) -> bool:
        return self.outcome is not Outcome.NOT_MEASURABLE


@dataclass(frozen=True, kw_only=True)
class CaptureReport:
    """One photo or clip of a view.

    Attributes
    ----------
    index : int
        Which of the given captures it is, from 0.
    is_photo : bool
    start_s, end_s : float
        The quiet seconds that were measured.
    roll_deg, roll_sigma_deg : float
        The camera's roll, which was taken out, and its error.
    is_roll_known : bool
        Whether the user marked a vertical or said that the camera was level.
    """

    index: int
    is_photo: bool
    start_s: float
    end_s: float
    roll_deg: float
    roll_sigma_deg: float
    is_roll_known: bool


@dataclass(frozen=True, kw_only=True)
class ViewReport:
    """What was found in all captures from one side.

    Attributes
    ----------
    view : View
    near : Side or None
        From the side, the subject's side nearer to the camera.
    captures : tuple of CaptureReport
    findings : tuple of Finding
    pattern : str
        From the side, how the stance looks: a key of PATTERNS; empty otherwise.
    """

    view: View
    near: Side | None
    captures: tuple[CaptureReport, ...]
    findings: tuple[Finding, ...]
    pattern: str = ""

    def find(self, key: str, side: Side | None = None) -> Finding | None:
        """Return the finding of that key, and of that side if one is given."""
        for finding in self.findings:
            if finding.key == key and side in (None, finding.side):
                return finding
        return None


@dataclass(frozen=True, kw_only=True)
class ScreeningReport:
    """What a screening says, in keys and numbers; docs/screening.md describes each field.

    `date` is the day of the visit, as YYYY-MM-DD, or empty.
    """

    date: str
    views: tuple[ViewReport, ...]
    model: PoseModel

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for view in self.views for finding in view.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON: NaN and open ends are None."""
        plain: dict[str, Any] = _plain(
            {
                "schema": SCHEMA,
                "kind": "screening",
                "date": self.date,
                "views": self.views,
                "software": {
                    "posture": __version__,
                    **{name: version(name) for name in ("mediapipe", "numpy", "scipy")},
                    "model": self.model.name,
                    "model_sha256": self.model.sha256,
                },
            }
        )
        return plain

    def to_json(self) -> str:
        """Return screening.json: the same captures give the same text."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the report that `to_json` wrote.

        Raises
        ------
        ValueError
            It is not such a report, or of another schema.
        """
        try:
            plain = json.loads(text)
            if (plain["kind"], plain["schema"]) != ("screening", SCHEMA):
                raise ValueError("not a screening of this schema")
            return cls(
                date=str(plain["date"]),
                views=tuple(_view(view) for view in plain["views"]),
                model=PoseModel(plain["software"]["model"], plain["software"]["model_sha256"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a screening: {error!r}") from error


def _view(plain: dict[str, Any]) -> ViewReport:
    return ViewReport(
        view=View(plain["view"]),
        near=Side(plain["near"]) if plain["near"] else None,
        captures=tuple(CaptureReport(**capture) for capture in plain["captures"]),
        findings=tuple(_finding(finding) for finding in plain["findings"]),
        pattern=str(plain["pattern"]),
    )


def _finding(plain: dict[str, Any]) -> Finding:
    return Finding(
        key=str(plain["key"]),
        side=Side(plain["side"]) if plain["side"] else None,
        outcome=Outcome(plain["outcome"]),
        grade=Grade(plain["grade"]),
        value=_number(plain["value"], nan),
        sigma=_number(plain["sigma"], nan),
        lower=_number(plain["lower"], -inf),
        upper=_number(plain["upper"], inf),
        unit=str(plain["unit"]),
        basis=str(plain["basis"]),
        source=str(plain["source"]),
        reason=str(plain["reason"]),
        values=tuple(_number(value, nan) for value in plain["values"]),
    )


def _number(plain: object, unknown: float) -> float:
    if plain is None:
        return unknown
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        raise TypeError(f"{plain!r} is not a number")
    return float(plain)


_LEFT_OUT = {"classes", "reps_used"}  # which only exercises have


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return float(value) if isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, ViewReport | CaptureReport | Finding):
        names = (field.name for field in fields(value) if field.name not in _LEFT_OUT)
        return {name: _plain(getattr(value, name)) for name in names}
    return value
