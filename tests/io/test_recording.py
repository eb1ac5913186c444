import threading

import numpy as np
import pytest
from clips import grey, mannequins, write_clip

from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.recording import Cancelled, estimate_poses
from posture.pose import Landmark


@pytest.fixture
def estimator(model):
    with PoseEstimator(model) as estimator:
        yield estimator


def test_a_clip_becomes_landmarks_over_time(mannequin_clip, estimator):
    poses = estimate_poses(mannequin_clip, estimator)
    np.testing.assert_allclose(poses.time_s, np.arange(20) / 30, atol=1e-4)
    assert tuple(poses.size_px) == (360, 480)
    assert poses.model == estimator.model
    # the figure drifts by 2 pixels a frame
    nose_px = poses.image_px[:, Landmark.NOSE, 0]
    assert nose_px[-1] - nose_px[0] == pytest.approx(38, abs=12)


def test_the_same_clip_gives_the_same_landmarks(mannequin_clip, model):
    runs = []
    for _ in range(2):
        with PoseEstimator(model) as estimator:
            runs.append(estimate_poses(mannequin_clip, estimator))
    for name in ("time_s", "image_px", "world_m", "visibility", "brightness"):
        np.testing.assert_array_equal(getattr(runs[0], name), getattr(runs[1], name))


def test_blurred_pictures_show_the_same_person(mannequin_clip, model):
    looks = []
    for blur_px in (0.0, 2.0):
        with PoseEstimator(model) as estimator:
            looks.append(estimate_poses(mannequin_clip, estimator, blur_px=blur_px))
    sharp, blurred = (look.image_px for look in looks)
    assert not np.array_equal(sharp, blurred)
    assert np.nanmedian(np.linalg.norm(sharp - blurred, axis=-1)) < 4.0


def test_a_frame_without_anybody_keeps_its_place(tmp_path, estimator):
    pictures = mannequins(6) + [grey(128, 360, 480)] * 10
    poses = estimate_poses(write_clip(tmp_path / "leaves.mp4", pictures), estimator)
    assert len(poses) == 16
    is_seen = np.isfinite(poses.image_px[:, 0, 0])
    assert is_seen[:6].all()
    assert not is_seen[-5:].any()


def test_nobody_at_all(tmp_path, estimator):
    path = write_clip(tmp_path / "empty_room.mp4", [grey(128, 320, 240)] * 5)
    with pytest.raises(InputError) as raised:
        estimate_poses(path, estimator)
    assert raised.value.key == "nobody_seen"


def test_progress_goes_up_to_one(mannequin_clip, estimator):
    told = []
    estimate_poses(mannequin_clip, estimator, progress=lambda *args: told.append(args))
    fractions = [fraction for fraction, _ in told]
    assert [n for _, n in told] == list(range(1, 21))
    assert fractions == sorted(fractions)
    assert 0.9 < fractions[-1] <= 1


def test_cancelling_stops_at_once_and_leaves_no_thread(mannequin_clip, estimator):
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) == 3

    with pytest.raises(Cancelled):
        estimate_poses(mannequin_clip, estimator, cancelled=cancelled)
    assert len(asked) == 3
    assert "prefetch" not in [thread.name for thread in threading.enumerate()]


def test_a_broken_clip_is_used_as_far_as_it_goes(tmp_path, estimator):
    whole = write_clip(
        tmp_path / "a.mp4", mannequins(60), rate=10, options={"movflags": "faststart"}
    )
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    told = []
    poses = estimate_poses(cut, estimator, on_truncated=lambda: told.append(True))
    assert 10 < len(poses) < 60
    assert told == [True]


def test_a_real_person_is_followed_throughout(evaluation, estimator):
    poses = estimate_poses(evaluation / "form_gifs" / "gf_1.gif", estimator)
    assert len(poses) == 87
    assert np.mean(np.isfinite(poses.image_px[:, Landmark.RIGHT_KNEE, 0])) > 0.95
