import subprocess
import sys

import numpy as np
import pytest

from posture.io.estimator import PoseEstimator
from posture.io.mannequin import draw_mannequin
from posture.io.models import model_sha256
from posture.io.photo import read_photo
from posture.pose import N_LANDMARKS, Landmark


@pytest.fixture
def estimator(model):
    with PoseEstimator(model) as estimator:
        yield estimator


def test_landmarks_are_in_pixels_whatever_the_shape_of_the_picture(model):
    with PoseEstimator(model, "photo") as estimator:
        narrow = estimator.detect(draw_mannequin(360, 480), 0.0).image_px
        wide = estimator.detect(draw_mannequin(960, 480), 0.0).image_px
    # the same figure, 300 pixels further right
    np.testing.assert_allclose(wide - [300, 0], narrow, atol=12)


def test_left_is_the_subjects_left(estimator):
    pose = estimator.detect(draw_mannequin(), 0.0)
    left, right = pose.image_px[Landmark.LEFT_HIP], pose.image_px[Landmark.RIGHT_HIP]
    assert left[0] > right[0]  # facing us


def test_what_it_gives(estimator):
    pose = estimator.detect(draw_mannequin(), 0.25)
    assert pose.time_s == 0.25
    assert pose.image_px.shape == (N_LANDMARKS, 2)
    assert pose.world_m.shape == (N_LANDMARKS, 3)
    assert pose.visibility.shape == (N_LANDMARKS,)
    assert {a.dtype for a in pose[1:4]} == {np.dtype(np.float32)}
    assert np.all((pose.visibility >= 0) & (pose.visibility <= 1))
    np.testing.assert_allclose(pose.image_px[Landmark.NOSE], [180, 74], atol=15)
    # y is down, in metres from the hips
    assert pose.world_m[Landmark.NOSE, 1] < -0.3
    assert pose.world_m[Landmark.LEFT_ANKLE, 1] > 0.3


def test_nobody_is_an_ordinary_value(estimator):
    pose = estimator.detect(np.full((480, 360, 3), 128, np.uint8), 0.5)
    assert pose.time_s == 0.5
    assert np.all(np.isnan(pose.image_px))
    assert np.all(np.isnan(pose.world_m))
    assert np.all(pose.visibility == 0)


@pytest.mark.parametrize(
    ("rgb", "bright"),
    [((0, 0, 0), 0.0), ((255, 255, 255), 1.0), ((51, 51, 51), 0.2), ((0, 255, 0), 0.587)],
)
def test_how_bright_a_picture_is_comes_with_its_landmarks(estimator, rgb, bright):
    pose = estimator.detect(np.full((480, 360, 3), rgb, np.uint8), 0.5)
    assert pose.brightness == pytest.approx(bright, abs=1e-6)


def test_brightness_is_of_the_whole_picture_and_there_with_somebody_in_it(estimator):
    picture = draw_mannequin()
    whole = (picture @ [0.299, 0.587, 0.114]).mean() / 255
    assert estimator.detect(picture, 0.0).brightness == pytest.approx(whole, abs=0.01)


def test_frames_closer_than_a_millisecond_are_no_trouble(estimator):
    picture = draw_mannequin()
    for time_s in (0.0, 0.0002, 0.0004, 0.0011, 0.0012):
        pose = estimator.detect(picture, time_s)
        assert pose.time_s == time_s
        assert np.all(np.isfinite(pose.image_px))


@pytest.mark.parametrize(("width_px", "height_px"), [(101, 99), (35, 333), (3840, 2160)])
def test_any_size_of_picture_is_accepted(estimator, width_px, height_px):
    estimator.detect(draw_mannequin(width_px, height_px), 0.0)


def test_it_knows_its_model(estimator, model):
    assert estimator.model.name == "full"
    assert estimator.model.sha256 == model_sha256(model)


def test_a_real_person_is_found(evaluation, model):
    photo = read_photo(evaluation / "squat_5fps" / "pose.jpg")
    with PoseEstimator(model, "photo") as estimator:
        pose = estimator.detect(photo, 0.0)
    # a warrior pose: the right knee bent over the foot, the left leg straight out
    np.testing.assert_allclose(pose.image_px[Landmark.RIGHT_KNEE], [357, 492], atol=15)
    np.testing.assert_allclose(pose.image_px[Landmark.LEFT_ANKLE], [710, 622], atol=15)


QUIET = """
import os, sys
from pathlib import Path
import numpy as np
from posture.io.estimator import PoseEstimator
from posture.io.mannequin import draw_mannequin

nobody = np.full((480, 360, 3), 128, np.uint8)
for _ in range(2):
    with PoseEstimator(Path(sys.argv[1])) as estimator:
        for i, picture in enumerate([nobody, draw_mannequin(), draw_mannequin(), nobody]):
            estimator.detect(picture, i / 30)
os.write(2, b"ours")
"""


def test_nothing_of_the_native_chatter_reaches_the_terminal(model):
    run = subprocess.run(
        [sys.executable, "-c", QUIET, model], capture_output=True, text=True, check=True
    )
    assert run.stdout == ""
    assert run.stderr == "ours"
