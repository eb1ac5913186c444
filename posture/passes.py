"""The stretches of a recording in which somebody walks one way: past the camera, or on a belt.

Who walks past and back faces right, then left, and shows one leg, then the other. What is measured
along the way depends on that, so each way is measured for itself. Turning round, standing still,
walking backwards, and coming into the picture or leaving it belong to none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from posture.baseline import Baseline, measure_baseline
from posture.geometry import distance
from posture.measures import compute_measures
from posture.pose import PoseSequence, Side
from posture.runs import stretches
from posture.view import View, body_yaw_deg, estimate_viewpoint

MIN_PASS_S = 1.5  # one stride and its two ends
STEP_WINDOW_S = 1.2  # a stride at an easy pace: within it the feet change places
MIN_STEP_LEGS = 0.15  # by which the feet then move past each other
BRIEF_S = 0.2  # nobody turns round or stops in less: it is a slip of the model
PAUSE_S = 0.8  # seen for that long before or after it: the pass begins or ends in view
YAW_WINDOW_S = 0.5  # of which the turn of the body is taken
TURN_S = 1.0
MAX_TURN_DEG = 45.0  # in that time: more is turning round, less the parallax of walking past
SPEED_WINDOW_S = 1.0
MAX_BACKWARDS_LEGS_S = 0.3  # more is no drifting on a belt
IN_PROFILE = 0.5  # sine of the turn from facing the camera
MIN_HEIGHT_LEGS = 0.7  # of the hips over the lower ankle: who is lower sits


@dataclass(frozen=True, kw_only=True, eq=False)
class Pass:
    """A stretch of walking one way.

    Attributes
    ----------
    frames : slice
        Of the recording.
    baseline : Baseline
        Of these frames alone: from where they show the body, and its lengths in them.
    starts_in_view, stops_in_view : bool
        Whether the person was seen before, and after: they did not walk then.
    """

    frames: slice
    baseline: Baseline
    starts_in_view: bool
    stops_in_view: bool

    @property
    def view(self) -> View:
        return self.baseline.viewpoint.view

    @property
    def near(self) -> Side:
        return self.baseline.viewpoint.near


def find_passes(poses: PoseSequence, view: View | None = None) -> tuple[Pass, ...]:
    """Return the stretches of walking one way, in order of time.

    Parameters
    ----------
    poses : PoseSequence
        After cleaning.
    view : View, optional
        Where the camera stood, if it is known; estimated for each pass otherwise.
    """
    walks = _is_stepping(poses) & ~_is_turning(poses) & ~_is_backwards(poses)
    is_there = np.isfinite(poses.image_midpoint("hip")[:, 0])
    passes = []
    for start, stop in _runs(poses.time_s, walks):
        if poses.time_s[stop - 1] - poses.time_s[start] >= MIN_PASS_S:
            frames = slice(int(start), int(stop))
            part = poses.part(frames)
            baseline = measure_baseline(part, estimate_viewpoint(part, view))
            passes.append(
                Pass(
                    frames=frames,
                    baseline=baseline,
                    starts_in_view=_is_seen_about(poses.time_s, is_there, start, -PAUSE_S),
                    stops_in_view=_is_seen_about(poses.time_s, is_there, stop - 1, PAUSE_S),
                )
            )
    return tuple(passes)


def _runs(time_s: np.ndarray, walks: np.ndarray) -> list[tuple[int, int]]:
    """Return the [start, stop) of each run of walking, those in one that hardly anything parts."""
    runs: list[tuple[int, int]] = []
    for start, last in stretches(walks):
        if runs and time_s[start] - time_s[runs[-1][1] - 1] <= BRIEF_S:
            start = runs.pop()[0]
        runs.append((start, last + 1))
    return runs


def is_walk(poses: PoseSequence) -> bool:
    """Tell whether most of a recording is walking.

    Parameters
    ----------
    poses : PoseSequence
        After cleaning.
    """
    walked = sum(one.frames.stop - one.frames.start for one in find_passes(poses))
    return walked > len(poses) / 2


def _is_seen_about(time_s: np.ndarray, is_there: np.ndarray, frame: int, for_s: float) -> bool:
    """Tell whether somebody is there all the while from a frame to a time after or before it."""
    other_s = time_s[frame] + for_s
    if not time_s[0] <= other_s <= time_s[-1]:
        return False
    first_s, last_s = sorted((time_s[frame], other_s))
    return bool(is_there[(time_s >= first_s) & (time_s <= last_s)].all())


def measure_passes(poses: PoseSequence, passes: tuple[Pass, ...]) -> pd.DataFrame:
    """Return the table of measures, each pass by its own baseline; NaN outside them."""
    parts = [compute_measures(poses.part(p.frames), p.baseline) for p in passes]
    table: pd.DataFrame = pd.concat(parts)
    return table.reindex(pd.Index(poses.time_s, name="time_s"))


def longest(passes: Sequence[Pass]) -> Pass:
    """Return the pass with the most frames."""
    return max(passes, key=lambda one: one.frames.stop - one.frames.start)


def _leg_px(poses: PoseSequence) -> np.ndarray:
    """Return the length of the longer leg in the picture about each frame, shape (T,)."""
    joints = ("hip", "knee", "ankle")
    legs = [
        np.sum(
            [distance(poses.image(a, s), poses.image(b, s)) for a, b in pairwise(joints)], axis=0
        )
        for s in Side
    ]
    return _rolling(poses, np.fmax(*legs), STEP_WINDOW_S).median().to_numpy()


def _rolling(poses: PoseSequence, values: np.ndarray, window_s: float):  # type: ignore[no-untyped-def]
    over_time = pd.Series(values, index=pd.to_timedelta(poses.time_s, unit="s"))
    return over_time.rolling(pd.Timedelta(seconds=window_s), center=True, min_periods=1)


def _is_stepping(poses: PoseSequence) -> np.ndarray:
    """Return in which frames, shape (T,), somebody is up and the feet move past each other then."""
    apart = poses.image("ankle", Side.LEFT) - poses.image("ankle", Side.RIGHT)
    spans = []
    for axis in apart.T:
        rolling = _rolling(poses, axis, STEP_WINDOW_S)
        spans.append((rolling.max() - rolling.min()).to_numpy())
    hips, leg_px = poses.image_midpoint("hip"), _leg_px(poses)
    lower_y_px = np.fmax(*(poses.image("ankle", side)[:, 1] for side in Side))
    with np.errstate(invalid="ignore"):
        moves = np.hypot(*spans) >= MIN_STEP_LEGS * leg_px
        is_down = lower_y_px - hips[:, 1] < MIN_HEIGHT_LEGS * leg_px
    return moves & ~is_down & np.isfinite(hips[:, 0])


def _yaw_deg(poses: PoseSequence) -> np.ndarray:
    """Return the turn of the body, smoothed and without leaps at 180 degrees, shape (T,)."""
    raw = np.radians(body_yaw_deg(poses))
    x, y = (
        _rolling(poses, part, YAW_WINDOW_S).mean().to_numpy() for part in (np.cos(raw), np.sin(raw))
    )
    turn = np.arctan2(y, x)
    seen = np.isfinite(turn)
    turn[seen] = np.unwrap(turn[seen])
    return np.degrees(turn)


def _change(time_s: np.ndarray, values: np.ndarray, over_s: float) -> np.ndarray:
    """Return by how much `values` change in a time about each frame, shape (T,); NaN if unseen."""
    seen = np.isfinite(values)
    if np.count_nonzero(seen) < 2:
        return np.full(len(values), np.nan)
    ends = [
        np.interp(time_s + shift, time_s[seen], values[seen]) for shift in (-over_s / 2, over_s / 2)
    ]
    return np.where(seen, ends[1] - ends[0], np.nan)


def _is_turning(poses: PoseSequence) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.abs(_change(poses.time_s, _yaw_deg(poses), TURN_S)) > MAX_TURN_DEG


def _is_backwards(poses: PoseSequence) -> np.ndarray:
    """Return in which frames, shape (T,), somebody seen from the side moves where the back is."""
    across_px = poses.image_midpoint("hip")[:, 0]
    moved_px = _change(poses.time_s, across_px, SPEED_WINDOW_S)
    ahead = np.sin(np.radians(_yaw_deg(poses)))  # 1 facing the picture's right, -1 its left
    far_px = MAX_BACKWARDS_LEGS_S * SPEED_WINDOW_S * _leg_px(poses)
    with np.errstate(invalid="ignore"):
        return (np.abs(ahead) >= IN_PROFILE) & (moved_px * ahead < -far_px)
