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

    @property
    def time_s(self) -> np.ndarray:
        """When each frame was taken, shape (T,)."""
        return self._arrays[0][: self._n]

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
        return self._seen_from(self._frame_at(self.last_s - last_s))

    def clean(self, last_s: float = np.inf) -> PoseSequence:
        """Return the cleaned landmarks of the last seconds; at least one frame."""
        return self.clean_since(self.last_s - last_s)

    def clean_since(self, time_s: float) -> PoseSequence:
        """Return the cleaned landmarks from a time on."""
        start = self._frame_at(time_s)
        return self._seen_from(start).with_image(self._arrays[-1][start : self._n])

    def copy(self, from_s: float = -np.inf) -> PoseSequence:
        """Return the landmarks as the model saw them, apart from what is still to come.

        Their clock begins with the first frame; `from_s` is a time of it.
        """
        first_s = float(self.time_s[0])
        now = self._seen_from(self._frame_at(first_s + from_s))
        return PoseSequence(
            now.time_s - first_s,
            now.image_px.copy(),
            now.world_m.copy(),
            now.visibility.copy(),
            now.size_px,
            now.model,
            None if now.brightness is None else now.brightness.copy(),
        )

    def forget_before(self, time_s: float) -> None:
        """Drop the frames before a time, but never the last."""
        start = min(self._frame_at(time_s), max(self._n - 1, 0))
        if start:
            for array in self._arrays:
                array[: self._n - start] = array[start : self._n].copy()
            self._n -= start

    def _frame_at(self, time_s: float) -> int:
        return int(np.searchsorted(self.time_s, time_s))

    def _seen_from(self, start: int) -> PoseSequence:
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


def _room(n: int) -> tuple[np.ndarray, ...]:
    return (
        np.empty(n),
        np.empty((n, N_LANDMARKS, 2), np.float32),
        np.empty((n, N_LANDMARKS, 3), np.float32),
        np.empty((n, N_LANDMARKS), np.float32),
        np.empty(n, np.float32),
        np.empty((n, N_LANDMARKS, 2)),
    )
