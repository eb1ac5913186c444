"""From pixels to angles and counts: the whole pipeline on clips whose truth is known.

A small part of the grid of benchmarks/accuracy.py, with bounds that leave room for what codec and
processor change; docs/accuracy.md has the figures.
"""

import sys
from pathlib import Path

import pytest

import posture
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.clip import Clip
from posture.figure.truth import true_poses
from posture.io.models import DEFAULT_MODEL, find_model

sys.path.insert(0, str(Path(posture.__file__).parents[1]))

from benchmarks.accuracy import AZIMUTHS_DEG, CAMERAS, Case, evaluate
from benchmarks.performance import false_counts


def outcome(motion: str, view: str, person: str = "kenji", **settings: object):
    camera = Camera(azimuth_deg=AZIMUTHS_DEG[view])
    clip = Clip(person=person, motion=motion, camera=camera, seed=7, fps=15.0, **settings)
    return evaluate(Case(motion, "", clip), find_model(DEFAULT_MODEL))


def mae(outcome, measure: str, against: str = "total") -> float:
    part = outcome.errors[outcome.errors.measure == measure]
    return part[f"{against}_abs"].sum() / part.frames.sum()


def counted(outcome) -> tuple[int, int]:
    return outcome.performance.count, outcome.performance.true_count


@pytest.fixture(scope="module")
def squat_from_the_side():
    return outcome("squat", "side")


def test_a_squat_from_the_side_is_measured_and_counted(squat_from_the_side):
    assert squat_from_the_side.detected == squat_from_the_side.in_picture > 150
    assert counted(squat_from_the_side) == (3, 3)
    assert mae(squat_from_the_side, "knee_flexion") < 5.5
    assert mae(squat_from_the_side, "trunk_lean") < 4.5
    assert mae(squat_from_the_side, "thigh_elevation") < 4.5


def test_its_repetitions_are_timed_to_a_fifth_of_a_second(squat_from_the_side):
    errors_s = squat_from_the_side.performance.rep_errors_s[""]
    assert len(errors_s) == 3
    assert all(abs(late_s) < 0.2 for rep in errors_s for late_s in rep)


def test_a_squat_from_the_front_is_counted():
    seen = outcome("squat", "front", settings={"n_reps": 2})
    assert seen.detected == seen.in_picture
    assert counted(seen) == (2, 2)
    assert mae(seen, "lateral_trunk_lean", "model") < 2.5


@pytest.mark.parametrize(
    ("motion", "view", "duration_s"),
    [("walking_treadmill", "side", 2.5), ("heel_raise", "side", 4.0), ("standing", "front", 2.0)],
)
def test_the_figure_is_found(motion, view, duration_s):
    seen = outcome(motion, view, duration_s=duration_s)
    assert seen.detected >= 0.99 * seen.in_picture
    assert seen.in_picture > 25


@pytest.mark.parametrize(
    ("motion", "view", "person", "settings"),
    [
        # the model calls the stretched leg by the other one's name
        ("knee_extension_quick", "side", "kenji", {}),
        # it sees the ankles rise by a third of what the body does
        ("heel_raise", "front", "david", {"n_reps": 2}),
        # the hips go down by hardly more than a shift of weight
        ("squat_shallow", "front", "hana", {"n_reps": 2}),
    ],
)
def test_what_the_model_sees_badly_is_counted_right(motion, view, person, settings):
    seen = outcome(motion, view, person, settings=settings)
    count, true_count = counted(seen)
    assert count == true_count > 1
    assert seen.performance.not_counted == ()


def test_waving_is_no_exercise():
    found = outcome("waving", "front").false_counts
    assert set(found) == set(EXERCISES)
    assert not any(found.values()), found


def test_true_strides_of_who_walks_in_and_out_are_not_false_and_others_are():
    camera = Camera(azimuth_deg=90.0, **CAMERAS["walking"])
    clip = Clip(person="kenji", motion="walking_in_and_out", camera=camera, seed=7)
    seen = true_poses(clip.subject, camera)
    assert false_counts(seen, clip)["walking"] == 0
    standing = Clip(person="kenji", motion="standing", camera=camera)  # whose feet never meet it
    assert false_counts(seen, standing)["walking"] > 0
