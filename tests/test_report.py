"""report.json: plain values, the same bytes each time, nothing lost on the way there and back."""

import json
from math import inf, nan

import pytest
from motions import Curve, Dip, frame_times, squatting
from stick_figure import RIGHT_PROFILE, seen

from posture.analysis import analyze
from posture.checks import CheckResult, SetCheck
from posture.exercises import EXERCISES
from posture.exercises.squat import SQUAT
from posture.grading import Grade, Outcome
from posture.movements import Event, Hold, NotCounted, Span
from posture.pose import PoseModel, Side
from posture.report import SCHEMA, CountedRep, Report
from posture.view import View

FIELDS = {
    "schema": int,
    "exercise": str,
    "view": str,
    "yaw_deg": float,
    "roll_deg": (float, type(None)),
    "duration_s": float,
    "frames": int,
    "frames_used": int,
    "quality": list,
    "quality_values": dict,
    "standing": dict,
    "rep_count": int,
    "reps": list,
    "not_counted": list,
    "holds": list,
    "events": list,
    "absence": str,
    "checks": list,
    "software": dict,
}
OF_A_REP = {
    "start_s": float,
    "peak_s": float,
    "end_s": float,
    "side": (str, type(None)),
    "phases": dict,
    "values": dict,
}
OF_A_HOLD = {"start_s": float, "end_s": float, "side": (str, type(None)), "ended_by": str}
OF_AN_EVENT = {"key": str, "time_s": float, "side": (str, type(None)), "answer": str}
OF_A_MOVEMENT = {"start_s": float, "end_s": float, "reason": str}
OF_A_CHECK = {
    "key": str,
    "side": (str, type(None)),
    "outcome": str,
    "grade": str,
    "value": (float, type(None)),
    "sigma": float,
    "lower": (float, type(None)),
    "upper": (float, type(None)),
    "unit": str,
    "basis": str,
    "source": str,
    "reason": str,
    "classes": list,
    "reps_used": int,
    "representation": str,
}
SOFTWARE = ["posture", "mediapipe", "numpy", "scipy", "pandas", "model", "model_sha256"]


def a_report(yaw_deg: float = nan, value: float = 0.1 + 0.2) -> Report:
    return Report(
        exercise="squat",
        view=View.OBLIQUE,
        yaw_deg=yaw_deg,
        duration_s=10.0,
        frames=300,
        frames_used=299,
        quality=("tilted", "oblique_view"),
        quality_values={"tilted": 0.1 + 0.2},
        standing={"knee_flexion_left": 4.5},
        reps=(
            CountedRep(
                start_s=1.0,
                peak_s=2.0,
                end_s=3.0,
                side=None,
                phases={"lowering": Span(1.0, 1.75)},
                values={"squat.depth.left": value},
            ),
            CountedRep(
                start_s=4.0,
                peak_s=5.0,
                end_s=6.0,
                side=Side.LEFT,
                phases={},
                values={"squat.depth.left": nan},
            ),
        ),
        not_counted=(NotCounted(start_s=7.0, end_s=8.0, reason="feet_moved"),),
        holds=(Hold(start_s=4.5, end_s=5.5, side=Side.LEFT, ended_by="unseen"),),
        events=(Event(key="heel_strike", time_s=6.5, side=Side.RIGHT),),
        absence="",
        checks=(
            CheckResult(
                key="squat.depth",
                side=Side.LEFT,
                outcome=Outcome.WITHIN,
                grade=Grade.GOOD,
                value=value,
                sigma=5.0,
                lower=-inf,
                upper=inf,
                unit="deg",
                basis="info",
                source="assumption",
                classes=("deep", "parallel"),
                reps_used=1,
            ),
        ),
        model=PoseModel("full", "ab" * 32),
    )


def read(report: Report) -> dict:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON.")

    return json.loads(report.to_json(), parse_constant=refuse)


def assert_fields(found: dict, fields: dict) -> None:
    assert list(found) == list(fields)
    for name, kind in fields.items():
        assert isinstance(found[name], kind), name


def a_real_one() -> Report:
    curve = Curve([Dip(), Dip(), Dip(), Dip(depth=0.5)])
    times = frame_times(curve.duration_s)
    poses = seen(squatting(curve(times)), times, yaw_deg=RIGHT_PROFILE)
    return analyze(poses, EXERCISES["squat"]).report


@pytest.mark.parametrize("report", [a_report(12.5), a_real_one()], ids=["made up", "analysed"])
def test_every_field_is_there_with_its_type_and_no_other(report):
    found = read(report)
    assert_fields(found, FIELDS)
    assert found["schema"] == SCHEMA == 2
    assert found["rep_count"] == len(found["reps"]) == report.rep_count
    for rep in found["reps"]:
        assert_fields(rep, OF_A_REP)
    for movement in found["not_counted"]:
        assert_fields(movement, OF_A_MOVEMENT)
    for hold in found["holds"]:
        assert_fields(hold, OF_A_HOLD)
    for event in found["events"]:
        assert_fields(event, OF_AN_EVENT)
    for check in found["checks"]:
        assert_fields(check, OF_A_CHECK)
    assert list(found["software"]) == SOFTWARE
    assert all(isinstance(text, str) for text in found["software"].values())


def test_what_is_read_back_is_what_was_written():
    report = a_real_one()
    assert read(report) == report.to_dict()


def test_numbers_keep_every_digit():
    assert read(a_report())["checks"][0]["value"] == 0.1 + 0.2
    assert read(a_report())["quality_values"] == {"tilted": 0.1 + 0.2}


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_what_is_not_known_or_has_no_end_is_null(value):
    found = read(a_report(value, value))
    assert found["yaw_deg"] is None
    assert [rep["values"]["squat.depth.left"] for rep in found["reps"]] == [None, None]
    (check,) = found["checks"]
    assert (check["value"], check["lower"], check["upper"]) == (None, None, None)


def test_the_same_report_is_the_same_text():
    assert a_report().to_json() == a_report().to_json()
    assert a_real_one().to_json() == a_real_one().to_json()


def test_the_text_is_utf_8_for_people_to_read():
    text = a_report().to_json()
    assert text.endswith("}\n")
    assert '  "exercise": "squat",\n' in text


def test_each_rep_has_the_number_that_each_check_drew_from_it():
    report = a_real_one()
    of_the_set = {check.key for check in SQUAT.checks if isinstance(check, SetCheck)}
    drawn = {
        f"{c.key}.{c.side}" if c.side else c.key
        for c in report.checks
        if c.reason != "view" and c.key not in of_the_set
    }
    assert drawn
    for rep in report.reps:
        assert set(rep.values) == drawn
