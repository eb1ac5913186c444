"""The real model on recordings of real people, whose repetitions are known.

The recordings stay where they are; where they or the model are absent, these tests are skipped.
"""

from functools import cache
from pathlib import Path

import pytest

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.models import find_model
from posture.io.recording import estimate_poses
from posture.report import Report

CLIPS = Path(__file__).parents[2] / "shared" / "evaluation"
# Each lowest point of the hips, in seconds, by marker-based motion capture.
MOCAP_BOTTOMS_S = (1.35, 3.93, 6.72, 9.39, 12.27)


@pytest.fixture(scope="session")
def squats_in():
    """Give a function from a clip to the report on its squats; each clip is watched once."""
    if not CLIPS.is_dir():
        pytest.skip("the recordings of real people are not in ../shared/evaluation")
    try:
        model = find_model()
    except InputError as problem:
        pytest.skip(f"no pose model: {problem}")

    @cache
    def report(clip: str) -> Report:
        with PoseEstimator(model) as estimator:
            return analyze(estimate_poses(CLIPS / clip, estimator), EXERCISES["squat"]).report

    return report


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
