"""The movement over time, with what was counted marked."""

import numpy as np
import plotly.graph_objects as go

from posture import wording
from posture.analysis import Analysis
from posture.exercises import EXERCISES
from posture.giving_way import Answer, candidates
from posture.i18n import translate
from posture.measures import MEASURES, Measure
from posture.pose import Side
from posture.report import Report

LINE, REP, PEAK = "#0b6e69", "rgba(11, 110, 105, 0.10)", "#b26a00"
SIDE_COLOURS = {Side.LEFT: "#c96f00", Side.RIGHT: "#2b7bb9", None: "#1f2a2e"}
GAVE_WAY = "#a3312d"
INK = "#1f2a2e"  # of what is read: Streamlit's own grey is too pale
HEEL_STRIKE = "heel_strike"
PERCENT = 100.0
MIN_EXTENT = {"°": 40.0, "%": 20.0}
HEADROOM = 0.22  # of half the axis, over the curve, for the numbers
MANY = 8  # numbers over the curve: more have to be small
WITH_A_PEAK = ("rep", "stand")  # a hold and a stride have none that says something


def movement_chart(analysis: Analysis, language: str) -> go.Figure:
    """Return the measure that tells the movement, with what was counted shaded.

    That of either leg in walking, and of the near side otherwise. Lengths are shown in percent. A
    clicked point's `x` is its time in seconds.
    """
    report, exercise = analysis.report, EXERCISES[analysis.report.exercise]
    measure = MEASURES[exercise.plots or exercise.finder.measure_for(report.view)]
    unit = "°" if measure.unit == "deg" else "%"
    curves = _curves(analysis, measure, is_each_side=exercise.counted == "stride")
    time_s = analysis.measures.index.to_numpy()
    figure = go.Figure()
    for side, values in curves.items():
        leg = f"{translate(f'side.{side}', language)} " if side else ""
        figure.add_scatter(
            x=time_s,
            y=values,
            mode="lines+markers",
            line={"color": LINE if side is None else SIDE_COLOURS[side], "width": 2.5},
            marker={"size": 7, "opacity": 0},
            showlegend=False,
            hovertemplate=f"{leg}%{{y:.0f}}{unit}<extra></extra>",
        )
    counted_s = _counted_s(report, exercise.counted)
    size_px = 18 if len(counted_s) <= MANY else 11
    for number, (start_s, end_s) in enumerate(counted_s, start=1):
        figure.add_vrect(
            x0=start_s,
            x1=end_s,
            fillcolor=REP,
            line_width=0,
            annotation={
                "text": str(number),
                "font": {"size": size_px, "color": INK},
                "yanchor": "top",
            },
            annotation_position="top left",
        )
    _add_heel_strikes(figure, report, time_s, curves, language)
    _add_giving_way(figure, report, language)
    if exercise.counted in WITH_A_PEAK:
        _add_peaks(figure, report, time_s, next(iter(curves.values())), unit)
    figure.update_layout(
        height=360,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        showlegend=any(event.key == HEEL_STRIKE for event in report.events),
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "font": {"color": INK}},
        hovermode="x",
        dragmode=False,
        clickmode="event+select",
        xaxis={
            "title": {"text": translate("page.time", language), "font": {"color": INK}},
            "tickfont": {"color": INK},
            "ticksuffix": translate("unit.s", language),
            "hoverformat": ".2f",
        },
        yaxis={
            "title": {
                "text": translate(f"measure.{measure.key}", language),
                "font": {"color": INK},
            },
            "tickfont": {"color": INK},
            "ticksuffix": unit,
            "range": _extent(list(curves.values()), MIN_EXTENT[unit]),
        },
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="white",
    )
    return figure


def _curves(
    analysis: Analysis, measure: Measure, *, is_each_side: bool
) -> dict[Side | None, np.ndarray]:
    """Return the measure over time, in degrees or percent, by side; one has no side."""
    near = analysis.baseline.viewpoint.near
    sides = {side: side for side in Side} if is_each_side else {None: near}
    scale = 1.0 if measure.unit == "deg" else PERCENT
    return {
        shown: scale * analysis.measures[measure.column_for(side)].to_numpy()
        for shown, side in sides.items()
    }


def _counted_s(report: Report, counted: str) -> list[tuple[float, float]]:
    """Return from when to when what was counted lasted."""
    things = report.holds if counted == "hold" and report.holds else report.reps
    return [(thing.start_s, thing.end_s) for thing in things]


def _extent(curves: list[np.ndarray], least: float) -> list[float] | None:
    """Return the ends of the axis, so far apart that the camera's error does not look large."""
    seen = np.concatenate([values[np.isfinite(values)] for values in curves])
    if not len(seen):
        return None
    low, high = float(np.min(seen)), float(np.max(seen))
    half = max(0.54 * (high - low), least / 2)
    return [(low + high) / 2 - half, (low + high) / 2 + (1 + HEADROOM) * half]


def _on_curve(times_s: list[float], time_s: np.ndarray, values: np.ndarray) -> np.ndarray:
    seen = np.isfinite(values)
    return np.interp(times_s, time_s[seen], values[seen])


def _add_peaks(
    figure: go.Figure, report: Report, time_s: np.ndarray, values: np.ndarray, unit: str
) -> None:
    """Add a dot where each repetition was deepest."""
    peaks_s = [rep.peak_s for rep in report.reps]
    if not peaks_s or not np.isfinite(values).any():
        return
    figure.add_scatter(
        x=peaks_s,
        y=_on_curve(peaks_s, time_s, values),
        mode="markers",
        marker={"color": PEAK, "size": 11, "line": {"color": "white", "width": 2}},
        showlegend=False,
        hovertemplate=f"%{{y:.0f}}{unit}<extra></extra>",
    )


def _add_heel_strikes(
    figure: go.Figure,
    report: Report,
    time_s: np.ndarray,
    curves: dict[Side | None, np.ndarray],
    language: str,
) -> None:
    """Add a triangle on the curve wherever a heel met the floor, in a colour for each side."""
    strikes = [event for event in report.events if event.key == HEEL_STRIKE]
    for side in (*Side, None):
        times_s = [event.time_s for event in strikes if event.side is side]
        values = curves.get(side, next(iter(curves.values())))
        if not times_s or not np.isfinite(values).any():
            continue
        foot = translate(f"side.{side}", language) if side else "–"
        name = translate(f"results.event.{HEEL_STRIKE}", language, side=foot)
        figure.add_scatter(
            x=times_s,
            y=_on_curve(times_s, time_s, values),
            mode="markers",
            name=name,
            marker={
                "symbol": "triangle-down",
                "color": SIDE_COLOURS[side],
                "size": 14,
                "line": {"color": "white", "width": 1.5},
            },
            hovertemplate=f"{name}<extra></extra>",
        )


def _add_giving_way(figure: go.Figure, report: Report, language: str) -> None:
    """Add a line where a knee gave way; only where the person confirmed it."""
    for event in candidates(report.events):
        if event.answer == Answer.CONFIRMED:
            figure.add_vline(
                x=event.time_s,
                line={"color": GAVE_WAY, "width": 3, "dash": "dot"},
                annotation={
                    "text": wording.of_event("giving_way.mark", event, language),
                    "font": {"color": INK},
                },
                annotation_position="bottom right",
            )
