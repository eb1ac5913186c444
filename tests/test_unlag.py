"""The smoothing that MediaPipe does is taken back."""

import numpy as np
import pytest

from posture.unlag import METRES, PICTURE, OneEuro, Undone, body_m, body_px

FPS = 30.0
BODY_PX = 500.0


def smoothed(raw: np.ndarray, time_ms: np.ndarray, scale: float, by: OneEuro) -> np.ndarray:
    """The filter itself, written from its published description."""
    out, speed = raw.astype(float).copy(), np.zeros(raw.shape[1:])

    def share(cutoff_hz, step_s):
        return 1.0 / (1.0 + 1.0 / (2 * np.pi * cutoff_hz * step_s))

    first = int(time_ms[0] == 0)
    for i in range(first + 1, len(raw)):
        step_s = (time_ms[i] - time_ms[i - 1]) / 1000.0
        newest = (raw[i] - raw[i - 1]) / scale / step_s
        speed = speed + share(1.0, step_s) * (newest - speed)
        cutoff_hz = by.min_cutoff_hz + by.beta * np.abs(speed)
        out[i] = out[i - 1] + share(cutoff_hz, step_s) * (raw[i] - out[i - 1])
    return out


def undone(values: np.ndarray, time_ms: np.ndarray, scale: float, by: OneEuro) -> np.ndarray:
    undo = Undone(by)
    return np.stack([undo(v, scale, int(t)) for v, t in zip(values, time_ms, strict=True)])


def movement(seed: int = 0, noise_px: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    """Landmarks that stand, go down and come up, twice; with the model's own unrest."""
    time_ms = np.round(np.arange(240) * 1000 / FPS).astype(int)
    phase = np.clip((time_ms / 1000.0) % 4.0 - 1.0, 0.0, 2.5) / 2.5
    path_px = 150.0 * np.sin(np.pi * phase) ** 2
    share = np.linspace(0.05, 1.0, 20)
    noise = np.random.default_rng(seed).normal(0.0, noise_px, (len(time_ms), 20))
    return time_ms, 200.0 + path_px[:, None] * share + noise


@pytest.mark.parametrize("first_ms", [0, 33])
@pytest.mark.parametrize("by", [PICTURE, METRES])
def test_what_went_in_comes_back(by, first_ms):
    time_ms, raw = movement()
    time_ms = time_ms + first_ms
    out = smoothed(raw, time_ms, BODY_PX, by)
    assert np.mean(np.abs(out - raw)) > 0.5  # or there would be nothing to take back
    error = np.abs(undone(out.astype(np.float32), time_ms, BODY_PX, by) - raw)
    assert np.mean(error) < 0.06
    assert np.mean(error > 1.0) < 0.01


def test_uneven_frames_do_no_harm():
    _, raw = movement()
    steps_ms = np.random.default_rng(1).choice([20, 33, 60], len(raw))
    time_ms = np.cumsum(steps_ms)
    error = undone(smoothed(raw, time_ms, BODY_PX, PICTURE), time_ms, BODY_PX, PICTURE) - raw
    assert np.mean(np.abs(error)) < 0.06


@pytest.mark.parametrize("share", [0.8, 1.25])
def test_a_size_that_is_a_quarter_off_still_takes_most_back(share):
    time_ms, raw = movement()
    out = smoothed(raw, time_ms, BODY_PX, PICTURE)
    left = np.mean(np.abs(undone(out, time_ms, share * BODY_PX, PICTURE) - raw))
    assert left < 0.35 * np.mean(np.abs(out - raw))


def test_a_body_that_is_lost_is_followed_anew():
    time_ms, raw = movement()
    out = smoothed(raw[:100], time_ms[:100], BODY_PX, PICTURE)
    later = smoothed(raw[120:], time_ms[120:], BODY_PX, PICTURE)
    undo = Undone(PICTURE)
    for values, t in zip(out, time_ms[:100], strict=True):
        undo(values, BODY_PX, int(t))
    undo.forget()
    found = [undo(v, BODY_PX, int(t)) for v, t in zip(later, time_ms[120:], strict=True)]
    assert np.max(np.abs(np.stack(found) - raw[120:])[:5]) < 0.06


def test_a_still_picture_stays_as_it_is():
    time_ms, raw = movement(noise_px=0.0)
    still = np.repeat(raw[:1], len(raw), axis=0)
    assert undone(still, time_ms, BODY_PX, PICTURE) == pytest.approx(still)


def test_a_body_is_measured_in_pixels_and_metres():
    world_m = np.random.default_rng(2).normal(size=(33, 3))
    assert body_px(100.0 * world_m[:, :2] + 50.0, world_m) == pytest.approx(210.0)
    world_m[:, :2] = np.linspace([0.0, 0.0], [0.6, 1.6], 33)
    assert body_m(world_m) == pytest.approx(1.1)
