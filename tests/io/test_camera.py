import cv2
import numpy as np
import pytest
from clips import BLUE, GREEN, RED, WHITE, colours_of_corners, corners

from posture.io.camera import read_camera
from posture.io.errors import InputError


class FakeCamera:
    """Shows the same picture until it fails."""

    def __init__(self, is_there=True, failures=0, n_pictures=10**9):
        self.is_there = is_there
        self.failures = failures
        self.n_pictures = n_pictures
        self.released = 0

    def __call__(self, index):
        return self

    def isOpened(self):  # noqa: N802 - cv2's name
        return self.is_there

    def set(self, *_):
        return True

    def grab(self):
        self.failures -= 1
        if self.failures >= 0:
            return False
        self.n_pictures -= 1
        return self.n_pictures >= 0

    def retrieve(self):
        return True, corners()[..., ::-1].copy()

    def release(self):
        self.released += 1


@pytest.fixture
def plug_in(monkeypatch):
    def plug(**named):
        camera = FakeCamera(**named)
        monkeypatch.setattr(cv2, "VideoCapture", camera)
        return camera

    return plug


def test_pictures_are_rgb_with_increasing_times_from_zero(plug_in):
    camera = plug_in(failures=3)
    frames = read_camera()
    taken = [next(frames) for _ in range(5)]
    times_s = [frame.time_s for frame in taken]
    assert times_s[0] == 0
    assert np.all(np.diff(times_s) > 0)
    assert colours_of_corners(taken[0].image_rgb) == [RED, GREEN, BLUE, WHITE]
    assert camera.released == 0
    frames.close()
    assert camera.released == 1


def test_no_camera(plug_in):
    camera = plug_in(is_there=False)
    with pytest.raises(InputError) as raised:
        next(read_camera())
    assert raised.value.key == "no_camera"
    assert camera.released == 1


def test_a_camera_pulled_out(plug_in):
    camera = plug_in(n_pictures=2)
    frames = read_camera()
    next(frames), next(frames)
    with pytest.raises(InputError) as raised:
        next(frames)
    assert raised.value.key == "camera_lost"
    assert camera.released == 1


def test_a_camera_that_does_not_exist_is_one_sentence_and_nothing_else(capfd):
    with pytest.raises(InputError) as raised:
        next(read_camera(87))
    assert raised.value.key == "no_camera"
    assert capfd.readouterr() == ("", "")
