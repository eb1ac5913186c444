"""Each fault of a recording is found where it is, and nowhere else."""

from collections.abc import Callable

import numpy as np
import pytest
from motions import Curve, Dip, frame_times, squatting
from stick_figure import FRONT, RIGHT_PROFILE, PoseSequence, hide, nobody, seen

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.pose import Landmark
from posture.quality import DOUBTS, doubt, frame_rate_hz
from posture.view import View


def film(fps: float = 30.0, yaw_deg: float = RIGHT_PROFILE, **camera: float) -> PoseSequence:
    curve = Curve([Dip()] * 4)
    times = frame_times(curve.duration_s, fps)
    return seen(squatting(curve(times)), times, yaw_deg=yaw_deg, **camera)


def without_feet() -> PoseSequence:
    poses = film(yaw_deg=FRONT)
    for name in ("ANKLE", "HEEL", "TOE"):
        for side in ("LEFT", "RIGHT"):
            poses = hide(poses, Landmark[f"{side}_{name}"], slice(0, int(0.3 * len(poses))))
    return poses


def with_somebody_absent() -> PoseSequence:
    poses = film()
    absent = slice(0, int(0.25 * len(poses)))
    poses.image_px[absent], poses.world_m[absent], poses.visibility[absent] = np.nan, np.nan, 0
    return poses


def faults(poses: PoseSequence, view: View | None = None) -> tuple[str, ...]:
    return analyze(poses, EXERCISES["squat"], view).report.quality


FAULTS: dict[str, Callable[[], tuple[str, ...]]] = {
    "low_frame_rate": lambda: faults(film(fps=15)),
    "too_far": lambda: faults(film(fill=0.1)),
    "often_nobody": lambda: faults(with_somebody_absent()),
    "feet_unseen": lambda: faults(without_feet()),
    "partly_unseen": lambda: faults(hide(film(), Landmark.RIGHT_KNEE, slice(0, 90))),
    "oblique_view": lambda: faults(film(yaw_deg=45.0)),
    "view_disagrees": lambda: faults(film(), View.FRONT),
}


@pytest.mark.parametrize("yaw_deg", [RIGHT_PROFILE, -RIGHT_PROFILE, FRONT, 180.0])
def test_a_good_recording_has_no_faults(yaw_deg):
    assert faults(film(yaw_deg=yaw_deg)) == ()


@pytest.mark.parametrize("key", FAULTS)
def test_each_fault_is_found(key):
    assert key in FAULTS[key]()


@pytest.mark.parametrize("key", [key for key in FAULTS if key != "feet_unseen"])
def test_a_fault_does_not_bring_others_with_it(key):
    assert FAULTS[key]() == (key,)


def test_faults_come_in_the_order_of_the_table():
    found = faults(film(fps=15, yaw_deg=45.0, fill=0.1))
    assert found == tuple(key for key in FAULTS if key in found)
    assert len(found) == 3


def test_of_nobody_only_that_is_said():
    assert faults(nobody(np.arange(90) / 30), View.SIDE) == ("often_nobody",)


@pytest.mark.parametrize("name", ["NOSE", "LEFT_WRIST", "RIGHT_EAR"])
def test_who_lacks_a_landmark_is_there_all_the_same(name):
    assert faults(hide(film(), Landmark[name])) == ()


@pytest.mark.parametrize(("fps", "is_low"), [(19.5, True), (20.5, False)])
def test_below_20_frames_a_second_are_few(fps, is_low):
    assert ("low_frame_rate" in faults(film(fps))) == is_low


def test_a_recording_that_drops_a_few_frames_is_not_slow():
    times = np.delete(np.arange(300) / 30, np.arange(0, 300, 7))
    assert frame_rate_hz(times) == pytest.approx(30.0)


def test_a_single_frame_has_no_rate():
    assert np.isnan(frame_rate_hz(np.zeros(1)))


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        ((), ""),
        (("oblique_view", "often_nobody"), ""),
        (("partly_unseen",), "partly_unseen"),
        (("too_far", "partly_unseen"), "too_far"),
        (("partly_unseen", "low_frame_rate"), "low_frame_rate"),
    ],
)
def test_the_worst_doubt_is_the_one_that_is_named(faults, expected):
    assert doubt(faults) == expected


def test_doubts_are_faults():
    assert set(DOUBTS) <= set(FAULTS)
