"""What is drawn can be read: large enough, dark enough, and with nothing through it."""

import re
from dataclasses import replace
from math import inf

import pytest
from motions import Curve, Dip
from playwright.sync_api import expect
from squats import filmed
from stick_figure import RIGHT_PROFILE

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.grading import Range
from posture.guide import Position
from posture.i18n import translate
from posture.movements import Hold
from posture.pose import Side
from posture.ui.camera_drawing import camera_drawing
from posture.ui.hold_bars import CAUTION, GUIDE, hold_bars
from posture.ui.range_bar import range_bar
from posture.view import View

LEAST_PX, LEAST_CONTRAST = 12.0, 4.5
TEXT_PX = """() => [...document.querySelectorAll("text")].map(text =>
    parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
TEXT_COLOURS = (
    """element => [...element.querySelectorAll("text")].map(t => getComputedStyle(t).fill)"""
)
STRUCK = """() => {
    const words = document.querySelector("text").getBoundingClientRect();
    return [...document.querySelectorAll("[stroke-dasharray]")].filter(line => {
        const box = line.getBoundingClientRect();
        return box.left < words.right && box.right > words.left
            && box.top < words.bottom && box.bottom > words.top;
    }).length;
}"""


def rgb(colour: str) -> list[float]:
    """Return a colour as it is on white paper, each part 0 to 1."""
    if colour.startswith("#"):
        return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue, *alpha = (float(part) for part in re.findall(r"[\d.]+", colour))
    opacity = alpha[0] if alpha else 1.0
    return [opacity * part / 255 + 1 - opacity for part in (red, green, blue)]


def contrast(colour: str, ground: str) -> float:
    """Return the contrast ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(colour), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("width", [100, 240, 500])
def test_the_numbers_on_a_range_bar_are_large_enough_however_narrow_it_is(browser, width):
    report = analyze(filmed(Curve([Dip()] * 3), RIGHT_PROFILE), EXERCISES["squat"]).report
    knee = next(c for c in report.checks if c.key == "squat.peak_knee_flexion")
    page = browser.new_page(viewport={"width": width, "height": 100})
    page.set_content(f'<body style="margin:0">{range_bar(knee, "en")}')
    sizes_px = page.evaluate(TEXT_PX)
    inside = page.evaluate(
        """() => [...document.querySelectorAll("text")].every(text => {
            const box = text.getBoundingClientRect();
            return box.left >= 0 && box.right <= innerWidth;
        })"""
    )
    page.close()
    assert len(sizes_px) == 2
    assert min(sizes_px) >= LEAST_PX
    assert inside


def test_numbers_that_would_touch_stand_above_and_below_their_bar():
    report = analyze(filmed(Curve([Dip()] * 3), RIGHT_PROFILE), EXERCISES["squat"]).report
    knee = next(c for c in report.checks if c.key == "squat.peak_knee_flexion")
    heights = [
        len(set(re.findall(r'<text [^>]*y="(\d+)"', range_bar(replace(knee, value=value), "en"))))
        for value in (60.0, 900.0)
    ]
    assert heights == [1, 2]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_words_over_bars_of_holds_stand_out_from_their_bands(language):
    guide = Range(
        key="x.hold",
        unit="s",
        poor_below=2.0,
        lower=4.0,
        upper=inf,
        poor_above=inf,
        sigma=0.5,
        basis="design",
        source="assumption",
        locator="a test",
    )
    hold = Hold(start_s=0.0, end_s=3.0, side=Side.LEFT, ended_by="knee_bent")
    layout = hold_bars((hold,), guide, language).layout
    over = [note.font.color for note in layout.annotations]
    beside = [
        layout.xaxis.tickfont.color,
        layout.yaxis.tickfont.color,
        layout.xaxis.title.font.color,
    ]
    assert all(over + beside)
    for colour in over + beside:
        for ground in (CAUTION, GUIDE, "#ffffff"):
            assert contrast(colour, ground) >= LEAST_CONTRAST


def test_the_words_and_numbers_of_the_curve_stand_out(report_page):
    plot = report_page.locator(".js-plotly-plot").first
    expect(plot.locator(".xtick text").first).to_be_visible()
    colours = plot.evaluate(TEXT_COLOURS)
    assert len(colours) > 8
    assert min(contrast(colour, "#ffffff") for colour in colours) >= LEAST_CONTRAST


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("font", ["DejaVu Sans", "Noto Sans CJK JP", "monospace"])
def test_no_line_runs_through_how_far_away_the_camera_stands(browser, language, font):
    distance = translate("guide.camera.distance", language, distance="2.5 to 3")
    drawing = camera_drawing(View.SIDE, Position.STANDING, distance)
    page = browser.new_page()
    page.set_content(drawing.replace("sans-serif", font))
    struck = page.evaluate(STRUCK)
    page.close()
    assert struck == 0
