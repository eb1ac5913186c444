"""Live tests end by themselves: with the bell, after the last stand, once both legs were tried."""

from itertools import groupby

import pytest
from coached import new_coach, show
from sitting import filmed, stands
from stick_figure import FRONT, RIGHT_PROFILE, one_after_another
from test_strength import on_one_leg

from posture.analysis import analyze
from posture.live.coach import Stage
from posture.pose import Side
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


def on_either_leg(still_s: float):
    """Return the states and times of a try on each leg after standing ready, and of rest then."""
    first = on_one_leg(Side.LEFT, [(READY_S + 1.0, READY_S + 6.0)], FRONT, READY_S + 9.0)
    second = on_one_leg(Side.RIGHT, [(2.0, 7.0)], FRONT, 7.0 + still_s)
    poses = one_after_another(first, second)
    coach = new_coach(poses, View.FRONT, "single_leg_stance")
    return show(coach, poses), poses.time_s


def test_a_test_of_either_leg_asks_for_the_other_and_ends_after_both():
    states, times = on_either_leg(still_s=13.0)
    phases = [state.moving.phase for state in states if state.stage is Stage.EXERCISE]
    assert [key for key, _ in groupby(phases)] == [
        "rest",
        "holding",
        "other_leg",
        "holding",
        "rest",
    ]
    down_s = READY_S + 9.0 + 7.0
    done_s = times[[state.stage for state in states].index(Stage.DONE)]
    assert done_s - down_s == pytest.approx(10.0, abs=0.6)


def test_before_it_ends_one_may_try_again():
    states, _ = on_either_leg(still_s=8.0)
    assert states[-1].stage is Stage.EXERCISE
