"""Runs of frames in which something is so."""

from itertools import pairwise

import numpy as np

MAX_STEP_S = 0.1  # between frames; of a longer one nobody knows when in it something changed


def stretches(met: np.ndarray) -> list[tuple[int, int]]:
    """Return the [first, last] frames of each run."""
    edges = np.flatnonzero(np.diff(np.r_[False, met, False].astype(int)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def between_frames(time_s: np.ndarray, first: int, last: int) -> tuple[float, float]:
    """Return when frames `first` to `last` began and ended: half-way to their neighbours."""
    before, after = max(first - 1, 0), min(last + 1, len(time_s) - 1)
    lead_s = min(time_s[first] - time_s[before], MAX_STEP_S) / 2
    trail_s = min(time_s[after] - time_s[last], MAX_STEP_S) / 2
    return float(time_s[first] - lead_s), float(time_s[last] + trail_s)


def lasting_frames(met: np.ndarray, time_s: np.ndarray, min_s: float) -> np.ndarray:
    """Return the frames, shape (T,), of the runs that are not over sooner: the rest is noise."""
    lasting = np.zeros(len(met), bool)
    for first, last in stretches(met):
        start_s, end_s = between_frames(time_s, first, last)
        lasting[first : last + 1] = end_s - start_s >= min_s
    return lasting


def begun_runs(begins: np.ndarray, lasts: np.ndarray, from_slack: bool) -> list[tuple[int, int]]:
    """Return [first, last] frames of each run of `lasts` that has a frame of `begins`."""
    runs = []
    for first, last in stretches(lasts):
        begun = np.flatnonzero(begins[first : last + 1])
        if len(begun):
            runs.append((first if from_slack else first + int(begun[0]), last))
    return runs


def joined_runs(
    runs: list[tuple[int, int]], time_s: np.ndarray, max_gap_s: float
) -> list[tuple[int, int]]:
    """Return the runs with short breaks passed over, if held for as long on either side.

    Who is on the way, and seems to stop for a moment, does not hold.
    """
    joined = list(runs)
    while True:
        breaks = []
        for i, ((begin, last), (first, end)) in enumerate(pairwise(joined)):
            is_short = first - last - 1 <= min(last - begin, end - first) + 1
            if is_short and time_s[first] - time_s[last] <= max_gap_s:
                breaks.append((first - last, i))
        if not breaks:
            return joined
        _, i = min(breaks)
        joined[i : i + 2] = [(joined[i][0], joined[i + 1][1])]
