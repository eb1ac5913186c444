"""A walk past the camera and back, watched while it goes on."""

import pytest
from coached import frames_of, new_coach
from motions import frame_times
from stick_figure import nobody
from walks import filmed, motion

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.live.coach import Stage
from posture.view import View


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("walking", {"n_passes": 3, "half_path_m": 2.7}),
        ("walking_treadmill", {"duration_s": 12.0}),
    ],
)
def test_strides_are_counted_while_somebody_walks_as_they_are_in_the_recording(name, how):
    poses = filmed(motion(name, **how), noise_px=0.5)
    coach = new_coach(poses, View.SIDE, "walking")
    counts = []
    for frame in frames_of(poses):
        counts.append(coach.push(frame).moving.count)
        coach.begin()  # who waits beside the picture is not seen to be ready
    assert coach.stage is Stage.EXERCISE
    recorded = analyze(coach.poses(), EXERCISES["walking"], View.SIDE).report.rep_count
    assert recorded >= 4
    assert abs(counts[-1] - recorded) <= 1  # the last stride may still be cut off
    assert len(set(counts)) >= 4


def test_who_waits_beside_the_picture_is_counted_in():
    poses = nobody(frame_times(5.0))
    coach = new_coach(poses, View.SIDE, "walking")
    for frame in frames_of(poses):
        coach.push(frame)
        coach.begin()
    assert coach.stage is Stage.EXERCISE
