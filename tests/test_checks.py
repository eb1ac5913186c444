from math import isnan, nan

import pytest

from posture.checks import MIN_REPS, Check, cues, judge, not_measurable
from posture.exercises.squat import SQUAT
from posture.grading import Grade, Outcome
from posture.pose import Side
from posture.ranges import CLASSES, RANGES, classes_near

CHECKS = {check.key: check for check in SQUAT.checks}
KNEE, DEPTH, LEAN = (
    CHECKS[f"squat.{name}"] for name in ("peak_knee_flexion", "depth", "side_lean")
)


def on_the_right(check: Check, per_rep: list[float], doubt: str = ""):
    return judge(check, Side.RIGHT, per_rep, doubt)


def test_a_set_is_judged_by_its_median():
    found = on_the_right(KNEE, [60.0, 70.0, 179.0])
    assert (found.value, found.outcome, found.grade) == (70.0, "within", "good")
    assert (found.key, found.side, found.reps_used) == ("squat.peak_knee_flexion", "right", 3)
    assert (found.reason, found.classes) == ("", ())


def test_the_result_carries_its_range():
    found, row = on_the_right(KNEE, [70.0] * 3), RANGES["squat.peak_knee_flexion"]
    assert (found.lower, found.upper, found.sigma) == (row.lower, row.upper, row.sigma)
    assert (found.unit, found.source) == (row.unit, row.source)


@pytest.mark.parametrize(
    ("value", "outcome", "grade"),
    [
        (70.0, "within", "good"),
        (89.9, "within", "good"),
        (90.1, "uncertain", "uncertain"),
        (100.0, "uncertain", "uncertain"),
        (100.1, "above", "caution"),
        (117.6, "above", "caution"),
        (117.7, "above", "poor"),
        (24.9, "below", "caution"),
        (7.4, "below", "caution"),
        (7.3, "below", "poor"),
    ],
)
def test_values_are_graded_with_the_rows_error(value, outcome, grade):
    found = on_the_right(KNEE, [value] * 3)
    assert (found.outcome, found.grade) == (outcome, grade)
    assert found.reason == ("within_error" if outcome == "uncertain" else "")


@pytest.mark.parametrize("count", range(1, 6))
def test_few_repetitions_are_shown_and_not_judged(count):
    found = on_the_right(KNEE, [70.0] * count)
    assert found.value == 70.0
    assert found.reps_used == count
    assert found.reason == ("few_reps" if count < MIN_REPS else "")
    assert found.outcome == ("uncertain" if count < MIN_REPS else "within")


def test_three_repetitions_make_a_set():
    assert MIN_REPS == 3


def test_repetitions_in_which_it_was_not_seen_do_not_count_towards_the_set():
    found = on_the_right(KNEE, [nan, 70.0, nan, 71.0])
    assert (found.value, found.reps_used, found.reason) == (70.5, 2, "few_reps")


@pytest.mark.parametrize(("per_rep", "reason"), [([], "no_reps"), ([nan, nan, nan], "unseen")])
def test_what_was_never_seen_is_not_measurable(per_rep, reason):
    found = on_the_right(KNEE, per_rep)
    assert (found.outcome, found.grade, found.reason) == ("not_measurable", "uncertain", reason)
    assert isnan(found.value)
    assert found.reps_used == 0


@pytest.mark.parametrize("value", [70.0, 170.0])
def test_a_doubtful_recording_is_shown_and_not_judged(value):
    found = on_the_right(KNEE, [value] * 5, doubt="low_frame_rate")
    assert (found.outcome, found.grade) == (Outcome.UNCERTAIN, Grade.UNCERTAIN)
    assert (found.value, found.reason) == (value, "low_frame_rate")


def test_a_doubt_outweighs_few_repetitions_but_not_that_nothing_was_seen():
    assert on_the_right(KNEE, [70.0], doubt="too_far").reason == "too_far"
    assert on_the_right(KNEE, [nan], doubt="too_far").reason == "unseen"


@pytest.mark.parametrize(
    ("value", "classes"),
    [
        (-40.0, ["deep"]),
        (-11.0, ["deep"]),
        (-10.9, ["deep", "parallel"]),
        (-6.0, ["deep", "parallel"]),
        (-1.0, ["parallel"]),
        (0.0, ["parallel"]),
        (1.1, ["parallel", "near_parallel"]),
        (13.0, ["near_parallel"]),
        (15.1, ["near_parallel", "partial"]),
        (25.0, ["partial"]),
        (60.0, ["partial"]),
    ],
)
def test_depth_names_every_class_within_its_error(value, classes):
    found = on_the_right(DEPTH, [value] * 3)
    assert list(found.classes) == classes
    assert found.outcome == ("within" if len(classes) == 1 else "uncertain")
    assert found.reason == ("" if len(classes) == 1 else "within_error")
    assert found.lower < value < found.upper


def test_classes_leave_no_hole():
    for rows in CLASSES.values():
        assert [row.upper for row in rows[:-1]] == [row.lower for row in rows[1:]]


def test_a_measure_without_classes_has_none():
    assert classes_near("squat.heel_lift", 0.1, 0.05) == ()


@pytest.mark.parametrize(
    ("per_rep", "side", "value"),
    [([7.0, 8.0, 9.0], "right", 8.0), ([-7.0, -8.0, -9.0], "left", 8.0), ([-1, 2, 3], "right", 2)],
)
def test_leaning_either_way_names_the_side_leant_to(per_rep, side, value):
    found = judge(LEAN, None, per_rep)
    assert (found.side, found.value) == (side, value)


def test_what_a_view_cannot_show_keeps_its_range():
    found = not_measurable(KNEE, None, "view")
    assert (found.outcome, found.reason, found.side) == ("not_measurable", "view", None)
    assert (found.lower, found.upper) == (30.0, 95.0)
    assert isnan(found.value)


VALGUS, KNEE_IN = CHECKS["squat.dynamic_valgus"], CHECKS["squat.knee_in"]


def test_the_worst_is_worth_working_on_first_and_two_things_are_enough():
    caution = on_the_right(KNEE_IN, [0.24] * 3)
    poor = on_the_right(VALGUS, [40.0] * 3)
    also_poor = on_the_right(KNEE, [150.0] * 3)
    assert [cue.key for cue in cues([caution, poor, also_poor])] == [poor.key, also_poor.key]
    assert cues([caution, poor]) == [poor, caution]


def test_both_knees_are_one_thing_to_work_on():
    both = [judge(VALGUS, side, [40.0] * 3) for side in Side]
    assert cues(both) == both[:1]


def test_nothing_is_worth_working_on_if_all_is_well_or_unknown():
    good, unsure = on_the_right(KNEE, [70.0] * 3), on_the_right(VALGUS, [40.0])
    assert cues([good, unsure, not_measurable(DEPTH, None, "view")]) == []
