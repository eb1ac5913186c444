"""A value with its error against its range, as a small picture."""

from math import isfinite

from posture.checks import CheckResult
from posture.grading import Range
from posture.i18n import translate
from posture.ranges import RANGES

WIDTH, HEIGHT, MIDDLE = 300.0, 34.0, 20.0
PLAIN = {"deg": "°", "count": "", "ratio": "", "steps/min": ""}
"""Units whose numbers stay as they are; lengths of the body are shown in percent."""
GOOD, CAUTION, OUTSIDE, INK = "#9fd3c0", "#f3dda6", "#ece8dc", "#1f2a2e"


def range_bar(result: CheckResult, language: str) -> str:
    """Return an SVG: the zones of the range, and the value as a dot with +-1 sigma.

    Empty if there is no range or no value.
    """
    bounds = RANGES[result.key]
    edges = [edge for edge in _edges(bounds) if isfinite(edge)]
    if not edges or not isfinite(result.value):
        return ""
    low, high = _scale(edges, result)

    def x(value: float) -> float:
        return WIDTH * (min(max(value, low), high) - low) / (high - low)

    zones = [
        (low, high, OUTSIDE),
        (bounds.poor_below, bounds.poor_above, CAUTION),
        (bounds.lower, bounds.upper, GOOD),
    ]
    bars = "".join(
        f'<rect x="{x(a):.1f}" y="{MIDDLE - 5}" width="{x(b) - x(a):.1f}" height="10" '
        f'fill="{colour}"/>'
        for a, b, colour in zones
    )
    ticks = "".join(
        f'<text x="{x(edge):.1f}" y="9" text-anchor="middle" font-size="10" fill="{INK}">'
        f"{_label(edge, bounds.unit, language)}</text>"
        for edge in (bounds.lower, bounds.upper)
        if isfinite(edge)
    )
    left, middle, right = (x(result.value + n * result.sigma) for n in (-1, 0, 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 0 {WIDTH + 16} {HEIGHT}" '
        f'font-family="sans-serif">{bars}{ticks}'
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{MIDDLE}" y2="{MIDDLE}" stroke="{INK}" '
        f'stroke-width="2.5"/><circle cx="{middle:.1f}" cy="{MIDDLE}" r="6" fill="{INK}" '
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
