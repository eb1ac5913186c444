"""The real model on recordings of real people, whose repetitions are known.

The recordings stay where they are; where they or the model are absent, these tests are skipped.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from posture.analysis import Analysis, analyze
from posture.exercises import EXERCISES
from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.models import find_model
from posture.io.recording import estimate_poses

CLIPS = Path(__file__).parents[2] / "shared" / "evaluation"
# Each lowest point of the hips, in seconds, by marker-based motion capture.
MOCAP_BOTTOMS_S = (1.35, 3.93, 6.72, 9.39, 12.27)


@pytest.fixture(scope="session")
def analyzed():
    """Give a function from a clip to what its squats are; each clip is watched once."""
    if not CLIPS.is_dir():
        pytest.skip("the recordings of real people are not in ../shared/evaluation")
    try:
        model = find_model()
    except InputError as problem:
        pytest.skip(f"no pose model: {problem}")

    @cache
    def analysis(clip: str) -> Analysis:
        with PoseEstimator(model) as estimator:
            return analyze(estimate_poses(CLIPS / clip, estimator), EXERCISES["squat"])

    return analysis


@pytest.fixture(scope="session")
def squats_in(analyzed):
    """Give a function from a clip to the report on its squats."""
    return lambda clip: analyzed(clip).report


@pytest.mark.parametrize(
    ("clip", "count"),
    [
        ("squat_mocap/video.mp4", 5),
        ("squat_5fps/pose_squats.mp4", 2),
        ("form_gifs/bending_forward_vid.gif", 1),
        ("form_gifs/no_depth_vid.gif", 1),
        ("form_gifs/olympic_squat_vid.gif", 1),
        ("form_gifs/gf_1.gif", 1),
        ("form_gifs/gf_s_1.gif", 1),
        ("front_no_squat/demo5.mp4", 0),
        ("side_walk/demo4.mp4", 0),
        ("two_people/demo_2026.mp4", 0),
    ],
)
def test_squats_are_counted_and_nothing_else(squats_in, clip, count):
    assert squats_in(clip).rep_count == count


def test_bottoms_are_where_motion_capture_has_them(squats_in):
    found_s = [rep.peak_s for rep in squats_in("squat_mocap/video.mp4").reps]
    assert found_s == pytest.approx(MOCAP_BOTTOMS_S, abs=0.15)


def mocap(column: str, time_s: np.ndarray) -> np.ndarray:
    truth = pd.read_csv(CLIPS / "squat_mocap" / "angles_mocap.csv")
    return np.interp(time_s, truth["time"], truth[column])


@pytest.mark.parametrize(("side", "most_deg"), [("right", 5.0), ("left", 6.0)])
def test_both_knees_are_as_motion_capture_has_them_seen_obliquely(analyzed, side, most_deg):
    measures = analyzed("squat_mocap/video.mp4").measures
    true = 180.0 - mocap(f"knee_incl_{side[0]}", measures.index.to_numpy())
    assert np.mean(np.abs(measures[f"knee_flexion_{side}"] - true)) <= most_deg


def test_the_trunk_leans_as_far_forward_as_in_motion_capture(analyzed):
    measures = analyzed("squat_mocap/video.mp4").measures
    time_s = measures.index.to_numpy()
    error = measures["trunk_lean_right"].to_numpy() - mocap("trunk_lean_from_vertical", time_s)
    assert np.mean(np.abs(error - np.median(error[time_s < 1.0]))) <= 4.0


def test_what_is_said_of_oblique_squats_is_within_its_error_of_motion_capture(analyzed):
    analysis = analyzed("squat_mocap/video.mp4")
    (found,) = (check for check in analysis.report.checks if check.key == "squat.peak_knee_flexion")
    true = 180.0 - mocap(f"knee_incl_{found.side[0]}", analysis.measures.index.to_numpy())
    peaks = [
        true[(analysis.measures.index >= rep.start_s) & (analysis.measures.index <= rep.end_s)]
        for rep in analysis.report.reps
    ]
    deepest = np.median([np.percentile(peak, 95) for peak in peaks])
    assert found.representation == "fit"
    assert abs(found.value - deepest) <= 1.645 * found.sigma


@pytest.mark.parametrize(
    ("clip", "view"),
    [
        ("squat_mocap/video.mp4", "oblique"),
        ("form_gifs/olympic_squat_vid.gif", "front"),
        ("form_gifs/gf_1.gif", "side"),
        ("front_no_squat/demo5.mp4", "front"),
        ("side_walk/demo4.mp4", "side"),
    ],
)
def test_the_view_is_told_from_the_landmarks(squats_in, clip, view):
    assert squats_in(clip).view == view


def test_what_walks_by_is_said_to_have_moved_its_feet(squats_in):
    reasons = {movement.reason for movement in squats_in("side_walk/demo4.mp4").not_counted}
    assert reasons == {"feet_moved"}
