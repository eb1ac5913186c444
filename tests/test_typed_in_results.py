"""The tests that are typed in: known answers, bounds, and words that give no degree."""

import pytest

from posture.entry_tests import (
    HEIGHT_CM,
    STEPS_CM,
    Legs,
    StandUp,
    gait_speed_m_s,
    is_plausible,
    is_plausible_speed,
    two_step_value,
)
from posture.i18n import LANGUAGES, MESSAGES
from posture.norm_wording import comparisons_of_value
from posture.norms import compare, tables_for
from posture.person_facts import AGES, Person
from posture.ranges import SOURCES

TABLES = tables_for("gait_speed")


@pytest.mark.parametrize(
    ("lengths_cm", "height_cm", "value"),
    [([160.0], 160.0, 1.0), ([180.0, 192.0], 160.0, 1.2), ([208.0, 130.0], 160.0, 1.3)],
)
def test_the_better_try_over_the_height(lengths_cm, height_cm, value):
    assert two_step_value(lengths_cm, height_cm) == pytest.approx(value)


@pytest.mark.parametrize(
    ("lengths_cm", "height_cm", "complaint"),
    [
        ([], 160.0, "at least one"),
        ([1.9], 160.0, "lengths_cm"),
        ([190.0, 401.0], 160.0, "lengths_cm"),
        ([190.0], 1.6, "height_cm"),
        ([190.0], 221.0, "height_cm"),
        ([float("nan")], 160.0, "lengths_cm"),
        ([190.0], float("nan"), "height_cm"),
    ],
)
def test_what_nobody_measures_is_refused(lengths_cm, height_cm, complaint):
    with pytest.raises(ValueError, match=complaint):
        two_step_value(lengths_cm, height_cm)


def test_the_ends_of_what_can_be_typed_are_allowed():
    for height_cm in HEIGHT_CM:
        for length_cm in STEPS_CM:
            assert two_step_value([length_cm], height_cm) == length_cm / height_cm


@pytest.mark.parametrize(
    ("value", "plausible"), [(0.19, False), (0.2, True), (2.0, True), (2.01, False)]
)
def test_a_value_that_nobody_reaches_is_doubted(value, plausible):
    assert is_plausible(value) == plausible


def test_a_box_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="left_cm"):
        StandUp(left_cm=35)


@pytest.mark.parametrize(
    ("result", "is_consistent"),
    [
        (StandUp(), True),
        (StandUp(both_cm=0), True),
        (StandUp(both_cm=0, left_cm=0, right_cm=0), True),
        (StandUp(both_cm=0, left_cm=40), False),
        (StandUp(both_cm=0, right_cm=10), False),
        (StandUp(both_cm=40, left_cm=20), True),
        (StandUp(left_cm=30), True),
    ],
)
def test_nobody_rises_on_one_leg_who_cannot_on_both(result, is_consistent):
    assert result.is_consistent == is_consistent


def test_the_record_keeps_what_was_not_tried_apart_from_what_did_not_work():
    lowest_cm = StandUp(both_cm=20, right_cm=0).lowest_cm
    assert lowest_cm == {Legs.BOTH: 20, Legs.LEFT: None, Legs.RIGHT: 0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_result_gives_a_degree(language):
    for key, sentence in MESSAGES[language].items():
        if key.startswith("entry."):
            assert not any(word in sentence.lower() for word in ("ロコモ度", "degree", "stage"))


def test_a_person_is_compared_only_if_age_and_sex_are_known():
    assert Person(70, "female").can_be_compared
    assert not any(p.can_be_compared for p in (Person(), Person(70), Person(sex="male")))


@pytest.mark.parametrize("age", [AGES[0] - 1, AGES[1] + 1])
def test_an_age_that_no_table_is_for_is_refused(age):
    with pytest.raises(ValueError, match="age"):
        Person(age, "male")


@pytest.mark.parametrize(
    ("distance_m", "times_s", "speed_m_s"),
    [(5.0, [5.0], 1.0), (4.0, [5.0], 0.8), (6.0, [5.0, 7.0], 1.0), (10.0, [4.0], 2.5)],
)
def test_walking_speed_is_the_distance_over_the_mean_time(distance_m, times_s, speed_m_s):
    assert gait_speed_m_s(distance_m, times_s) == pytest.approx(speed_m_s)


@pytest.mark.parametrize(
    ("distance_m", "times_s", "complaint"),
    [
        (5.0, [], "at least one"),
        (3.9, [4.0], "distance_m"),
        (500.0, [5.0], "distance_m"),
        (5.0, [0.5], "times_s"),
        (5.0, [5.0, float("nan")], "times_s"),
    ],
)
def test_a_speed_from_what_nobody_measures_is_refused(distance_m, times_s, complaint):
    with pytest.raises(ValueError, match=complaint):
        gait_speed_m_s(distance_m, times_s)


@pytest.mark.parametrize(
    ("speed", "plausible"), [(0.09, False), (0.1, True), (3.0, True), (3.01, False)]
)
def test_a_speed_that_nobody_walks_is_doubted(speed, plausible):
    assert is_plausible_speed(speed) == plausible


@pytest.mark.parametrize(
    ("speed", "said"),
    [
        (1.20, ("within", "within")),
        (1.04, ("uncertain", "within")),
        (0.90, ("beyond", "within")),
        (0.83, ("beyond", "uncertain")),
        (0.60, ("beyond", "beyond")),
    ],
)
def test_a_speed_is_set_beside_both_tables_and_nothing_is_said_within_the_error(speed, said):
    lines = comparisons_of_value("gait_speed", speed, "m/s", Person(70, "female"), "en")
    known = [compare("gait_speed", speed, Person(70, "female"), t.key).compared for t in TABLES]
    assert tuple(known) == said
    assert len(lines) == 2
    assert all(
        SOURCES[table.source].title in line for table, line in zip(TABLES, lines, strict=True)
    )


def test_a_speed_is_not_compared_without_age_and_sex():
    for person in (Person(), Person(70), Person(59, "male")):
        (line,) = comparisons_of_value("gait_speed", 0.7, "m/s", person, "ja")
        assert line == MESSAGES["ja"]["norm.none"]
