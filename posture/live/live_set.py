"""Count a set while it is done, by the same finder as a recording's."""

from dataclasses import dataclass
from math import nan

import numpy as np

from posture.analysis import _count
from posture.baseline import measure_baseline
from posture.exercises.base import Exercise
from posture.live.record import Record
from posture.measures import MEASURES, compute_measures
from posture.pose import Landmark
from posture.ranges import RANGES
from posture.view import View, Viewpoint, estimate_viewpoint

FIND_EVERY_S = 0.1  # counting more often would tell nobody more
FIND_SHARE = 1 / 300  # of the set's length: a long set is looked over less often
UNDER_WAY = 0.25  # of the least depth that counts: beyond it the person is on the way
STILL = 0.04  # of that depth, within a tenth of a second: neither down nor up

# Where the number that matters is shown.
JOINTS = {"knee_flexion": "knee", "hip_height": "hip"}


@dataclass(frozen=True)
class SetState:
    """What is known of a set while it goes on.

    Attributes
    ----------
    count : int
        Repetitions that were completed.
    phase : str
        "rest", "going" away from rest, "turning" or "returning".
    value : float
        The measure that is counted in, now, in its unit; NaN if not seen.
    unit : str
    joint : Landmark or None
        Where to show it.
    level : Landmark or None
        Whose height to mark: the knee's, where a thigh may come level with it.
    depth : float
        How far the movement is, 0 at rest and 1 at the least depth that counts.
    lower, upper : float
        The guide for `value` at its farthest; NaN where there is none.
    """

    count: int = 0
    phase: str = "rest"
    value: float = nan
    unit: str = ""
    joint: Landmark | None = None
    level: Landmark | None = None
    depth: float = 0.0
    lower: float = nan
    upper: float = nan


class LiveSet:
    """The repetitions in a record that grows.

    Parameters
    ----------
    exercise : Exercise
    view : View
        From where it is seen; settled before the set.
    """

    def __init__(self, exercise: Exercise, view: View) -> None:
        self._exercise, self._view = exercise, view
        self._found_s = -np.inf
        self.state = SetState()

    def look(self, record: Record) -> SetState:
        """Return the state at the newest frame of a record."""
        now_s = record.last_s
        poses = record.clean()
        if now_s - self._found_s < max(FIND_EVERY_S, FIND_SHARE * poses.duration_s):
            return self.state
        self._found_s = now_s
        baseline = measure_baseline(poses, estimate_viewpoint(poses, self._view))
        table = compute_measures(poses, baseline)
        driver = self._exercise.drivers[self._view]
        measure = MEASURES[driver.measure]
        column = measure.column_for(baseline.viewpoint.near)
        counted, _ = _count(poses.time_s, table, column, self._exercise, driver)
        values = table[column].to_numpy()
        depth, phase = _movement(poses.time_s, values, driver.min_depth, driver.falls)
        lower, upper = self._guide(driver.measure)
        joint = Landmark.of(JOINTS[driver.measure], baseline.viewpoint.near)
        self.state = SetState(
            count=len(counted),
            phase=phase,
            value=float(values[-1]),
            unit=measure.unit,
            joint=joint,
            level=self._level(baseline.viewpoint),
            depth=depth,
            lower=lower,
            upper=upper,
        )
        return self.state

    def _level(self, viewpoint: Viewpoint) -> Landmark | None:
        is_asked = any(check.measure == "thigh_elevation" for check in self._exercise.checks)
        is_seen = viewpoint.view in MEASURES["thigh_elevation"].views
        return Landmark.of("knee", viewpoint.near) if is_asked and is_seen else None

    def _guide(self, measure: str) -> tuple[float, float]:
        """Return the range of the check that asks how far the counted measure goes."""
        for check in self._exercise.checks:
            if check.measure == measure and check.statistic == "max" and not check.from_standing:
                return RANGES[check.key].lower, RANGES[check.key].upper
        return nan, nan


def _movement(
    time_s: np.ndarray, values: np.ndarray, min_depth: float, falls: bool
) -> tuple[float, str]:
    """Return how far the body is from rest, and whether it goes away or comes back."""
    sign = -1.0 if falls else 1.0
    seen = np.flatnonzero(np.isfinite(values))
    if not len(seen):
        return 0.0, "rest"
    rest = np.percentile(sign * values[seen], 5)
    depth = (sign * values[seen] - rest) / min_depth
    now = float(depth[-1])
    if now < UNDER_WAY:
        return max(now, 0.0), "rest"
    before = depth[np.searchsorted(time_s[seen], time_s[seen[-1]] - 0.12)]
    if abs(now - before) < STILL:
        return now, "turning"
    return now, "going" if now > before else "returning"
