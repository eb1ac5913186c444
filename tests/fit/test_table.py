"""The fitted measures as a table, and whether their standard deviations are honest."""

from dataclasses import replace

import numpy as np
import pytest
from filmed import filmed

from posture.baseline import measure_baseline
from posture.fit import fit_body
from posture.fit.sigma import BUDGETS
from posture.fit.table import FITTED, fitted_measures
from posture.measures import MEASURES, compute_measures
from posture.pose import Landmark
from posture.view import estimate_viewpoint


def tables(off_profile_deg: float, **more: object):
    poses, truth = filmed("squat", off_profile_deg, n_reps=2, **more)
    fit = fit_body(poses)
    assert fit is not None
    return poses, truth, *fitted_measures(fit, poses)


def test_every_fitted_measure_has_a_budget_and_is_in_the_table_of_measures():
    assert set(FITTED) == set(BUDGETS)
    assert set(FITTED) <= set(MEASURES)
    assert all(MEASURES[key].unit == "deg" for key in FITTED)


def test_the_columns_are_those_of_the_measures():
    poses, _, values, sigmas = tables(0)
    measured = compute_measures(poses, measure_baseline(poses, estimate_viewpoint(poses)), FITTED)
    assert list(values.columns) == list(measured.columns)
    assert values.index.equals(measured.index)
    assert sigmas.shape == values.shape


@pytest.mark.parametrize("off_profile_deg", [0, 45])
def test_signs_and_zeros_are_those_of_the_measures(off_profile_deg):
    _, truth, values, _ = tables(off_profile_deg)
    for column in values.columns:
        error = values[column] - truth[column]
        assert np.mean(np.abs(error)) < 4.0, column


def test_a_camera_off_the_profile_is_trusted_less():
    sigmas = [tables(off)[3]["knee_flexion_left"].median() for off in (0, 30, 60, 90)]
    assert sigmas == sorted(sigmas)
    assert sigmas[0] < 5.0 < sigmas[-1]


def test_a_guessed_joint_is_trusted_less():
    poses, _ = filmed("squat", 30, n_reps=1)
    visibility = poses.visibility.copy()
    visibility[:, Landmark.LEFT_KNEE] = 0.55
    guessed = replace(poses, visibility=visibility)
    fit = fit_body(poses)
    clear, doubtful = (fitted_measures(fit, p)[1] for p in (poses, guessed))
    assert (doubtful["knee_flexion_left"] > clear["knee_flexion_left"]).all()


def test_noise_alone_is_covered():
    for off_profile_deg in (0, 45):
        _, truth, values, sigmas = tables(off_profile_deg)
        for column in values.columns:
            covered = np.abs(values[column] - truth[column]) <= 1.645 * sigmas[column]
            assert covered.mean() >= 0.85, column
