"""Live tests against the clock: from the start signal to the bell."""

import pytest
from coached import new_coach, show
from sitting import filmed, stands
from stick_figure import RIGHT_PROFILE

from posture.analysis import analyze
from posture.live.coach import Stage
from posture.view import View

READY_S = 6.0
QUICK = {"down_s": 0.9, "hold_s": 0.2, "up_s": 0.9, "rest_s": 0.5}


def done(exercise: str, n: int):
    """Return the states and the coach of so many stands after sitting ready."""
    poses = filmed(stands([1.0] * n, lead_s=READY_S, **QUICK), RIGHT_PROFILE, noise_px=0.5)
    coach = new_coach(poses, View.SIDE, exercise)
    return show(coach, poses), poses.time_s, coach


def test_thirty_seconds_end_with_the_bell_and_the_report_counts_from_the_signal():
    states, times, coach = done("chair_stand_30s", 16)
    stages = [state.stage for state in states]
    go_s = times[stages.index(Stage.EXERCISE)]
    assert times[stages.index(Stage.DONE)] - go_s == pytest.approx(30.3, abs=0.1)
    report = analyze(coach.poses(), coach.timed_exercise(), View.SIDE).report
    assert [event.key for event in report.events] == ["go", "bell"]
    go, bell = (event.time_s for event in report.events)
    assert bell - go == pytest.approx(30.0)
    assert go == pytest.approx(go_s - coach.record.seen().time_s[0], abs=0.01)
    assert report.rep_count == states[-1].moving.count
    assert report.rep_count > 8


def test_five_stands_end_once_the_person_had_time_to_sit_down():
    states, times, coach = done("five_chair_stands", 7)
    stages = [state.stage for state in states]
    fifth_s = next(t for t, s in zip(times, states, strict=True) if s.moving.count == 5)
    assert times[stages.index(Stage.DONE)] - fifth_s == pytest.approx(4.0, abs=0.2)
    report = analyze(coach.poses(), coach.timed_exercise(), View.SIDE).report
    assert report.rep_count == 5
    assert all(check.outcome != "not_measurable" for check in report.checks)


def test_the_clock_runs_to_the_bell_or_from_the_signal():
    states, _, _ = done("chair_stand_30s", 3)
    left_s = [state.clock_s for state in states if state.stage is Stage.EXERCISE]
    assert left_s[0] == pytest.approx(30.0, abs=0.1)
    assert left_s == sorted(left_s, reverse=True)
    states, _, _ = done("five_chair_stands", 3)
    since_s = [state.clock_s for state in states if state.stage is Stage.EXERCISE]
    assert since_s[0] == pytest.approx(0.0, abs=0.1)
    assert since_s == sorted(since_s)
