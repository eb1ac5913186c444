"""The average repetition as a figure at rest and at its far end, free of size and place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from posture.analysis import Analysis
from posture.filtering import median_of_seen
from posture.geometry import distance
from posture.pose import N_LANDMARKS, Landmark, PoseSequence, Side
from posture.report import CountedRep
from posture.view import View

Anchor = Literal["hip", "ankle"]

# From the trunk outwards: behind the near leg a far foot may be seen, and its knee not.
_HANGS_ON = {
    "knee": "hip",
    "ankle": "knee",
    "heel": "ankle",
    "toe": "ankle",
    "elbow": "shoulder",
    "wrist": "elbow",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class AverageRep:
    """Where each landmark is at rest and at the far end: the median over the movements of a set.

    Attributes
    ----------
    rest, peak : ndarray, shape (33, 2)
        In leg lengths from the anchor; x the way the person faces if seen from the side, otherwise
        to the picture's right; y up. NaN where it was not seen, or what it hangs on was not.
    anchor : "hip" or "ankle"
        What lies at the origin: from the side the near one, otherwise the middle of both.
    near : Side
        The side nearer to the camera.
    view : View
    count : int
        How many movements it is drawn from.
    """

    rest: np.ndarray
    peak: np.ndarray
    anchor: Anchor
    near: Side
    view: View
    count: int


def average_rep(analysis: Analysis, anchor: Anchor | None = None) -> AverageRep | None:
    """Return the average of the counted movements, those of the near side if sides take turns.

    Parameters
    ----------
    analysis : Analysis
    anchor : "hip" or "ankle", optional
        Of another average, so that this one can be laid over it. If not given, what moves less is
        taken: the ankle in a squat, the hip on a chair.

    Returns
    -------
    AverageRep or None
        None if nothing was counted, or the legs were not seen.
    """
    viewpoint, poses = analysis.baseline.viewpoint, analysis.poses
    reps = _nearest(analysis.report.reps, viewpoint.near)
    sides = (viewpoint.near,) if viewpoint.view is View.SIDE else tuple(Side)
    leg_px = _leg_px(poses, sides)
    if not reps or not np.isfinite(leg_px):
        return None
    rests = _at(poses, map(_rest_s, reps))
    peaks = _at(poses, (rep.peak_s for rep in reps))
    laid_on = anchor or _steadier(rests, peaks, sides)
    scale = np.array([viewpoint.facing if viewpoint.view is View.SIDE else 1, -1]) / leg_px
    rest, peak = (
        _whole(_median((points - _middle(points, laid_on, sides)[:, np.newaxis]) * scale))
        for points in (rests, peaks)
    )
    return AverageRep(
        rest=rest,
        peak=peak,
        anchor=laid_on,
        near=viewpoint.near,
        view=viewpoint.view,
        count=len(reps),
    )


def _rest_s(rep: CountedRep) -> float:
    """Return when one is at rest: before the start, at which one bows already, if on a chair."""
    return rep.phases["seated"].start_s if "seated" in rep.phases else rep.start_s


def _nearest(reps: tuple[CountedRep, ...], near: Side) -> list[CountedRep]:
    """Return the movements of the near side and of the whole body; all, if there are none."""
    return [rep for rep in reps if rep.side in (None, near)] or list(reps)


def _leg_px(poses: PoseSequence, sides: tuple[Side, ...]) -> float:
    """Return hip-knee-ankle in pixels, the longer of the legs looked at."""
    return max(
        median_of_seen(
            distance(poses.image("hip", side), poses.image("knee", side))
            + distance(poses.image("knee", side), poses.image("ankle", side))
        )
        for side in sides
    )


def _at(poses: PoseSequence, times_s: Iterable[float]) -> np.ndarray:
    """Return the landmarks in the frames nearest to some times, shape (N, 33, 2)."""
    return np.stack([poses.image_px[np.argmin(np.abs(poses.time_s - t))] for t in times_s])


def _middle(points: np.ndarray, name: str, sides: tuple[Side, ...]) -> np.ndarray:
    """Return the middle of a landmark's sides, shape (N, 2)."""
    return np.mean([points[:, Landmark.of(name, side)] for side in sides], axis=0)


def _steadier(rests: np.ndarray, peaks: np.ndarray, sides: tuple[Side, ...]) -> Anchor:
    """Return what moves less between rest and far end."""
    travel_px: dict[Anchor, float] = {
        name: median_of_seen(distance(_middle(rests, name, sides), _middle(peaks, name, sides)))
        for name in ("hip", "ankle")
    }
    # a comparison with NaN, the ankle out of the picture, is false
    return "ankle" if travel_px["ankle"] <= travel_px["hip"] else "hip"


def _median(points: np.ndarray) -> np.ndarray:
    """Return the median of each landmark over the movements that show it, shape (33, 2)."""
    return np.array(
        [[median_of_seen(points[:, i, axis]) for axis in (0, 1)] for i in range(N_LANDMARKS)]
    )


def _whole(points: np.ndarray) -> np.ndarray:
    """Return landmarks without those of a limb that is not seen from the trunk on."""
    whole = points.copy()
    for side in Side:
        for outer, inner in _HANGS_ON.items():
            if np.isnan(whole[Landmark.of(inner, side)]).any():
                whole[Landmark.of(outer, side)] = np.nan
    return whole
