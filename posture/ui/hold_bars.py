"""How long each hold lasted, against its guide, and what ended it."""

from collections.abc import Sequence
from math import isfinite

import plotly.graph_objects as go

from posture.checks import Check
from posture.exercises import EXERCISES
from posture.exercises.base import Exercise
from posture.grading import Range
from posture.i18n import translate
from posture.movements import Hold
from posture.pose import Side
from posture.ranges import RANGES
from posture.report import Report
from posture.view import View

BAR, GUIDE, CAUTION = "#0b6e69", "rgba(95, 180, 150, 0.30)", "rgba(243, 221, 166, 0.45)"
INK = "#1f2a2e"
_ROW_PX, _FRAME_PX, _BAR_SHARE = 64, 90, 0.36


def hold_range(exercise: Exercise) -> Range | None:
    """Return the range of an exercise's hold in seconds, None if it has none."""
    return next(
        (
            RANGES[check.key]
            for check in exercise.checks
            if check.phase == "hold" and RANGES[check.key].unit == "s"
        ),
        None,
    )


def told_holds(report: Report, near: Side) -> tuple[Hold, ...]:
    """Return the holds whose time is known well enough to be told.

    From the side not those of the far leg where only the near one is judged: behind the other leg
    the model loses it, and its times may be seconds off (docs/exercises/seated.md).
    """
    checks = EXERCISES[report.exercise].checks
    near_only = any(
        check.near_only for check in checks if isinstance(check, Check) and check.phase == "hold"
    )
    if report.view is not View.SIDE or not near_only:
        return report.holds
    return tuple(hold for hold in report.holds if hold.side is near)


def hold_bars(holds: Sequence[Hold], guide: Range | None, language: str) -> go.Figure:
    """Return a bar for each hold, in order of time from the top.

    A clicked bar's `customdata` is when its hold starts, in seconds.
    """
    second = translate("unit.s", language)
    names = [_name(number, hold, language) for number, hold in enumerate(holds, start=1)]
    figure = go.Figure(
        go.Bar(
            x=[hold.duration_s for hold in holds],
            y=names,
            orientation="h",
            marker={"color": BAR},
            width=_BAR_SHARE,
            customdata=[hold.start_s for hold in holds],
            hovertemplate=f"%{{x:.1f}}{second}<extra></extra>",
        )
    )
    for row, hold in enumerate(holds):
        # above its bar: inside or behind a short one the words have no room on a phone
        figure.add_annotation(
            x=0,
            y=row - _BAR_SHARE / 2,
            text=_text(hold, language),
            font={"size": 15, "color": INK},
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
        )
    longest_s = max(hold.duration_s for hold in holds)
    if guide is not None:
        longest_s = max(longest_s, *filter(isfinite, (guide.lower, guide.upper)))
        _shade(figure, guide)
    figure.update_layout(
        height=_FRAME_PX + _ROW_PX * len(holds),
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        showlegend=False,
        dragmode=False,
        clickmode="event+select",
        xaxis={
            "title": {"text": translate("results.hold_time", language), "font": {"color": INK}},
            "tickfont": {"color": INK},
            "ticksuffix": second,
            "range": [0, 1.1 * longest_s],
        },
        yaxis={
            "range": [len(holds) - 0.5, -0.6],
            "tickfont": {"size": 15, "color": INK},
            "type": "category",
        },
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="white",
    )
    return figure


def _shade(figure: go.Figure, guide: Range) -> None:
    """Shade the guide, and more faintly what is nearly in it."""
    zones = (
        (guide.poor_below, guide.lower, CAUTION),
        (guide.lower, guide.upper, GUIDE),
        (guide.upper, guide.poor_above, CAUTION),
    )
    for start_s, stop_s, colour in zones:
        if start_s < stop_s and isfinite(start_s):
            figure.add_vrect(
                x0=start_s,
                x1=stop_s if isfinite(stop_s) else 10 * start_s,
                fillcolor=colour,
                line_width=0,
                layer="below",
            )


def _name(number: int, hold: Hold, language: str) -> str:
    if hold.side is None:
        return str(number)
    return f"{number} {translate(f'side.{hold.side}', language)}"


def _text(hold: Hold, language: str) -> str:
    return translate(
        "results.hold_ended",
        language,
        seconds=hold.duration_s,
        why=translate(f"ended_by.{hold.ended_by}", language),
    )
