"""From captures of somebody who stands to a report: the only composition."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from math import isnan, nan

import numpy as np

from posture.grading import Grade, Outcome, Range, grade
from posture.pose import Side
from posture.ranges import RANGES
from posture.screening.capture import Capture
from posture.screening.gates import GATES
from posture.screening.patterns import describe
from posture.screening.report import CaptureReport, Finding, ScreeningReport, ViewReport
from posture.screening.stance import Stance, observe_stance
from posture.screening.table import SCREENINGS, Screening
from posture.view import View

MAX_KNEE_FLEXION_DEG = 12.0  # seen from the side; more makes a straight leg look bowed in front
NEEDS_STRAIGHT_KNEES = {key for key, row in SCREENINGS.items() if "knees_bent" in row.gates}

_ORDER = (View.FRONT, View.REAR, View.SIDE, View.OBLIQUE)


def screen(
    captures: Sequence[Capture], view: View | None = None, date: str = ""
) -> ScreeningReport:
    """Measure how somebody stands, in as many captures and from as many sides as there are.

    Parameters
    ----------
    captures : sequence of Capture
        At least one; those from the same side are repeats of one another.
    view : View, optional
        Where the camera stood, for all of them; told from the landmarks if not given.
    date : str
        Of the visit, YYYY-MM-DD.

    Returns
    -------
    ScreeningReport
        A view for each side that was captured: from the front, from behind, the subject's left
        and right.
    """
    stances = [(i, observe_stance(capture, view)) for i, capture in enumerate(captures)]
    groups = [list(group) for _, group in groupby(sorted(stances, key=_place), key=_place)]
    seen = [_report_view(group) for group in groups]
    bent = any(_is_bent(report) for report in seen)
    return ScreeningReport(
        date=date,
        views=tuple(_without_straight_knees(report) if bent else report for report in seen),
        model=captures[0].poses.model,
    )


def _place(numbered: tuple[int, Stance]) -> tuple[int, str]:
    viewpoint = numbered[1].baseline.viewpoint
    return _ORDER.index(viewpoint.view), viewpoint.near if viewpoint.view is View.SIDE else ""


def _report_view(numbered: list[tuple[int, Stance]]) -> ViewReport:
    stances = [stance for _, stance in numbered]
    viewpoint = stances[0].baseline.viewpoint
    findings = tuple(_find_all(stances, viewpoint.view))
    return ViewReport(
        view=viewpoint.view,
        near=viewpoint.near if viewpoint.view is View.SIDE else None,
        captures=tuple(_describe(i, stance) for i, stance in numbered),
        findings=findings,
        pattern=describe(findings) if viewpoint.view is View.SIDE else "",
    )


def _describe(index: int, stance: Stance) -> CaptureReport:
    capture = stance.capture
    return CaptureReport(
        index=index,
        is_photo=capture.is_photo,
        start_s=stance.start_s,
        end_s=stance.end_s,
        roll_deg=capture.roll_deg,
        roll_sigma_deg=capture.roll_sigma_deg,
        is_roll_known=capture.is_roll_known,
    )


def _find_all(stances: list[Stance], view: View) -> Iterable[Finding]:
    looked_for_stickers = any(s.capture.stickers or s.capture.sticker_fault for s in stances)
    found_stickers = any(s.capture.stickers for s in stances)
    for row in SCREENINGS.values():
        if view not in row.views:
            continue
        if not row.measure and not looked_for_stickers:
            continue
        if row.key == "posture.pelvis_level" and found_stickers:
            continue
        sides = row.row.sides_seen(stances[0].baseline) if row.measure else (None,)
        for side in sides:
            yield _find(row, side, stances, view)


def _find(row: Screening, side: Side | None, stances: list[Stance], view: View) -> Finding:
    answers = [_measure(row, side, stance) for stance in stances]
    values = tuple(value for value, _ in answers if not isnan(value))
    if not values:
        return refused(row, side, next(reason for _, reason in answers if reason))
    used = [s.capture for s, (v, _) in zip(stances, answers, strict=True) if not isnan(v)]
    return _judge(row, side, values, used, view)


def _measure(row: Screening, side: Side | None, stance: Stance) -> tuple[float, str]:
    """Return the number of one capture, or NaN and why not."""
    for key in row.gates:
        if not GATES[key].is_met(stance):
            return nan, key
    if not row.measure:
        value = stance.capture.sticker_tilt_deg(stance.baseline.viewpoint.view)
        return value, stance.capture.sticker_fault or "no_stickers"
    near = stance.baseline.viewpoint.near
    value = stance.median(row.row.compute(stance.poses, side or near, stance.baseline))
    if isnan(value):
        cut_off = (key for key in ("head_out", "feet_out") if not GATES[key].is_met(stance))
        return nan, next(cut_off, "unseen")
    return value, ""


def _judge(
    row: Screening, side: Side | None, values: tuple[float, ...], used: list[Capture], view: View
) -> Finding:
    bounds = RANGES[row.key]
    value = float(np.median(values))
    sigma = row.sigma(value, used, view)
    found, outcome = _grade(value, bounds, sigma)
    reason = ""
    if outcome is Outcome.UNCERTAIN:
        levelled = row.sigma(value, [], view)
        could_tell = _grade(value, bounds, levelled)[1] is not Outcome.UNCERTAIN
        is_roll_known = all(capture.is_roll_known for capture in used)
        reason = "roll_unknown" if could_tell and not is_roll_known else "within_error"
    if row.positive_side is not None:
        side = row.positive_side if value > 0 else row.positive_side.other
    return Finding(
        key=row.key,
        side=side,
        outcome=outcome,
        grade=found,
        value=value,
        sigma=sigma,
        lower=bounds.lower,
        upper=bounds.upper,
        unit=bounds.unit,
        basis=bounds.basis,
        source=bounds.source,
        reason=reason,
        values=values,
    )


def _grade(value: float, bounds: Range, sigma: float) -> tuple[Grade, Outcome]:
    if bounds.basis == "info":
        return Grade.GOOD, Outcome.WITHIN
    return grade(value, replace(bounds, sigma=sigma))


def refused(row: Screening, side: Side | None, reason: str) -> Finding:
    """Return the answer to a question that the captures cannot give."""
    bounds = RANGES[row.key]
    return Finding(
        key=row.key,
        side=side if row.positive_side is None else None,
        outcome=Outcome.NOT_MEASURABLE,
        sigma=bounds.sigma,
        lower=bounds.lower,
        upper=bounds.upper,
        unit=bounds.unit,
        basis=bounds.basis,
        source=bounds.source,
        reason=reason,
    )


def _is_bent(report: ViewReport) -> bool:
    knee = report.find("posture.standing_knee")
    return knee is not None and knee.value > MAX_KNEE_FLEXION_DEG


def _without_straight_knees(report: ViewReport) -> ViewReport:
    """Return the report without what bent knees fake, now that the side view shows them bent."""
    return replace(
        report,
        findings=tuple(
            refused(SCREENINGS[f.key], f.side, "knees_bent")
            if f.key in NEEDS_STRAIGHT_KNEES and f.is_measured
            else f
            for f in report.findings
        ),
    )
