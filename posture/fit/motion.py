"""What is asked of neighbouring frames: no jerking, and feet that stand do not slide.

Both are quadratic in each of a frame's numbers on its own, so their part of the normal equations
is three diagonals that never change.
"""

from dataclasses import dataclass

import numpy as np

from posture.fit.body import HEADING, N_FRAME, Joint
from posture.fit.observations import Observations
from posture.fit.settings import Settings


@dataclass(frozen=True, eq=False)
class Continuity:
    """The quadratic form sum(x_t (near_t x_t + 2 next_t x_{t+1} + 2 second_t x_{t+2})).

    Attributes
    ----------
    near, next, second : ndarray, shape (T, N_FRAME)
        Where a frame has no successor they are 0.
    """

    near: np.ndarray
    next: np.ndarray
    second: np.ndarray

    def gradient(self, frames: np.ndarray) -> np.ndarray:
        """Return half the derivative, shape (T, N_FRAME)."""
        half = self.near * frames
        half[:-1] += self.next[:-1] * frames[1:]
        half[1:] += self.next[:-1] * frames[:-1]
        half[:-2] += self.second[:-2] * frames[2:]
        half[2:] += self.second[:-2] * frames[:-2]
        return half

    def cost(self, frames: np.ndarray) -> float:
        return float(np.sum(frames * self.gradient(frames)))


def continuity(seen: Observations, settings: Settings) -> Continuity:
    """Return what neighbouring frames are asked, at their own spacing in time."""
    n = len(seen)
    near, after, second = (np.zeros((n, N_FRAME)) for _ in range(3))
    step_s = np.diff(seen.time_s)
    spread = np.full((n - 2, N_FRAME), settings.heading_acceleration)
    seen_at_work = seen.acceleration[1:-1]
    spread[:, :HEADING] = np.repeat(np.hypot(settings.acceleration, seen_at_work), 3, axis=1)

    middle_s = (step_s[:-1] + step_s[1:]) / 2
    a, c = 1.0 / (step_s[:-1] * middle_s), 1.0 / (step_s[1:] * middle_s)
    b = -(a + c)
    weight = (middle_s / settings.correlation_s)[:, None] / spread**2
    for start, factor in enumerate((a, b, c)):
        near[start : n - 2 + start] += weight * (factor**2)[:, None]
    after[: n - 2] += weight * (a * b)[:, None]
    after[1 : n - 1] += weight * (b * c)[:, None]
    second[: n - 2] += weight * (a * c)[:, None]

    standing = np.sqrt(seen.planted[1:] * seen.planted[:-1])
    for index, ankle in enumerate((Joint.LEFT_ANKLE, Joint.RIGHT_ANKLE)):
        place = slice(3 * ankle, 3 * ankle + 3)
        slide = standing[:, index] / (settings.correlation_s * step_s * settings.planted_speed**2)
        near[:-1, place] += slide[:, None]
        near[1:, place] += slide[:, None]
        after[:-1, place] -= slide[:, None]
    return Continuity(near, after, second)
