"""The tables of norms against a second transcription, and what is made of them."""

from itertools import pairwise
from math import inf

import pytest

from posture import guide
from posture.exercises import EXERCISES
from posture.guide import GUIDES
from posture.norms import NORM_TABLES, Compared, Kind, compare, tables_for
from posture.person_facts import Person
from posture.ranges import SOURCES

# Typed again from the sources, as their rows: ages, then women, then men.
AGES_OF_TEN = ("60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90-94")
AGAIN = {
    "cdc_steadi_30s": (AGES_OF_TEN, "12 11 10 10 9 8 4", "14 12 12 11 10 8 7"),
    "rikli_jones_1999": (
        AGES_OF_TEN,
        "12-17 11-16 10-15 10-15 9-14 8-13 4-11",
        "14-19 12-18 12-17 11-17 10-15 8-14 7-12",
    ),
    "cs30_japan_usual": (
        ("20-29", "30-39", "40-49", "50-59", "60-64", "65-69", "70-74", "75-79", "80-110"),
        "23-28 24-28 23-27 20-24 19-23 17-21 15-19 13-17 13-16",
        "28-32 26-30 25-29 22-27 20-25 18-21 16-20 15-17 14-16",
    ),
    "bohannon_2006_five": (("60-69", "70-79", "80-89"), *["11.4 12.6 14.8"] * 2),
    "springer_2007_best": (
        ("18-39", "40-49", "50-59", "60-69", "70-79", "80-99"),
        *["44 41 41 32 21 9"] * 2,
    ),
    "bohannon_2006_stance": (("60-69", "70-79", "80-99"), *["27.0 17.2 8.5"] * 2),
    "awgs_2019": (("60-110",), "12", "12"),
    "ewgsop2": (("60-110",), "15", "15"),
    "japan_healthy_mean": (("60-110",), "8.5", "8.5"),
    "healthy_adults_2021": (("18-59",), "12.39", "12.39"),
    "jsmr_2015": (("18-110",), "15", "15"),
    "springer_2007_fall": (("18-110",), "5", "5"),
    "awgs_2019_speed": (("60-110",), "1.0", "1.0"),
    "ewgsop2_speed": (("60-110",), "0.8", "0.8"),
}
EVERY_TABLE = pytest.mark.parametrize("key", NORM_TABLES)


@EVERY_TABLE
def test_a_table_has_the_numbers_of_its_source(key):
    table = NORM_TABLES[key]
    ages, *columns = AGAIN[key]
    expected = {}
    for sex, column in zip(("female", "male"), columns, strict=True):
        for age, cell in zip(ages, column.split(), strict=True):
            numbers = [float(number) for number in cell.split("-")]
            if table.kind is Kind.FROM:
                numbers = [*numbers, inf]
            elif table.kind in (Kind.UNDER, Kind.UP_TO):
                numbers = [-inf, *numbers]
            elif len(numbers) == 1:
                numbers = numbers * 2
            expected[sex, *map(int, age.split("-"))] = tuple(numbers)
    assert {(r.sex, r.age_from, r.age_to): (r.lower, r.upper) for r in table.rows} == expected


@EVERY_TABLE
def test_its_ages_do_not_overlap_and_it_belongs_to_a_test_and_a_source(key):
    table = NORM_TABLES[key]
    assert table.source in SOURCES
    is_typed_in = GUIDES[table.test].kind is guide.Kind.ENTRY
    assert is_typed_in or EXERCISES[table.test].kind == "test"
    for sex in ("female", "male"):
        rows = [row for row in table.rows if row.sex == sex]
        assert rows
        assert all(a.age_to + 1 == b.age_from for a, b in pairwise(rows))


def of(test: str, value: float, age: int | None, sex: str | None, table: str):
    return compare(test, value, Person(age, sex), table)


@pytest.mark.parametrize(
    ("stands", "compared"),
    [(10, "beyond"), (11, "uncertain"), (12, "uncertain"), (13, "uncertain"), (14, "within")],
)
def test_stands_within_one_of_the_limit_are_uncertain(stands, compared):
    assert of("chair_stand_30s", stands, 67, "male", "cdc_steadi_30s").compared == compared


def test_two_tables_disagree_about_the_same_person_and_each_is_named():
    american = of("chair_stand_30s", 15, 67, "male", "cdc_steadi_30s")
    japanese = of("chair_stand_30s", 15, 67, "male", "cs30_japan_usual")
    assert (american.table, american.compared) == ("cdc_steadi_30s", Compared.WITHIN)
    assert (japanese.table, japanese.compared) == ("cs30_japan_usual", Compared.BEYOND)
    assert (japanese.lower, japanese.upper) == (18, 21)


def test_more_than_the_usual_is_no_fault():
    assert of("chair_stand_30s", 40, 67, "male", "cs30_japan_usual").compared == "within"


@pytest.mark.parametrize(
    ("seconds", "compared"),
    [(11.4, "within"), (11.6, "uncertain"), (12.4, "uncertain"), (12.6, "beyond")],
)
def test_a_time_within_the_cameras_error_of_the_limit_is_uncertain(seconds, compared):
    assert of("five_chair_stands", seconds, 70, "female", "awgs_2019").compared == compared


@pytest.mark.parametrize(
    ("age", "sex"), [(None, "male"), (67, None), (None, None), (59, "male"), (95, "female")]
)
def test_who_is_not_in_the_table_is_not_compared(age, sex):
    assert of("chair_stand_30s", 15, age, sex, "cdc_steadi_30s") is None


@pytest.mark.parametrize(("age", "lower"), [(64, 12), (65, 11), (69, 11), (70, 10), (94, 4)])
def test_a_birthday_changes_the_row(age, lower):
    assert of("chair_stand_30s", 15, age, "female", "cdc_steadi_30s").lower == lower


def test_an_average_is_shown_and_nobody_is_judged_by_it():
    assert of("single_leg_stance", 3.0, 45, "female", "springer_2007_best").compared == "mean"


def test_without_a_table_the_first_with_a_row_is_taken():
    assert compare("five_chair_stands", 9.0, Person(30, "male")).table == "healthy_adults_2021"
    assert compare("five_chair_stands", 9.0, Person(70, "male")).table == "awgs_2019"


def test_a_chairs_height_chooses_its_tables():
    assert [t.key for t in tables_for("chair_stand_30s", 40)] == ["cs30_japan_usual"]
    assert [t.key for t in tables_for("chair_stand_30s", 43)] == [
        "cdc_steadi_30s",
        "rikli_jones_1999",
    ]
    assert len(tables_for("five_chair_stands", 40)) == 5


def test_a_table_of_another_test_is_refused():
    with pytest.raises(KeyError):
        of("five_chair_stands", 9.0, 70, "male", "cdc_steadi_30s")
