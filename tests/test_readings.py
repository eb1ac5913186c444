"""Which reading of a measure is believed, and what error it is given."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posture import readings
from posture.analysis import Analysis, analyze
from posture.checks import CheckResult
from posture.exercises import EXERCISES
from posture.fit import fit_body
from posture.grading import Outcome
from posture.measures import MEASURES
from posture.pose import Landmark, PoseSequence, Side
from posture.ranges import RANGES
from posture.readings import Representation, wants_fit
from posture.swaps import LEGS
from posture.view import View, Viewpoint

sys.path.append(str(Path(__file__).parent / "fit"))
from filmed import filmed

SQUAT = EXERCISES["squat"]
KNEE = "squat.peak_knee_flexion"


def analyzed(poses: PoseSequence) -> Analysis:
    return analyze(poses, SQUAT)


def knee(analysis: Analysis) -> CheckResult:
    (found,) = (check for check in analysis.report.checks if check.key == KNEE)
    return found


@pytest.mark.parametrize(
    ("view", "yaw_deg", "expected"),
    [
        (View.SIDE, -90.0, False),
        (View.SIDE, 82.0, False),
        (View.SIDE, -75.0, True),
        (View.SIDE, 110.0, True),
        (View.OBLIQUE, -45.0, True),
        (View.OBLIQUE, 130.0, True),
        (View.OBLIQUE, -25.0, True),
        (View.FRONT, 10.0, False),
        (View.REAR, 175.0, False),
    ],
)
def test_the_fit_is_wanted_off_the_profile_and_not_from_the_front(view, yaw_deg, expected):
    assert wants_fit(Viewpoint(view=view, yaw_deg=yaw_deg, facing=1, near=Side.LEFT)) is expected


@pytest.mark.parametrize("visibility_of_the_other_leg", [0.2, 0.95])
def test_off_the_profile_a_leg_held_up_is_right(visibility_of_the_other_leg):
    poses, truth = filmed("knee_extension", 15, n_reps=2)
    visibility = poses.visibility.copy()
    other_leg = [Landmark.of(name, Side.RIGHT) for name in LEGS if name != "hip"]
    visibility[:, other_leg] = visibility_of_the_other_leg
    analysis = analyze(replace(poses, visibility=visibility), EXERCISES["knee_extension"])
    assert wants_fit(analysis.baseline.viewpoint)  # as the squat would be read
    error = (analysis.measures["knee_flexion_left"] - truth["knee_flexion_left"]).to_numpy()
    assert np.max(np.abs(error)) < 8.0


@pytest.mark.parametrize("off_profile_deg", [20, 35, 50])
def test_off_the_profile_the_knee_is_still_right_and_its_error_said(off_profile_deg):
    poses, truth = filmed("squat", off_profile_deg, n_reps=3)
    analysis = analyzed(poses)
    error = analysis.measures["knee_flexion_left"] - truth["knee_flexion_left"].to_numpy()
    assert np.mean(np.abs(error)) <= 3.5
    found = knee(analysis)
    assert found.representation == Representation.FIT
    assert found.value == pytest.approx(truth["knee_flexion_left"].max(), abs=2 * found.sigma)
    assert found.outcome is not Outcome.NOT_MEASURABLE


def test_in_profile_the_picture_is_believed_with_the_error_of_the_range():
    poses, _ = filmed("squat", 0, n_reps=3)
    found = knee(analyzed(poses))
    assert found.representation == Representation.IMAGE
    assert found.sigma == RANGES[KNEE].sigma


def test_the_further_off_the_greater_the_error_that_is_judged_with():
    sigmas = [knee(analyzed(filmed("squat", off, n_reps=3)[0])).sigma for off in (15, 35, 52)]
    assert sigmas == sorted(sigmas)
    assert sigmas[-1] > RANGES[KNEE].sigma


def test_a_count_from_an_angle_is_not_changed_by_the_fit():
    poses, _ = filmed("squat", 45, n_reps=3)
    assert analyzed(poses).report.rep_count == 3


@pytest.mark.parametrize(("off_profile_deg", "expected"), [(50, Representation.FIT), (72, "")])
def test_too_near_to_the_front_nothing_sagittal_is_read(off_profile_deg, expected):
    poses, _ = filmed("squat", off_profile_deg, n_reps=3)
    found = knee(analyze(poses, SQUAT, View.OBLIQUE))
    assert found.representation == expected


def test_a_fit_that_does_not_explain_the_clip_is_not_believed(monkeypatch):
    poses, _ = filmed("squat", 45, n_reps=3)
    monkeypatch.setattr(readings, "fit_body", lambda p: replace(fit_body(p), strain=5.0))
    analysis = analyzed(poses)
    assert analysis.report.rep_count == 3
    assert (knee(analysis).outcome, knee(analysis).reason) == (Outcome.NOT_MEASURABLE, "view")
    assert analysis.measures["knee_flexion_left"].isna().all()


@pytest.mark.parametrize("off_profile_deg", [0, 15, 45, 90])
@pytest.mark.parametrize("roll_deg", [-10.0, 10.0])
@pytest.mark.parametrize("motion", ["squat", "chair_squat"])
def test_a_camera_rolled_by_ten_degrees_is_noticed(motion, roll_deg, off_profile_deg):
    poses, _ = filmed(motion, off_profile_deg, camera={"roll_deg": roll_deg})
    report = analyzed(poses).report
    assert "tilted" in report.quality
    asked = {check.key: check for check in SQUAT.checks}
    for found in report.checks:
        check = asked[found.key]
        if check.measure and MEASURES[check.measure].against_level and not check.from_standing:
            assert found.outcome is Outcome.NOT_MEASURABLE


@pytest.mark.parametrize("off_profile_deg", [0, 15, 45, 90])
def test_a_level_camera_is_not_called_tilted(off_profile_deg):
    poses, _ = filmed("squat", off_profile_deg, n_reps=3)
    assert "tilted" not in analyzed(poses).report.quality


def test_a_roll_that_is_given_is_taken_out():
    rolled, truth = filmed("squat", 0, camera={"roll_deg": -10.0}, n_reps=3)
    analysis = analyze(rolled, SQUAT, roll_deg=10.0)
    assert "tilted" not in analysis.report.quality
    error = analysis.measures["trunk_lean_left"] - truth["trunk_lean_left"].to_numpy()
    assert np.mean(np.abs(error)) <= 2.0


@pytest.mark.parametrize("off_profile_deg", [0, 45])
def test_the_persons_own_standing_is_given_and_not_taken_off(off_profile_deg):
    poses, truth = filmed("squat", off_profile_deg, n_reps=3)
    analysis = analyzed(poses)
    stands = truth["knee_flexion_left"].to_numpy()[analysis.baseline.standing]
    found = analysis.report.standing["knee_flexion_left"]
    assert found == pytest.approx(np.median(stands), abs=3.0)
    assert found > 2.0  # nobody stands quite straight, and no more does what is measured
    measured = analysis.measures["knee_flexion_left"].to_numpy()
    assert found == pytest.approx(np.nanmedian(measured[analysis.baseline.standing]))
    assert "fppa_left" not in analysis.report.standing
