"""How high the hips are, read from the fitted body, and who finds movements in it."""

from dataclasses import replace

import numpy as np
import pytest
from filmed import filmed

from posture.analysis import analyze
from posture.baseline import measure_baseline
from posture.exercises import EXERCISES
from posture.fit import fit_body
from posture.fit.table import FITTED_HEIGHTS, fitted_height
from posture.measures import MEASURES, compute_measures
from posture.pose import Landmark, PoseSequence, Side
from posture.view import View, estimate_viewpoint

SLOW = {"extents": (1.0, 1.0)}


def share(values: np.ndarray) -> np.ndarray:
    """Return how far up somebody is, from 0 seated to 1 standing."""
    low, high = np.nanpercentile(values, [5, 95])
    return (values - low) / (high - low)


def with_hips_low_on_the_way(poses: PoseSequence, by: float) -> PoseSequence:
    """Return the landmarks with the hips too low half-way up, by a share of the way."""
    up = share(-poses.image_midpoint("hip")[:, 1])
    way_px = np.ptp(poses.image_midpoint("hip")[:, 1])
    low_px = by * way_px * 4.0 * np.clip(up * (1.0 - up), 0.0, None)
    image_px = poses.image_px.astype(float)
    for side in Side:
        image_px[:, Landmark.of("hip", side), 1] += low_px
    return poses.with_image(image_px)


def test_the_heights_are_measures_of_the_table():
    assert set(FITTED_HEIGHTS) <= set(MEASURES)
    poses, _ = filmed("chair_squat_slow", 45, **SLOW)
    measured = compute_measures(
        poses, measure_baseline(poses, estimate_viewpoint(poses)), FITTED_HEIGHTS
    )
    fit = fit_body(poses)
    columns = [column for key in FITTED_HEIGHTS for column in fitted_height(fit, key, Side.LEFT)]
    assert columns == list(measured.columns)


@pytest.mark.parametrize("off_profile_deg", [15, 45])
@pytest.mark.parametrize("key", FITTED_HEIGHTS)
def test_they_are_those_of_the_measures(key, off_profile_deg):
    poses, truth = filmed("chair_squat_slow", off_profile_deg, **SLOW)
    (height,) = fitted_height(fit_body(poses), key, Side.LEFT).values()
    assert np.max(np.abs(share(height) - share(truth[key].to_numpy()))) < 0.06
    assert height[:20].mean() == pytest.approx(truth[key][:20].mean(), abs=0.06)


def test_hips_that_are_drawn_too_low_on_the_way_are_lifted_towards_the_truth():
    poses, truth = filmed("chair_squat_slow", 45, **SLOW)
    low = with_hips_low_on_the_way(poses, 0.05)
    off = {}
    for key, values in {
        "picture": compute_measures(
            low, measure_baseline(low, estimate_viewpoint(low)), ["seat_height"]
        )["seat_height"].to_numpy(),
        "fit": fitted_height(fit_body(low), "seat_height", Side.LEFT)["seat_height"],
    }.items():
        off[key] = np.mean(np.abs(share(values) - share(truth["seat_height"].to_numpy())))
    assert off["fit"] < 0.75 * off["picture"]


@pytest.mark.parametrize(
    ("motion", "exercise", "is_fitted"),
    [
        ("chair_squat_slow", "chair_squat", True),
        ("squat", "squat", False),
        ("calf_stretch", "calf_stretch", False),  # on the floor, which no foot stands on
    ],
)
def test_only_who_stands_up_from_a_chair_is_found_in_the_height_of_the_fit(
    motion, exercise, is_fitted
):
    poses, _ = filmed(motion, 20)
    analysis = analyze(poses, EXERCISES[exercise], View.SIDE)
    picture = compute_measures(analysis.poses, analysis.baseline, FITTED_HEIGHTS)
    differs = {
        key: not np.allclose(analysis.measures[key], picture[key], equal_nan=True)
        for key in FITTED_HEIGHTS
    }
    assert differs == {"hip_height": is_fitted, "seat_height": False}


def test_a_far_leg_that_is_never_seen_leaves_the_near_one_its_height():
    poses, truth = filmed("chair_squat_slow", 15, **SLOW)
    visibility = poses.visibility.copy()
    far = [Landmark.of(name, Side.RIGHT) for name in ("hip", "knee", "ankle", "heel", "toe")]
    visibility[:, far] = 0.1
    hidden = replace(poses, visibility=visibility)
    (height,) = fitted_height(fit_body(hidden), "hip_height", Side.LEFT).values()
    assert np.isfinite(height).mean() > 0.95
    assert np.mean(np.abs(share(height) - share(truth["hip_height"].to_numpy()))) < 0.03
    assert analyze(hidden, EXERCISES["chair_squat"]).report.rep_count == 2
