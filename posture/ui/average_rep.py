"""The average repetition as a stick figure, and the person's own earlier one behind it."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from posture.average_rep import AverageRep
from posture.i18n import translate
from posture.pose import Landmark, Side
from posture.view import View

NOW, EARLIER, FAR_SHARE = "#0b6e69", "#c98a2b", 0.35
MOMENTS = {
    "rep": ("rest", "peak"),
    "stand": ("rest", "peak"),
    "hold": ("peak",),
    "stride": ("rest",),
}
"""Which moments say something, by what an exercise counts; "stand" where it begins on a chair."""

_LIMBS = (
    ("ear", "shoulder"),
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("heel", "toe"),
    ("ankle", "toe"),
)
_CROSSBARS = ("shoulder", "hip")
_EARS, _SHOULDERS = ([Landmark.of(name, side) for side in Side] for name in ("ear", "shoulder"))
_HEAD_PX = 26
_MARGIN = 0.25  # leg lengths around the figures


def average_rep_figure(
    now: AverageRep, earlier: AverageRep | None, shown: str, language: str
) -> go.Figure:
    """Return a panel for each moment, with the figure of now drawn over the earlier one.

    Parameters
    ----------
    now, earlier : AverageRep
        With the same anchor and view.
    shown : str
        A key of MOMENTS.
    language : str
    """
    moments = MOMENTS[shown]
    titles = [translate(f"results.moment.{shown}.{moment}", language) for moment in moments]
    figure = make_subplots(
        cols=len(moments), subplot_titles=titles, shared_yaxes=True, horizontal_spacing=0.02
    )
    drawn = [(earlier, EARLIER, "dot")] if earlier is not None else []
    drawn.append((now, NOW, "solid"))
    for column, moment in enumerate(moments, start=1):
        for average, colour, dash in drawn:
            name = "now" if average is now else "earlier"
            figure.add_traces(
                _stick_figure(
                    average,
                    getattr(average, moment),
                    colour,
                    dash,
                    name=translate(f"results.{name}", language),
                    is_named=column == 1 and earlier is not None,
                ),
                cols=column,
                rows=1,
            )
    extent = _extent([getattr(average, moment) for average, *_ in drawn for moment in moments])
    for column in range(1, len(moments) + 1):
        own = "y" if column == 1 else f"y{column}"
        # A panel becomes narrower, not its range wider: that would stay so when a page is resized.
        figure.update_xaxes(
            visible=False, range=extent[0], scaleanchor=own, constrain="domain", col=column
        )
    figure.update_yaxes(visible=False, range=extent[1])
    figure.update_layout(
        height=380,
        margin={"l": 10, "r": 10, "t": 34, "b": 10},
        dragmode=False,
        hovermode=False,
        legend={"orientation": "h", "y": -0.02, "font": {"size": 15}},
        paper_bgcolor="white",
        plot_bgcolor="white",
    )
    return figure


def _stick_figure(
    average: AverageRep, points: np.ndarray, colour: str, dash: str, *, name: str, is_named: bool
) -> list[go.Scatter]:
    """Return the far side pale, the near side strong; from the front both, below one head."""
    sides = [(average.near, 1.0)]
    if average.view is View.SIDE:
        sides.insert(0, (average.near.other, FAR_SHARE))
    else:
        sides.append((average.near.other, 1.0))
    traces = []
    for side, strength in sides:
        limbs = [(points[Landmark.of(a, side)], points[Landmark.of(b, side)]) for a, b in _LIMBS]
        if average.view is not View.SIDE:
            limbs[0] = (points[_EARS].mean(axis=0), points[_SHOULDERS].mean(axis=0))
            limbs += [
                (points[Landmark.of(bar, Side.LEFT)], points[Landmark.of(bar, Side.RIGHT)])
                for bar in _CROSSBARS
            ]
        x, y = _polyline(limbs)
        sizes = [_HEAD_PX if i == 0 else 0 for i in range(len(x))]  # the head comes first
        traces.append(
            go.Scatter(
                x=x,
                y=y,
                mode="lines+markers",
                marker={"size": sizes, "opacity": 1, "color": colour, "line": {"width": 0}},
                line={"color": colour, "width": 6 if strength == 1 else 4, "dash": dash},
                opacity=strength,
                name=name,
                showlegend=is_named and side is average.near,
                hoverinfo="skip",
            )
        )
    return traces


def _polyline(lines: list[tuple[np.ndarray, np.ndarray]]) -> tuple[list[float], list[float]]:
    """Return x and y of separate lines, a gap after each."""
    x: list[float] = []
    y: list[float] = []
    for start, stop in lines:
        x += [float(start[0]), float(stop[0]), np.nan]
        y += [float(start[1]), float(stop[1]), np.nan]
    return x, y


def _extent(all_points: list[np.ndarray]) -> tuple[list[float], list[float]]:
    """Return the ranges of x and y that hold every figure."""
    stacked = np.concatenate(all_points)
    low, high = np.nanmin(stacked, axis=0) - _MARGIN, np.nanmax(stacked, axis=0) + _MARGIN
    return [float(low[0]), float(high[0])], [float(low[1]), float(high[1])]
