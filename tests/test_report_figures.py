"""The figures of a report: bars of holds against their guide, heel strikes on the curve."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
import walks
from motions import Curve, Dip
from squats import filmed
from stick_figure import RIGHT_PROFILE

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.grading import Range
from posture.i18n import LANGUAGES, MESSAGES
from posture.movements import Event, Hold
from posture.pose import Side
from posture.ui.chart import movement_chart
from posture.ui.hold_bars import hold_bars, hold_range, told_holds
from posture.ui.range_bar import range_bar
from posture.view import View

HOLDS = (
    Hold(start_s=2.0, end_s=27.0, side=Side.LEFT, ended_by="knee_bent"),
    Hold(start_s=40.0, end_s=48.5, side=Side.RIGHT, ended_by="unseen"),
)
WHY = {"knee_bent": "the knee bent", "unseen": "out of sight"}


def guide(lower: float, upper: float) -> Range:
    return Range(
        key="x.hold",
        unit="s",
        poor_below=lower / 2,
        lower=lower,
        upper=upper,
        poor_above=1.5 * upper,
        sigma=0.5,
        basis="design",
        source="assumption",
        locator="a test",
    )


@pytest.fixture(autouse=True)
def reasons(monkeypatch):
    for language in LANGUAGES:
        for reason, words in WHY.items():
            monkeypatch.setitem(MESSAGES[language], f"ended_by.{reason}", words)


class TestHoldBars:
    def test_a_bar_is_as_long_as_its_hold_and_says_what_ended_it(self):
        figure = hold_bars(HOLDS, None, "en")
        (bars,) = figure.data
        assert bars.x == (25.0, 8.5)
        assert list(bars.y) == ["1 left", "2 right"]
        words = [note.text for note in figure.layout.annotations]
        assert words == ["25.0 s: the knee bent", "8.5 s: out of sight"]
        assert bars.customdata == (2.0, 40.0)

    def test_a_hold_of_the_whole_body_has_no_side(self):
        (bars,) = hold_bars((replace(HOLDS[0], side=None),), None, "ja").data
        assert list(bars.y) == ["1"]

    def test_the_guide_lies_behind_the_bars_and_in_the_picture(self):
        figure = hold_bars(HOLDS, guide(20.0, 60.0), "en")
        bands = [(shape.x0, shape.x1) for shape in figure.layout.shapes]
        assert bands == [(10.0, 20.0), (20.0, 60.0), (60.0, 90.0)]
        assert all(shape.layer == "below" for shape in figure.layout.shapes)
        assert figure.layout.xaxis.range[1] > 60.0

    def test_an_open_guide_reaches_beyond_the_picture(self):
        figure = hold_bars(HOLDS, guide(15.0, inf), "en")
        assert figure.layout.shapes[-1].x1 > figure.layout.xaxis.range[1] > 25.0

    def test_of_a_far_leg_that_is_hidden_no_time_is_told(self):
        report = analyze(filmed(Curve([Dip()]), RIGHT_PROFILE), EXERCISES["squat"]).report
        seated = replace(report, exercise="knee_extension", holds=HOLDS)
        assert told_holds(seated, Side.LEFT) == HOLDS[:1]
        assert told_holds(seated, Side.RIGHT) == HOLDS[1:]
        assert told_holds(replace(seated, exercise="hamstring_stretch"), Side.LEFT) == HOLDS
        assert told_holds(replace(seated, view=View.FRONT), Side.LEFT) == HOLDS

    def test_a_squat_has_no_guide_for_holding(self):
        assert hold_range(EXERCISES["squat"]) is None


@pytest.fixture(scope="module")
def analysis():
    return analyze(filmed(Curve([Dip()] * 3), RIGHT_PROFILE), EXERCISES["squat"])


def triangles(figure):
    return [trace for trace in figure.data if trace.marker.symbol == "triangle-down"]


class TestTheCurve:
    def test_without_heel_strikes_has_no_triangles_and_no_legend(self, analysis):
        figure = movement_chart(analysis, "en")
        assert not triangles(figure)
        assert not figure.layout.showlegend

    def test_marks_each_heel_strike_on_the_curve_in_the_colour_of_its_side(self, analysis):
        times_s = analysis.measures.index[[10, 30, 50]]
        events = tuple(
            Event(key="heel_strike", time_s=float(t), side=side)
            for t, side in zip(times_s, (Side.LEFT, Side.RIGHT, Side.LEFT), strict=True)
        )
        other = Event(key="toe_off", time_s=1.0, side=Side.LEFT)
        walk = replace(analysis, report=replace(analysis.report, events=(*events, other)))
        figure = movement_chart(walk, "en")
        left, right = triangles(figure)
        assert list(left.x) == [times_s[0], times_s[2]]
        assert list(right.x) == [times_s[1]]
        curve = analysis.measures[analysis.driver].to_numpy()
        assert list(left.y) == pytest.approx([curve[10], curve[50]])
        assert left.marker.color != right.marker.color
        assert figure.layout.showlegend


@pytest.fixture(scope="module")
def walk():
    poses = walks.filmed(walks.motion("walking", n_passes=2, half_path_m=2.7))
    return analyze(poses, EXERCISES["walking"])


class TestAWalk:
    def test_shows_both_legs_and_each_heel_strike_on_the_curve_of_its_leg(self, walk):
        figure = movement_chart(walk, "en")
        curves = [trace for trace in figure.data if trace.mode == "lines+markers"]
        assert [curve.line.color for curve in curves] == [t.marker.color for t in triangles(figure)]
        for curve, strikes in zip(curves, triangles(figure), strict=True):
            seen = np.isfinite(curve.y)
            on_curve = np.interp(strikes.x, np.array(curve.x)[seen], np.array(curve.y)[seen])
            assert list(strikes.y) == pytest.approx(list(on_curve))
            assert min(strikes.y) > 0  # a foot lands ahead of the hips

    @pytest.mark.parametrize(("answer", "marks"), [("confirmed", 1), ("unsure", 0), ("", 0)])
    def test_marks_a_knee_that_gave_way_only_where_the_person_confirmed_it(
        self, walk, answer, marks
    ):
        event = Event(key="possible_giving_way", time_s=2.5, side=Side.LEFT, answer=answer)
        told = replace(walk, report=replace(walk.report, events=(event,)))
        lines = [s for s in movement_chart(told, "ja").layout.shapes if s.type == "line"]
        assert [line.x0 for line in lines] == [2.5] * marks


def test_what_is_held_is_shaded_while_it_is_held(analysis):
    held = replace(analysis.report, exercise="calf_stretch", holds=HOLDS)
    figure = movement_chart(replace(analysis, report=held), "en")
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(2.0, 27.0), (40.0, 48.5)]
    assert len(figure.data) == 1  # and nothing marks the middle of it


def test_the_cameras_error_does_not_fill_the_picture(analysis):
    quiet = analysis.measures * 0.0
    low, high = movement_chart(replace(analysis, measures=quiet), "en").layout.yaxis.range
    assert high - low >= 40.0
    low, high = movement_chart(analysis, "en").layout.yaxis.range
    assert low < analysis.measures[analysis.driver].min()
    assert high > analysis.measures[analysis.driver].max()


def test_the_numbers_on_a_bar_are_in_the_units_of_its_card(walk):
    (cadence,) = (check for check in walk.report.checks if check.key == "walking.cadence")
    drawn = range_bar(replace(cadence, value=107.0), "en")
    assert ">100<" in drawn
    assert ">135<" in drawn
    assert "%" not in drawn
