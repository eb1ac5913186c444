"""The movement over time, with the repetitions marked."""

import numpy as np
import plotly.graph_objects as go

from posture import wording
from posture.analysis import Analysis
from posture.exercises import EXERCISES
from posture.giving_way import Answer, candidates
from posture.i18n import translate
from posture.measures import MEASURES
from posture.pose import Side
from posture.report import Report

LINE, REP, PEAK = "#0b6e69", "rgba(11, 110, 105, 0.10)", "#b26a00"
SIDE_COLOURS = {Side.LEFT: "#c96f00", Side.RIGHT: "#2b7bb9", None: "#1f2a2e"}
GAVE_WAY = "#a3312d"
HEEL_STRIKE = "heel_strike"
PERCENT = 100.0


def movement_chart(analysis: Analysis, language: str) -> go.Figure:
    """Return the measure that repetitions are counted in, with each repetition shaded.

    Lengths are shown in percent. A clicked point's `x` is its time in seconds.
    """
    finder = EXERCISES[analysis.report.exercise].finder
    measure = MEASURES[finder.measure_for(analysis.report.view)]
    is_angle = measure.unit == "deg"
    time_s = analysis.measures.index.to_numpy()
    values = analysis.measures[analysis.driver].to_numpy() * (1.0 if is_angle else PERCENT)
    unit = "°" if is_angle else "%"
    figure = go.Figure(
        go.Scatter(
            x=time_s,
            y=values,
            mode="lines+markers",
            line={"color": LINE, "width": 2.5},
            marker={"size": 7, "opacity": 0},
            showlegend=False,
            hovertemplate=f"%{{x:.2f}} s<br>%{{y:.0f}}{unit}<extra></extra>",
        )
    )
    for number, rep in enumerate(analysis.report.reps, start=1):
        figure.add_vrect(
            x0=rep.start_s,
            x1=rep.end_s,
            fillcolor=REP,
            line_width=0,
            annotation={"text": str(number), "font": {"size": 18}, "yanchor": "top"},
            annotation_position="top left",
        )
    seen = np.isfinite(values)
    if seen.any():
        _add_heel_strikes(figure, analysis.report, time_s[seen], values[seen], language)
        _add_giving_way(figure, analysis.report, language)
    peaks_s = [rep.peak_s for rep in analysis.report.reps]
    if peaks_s and seen.any():
        figure.add_scatter(
            x=peaks_s,
            y=np.interp(peaks_s, time_s[seen], values[seen]),
            mode="markers",
            marker={"color": PEAK, "size": 11, "line": {"color": "white", "width": 2}},
            showlegend=False,
            hovertemplate=f"%{{x:.2f}} s<br>%{{y:.0f}}{unit}<extra></extra>",
        )
    name = translate(f"measure.{measure.key}", language)
    figure.update_layout(
        height=360,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        showlegend=any(event.key == HEEL_STRIKE for event in analysis.report.events),
        legend={"orientation": "h", "y": 1.12},
        hovermode="x",
        dragmode=False,
        clickmode="event+select",
        xaxis={"title": translate("page.time", language), "ticksuffix": " s"},
        yaxis={"title": name, "ticksuffix": unit},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="white",
    )
    return figure


def _add_heel_strikes(
    figure: go.Figure, report: Report, time_s: np.ndarray, values: np.ndarray, language: str
) -> None:
    """Add a triangle on the curve wherever a heel met the floor, in a colour for each side."""
    strikes = [event for event in report.events if event.key == HEEL_STRIKE]
    for side in (*Side, None):
        times_s = [event.time_s for event in strikes if event.side is side]
        if not times_s:
            continue
        foot = translate(f"side.{side}", language) if side else "–"
        figure.add_scatter(
            x=times_s,
            y=np.interp(times_s, time_s, values),
            mode="markers",
            name=translate(f"results.event.{HEEL_STRIKE}", language, side=foot),
            marker={
                "symbol": "triangle-down",
                "color": SIDE_COLOURS[side],
                "size": 14,
                "line": {"color": "white", "width": 1.5},
            },
            hovertemplate="%{x:.2f} s<extra></extra>",
        )


def _add_giving_way(figure: go.Figure, report: Report, language: str) -> None:
    """Add a line where a knee gave way; only where the person confirmed it."""
    for event in candidates(report.events):
        if event.answer == Answer.CONFIRMED:
            figure.add_vline(
                x=event.time_s,
                line={"color": GAVE_WAY, "width": 3, "dash": "dot"},
                annotation={"text": wording.of_event("giving_way.mark", event, language)},
                annotation_position="bottom right",
            )
