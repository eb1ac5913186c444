"""An exercise that is added from data alone is counted, judged and put into words."""

import json

import pytest
from floor_motions import extending
from motions import Curve, Dip, bending_one_knee, frame_times
from stick_figure import RIGHT_PROFILE, seen

from posture import wording
from posture.analysis import analyze
from posture.checks import Check
from posture.conditions import Bound, Disqualifier
from posture.cycles import Cycles
from posture.exercises import EXERCISES
from posture.exercises.base import Exercise
from posture.grading import Range
from posture.i18n import MESSAGES
from posture.phases import DURATION
from posture.pose import Side
from posture.ranges import RANGES
from posture.reps import RepDriver
from posture.view import View

CURL = Exercise(
    key="knee_curl",
    finder=Cycles(
        drivers={View.SIDE: RepDriver(measure="knee_flexion", min_depth=30.0)},
        by_side=True,
        min_duration_s=0.6,
        max_duration_s=20.0,
        part_names={"back": "lowering"},
        disqualifiers=(
            Disqualifier(
                reason="knee_came_up",
                all_of=(Bound(measure="thigh_elevation", statistic="min", below=50.0),),
            ),
        ),
    ),
    neutral="rest",
    checks=(
        Check(key="knee_curl.bend", measure="knee_flexion", statistic="max"),
        Check(key="knee_curl.lowering_time", statistic=DURATION, phase="lowering"),
    ),
)
ROWS = (
    Range(
        key="knee_curl.bend",
        unit="deg",
        poor_below=45.0,
        lower=70.0,
        sigma=6.0,
        basis="design",
        source="assumption",
        locator="our own",
    ),
    Range(
        key="knee_curl.lowering_time",
        unit="s",
        poor_below=0.4,
        lower=0.8,
        sigma=0.1,
        basis="design",
        source="assumption",
        locator="our own",
    ),
)
SENTENCES = {
    "exercise.knee_curl": "Knee curl",
    "not_counted.knee_came_up": "the knee came up",
    "check.knee_curl.bend.name": "Bend",
    "check.knee_curl.bend.meaning": "How far the knee bends.",
    "check.knee_curl.bend.within": "A good bend.",
    "check.knee_curl.bend.below": "Draw the heel a little closer.",
    "check.knee_curl.lowering_time.name": "Lowering",
    "check.knee_curl.lowering_time.meaning": "How long the foot takes down.",
    "check.knee_curl.lowering_time.within": "Slow and controlled.",
    "check.knee_curl.lowering_time.below": "Lower the foot slowly.",
}


@pytest.fixture
def curl(monkeypatch):
    monkeypatch.setitem(EXERCISES, CURL.key, CURL)
    for row in ROWS:
        monkeypatch.setitem(RANGES, row.key, row)
    for language in MESSAGES:
        for key, sentence in SENTENCES.items():
            monkeypatch.setitem(MESSAGES[language], key, sentence)
    return CURL


@pytest.mark.parametrize(
    ("depth", "up_s", "said"),
    [
        (1.0, 2.0, ["A good bend.", "Slow and controlled."]),
        (0.5, 2.0, ["Draw the heel a little closer.", "Slow and controlled."]),
        (1.0, 0.3, ["A good bend.", "Lower the foot slowly."]),
    ],
)
def test_from_landmarks_to_words(curl, depth, up_s, said):
    curve = Curve([Dip(depth=depth, up_s=up_s)] * 4)
    times = frame_times(curve.duration_s)
    body = bending_one_knee(curve(times), Side.RIGHT)
    report = analyze(seen(body, times, yaw_deg=RIGHT_PROFILE), curl).report
    assert [rep.side for rep in report.reps] == [Side.RIGHT] * 4
    assert [wording.sentence(check, "en") for check in report.checks] == said
    written = json.loads(report.to_json())
    assert written["exercise"] == "knee_curl"
    assert all("lowering" in rep["phases"] for rep in written["reps"])


def test_what_is_something_else_is_not_counted(curl):
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    kicks = extending(30.0 + 60.0 * curve(times), Side.RIGHT)  # seated: the thigh is level
    report = analyze(seen(kicks, times, yaw_deg=RIGHT_PROFILE), curl).report
    assert (report.rep_count, report.absence) == (0, "no_such_movement")
    assert {movement.reason for movement in report.not_counted} == {"knee_came_up"}
