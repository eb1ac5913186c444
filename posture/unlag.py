"""Take back the smoothing that MediaPipe does while it follows a person.

Its "one euro" filter (Casiez et al. 2012) makes every landmark follow late, the more the slower it
moves: a movement seems to start 70 ms late, and turning points are cut. The filter is causal and
its constants are known, so that what went in follows from what came out, exactly but for rounding.
What is smoothed afterwards can then be smoothed without lag.

The constants are those of MediaPipe 0.10 (tasks/cc/vision/pose_landmarker, the detector graph).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

SPEED_CUTOFF_HZ = 1.0
BODY_M = 2.1  # the filter's measure of a body in the picture: the box in which the model looks


@dataclass(frozen=True)
class OneEuro:
    """A filter: the faster a value changes for its scale, the higher the cutoff.

    Attributes
    ----------
    min_cutoff_hz : float
        At rest.
    beta : float
        By how many hertz the cutoff rises with a speed of one scale per second.
    """

    min_cutoff_hz: float
    beta: float


PICTURE = OneEuro(min_cutoff_hz=0.05, beta=80.0)
METRES = OneEuro(min_cutoff_hz=0.1, beta=40.0)


class _Past(NamedTuple):
    time_ms: int
    smoothed: np.ndarray
    raw: np.ndarray
    speed: np.ndarray  # filtered, in scales per second


class Undone:
    """Gives back, frame by frame, what a `OneEuro` filter was fed."""

    def __init__(self, by: OneEuro) -> None:
        self._filter = by
        self._past: _Past | None = None

    def forget(self) -> None:
        """Begin anew, as the filter does when it has lost what it followed."""
        self._past = None

    def __call__(self, smoothed: np.ndarray, scale: float, time_ms: int) -> np.ndarray:
        """Return what was put in.

        Parameters
        ----------
        smoothed : ndarray
            What came out; of the same shape each time.
        scale : float
            The size of the thing that moves, in the same unit.
        time_ms : int
            Later than the last.
        """
        smoothed = np.asarray(smoothed, float)
        if time_ms <= 0:  # the filter takes no notice of a frame at its zero of time
            return smoothed
        if self._past is None:
            self._past = _Past(time_ms, smoothed, smoothed, np.zeros_like(smoothed))
            return smoothed
        step_s = (time_ms - self._past.time_ms) / 1000.0
        share = _share(SPEED_CUTOFF_HZ, step_s)
        raw = smoothed + self._taken_away(smoothed, scale, step_s, share)
        speed = share * (raw - self._past.raw) / (scale * step_s) + (1 - share) * self._past.speed
        self._past = _Past(time_ms, smoothed, raw, speed)
        return raw

    def _taken_away(
        self, smoothed: np.ndarray, scale: float, step_s: float, share: float
    ) -> np.ndarray:
        """Return by how much the value that was put in is beyond the one that came out.

        The filter moved by `moved` towards a value that lies `beyond` further, where
        beyond * cutoff = moved / (2 pi step), and the cutoff is a straight line in `beyond` on
        either side of standstill: a quadratic equation.
        """
        past, min_cutoff, beta = self._past, self._filter.min_cutoff_hz, self._filter.beta
        assert past is not None
        moved = smoothed - past.smoothed
        sense = np.where(moved < 0, -1.0, 1.0)
        wanted = np.abs(moved) / (2 * np.pi * step_s)
        rise = share / (scale * step_s)  # of the filtered speed with `beyond`
        speed = sense * (rise * (smoothed - past.raw) + (1 - share) * past.speed)

        # A speed against the sense of the move first falls to nothing. Of several solutions the
        # nearest is taken: that is right in 99 frames of 100, and forgotten in a few if not.
        at_rest = -speed / rise
        with np.errstate(invalid="ignore", divide="ignore"):
            back = _root(-beta * rise, min_cutoff - beta * speed, wanted)
            onward = _root(beta * rise, min_cutoff + beta * speed, wanted)
            is_before_rest = (speed < 0) & (back <= at_rest)
        return sense * np.where(is_before_rest, back, onward)


def _share(cutoff_hz: float, step_s: float) -> float:
    """Return how much of a new value a low-pass takes."""
    turn = 2 * np.pi * cutoff_hz * step_s
    return turn / (1.0 + turn)


def _root(square: float, linear: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the least positive x with square x² + linear x = wanted; NaN if there is none."""
    inner = linear**2 + 4 * square * wanted
    inner = np.sqrt(np.where(inner >= 0, inner, np.nan))
    # both are the same root; each loses its digits where the other is used
    return np.where(linear > 0, 2 * wanted / (linear + inner), (inner - linear) / (2 * square))


def body_px(image_px: np.ndarray, world_m: np.ndarray) -> float:
    """Return the filter's measure of a body in the picture: about how long `BODY_M` looks there."""
    across_px = np.linalg.norm(np.std(image_px, axis=0))
    return float(BODY_M * across_px / np.linalg.norm(np.std(world_m[:, :2], axis=0)))


def body_m(world_m: np.ndarray) -> float:
    """Return the filter's measure of a body in metres: the mean of its breadth and height."""
    return float(np.mean(np.ptp(world_m[:, :2], axis=0)))
