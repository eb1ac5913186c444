"""How quickly a measure changes, and since when."""

from math import nan

import numpy as np

SHORT_WINDOW_S, LONG_WINDOW_S = 0.4, 0.6  # over which a speed is taken
SETTING_OUT_S = 0.4  # after a speed was passed, in which it is seen to grow
MAX_LATE_S = 0.3  # between setting out and passing a speed; more is not known so well
STEP_S = 0.02


def rate(time_s: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the change of `values` per second, shape (T,), about each frame.

    The slope of the straight line through them, over whichever of two windows it is less: over
    a short one noise looks like movement, over a long one what is to come is felt too early. NaN
    frames are passed over; NaN where fewer than two are left.
    """
    seen = np.isfinite(values)
    if np.count_nonzero(seen) < 2:
        return np.full(len(values), nan)
    short, long = (
        _slope(time_s, time_s[seen], values[seen], window_s)
        for window_s in (SHORT_WINDOW_S, LONG_WINDOW_S)
    )
    return np.where(np.abs(short) < np.abs(long), short, long)


def lateness_s(time_s: np.ndarray, rates: np.ndarray, limit: float, passed_s: float) -> float:
    """Return how long before a speed was passed the movement set out; negative if after.

    Slow movements have hardly begun when they pass it, and quick ones are felt in the windows of
    `rate` before they begin. So much as `rate` itself is late for somebody at rest who sets out
    with the same even acceleration; 0 if none is seen.

    Parameters
    ----------
    time_s, rates : ndarray, shape (T,)
        What `rate` made of the measure.
    limit : float
        The speed, in the measure's unit per second.
    passed_s : float
        When it was passed.
    """
    after = (time_s >= passed_s) & (time_s <= passed_s + SETTING_OUT_S) & np.isfinite(rates)
    if np.count_nonzero(after) < 3:
        return 0.0
    acceleration = np.polyfit(time_s[after], np.abs(rates[after]), 1)[0] / limit
    if acceleration * MAX_LATE_S < 1.0:  # it would have taken longer
        return MAX_LATE_S if acceleration > 0 else 0.0
    way_s = np.arange(-LONG_WINDOW_S, LONG_WINDOW_S + STEP_S, STEP_S)
    speeds = rate(way_s, acceleration / 2 * np.maximum(way_s, 0.0) ** 2)
    return float(np.clip(np.interp(1.0, speeds, way_s), -MAX_LATE_S, MAX_LATE_S))


def earliness_s(time_s: np.ndarray, rates: np.ndarray, limit: float, passed_s: float) -> float:
    """Return how long after a speed was passed the movement came to rest; negative if before.

    As `lateness_s` with the time turned round; 0 if it slowed down too gently for one to know.
    """
    early_s = lateness_s(-time_s[::-1], rates[::-1], limit, -passed_s)
    return early_s if early_s < MAX_LATE_S else 0.0


def _slope(at_s: np.ndarray, time_s: np.ndarray, values: np.ndarray, window_s: float) -> np.ndarray:
    """Return the slope of the line through the values in a window about each time."""
    x, y = time_s - time_s[0], values - np.mean(values)
    edge_s = window_s / 2 + 1e-6
    first, stop = np.searchsorted(time_s, at_s - edge_s), np.searchsorted(time_s, at_s + edge_s)

    def total(of: np.ndarray) -> np.ndarray:
        return np.diff(np.r_[0.0, np.cumsum(of)][np.stack([first, stop])], axis=0)[0]

    n, sum_x, sum_y = stop - first, total(x), total(y)
    spread = n * total(x * x) - sum_x**2
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = (n * total(x * y) - sum_x * sum_y) / spread
    return np.where((n > 1) & (spread > 0), slope, nan)
