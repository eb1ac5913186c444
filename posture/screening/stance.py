"""How somebody stands in one capture: its quiet seconds."""

from dataclasses import dataclass
from math import nan

import numpy as np

from posture.baseline import Baseline, measure_baseline
from posture.filtering import clean, hide_unseen, median_of_seen
from posture.level import level
from posture.person import choose_person
from posture.pose import PoseSequence
from posture.screening.capture import Capture
from posture.swaps import turned_as_told, undo_swaps
from posture.view import View, estimate_viewpoint

QUIET_S = 3.0  # of a clip, the seconds with the least movement
MIN_SEEN_SHARE = 0.5  # of the quiet frames


@dataclass(frozen=True, eq=False)
class Stance:
    """A capture's quiet seconds.

    Attributes
    ----------
    capture : Capture
    poses : PoseSequence
        The quiet frames, cleaned and levelled.
    baseline : Baseline
    start_s, end_s : float
        Of the quiet frames, in the recording's time.
    """

    capture: Capture
    poses: PoseSequence
    baseline: Baseline
    start_s: float
    end_s: float

    def median(self, values: np.ndarray) -> float:
        """Return the median of a number per quiet frame; NaN if it was seen too seldom."""
        is_seen = np.isfinite(values)
        return median_of_seen(values) if is_seen.mean() >= MIN_SEEN_SHARE else nan


def observe_stance(capture: Capture, view: View | None = None) -> Stance:
    """Return the quiet seconds of a capture, the camera's roll taken out where it is known."""
    # levelled last: what lies outside the picture then was seen in it all the same
    told = turned_as_told(capture.poses, view)
    if capture.is_photo:
        poses = level(hide_unseen(told), capture.roll_deg)
        start, stop = 0, len(poses)
    else:
        chosen = undo_swaps(choose_person(told).poses).poses
        poses = level(clean(chosen), capture.roll_deg)
        start, stop = quietest(poses)
    quiet = frames_of(poses, start, stop)
    viewpoint = estimate_viewpoint(quiet, view)
    return Stance(
        capture,
        quiet,
        measure_baseline(quiet, viewpoint),
        float(poses.time_s[start]),
        float(poses.time_s[stop - 1]),
    )


def quietest(poses: PoseSequence) -> tuple[int, int]:
    """Return the first frame of the quietest QUIET_S seconds and the one after the last."""
    starts = np.flatnonzero(poses.time_s + QUIET_S <= poses.time_s[-1] + 1e-9)
    if not len(starts):
        return 0, len(poses)
    stops = np.searchsorted(poses.time_s, poses.time_s[starts] + QUIET_S + 1e-9)
    spans = [(int(a), int(b)) for a, b in zip(starts, stops, strict=True)]
    spread = [wander_px(frames_of(poses, *span)) for span in spans]
    if not np.isfinite(spread).any():
        return 0, len(poses)
    return spans[int(np.nanargmin(spread))]


def frames_of(poses: PoseSequence, start: int, stop: int) -> PoseSequence:
    """Return a stretch of the sequence."""
    part = slice(start, stop)
    return PoseSequence(
        poses.time_s[part],
        poses.image_px[part],
        poses.world_m[part],
        poses.visibility[part],
        poses.size_px,
        poses.model,
        None if poses.brightness is None else poses.brightness[part],
    )


def wander_px(poses: PoseSequence) -> float:
    """Return by how much the middles of shoulders, hips and ankles wander."""
    middles = [poses.image_midpoint(name) for name in ("shoulder", "hip", "ankle")]
    seen = [m[np.isfinite(m[:, 0])] for m in middles]
    spreads = [np.linalg.norm(m.std(axis=0)) for m in seen if len(m) >= MIN_SEEN_SHARE * len(poses)]
    return float(np.max(spreads)) if spreads else nan
