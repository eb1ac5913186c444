"""What the coach says between repetitions: little, and not again and again."""

from dataclasses import replace

import pytest

from posture.checks import judge
from posture.exercises import EXERCISES
from posture.grading import Grade
from posture.live.cues import GAP_S, REPEAT_S, CueChooser
from posture.pose import Side

CHECKS = {check.key: check for check in EXERCISES["squat"].checks}


def result(key: str, grade: Grade):
    return replace(judge(CHECKS[key], Side.LEFT, [10.0] * 3), grade=grade, classes=())


TRUNK = result("squat.trunk_shin", Grade.POOR)
HEEL = result("squat.heel_lift", Grade.CAUTION)
GOOD = result("squat.peak_knee_flexion", Grade.GOOD)
UNSURE = result("squat.full_stand", Grade.UNCERTAIN)


def said(chosen) -> list[tuple[str, bool]]:
    return [(cue.result.key, cue.is_praise) for cue in chosen]


def test_what_is_well_done_comes_before_what_is_to_be_changed():
    chosen = CueChooser().choose(0.0, [TRUNK, HEEL, GOOD])
    assert said(chosen) == [("squat.peak_knee_flexion", True), ("squat.trunk_shin", False)]


def test_one_thing_at_a_time_and_the_worst_first():
    chosen = CueChooser().choose(0.0, [HEEL, TRUNK])
    assert said(chosen) == [("squat.trunk_shin", False)]


def test_what_is_uncertain_is_not_said():
    assert CueChooser().choose(0.0, [UNSURE]) == []


def test_a_cue_is_not_repeated_at_once_but_the_next_one_may_follow():
    chooser = CueChooser()
    chooser.choose(0.0, [TRUNK, HEEL])
    assert chooser.choose(GAP_S / 2, [TRUNK, HEEL]) == []
    assert said(chooser.choose(GAP_S + 0.1, [TRUNK, HEEL])) == [("squat.heel_lift", False)]
    assert chooser.choose(2 * GAP_S + 0.2, [TRUNK, HEEL]) == []
    again = chooser.choose(REPEAT_S + 0.1, [TRUNK, HEEL])
    assert said(again) == [("squat.trunk_shin", False)]


@pytest.mark.parametrize("later_s", [GAP_S + 0.1, 2 * GAP_S])
def test_nothing_is_praised_while_a_cue_still_holds(later_s):
    chooser = CueChooser()
    chooser.choose(0.0, [TRUNK])
    assert chooser.choose(later_s, [TRUNK, GOOD]) == []
