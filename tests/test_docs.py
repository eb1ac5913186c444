"""The pages in docs/ say what the program does: every key, every number."""

import importlib
import re
from math import inf
from pathlib import Path

import pytest
from test_report import (
    FIELDS,
    OF_A_CHECK,
    OF_A_HOLD,
    OF_A_MOVEMENT,
    OF_A_REP,
    OF_AN_EVENT,
    SOFTWARE,
    a_real_one,
    read,
)

from posture.exercises import EXERCISES
from posture.grading import Grade, Outcome
from posture.measures import ANY_VIEW, FRONTAL, MEASURES, SAGITTAL
from posture.quality import FAULTS
from posture.ranges import CLASSES, RANGES, SOURCES
from posture.view import View

DOCS = Path(__file__).parents[1] / "docs"
VIEWS = {SAGITTAL: "side", FRONTAL: "front", ANY_VIEW: "any"}
CHECKS = {check.key: check for exercise in EXERCISES.values() for check in exercise.checks}


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """Return the first table below a heading, or whose header starts so: cells by first cell."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(heading))
    table: list[list[str]] = []
    for line in lines[start:]:
        if line.startswith("|"):
            table.append([cell.strip().replace("`", "") for cell in line.strip("|").split("|")])
        elif table:
            break
    return {cells[0]: cells[1:] for cells in table[2:]}


def span(lower: float, upper: float) -> str:
    if lower == -inf and upper == inf:
        return "–"
    if upper == inf:
        return f"from {lower:g}"
    return f"to {upper:g}" if lower == -inf else f"{lower:g} to {upper:g}"


class TestMeasures:
    def test_every_measure_is_defined_with_its_unit_view_and_source(self):
        table = rows("measures.md", "| measure | unit |")
        assert list(table) == list(MEASURES)
        for key, (unit, view, _plus, definition, source) in table.items():
            measure = MEASURES[key]
            assert (unit, view, source) == (measure.unit, VIEWS[measure.views], measure.source)
            assert definition

    def test_of_every_measure_it_is_said_what_it_is_not(self):
        first_cells = rows("measures.md", "| measure | is not |")
        assert {key for cell in first_cells for key in cell.split(", ")} == set(MEASURES)

    def test_every_check_is_there_with_its_numbers(self):
        table = rows("measures.md", "| check | measure |")
        assert list(table) == list(CHECKS)
        for key, cells in table.items():
            check, row = CHECKS[key], RANGES[key]
            assert cells == [
                check.measure or "–",
                check.statistic,
                check.phase,
                "yes" if getattr(check, "from_standing", False) else "no",
                span(row.lower, row.upper),
                span(row.poor_below, row.poor_above),
                f"{row.sigma:g}",
                row.unit,
                row.basis,
                row.source,
            ], key

    def test_every_class_is_named_with_its_ends(self):
        text = (DOCS / "measures.md").read_text(encoding="utf-8").replace("−", "-")
        for classes in CLASSES.values():
            for row in classes:
                assert f"`{row.name}`" in text
                assert all(f"{end:g}" in text for end in (row.lower, row.upper) if abs(end) < inf)

    def test_constants_have_the_values_that_the_program_uses(self):
        text = (DOCS / "measures.md").read_text(encoding="utf-8")
        stated = re.findall(r"^\| `(\w+)\.([A-Z_]+)` \| ([\d.]+)", text, flags=re.MULTILINE)
        assert len(stated) > 20
        for module, name, value in stated:
            constant = getattr(importlib.import_module(f"posture.{module}"), name)
            assert float(value) == constant, f"{module}.{name}"

    @pytest.mark.parametrize(
        "module",
        [
            "baseline",
            "filtering",
            "kinematics_feet",
            "footage",
            "grading",
            "holds",
            "person",
            "phases",
            "quality",
            "reps",
            "view",
        ],
    )
    def test_no_constant_goes_without_a_reason(self, module):
        text = (DOCS / "measures.md").read_text(encoding="utf-8")
        for name, value in vars(importlib.import_module(f"posture.{module}")).items():
            if name.isupper() and isinstance(value, int | float):
                assert f"`{module}.{name}`" in text

    def test_the_drivers_of_a_squat_are_there(self):
        table = rows("measures.md", "| view | driver |")
        drivers = EXERCISES["squat"].finder.drivers
        assert set(table) == {str(view) for view in View}
        for view, driver in drivers.items():
            unit = MEASURES[driver.measure].unit
            assert table[str(view)] == [driver.measure, f"{driver.min_depth:g} {unit}"]

    def test_everything_that_makes_a_movement_no_squat_is_there(self):
        squat = EXERCISES["squat"].finder
        table = rows("measures.md", "| reason | if |")
        told = {reason: cells[0] for reason, cells in table.items()}
        assert told.pop("too_shallow")
        assert told.pop("too_quick") == f"shorter than {squat.min_duration_s:g} s"
        assert told.pop("unseen")
        assert told.pop("too_slow") == f"longer than {squat.max_duration_s:g} s"
        assert told == {
            disqualifier.reason: " and ".join(map(in_words, disqualifier.all_of))
            for disqualifier in squat.disqualifiers
        }

    def test_every_fault_of_a_recording_is_there_with_its_unit_and_consequence(self):
        table = rows("measures.md", "| key | if |")
        assert list(table) == [fault.key for fault in FAULTS]
        for fault in FAULTS:
            _condition, number, not_judged = table[fault.key]
            assert number.endswith(fault.unit)
            assert bool(number) == bool(fault.unit)
            assert not_judged.startswith("yes" if fault.forbids_judging else "no")

    def test_every_source_is_there(self):
        table = rows("measures.md", "## Sources")
        assert {key: cells[-1] for key, cells in table.items()} == {
            key: source.mark for key, source in SOURCES.items()
        }


def in_words(bound) -> str:
    side, value = ("below", bound.below) if bound.below > -inf else ("above", bound.above)
    unit = MEASURES[bound.measure].unit
    return f"{bound.statistic} of {bound.measure} {side} {value:g} {unit}"


class TestReport:
    @pytest.mark.parametrize(
        ("heading", "fields"),
        [
            ("## report.json", FIELDS),
            ("### An entry of `reps`", OF_A_REP),
            ("### An entry of `not_counted`", OF_A_MOVEMENT),
            ("### An entry of `holds`", OF_A_HOLD),
            ("### An entry of `events`", OF_AN_EVENT),
            ("### An entry of `checks`", OF_A_CHECK),
            ("### `software`", SOFTWARE),
        ],
    )
    def test_every_field_is_described_and_no_other(self, heading, fields):
        assert list(rows("report.md", heading)) == list(fields)

    def test_types_are_those_of_a_real_report(self):
        names = {"integer": int, "string": str, "number": float, "array": list, "object": dict}
        report = read(a_real_one())
        for heading, values in (
            ("## report.json", report),
            ("### An entry of `reps`", report["reps"][0]),
            ("### An entry of `not_counted`", report["not_counted"][0]),
            ("### An entry of `checks`", report["checks"][0]),
        ):
            for field, (kind, _says) in rows("report.md", heading).items():
                is_null = values[field] is None and kind.endswith("or null")
                assert is_null or isinstance(values[field], names[kind.split()[0]]), field

    def test_every_outcome_grade_and_reason_is_named(self):
        text = (DOCS / "report.md").read_text(encoding="utf-8")
        reasons = set(rows("measures.md", "| reason | if |"))
        for key in {*Outcome, *Grade, *View, *reasons}:
            assert f"`{key}`" in text


class TestChair:
    PAGE = "exercises/chair.md"

    def test_constants_have_the_values_that_the_program_uses(self):
        assert constants(self.PAGE) == {
            f"{module}.{name}": value
            for module in ("stand_states", "sit_to_stand")
            for name, value in vars(importlib.import_module(f"posture.{module}")).items()
            if name.isupper() and isinstance(value, int | float) and name != "MAX_UNSEEN_S"
        }

    def test_every_phase_is_there(self):
        assert set(rows(self.PAGE, "| phase | from |")) == EXERCISES["chair_squat"].finder.phases


def constants(page: str) -> dict[str, float]:
    text = (DOCS / page).read_text(encoding="utf-8")
    stated = re.findall(r"^\| `(\w+\.[A-Z_]+)` \| ([\d.]+)", text, flags=re.MULTILINE)
    return {name: float(value) for name, value in stated}
