"""Clean landmarks one frame at a time, knowing only what came before."""

import numpy as np

from posture.filtering import MIN_VISIBILITY
from posture.pose import N_LANDMARKS, PoseFrame

MEDIAN_FRAMES = 5  # a jump of one or two frames does not pass
MIN_CUTOFF_HZ = 2.0  # at rest; together with the median it lags by about 0.1 s
CUTOFF_PER_SPEED = 20.0  # Hz for each picture height per second: quick movement is followed
SPEED_CUTOFF_HZ = 1.0
MAX_GAP_S = 0.5  # after a longer one the filter starts anew


class CausalCleaner:
    """Median of five frames, then the One-Euro filter (Casiez et al. 2012), for all landmarks.

    Parameters
    ----------
    height_px : float
        Of the picture; speeds are measured by it.
    min_visibility : float
        A landmark of which the model is less sure was not seen.
    """

    def __init__(self, height_px: float, min_visibility: float = MIN_VISIBILITY) -> None:
        self._height_px, self._min_visibility = height_px, min_visibility
        self._recent = np.full((MEDIAN_FRAMES, N_LANDMARKS, 2), np.nan)
        self._smooth = np.full((N_LANDMARKS, 2), np.nan)
        self._speed = np.zeros((N_LANDMARKS, 2))
        self._seen_s = np.full(N_LANDMARKS, -np.inf)
        self._last_s = -np.inf

    def push(self, frame: PoseFrame, size_px: np.ndarray) -> np.ndarray:
        """Return the frame's landmarks in pixels, shape (33, 2), NaN where one was not seen."""
        px = frame.image_px.astype(float)
        with np.errstate(invalid="ignore"):
            inside = np.all((px >= 0) & (px <= size_px), axis=1)
        seen = inside & (frame.visibility >= self._min_visibility)
        if frame.time_s - self._last_s > MAX_GAP_S:
            self._recent[:] = np.nan
        self._recent = np.roll(self._recent, -1, axis=0)
        self._recent[-1] = np.where(seen[:, np.newaxis], px, np.nan)
        unseen = np.isnan(self._recent).all(axis=0)  # which has no median, and numpy warns
        median = np.nanmedian(np.where(unseen, 0.0, self._recent), axis=0)
        median[unseen] = np.nan

        step_s = frame.time_s - self._last_s
        is_new = frame.time_s - self._seen_s > MAX_GAP_S
        before = np.where(is_new[:, np.newaxis], median, self._smooth)
        if np.isfinite(step_s):
            self._speed += _weight(SPEED_CUTOFF_HZ, step_s) * (
                np.nan_to_num((median - before) / step_s) - self._speed
            )
            cutoff_hz = MIN_CUTOFF_HZ + CUTOFF_PER_SPEED * np.abs(self._speed) / self._height_px
            before = before + _weight(cutoff_hz, step_s) * (median - before)
        self._smooth = np.where(np.isfinite(before), before, self._smooth)
        self._seen_s[seen] = frame.time_s
        self._last_s = frame.time_s
        return np.where(seen[:, np.newaxis], self._smooth, np.nan)


def _weight(cutoff_hz: float | np.ndarray, step_s: float) -> np.ndarray:
    """Return the share of the new value in a first-order low-pass."""
    angle = 2.0 * np.pi * np.asarray(cutoff_hz) * step_s
    return angle / (angle + 1.0)
