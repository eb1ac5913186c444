"""The same movement seen live, where frames are fewer and uneven, and from a recording."""

from math import isfinite

import numpy as np
import pytest
from filmed import filmed
from stick_figure import pick

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.live.coach import Coach
from posture.pose import PoseFrame, PoseSequence
from posture.report import Report
from posture.view import View

SETS = [
    ("squat", "squat", 0, View.SIDE),
    ("squat", "squat", 15, View.SIDE),
    ("squat", "squat", 25, View.SIDE),
    ("squat_knees_in", "squat", 90, View.FRONT),
    ("chair_squat_slow", "chair_squat", 0, View.SIDE),
    ("heel_raise", "heel_raise", 0, View.SIDE),
]
SHARE_SEEN = 0.75  # of the recording's frames: live some fall out while the machine is busy


def live(poses: PoseSequence, exercise: str, view: View) -> Report:
    """Return the report of a set that was watched live, with frames missing here and there."""
    rng = np.random.default_rng(1)
    poses = pick(poses, np.flatnonzero(rng.random(len(poses)) < SHARE_SEEN))
    width_px, height_px = poses.size_px
    coach = Coach(EXERCISES[exercise], view, (int(width_px), int(height_px)), poses.model)
    arrays = (poses.time_s, poses.image_px, poses.world_m, poses.visibility)
    for time_s, *landmarks in zip(*arrays, strict=True):
        coach.push(PoseFrame(float(time_s), *landmarks, 0.5))
        coach.begin()
    return analyze(coach.poses(), EXERCISES[exercise], view).report


@pytest.mark.parametrize(("motion", "exercise", "off_profile_deg", "view"), SETS)
def test_a_set_seen_live_reads_as_its_recording_does(motion, exercise, off_profile_deg, view):
    poses, _ = filmed(motion, off_profile_deg, person="hana", fps=30.0)
    recorded = analyze(poses, EXERCISES[exercise], view).report
    seen_live = live(poses, exercise, view)
    assert seen_live.rep_count == recorded.rep_count >= 2
    there = {(check.key, check.side): check for check in seen_live.checks}
    compared = 0
    for check in recorded.checks:
        other = there[check.key, check.side]
        assert isfinite(other.value) == isfinite(check.value), check.key
        if isfinite(check.value):
            assert abs(other.value - check.value) <= max(check.sigma, other.sigma), check.key
            compared += 1
    assert compared >= 3
