"""Clean landmarks: hide what was not seen, drop spikes, fill short gaps, smooth without lag.

Every function takes a PoseSequence and returns a new one. NaN marks a landmark that was not seen.
The values below are our engineering choices; `docs/measures.md` says how they were chosen.
"""

import numpy as np
import pandas as pd
from scipy.linalg import solveh_banded

from posture.pose import Landmark, PoseSequence, Side

MIN_VISIBILITY = 0.5  # below, MediaPipe is guessing where the landmark is
MAX_GAP_S = 0.5  # longer gaps stay NaN: what happened there is not known
CUTOFF_HZ = 6.0  # half power; the field's habit for daily movements (Winter 2009)
SPIKE_WINDOW_S = 0.25
SPIKE_MADS = 4.0  # how many scaled median deviations make a spike ...
SPIKE_TRUNKS = 0.05  # ... if it is also this share of the trunk's length


def clean(poses: PoseSequence) -> PoseSequence:
    """Return the sequence as measures want it: hidden, despiked, filled, smoothed (zero lag)."""
    return smooth(fill_gaps(drop_spikes(hide_unseen(poses))))


def hide_unseen(poses: PoseSequence, min_visibility: float = MIN_VISIBILITY) -> PoseSequence:
    """Set to NaN what the model was not sure of or guessed outside the picture."""
    inside = np.all((poses.image_px >= 0) & (poses.image_px <= poses.size_px), axis=-1)
    seen = (poses.visibility >= min_visibility) & inside
    return poses.with_image(np.where(seen[..., np.newaxis], poses.image_px, np.nan).astype(float))


def drop_spikes(poses: PoseSequence) -> PoseSequence:
    """Set to NaN the landmarks that jump away and back within a few frames (Hampel filter).

    Slow recordings are left alone: with fewer than five frames in the window, the turning
    point of a quick movement would look like a spike.
    """
    if len(poses) < 2:
        return poses
    step_s = float(np.median(np.diff(poses.time_s)))
    frames = round(min(SPIKE_WINDOW_S / step_s, len(poses))) // 2 * 2 + 1
    if frames < 5:
        return poses
    flat = pd.DataFrame(poses.image_px.reshape(len(poses), -1))
    window = {"window": frames, "center": True, "min_periods": 3}
    deviation = (flat - flat.rolling(**window).median()).abs()
    spread = 1.4826 * deviation.rolling(**window).median()  # MAD to standard deviation
    trunk_px = median_of_seen(_trunk_length_px(poses))
    is_spike = (deviation > SPIKE_MADS * spread) & (deviation > SPIKE_TRUNKS * trunk_px)
    spikes = is_spike.to_numpy().reshape(poses.image_px.shape).any(axis=-1)
    return poses.with_image(np.where(spikes[..., np.newaxis], np.nan, poses.image_px))


def _trunk_length_px(poses: PoseSequence) -> np.ndarray:
    lengths = [
        np.linalg.norm(poses.image("shoulder", s) - poses.image("hip", s), axis=-1) for s in Side
    ]
    seen = np.isfinite(lengths)
    return np.sum(np.where(seen, lengths, 0.0), axis=0) / np.where(seen.any(0), seen.sum(0), np.nan)


def median_of_seen(values: np.ndarray) -> float:
    """Return the median of what is not NaN; NaN if nothing is."""
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else float("nan")


def fill_gaps(poses: PoseSequence, max_gap_s: float = MAX_GAP_S) -> PoseSequence:
    """Fill gaps by straight lines if seen again within `max_gap_s`; longer ones stay NaN."""
    image_px = poses.image_px.astype(float)
    for landmark in Landmark:
        xy = image_px[:, landmark]
        seen = np.flatnonzero(np.isfinite(xy[:, 0]))
        gaps = np.flatnonzero((np.diff(seen) > 1) & (np.diff(poses.time_s[seen]) <= max_gap_s))
        for before, after in zip(seen[gaps], seen[gaps + 1], strict=True):
            inner = slice(before + 1, after)
            for axis in range(2):
                xy[inner, axis] = np.interp(
                    poses.time_s[inner], poses.time_s[[before, after]], xy[[before, after], axis]
                )
    return poses.with_image(image_px)


def smooth(poses: PoseSequence, cutoff_hz: float = CUTOFF_HZ) -> PoseSequence:
    """Smooth each unbroken stretch with a cubic smoothing spline.

    Uneven frame times are used as they are. On even ones the spline is a fourth-order
    low-pass without lag, with half power at `cutoff_hz`. Stretches of fewer than five frames
    are left as they are.
    """
    image_px = poses.image_px.astype(float)
    seen = np.isfinite(image_px[..., 0])
    # Landmarks seen in the same frames share one spline basis; most clips have few such groups.
    patterns, group = np.unique(seen, axis=1, return_inverse=True)
    for index, pattern in enumerate(patterns.T):
        landmarks = np.flatnonzero(group == index)
        edges = np.flatnonzero(np.diff(np.r_[False, pattern, False]))
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            if stop - start >= 5:
                image_px[start:stop, landmarks] = smoothed(
                    poses.time_s[start:stop], image_px[start:stop, landmarks], cutoff_hz
                )
    return poses.with_image(image_px)


def smoothed(time_s: np.ndarray, values: np.ndarray, cutoff_hz: float) -> np.ndarray:
    """Return values, shape (T, ...) with T at least 5, as `smooth` smooths them.

    The natural cubic spline f that makes sum(w (y - f)^2) + lam * integral(f''^2) least, at the
    frames themselves (Reinsch 1967). scipy's make_smoothing_spline gives the same numbers; it takes
    ten times as long over the short stretches that are smoothed again and again.
    """
    # With w = the time each sample stands for, it has the frequency response
    # 1 / (1 + lam omega^4); half power is |H| = 1/sqrt(2).
    lam = (np.sqrt(2.0) - 1.0) / (2.0 * np.pi * cutoff_hz) ** 4
    flat = values.reshape(len(time_s), -1)
    step_s = np.diff(time_s)
    give = lam / np.gradient(time_s)
    # each row of the second divided differences, at a frame with one before and one after
    before, after = 1.0 / step_s[:-1], 1.0 / step_s[1:]
    here = -before - after
    bands = np.zeros((3, len(time_s) - 2))  # the upper half of a matrix, its diagonal last
    bands[2] = (step_s[:-1] + step_s[1:]) / 3.0
    bands[2] += before**2 * give[:-2] + here**2 * give[1:-1] + after**2 * give[2:]
    bands[1, 1:] = step_s[1:-1] / 6.0
    bands[1, 1:] += here[:-1] * before[1:] * give[1:-2] + after[:-1] * here[1:] * give[2:-1]
    bands[0, 2:] = after[:-2] * before[2:] * give[2:-2]
    over = step_s[:, np.newaxis]
    bend = solveh_banded(bands, np.diff(np.diff(flat, axis=0) / over, axis=0), check_finite=False)
    slope = np.diff(np.pad(bend, ((1, 1), (0, 0))), axis=0) / over
    pull = np.diff(np.pad(slope, ((1, 1), (0, 0))), axis=0)
    return (flat - give[:, np.newaxis] * pull).reshape(values.shape)
