"""The landmarks of a set, as they come."""

import numpy as np

from posture.pose import N_LANDMARKS, PoseFrame, PoseModel, PoseSequence

_FIRST_CAPACITY = 512


class Record:
    """Frames that are added one by one and read as a sequence without copying.

    Parameters
    ----------
    size_px : tuple of int
        Width and height that the landmarks' pixels refer to.
    """

    def __init__(self, size_px: tuple[int, int], model: PoseModel) -> None:
        self.size_px = np.array(size_px, int)
        self.model = model
        self._n = 0
        self._arrays = _room(_FIRST_CAPACITY)

    def __len__(self) -> int:
        return self._n

    @property
    def last_s(self) -> float:
        """When the last frame was taken; minus infinity before the first."""
        return float(self._arrays[0][self._n - 1]) if self._n else -np.inf

    def push(self, frame: PoseFrame, clean_px: np.ndarray) -> None:
        """Add a frame, later than all before, and its cleaned landmarks, shape (33, 2)."""
        if frame.time_s <= self.last_s:
            raise ValueError(f"time_s must increase, but {frame.time_s} follows {self.last_s}.")
        if self._n == len(self._arrays[0]):
            larger = _room(2 * self._n)
            for old, new in zip(self._arrays, larger, strict=True):
                new[: self._n] = old
            self._arrays = larger
        row = (frame.time_s, frame.image_px, frame.world_m, frame.visibility, frame.brightness)
        for array, value in zip(self._arrays, (*row, clean_px), strict=True):
            array[self._n] = value
        self._n += 1

    def seen(self, last_s: float = np.inf) -> PoseSequence:
        """Return the landmarks of the last seconds as the model saw them; at least one frame."""
        start = self._start(last_s)
        time_s, image_px, world_m, visibility, brightness, _ = (
            array[start : self._n] for array in self._arrays
        )
        is_measured = bool(np.isfinite(brightness).all())
        return PoseSequence(
            time_s,
            image_px,
            world_m,
            visibility,
            self.size_px,
            self.model,
            brightness if is_measured else None,
        )

    def clean(self, last_s: float = np.inf) -> PoseSequence:
        """Return the cleaned landmarks of the last seconds; at least one frame."""
        return self.seen(last_s).with_image(self._arrays[-1][self._start(last_s) : self._n])

    def copy(self) -> PoseSequence:
        """Return all landmarks as the model saw them, apart from what is still to come."""
        now = self.seen()
        return PoseSequence(
            now.time_s - now.time_s[0],
            now.image_px.copy(),
            now.world_m.copy(),
            now.visibility.copy(),
            now.size_px,
            now.model,
            None if now.brightness is None else now.brightness.copy(),
        )

    def forget_before(self, time_s: float) -> None:
        """Drop the frames before a time, but never the last."""
        times = self._arrays[0][: self._n]
        start = min(int(np.searchsorted(times, time_s)), max(self._n - 1, 0))
        if start:
            for array in self._arrays:
                array[: self._n - start] = array[start : self._n].copy()
            self._n -= start

    def _start(self, last_s: float) -> int:
        times = self._arrays[0][: self._n]
        return int(np.searchsorted(times, self.last_s - last_s)) if np.isfinite(last_s) else 0


def _room(n: int) -> tuple[np.ndarray, ...]:
    return (
        np.empty(n),
        np.empty((n, N_LANDMARKS, 2), np.float32),
        np.empty((n, N_LANDMARKS, 3), np.float32),
        np.empty((n, N_LANDMARKS), np.float32),
        np.empty(n, np.float32),
        np.empty((n, N_LANDMARKS, 2)),
    )
