"""When a recording is looked at once more, and which look is believed."""

import numpy as np
import pytest
from floor_motions import extending
from motions import Curve, Dip, frame_times
from stick_figure import RIGHT_PROFILE, seen

from posture.analysis import Analysis, analyze
from posture.exercises import EXERCISES
from posture.pose import PoseSequence, Side
from posture.second_look import CONFUSED, look_twice


def stretching(
    n_reps: int = 3, side: Side = Side.RIGHT, *, confused: bool = False, farthest_deg: float = 5.0
) -> PoseSequence:
    """Return a knee that is taken now here, now there while it is up, or one that is not."""
    curve = Curve([Dip(hold_s=3.0)] * n_reps)
    times = frame_times(curve.duration_s)
    depth = curve(times)
    jumps_deg = np.random.default_rng(0).uniform(0.0, 40.0, len(times)) if confused else 0.0
    flexion_deg = 90.0 - (90.0 - farthest_deg) * depth
    body = extending(flexion_deg + np.where(depth > 0.8, jumps_deg, 0.0), side)
    return seen(body, times, yaw_deg=RIGHT_PROFILE)


def analyzed(poses: PoseSequence) -> Analysis:
    return analyze(poses, EXERCISES["knee_extension"])


def not_asked(_blur_px: float) -> PoseSequence:
    raise AssertionError("looked twice")


def test_legs_that_are_told_apart_need_no_second_look():
    first = stretching()
    poses, analysis = look_twice(first, not_asked, analyzed)
    assert poses is first
    assert analysis.report.rep_count == 3


def test_legs_that_are_not_are_measured_in_the_blurred_pictures():
    second = stretching()
    poses, analysis = look_twice(stretching(confused=True), lambda _blur_px: second, analyzed)
    assert poses is second
    assert CONFUSED not in analysis.report.quality
    assert analysis.report.holds


@pytest.mark.parametrize(
    "second",
    [
        stretching(confused=True),
        stretching(2),
        stretching(side=Side.LEFT),
        stretching(farthest_deg=35.0),
        None,
    ],
    ids=["confused as well", "fewer repetitions", "the other leg", "less far", "nobody"],
)
def test_a_second_look_that_settles_nothing_leaves_the_first(second):
    first = stretching(confused=True)
    poses, analysis = look_twice(first, lambda _blur_px: second, analyzed)
    assert poses is first
    assert CONFUSED in analysis.report.quality
