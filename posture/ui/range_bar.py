"""A value with its error against its range, as a small picture."""

from math import isfinite

from posture.checks import CheckResult
from posture.grading import Range
from posture.i18n import translate
from posture.ranges import RANGES

MIDDLE, ABOVE, BELOW, TEXT_PX = 25, 13, 47, 14
EDGE_VW = 3.0  # left free at both ends, for the dot
APART_VW = 20.0  # numbers nearer to each other would touch in a narrow card
PLAIN = {"deg": "°", "count": "", "ratio": "", "steps/min": ""}
"""Units whose numbers stay as they are; lengths of the body are shown in percent."""
GOOD, CAUTION, OUTSIDE, INK = "#9fd3c0", "#f3dda6", "#ece8dc", "#1f2a2e"


def range_bar(result: CheckResult, language: str) -> str:
    """Return an SVG: the zones of the range, and the value as a dot with +-1 sigma.

    Empty if there is no range or no value. It is as wide as it is shown (1 vw is a hundredth of
    that), and its numbers as large as they are here: in a drawing that is scaled they are too small
    to read in a narrow card.
    """
    bounds = RANGES[result.key]
    edges = [edge for edge in _edges(bounds) if isfinite(edge)]
    if not edges or not isfinite(result.value):
        return ""
    low, high = _scale(edges, result)

    def x(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return EDGE_VW + (100.0 - 2 * EDGE_VW) * share

    def bar(start: float, stop: float, height: int, colour: str) -> str:
        return (
            f'<rect style="x:{x(start):.1f}vw;width:{x(stop) - x(start):.1f}vw" '
            f'y="{MIDDLE - height / 2}" height="{height}" fill="{colour}"/>'
        )

    zones = [
        (low, high, OUTSIDE),
        (bounds.poor_below, bounds.poor_above, CAUTION),
        (bounds.lower, bounds.upper, GOOD),
    ]
    bars = "".join(bar(start, stop, 12, colour) for start, stop, colour in zones)
    is_narrow = (
        isfinite(bounds.upper - bounds.lower) and x(bounds.upper) - x(bounds.lower) < APART_VW
    )
    ticks = "".join(
        f'<text style="transform:translateX({x(edge):.1f}vw)" y="{y}" text-anchor="middle" '
        f'font-size="{TEXT_PX}" fill="{INK}">{_label(edge, bounds.unit, language)}</text>'
        for edge, y in ((bounds.lower, ABOVE), (bounds.upper, BELOW if is_narrow else ABOVE))
        if isfinite(edge)
    )
    error = bar(result.value - result.sigma, result.value + result.sigma, 3, INK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" height="{52 if is_narrow else 38}" '
        f'font-family="sans-serif">{bars}{ticks}{error}'
        f'<circle style="cx:{x(result.value):.1f}vw" cy="{MIDDLE}" r="7" fill="{INK}" '
        f'stroke="white" stroke-width="1.5"/></svg>'
    )


def _edges(bounds: Range) -> tuple[float, ...]:
    return bounds.poor_below, bounds.lower, bounds.upper, bounds.poor_above


def _scale(edges: list[float], result: CheckResult) -> tuple[float, float]:
    """Return the ends of the picture: all edges, the value and its error, and a margin."""
    low = min(*edges, result.value - result.sigma)
    high = max(*edges, result.value + result.sigma)
    margin = 0.12 * (high - low) or 1.0
    return low - margin, high + margin


def _label(edge: float, unit: str, language: str) -> str:
    if unit == "s":
        return f"{edge:g}{translate('unit.s', language)}"
    if unit in PLAIN:
        return f"{edge:g}{PLAIN[unit]}"
    return f"{edge:.0%}"
