"""Cleaning hides, fills and smooths without moving anything in time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import Curve, Dip, frame_times, squatting
from scipy.interpolate import make_smoothing_spline
from stick_figure import RIGHT_PROFILE, Body, hide, nobody, pick, seen

from posture.filtering import (
    CUTOFF_HZ,
    MAX_GAP_S,
    clean,
    drop_spikes,
    fill_gaps,
    hide_unseen,
    median_of_seen,
    smooth,
    smoothed,
)
from posture.pose import Landmark, PoseSequence

HIP, KNEE = Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE


def standing(times: np.ndarray) -> PoseSequence:
    return seen(Body(), times, yaw_deg=RIGHT_PROFILE)


def moving(times: np.ndarray, x_px: np.ndarray) -> PoseSequence:
    """Return a body that stands, its right knee at these places across the picture."""
    poses = standing(times)
    image_px = poses.image_px.copy()
    image_px[:, KNEE, 0] = x_px
    return poses.with_image(image_px)


def knee_x(poses: PoseSequence) -> np.ndarray:
    return poses.image_px[:, KNEE, 0]


def squats(fps: float = 30.0, **camera: float) -> PoseSequence:
    curve = Curve([Dip(down_s=0.6, up_s=0.6, hold_s=0.0)] * 3)
    times = frame_times(curve.duration_s, fps)
    return seen(squatting(curve(times)), times, yaw_deg=RIGHT_PROFILE, **camera)


class TestHiding:
    @pytest.mark.parametrize(("visibility", "is_kept"), [(0.51, True), (0.5, True), (0.49, False)])
    def test_a_landmark_is_seen_from_half_visibility_on(self, visibility, is_kept):
        poses = standing(np.zeros(1))
        poses.visibility[0, KNEE] = visibility
        assert np.isfinite(knee_x(hide_unseen(poses))).all() == is_kept

    @pytest.mark.parametrize(
        ("xy", "is_kept"),
        [
            ((0, 0), True),
            ((1280, 720), True),
            ((-1, 9), False),
            ((9, 721), False),
            ((1281, 9), False),
        ],
    )
    def test_a_landmark_outside_the_picture_is_a_guess(self, xy, is_kept):
        poses = standing(np.zeros(1))
        poses.image_px[0, KNEE] = xy
        assert np.isfinite(hide_unseen(poses).image_px[0, KNEE]).all() == is_kept


class TestGaps:
    @pytest.mark.parametrize(("frames", "is_filled"), [(1, True), (13, True), (16, False)])
    def test_are_filled_only_when_short(self, frames, is_filled):
        times = np.arange(60) / 30
        assert (13 + 1) / 30 < MAX_GAP_S < (16 + 1) / 30
        x_px = 300.0 + 50.0 * times
        poses = fill_gaps(hide(moving(times, x_px), KNEE, slice(20, 20 + frames)))
        assert np.isfinite(knee_x(poses)).all() == is_filled
        if is_filled:
            np.testing.assert_allclose(knee_x(poses), x_px)
        else:
            assert np.isnan(knee_x(poses)).sum() == frames

    def test_are_measured_in_time_and_not_in_frames(self):
        slow = hide(standing(np.arange(9) / 5), KNEE, slice(3, 6))  # 0.8 s
        quick = hide(standing(np.arange(9) / 60), KNEE, slice(3, 6))  # 0.07 s
        assert np.isnan(knee_x(fill_gaps(slow))).any()
        assert np.isfinite(knee_x(fill_gaps(quick))).all()

    def test_lie_on_a_straight_line_in_time_even_if_frames_are_uneven(self):
        times = np.array([0.0, 0.1, 0.12, 0.3, 0.35])
        poses = fill_gaps(hide(moving(times, 100 + 200 * times), KNEE, [1, 2, 3]))
        np.testing.assert_allclose(knee_x(poses), 100 + 200 * times)

    def test_at_the_ends_stay(self):
        poses = fill_gaps(hide(standing(np.arange(9) / 30), KNEE, [0, 1, 8]))
        assert np.isnan(knee_x(poses)).tolist() == [True] * 2 + [False] * 6 + [True]

    def test_of_one_landmark_are_no_business_of_another(self):
        poses = standing(np.arange(60) / 30)
        filled = fill_gaps(hide(poses, KNEE, slice(10, 50)))
        np.testing.assert_array_equal(filled.image_px[:, HIP], poses.image_px[:, HIP])


class TestSpikes:
    @pytest.mark.parametrize("fps", [20, 30, 60])
    @pytest.mark.parametrize("frames", [1, 2])
    def test_are_dropped(self, fps, frames):
        poses = squats(fps)
        spike = slice(len(poses) // 2, len(poses) // 2 + (frames if fps > 20 else 1))
        poses.image_px[spike, KNEE] += [80, -60]
        lost = np.isnan(knee_x(drop_spikes(poses)))
        assert np.flatnonzero(lost).tolist() == list(range(spike.start, spike.stop))

    @pytest.mark.parametrize("fps", [5, 10, 12.5, 15, 20, 30, 60])
    def test_a_quick_turning_point_is_none(self, fps):
        poses = squats(fps)
        np.testing.assert_array_equal(drop_spikes(poses).image_px, poses.image_px)

    @pytest.mark.parametrize("fps", [20, 30, 60])
    def test_ordinary_noise_hardly_ever_is_one(self, fps):
        poses = squats(fps, noise_px=1.5)
        assert np.isnan(drop_spikes(poses).image_px).mean() < 0.01

    def test_a_step_that_stays_is_none(self):
        times = np.arange(60) / 30
        poses = moving(times, np.where(times < 1, 300.0, 400.0))
        assert np.isfinite(knee_x(drop_spikes(poses))).all()

    def test_slow_recordings_are_left_alone(self):
        poses = moving(np.arange(20) / 10, np.r_[[300.0] * 9, 500.0, [300.0] * 10])
        np.testing.assert_array_equal(drop_spikes(poses).image_px, poses.image_px)

    def test_without_a_trunk_to_compare_with_nothing_is_dropped(self):
        poses = squats()
        poses.image_px[40, KNEE] += 200
        for name in ("LEFT_SHOULDER", "RIGHT_SHOULDER"):
            poses = hide(poses, Landmark[name])
        assert np.isfinite(knee_x(drop_spikes(poses))).all()


def response(frequency_hz: float, fps: float, jitter: float = 0.0) -> complex:
    """Return by what smoothing multiplies a wave: its modulus the gain, its argument the lag."""
    times = frame_times(12.0, fps, jitter)
    omega = 2 * np.pi * frequency_hz
    smoothed = knee_x(smooth(moving(times, 500.0 + 100.0 * np.sin(omega * times))))
    middle = (times > 2) & (times < 10)
    waves = np.c_[np.sin(omega * times), np.cos(omega * times), np.ones(len(times))][middle]
    sine, cosine, _ = np.linalg.lstsq(waves, smoothed[middle] / 100.0, rcond=None)[0]
    return complex(sine, cosine)


class TestSmoothing:
    @pytest.mark.parametrize("fps", [30, 60, 120])
    @pytest.mark.parametrize("frequency_hz", [0.3, 1.0, 3.0, 6.0])
    def test_has_no_lag(self, fps, frequency_hz):
        assert abs(np.angle(response(frequency_hz, fps), deg=True)) < 0.1

    @pytest.mark.parametrize("fps", [60, 120])
    def test_halves_the_power_at_the_cutoff(self, fps):
        assert abs(response(CUTOFF_HZ, fps)) ** 2 == pytest.approx(0.5, abs=0.02)

    def test_the_cutoff_is_6_hz(self):
        assert CUTOFF_HZ == 6.0

    @pytest.mark.parametrize("fps", [60, 120])
    @pytest.mark.parametrize("frequency_hz", [0.5, 2.0, 4.0, 9.0, 12.0])
    def test_is_a_low_pass_of_fourth_order(self, fps, frequency_hz):
        ratio = (frequency_hz / CUTOFF_HZ) ** 4
        expected = 1.0 / (1.0 + (np.sqrt(2.0) - 1.0) * ratio)
        assert abs(response(frequency_hz, fps)) == pytest.approx(expected, abs=0.02)

    @pytest.mark.parametrize("frequency_hz", [0.5, 1.0, 2.0])
    def test_leaves_slow_movement_alone_at_uneven_times_too(self, frequency_hz):
        found = response(frequency_hz, fps=30, jitter=0.8)
        assert abs(found) == pytest.approx(1.0, abs=0.02)
        assert abs(np.angle(found, deg=True)) < 0.5

    @given(seed=st.integers(0, 1000), slope=st.floats(-200, 200))
    def test_keeps_a_straight_line_at_any_times(self, seed, slope):
        times = np.cumsum(np.random.default_rng(seed).uniform(0.005, 0.3, 30))
        x_px = 500 + slope * times
        np.testing.assert_allclose(knee_x(smooth(moving(times, x_px))), x_px, atol=1e-6)

    @given(seed=st.integers(0, 1000))
    def test_is_the_same_backwards_in_time(self, seed):
        rng = np.random.default_rng(seed)
        times = np.cumsum(rng.uniform(0.01, 0.1, 40))
        x_px = rng.normal(500, 20, 40)
        forwards = knee_x(smooth(moving(times, x_px)))
        backwards = knee_x(smooth(moving(-times[::-1], x_px[::-1])))[::-1]
        np.testing.assert_allclose(forwards, backwards, atol=1e-5)

    @pytest.mark.parametrize("frames", [5, 6, 200])
    @pytest.mark.parametrize("cutoff_hz", [0.4, CUTOFF_HZ])
    def test_is_the_smoothing_spline_of_scipy(self, frames, cutoff_hz):
        rng = np.random.default_rng(frames)
        times, xy_px = np.cumsum(rng.uniform(0.01, 0.1, frames)), rng.normal(500, 50, (frames, 2))
        lam = (np.sqrt(2.0) - 1.0) / (2.0 * np.pi * cutoff_hz) ** 4
        theirs = make_smoothing_spline(times, xy_px, w=np.gradient(times), lam=lam)(times)
        np.testing.assert_allclose(smoothed(times, xy_px, cutoff_hz), theirs, atol=1e-6)

    def test_lessens_noise_and_keeps_the_movement(self):
        truth, noisy = squats(60), squats(60, noise_px=2.0)
        error_px = smooth(noisy).image_px - truth.image_px
        assert np.std(error_px) < 0.6 * 2.0

    @pytest.mark.parametrize("frames", [1, 2, 3, 4])
    def test_leaves_very_short_stretches_as_they_are(self, frames):
        x_px = np.array([300.0, 500, 200, 400, 350])[:frames]
        poses = moving(np.arange(frames) / 30, x_px)
        np.testing.assert_array_equal(smooth(poses).image_px, poses.image_px)

    def test_does_not_reach_across_a_gap(self):
        times = np.arange(90) / 30
        x_px = np.where(times < 1, 300.0, 600.0)
        poses = smooth(hide(moving(times, x_px), KNEE, slice(28, 50)))
        assert np.isnan(knee_x(poses)[28:50]).all()
        np.testing.assert_allclose(knee_x(poses)[:28], 300.0)
        np.testing.assert_allclose(knee_x(poses)[50:], 600.0)


class TestCleaning:
    def test_touches_neither_the_world_nor_the_input(self):
        poses = squats(noise_px=2.0)
        before = poses.image_px.copy()
        cleaned = clean(poses)
        assert cleaned.world_m is poses.world_m
        np.testing.assert_array_equal(poses.image_px, before)

    def test_of_nobody_gives_nobody(self):
        assert np.isnan(clean(nobody(np.arange(40) / 30)).image_px).all()

    def test_removes_a_spike_altogether(self):
        truth = squats()
        spoilt = truth.with_image(truth.image_px.copy())
        spoilt.image_px[40, KNEE] += 150
        assert np.abs(clean(spoilt).image_px - truth.image_px).max() < 4.0

    @pytest.mark.parametrize("fps", [5, 12.5, 30, 60])
    def test_a_missing_frame_hardly_matters(self, fps):
        poses = squats(fps)
        kept = np.delete(np.arange(len(poses)), len(poses) // 2)
        error_px = clean(pick(poses, kept)).image_px - clean(poses).image_px[kept]
        assert np.abs(error_px).max() < 0.03 * 720


def test_the_median_of_seen_ignores_what_was_not():
    assert median_of_seen(np.array([1.0, np.nan, 3.0, 5.0])) == 3.0
    assert np.isnan(median_of_seen(np.full(3, np.nan)))
    assert np.isnan(median_of_seen(np.zeros(0)))
