"""Every row of every table: complete, used, and in agreement with the others."""

from itertools import pairwise
from math import inf, isfinite

import pytest

from posture.checks import EITHER_WAY, SetCheck, judge
from posture.cycles import Cycles
from posture.exercises import EXERCISES
from posture.fit.table import FITTED_HEIGHTS
from posture.grading import Grade, grade
from posture.guide import GUIDES
from posture.measures import ANY_VIEW, FRONTAL, MEASURES, SAGITTAL
from posture.norms import NORM_TABLES
from posture.phases import DURATION, STATISTICS
from posture.pose import Side
from posture.ranges import CLASSES, RANGES, SOURCES
from posture.safety import RED_FLAGS
from posture.screening.measures import SCREENING_MEASURES
from posture.screening.table import SCREENINGS
from posture.sets import SET_STATISTICS
from posture.view import View

CHECKS = {check.key: check for exercise in EXERCISES.values() for check in exercise.checks}
FINDERS = {
    check.key: exercise.finder for exercise in EXERCISES.values() for check in exercise.checks
}
CYCLES = {
    exercise.key: exercise.finder
    for exercise in EXERCISES.values()
    if isinstance(exercise.finder, Cycles)
}
UNITS = {"deg", "leg", "foot", "hip width", "trunk", "thigh", "shank", "shoulder width", "share"}

every_measure = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
every_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
every_range = pytest.mark.parametrize("row", RANGES.values(), ids=RANGES)
every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


@every_measure
class TestEveryMeasure:
    def test_has_a_known_unit_and_source_and_says_what_plus_means(self, measure):
        assert measure.unit in UNITS
        assert measure.source in SOURCES
        assert measure.positive

    def test_is_seen_in_a_plane(self, measure):
        assert measure.views in (SAGITTAL, FRONTAL, ANY_VIEW)

    def test_has_a_column_per_side_or_just_one(self, measure):
        columns = measure.columns
        assert set(columns) == (set(Side) if measure.bilateral else {None})
        assert all(column.startswith(measure.key) for column in columns.values())


def test_keys_are_what_rows_are_filed_under():
    for table in (MEASURES, RANGES, EXERCISES):
        assert all(row.key == key for key, row in table.items())


def test_no_two_measures_share_a_column():
    columns = [c for measure in MEASURES.values() for c in measure.columns.values()]
    assert len(columns) == len(set(columns))


@every_check
class TestEveryCheck:
    def test_draws_a_known_statistic_of_a_known_measure_over_a_known_phase(self, check):
        assert check.phase in FINDERS[check.key].phases
        if isinstance(check, SetCheck):
            assert check.statistic in SET_STATISTICS
        elif check.statistic == DURATION:
            assert check.measure is None
        else:
            assert check.measure in MEASURES
            assert check.statistic in STATISTICS
            assert 0 < check.min_seen <= 1

    def test_is_in_the_unit_of_its_measure(self, check):
        if getattr(check, "share", None):
            assert RANGES[check.key].unit == "share"
            assert {check.share.rest, check.share.whole} <= FINDERS[check.key].phases
        elif check.measure:
            assert RANGES[check.key].unit == MEASURES[check.measure].unit
        elif check.statistic == DURATION:
            assert RANGES[check.key].unit == "s"

    def test_is_named_after_its_exercise(self, check):
        assert check.key.split(".")[0] in EXERCISES

    def test_that_looks_either_way_is_of_the_whole_body_and_has_no_lower_bound(self, check):
        if check.statistic in EITHER_WAY and check.measure:
            assert not MEASURES[check.measure].bilateral
            assert RANGES[check.key].lower == -inf


@every_range
class TestEveryRange:
    def test_belongs_to_a_check(self, row):
        assert row.key in CHECKS or row.key in SCREENINGS

    def test_says_where_it_comes_from(self, row):
        assert row.source in SOURCES
        assert row.basis in ("literature", "design", "info")
        assert row.locator

    def test_has_bounds_unless_it_only_describes(self, row):
        has_bounds = row.lower > -inf or row.upper < inf
        assert has_bounds == (row.basis != "info")
        assert not (has_bounds and row.key in CLASSES)

    def test_has_a_caution_zone_wherever_it_has_a_bound(self, row):
        assert (row.poor_below > -inf) == (row.lower > -inf)
        assert (row.poor_above < inf) == (row.upper < inf)

    def test_is_wide_enough_to_be_met_surely(self, row):
        ends = [end for end in (row.lower, row.upper) if isfinite(end)]
        inside = sum(ends) / len(ends) if ends else 0.0
        if len(ends) == 1:  # open on the other side: as far in as the error cannot reach
            inside += 10 * row.sigma * (1 if isfinite(row.lower) else -1)
        assert grade(inside, row)[0] is Grade.GOOD


def test_every_check_has_its_range_and_every_range_its_check():
    assert RANGES.keys() == CHECKS.keys() | SCREENINGS.keys()


def test_every_source_is_used():
    measures = (*MEASURES.values(), *SCREENING_MEASURES.values())
    used = {row.source for row in RANGES.values()} | {measure.source for measure in measures}
    used |= {source for guide in GUIDES.values() if guide.dose for source in guide.dose.sources}
    used |= {flag.source for flag in RED_FLAGS.values()}
    used |= {table.source for table in NORM_TABLES.values()}
    assert used == set(SOURCES)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_source_says_how_far_it_was_verified(source):
    assert source.title
    assert source.mark in ("verified", "secondary", "assumption")


@pytest.mark.parametrize("key", CLASSES)
def test_classes_belong_to_a_check_and_cover_everything(key):
    rows = CLASSES[key]
    assert key in CHECKS
    assert (rows[0].lower, rows[-1].upper) == (-inf, inf)
    assert all(a.upper == b.lower for a, b in pairwise(rows))
    assert len({row.name for row in rows}) == len(rows)


@every_exercise
class TestEveryExercise:
    def test_is_found_from_somewhere_by_what_can_be_seen_there(self, exercise):
        assert exercise.finder.views
        for view in exercise.finder.views:
            assert view in MEASURES[exercise.finder.measure_for(view)].views

    def test_names_a_measure_to_show_even_where_it_cannot_be_found(self, exercise):
        assert {exercise.finder.measure_for(view) for view in View} <= set(MEASURES)

    def test_is_fitted_in_a_height_that_can_be_if_one_stands_up_from_a_seat(self, exercise):
        counted_in = {exercise.finder.measure_for(view) for view in View}
        assert not exercise.from_seat or counted_in <= set(FITTED_HEIGHTS)

    def test_has_each_check_once_and_something_to_check_wherever_it_is_graded(self, exercise):
        keys = [check.key for check in exercise.checks]
        assert len(keys) == len(set(keys))
        for view in exercise.finder.views - {View.OBLIQUE}:
            assert any(view in check.views for check in exercise.checks)

    def test_can_be_judged(self, exercise):
        assert exercise.min_reps >= 1
        assert exercise.neutral in ("standing", "rest")
        assert exercise.counted in ("rep", "hold", "stride", "stand")


@pytest.mark.parametrize("key", CYCLES)
class TestEveryCycle:
    def test_has_a_shortest_and_a_longest_repetition_and_a_least_depth(self, key):
        cycles = CYCLES[key]
        assert 0 < cycles.min_duration_s < cycles.max_duration_s
        assert all(driver.min_depth > 0 for driver in cycles.drivers.values())

    def test_is_not_done_with_bounds_that_can_be_read_wherever_it_is_found(self, key):
        cycles = CYCLES[key]
        for disqualifier in cycles.disqualifiers:
            assert disqualifier.all_of
            for bound in disqualifier.all_of:
                told_from = cycles.views & disqualifier.shown_from
                assert told_from <= MEASURES[bound.measure].views
                assert bound.statistic in STATISTICS
                assert bound.phase in cycles.phases
                assert (bound.below > -inf) != (bound.above < inf)

    def test_says_nothing_twice(self, key):
        assert len(CYCLES[key].disqualifiers) == len(set(CYCLES[key].disqualifiers))


@every_check
def test_a_check_of_nothing_can_be_told(check):
    assert judge(check, None, []).reason == "no_reps"
