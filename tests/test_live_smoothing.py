"""Landmarks cleaned as they come."""

import numpy as np
import pytest

from posture.live.smoothing import CausalCleaner
from posture.pose import N_LANDMARKS, Landmark, PoseFrame

SIZE_PX = np.array([640, 480])
FPS = 30.0


def cleaned(x_px: np.ndarray, visibility: float | np.ndarray = 1.0) -> np.ndarray:
    """Return the nose's x as it comes out, frame by frame."""
    cleaner = CausalCleaner(480.0)
    shown = np.broadcast_to(visibility, x_px.shape)
    out = []
    for i, (x, seen) in enumerate(zip(x_px, shown, strict=True)):
        image_px = np.full((N_LANDMARKS, 2), [x, 240.0])
        world_m, seen_all = np.zeros((N_LANDMARKS, 3)), np.full(N_LANDMARKS, seen)
        frame = PoseFrame(i / FPS, image_px, world_m, seen_all)
        out.append(cleaner.push(frame, SIZE_PX)[Landmark.NOSE, 0])
    return np.array(out)


def test_what_stands_still_stays_where_it_is():
    assert cleaned(np.full(40, 320.0)) == pytest.approx(320.0)


def test_a_jump_of_two_frames_does_not_pass():
    x_px = np.full(60, 320.0)
    x_px[30:32] = 600.0
    assert np.max(np.abs(cleaned(x_px) - 320.0)) < 1.0


def test_movement_is_followed_within_a_sixth_of_a_second():
    x_px = 100.0 + 200.0 * np.arange(60) / FPS  # 200 px a second
    late_s = (x_px - cleaned(x_px))[20:] / 200.0
    assert np.all(late_s > 0)
    assert np.max(late_s) < 1 / 6


def test_noise_gets_less():
    noise_px = np.random.default_rng(0).normal(0.0, 2.0, 300)
    assert np.std(cleaned(320.0 + noise_px)[30:]) < 1.2


def test_what_is_not_seen_or_outside_the_picture_is_not_known():
    seen = np.ones(30)
    seen[10:14] = 0.3
    x_px = np.full(30, 320.0)
    x_px[20] = 650.0
    out = cleaned(x_px, seen)
    assert set(np.flatnonzero(np.isnan(out))) == {10, 11, 12, 13, 20}


def test_after_a_long_gap_the_old_place_is_forgotten():
    seen = np.ones(90)
    seen[20:60] = 0.0
    out = cleaned(np.where(np.arange(90) < 40, 100.0, 500.0), seen)
    assert out[60] == pytest.approx(500.0)
