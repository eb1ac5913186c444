"""What a finder sees of a set under way: each measure is computed once it is asked for."""

from collections.abc import Iterator, Mapping

import numpy as np

from posture.analysis import measure
from posture.baseline import Baseline, measure_baseline
from posture.exercises.base import Exercise
from posture.measures import MEASURES
from posture.movements import Measured
from posture.moving_leg import name_moving_leg
from posture.pose import PoseSequence
from posture.view import View, estimate_viewpoint

_COLUMNS = {
    column: (one, side) for one in MEASURES.values() for side, column in one.columns.items()
}


class _Asked(Mapping[str, np.ndarray]):
    """The columns of `compute_measures`; a finder reads few of them, ten times a second."""

    def __init__(self, poses: PoseSequence, baseline: Baseline) -> None:
        self._poses, self._baseline = poses, baseline
        self._known: dict[str, np.ndarray] = {}

    def __getitem__(self, column: str) -> np.ndarray:
        if column not in self._known:
            asked, side = _COLUMNS[column]
            viewpoint = self._baseline.viewpoint
            self._known[column] = (
                asked.compute(self._poses, side or viewpoint.near, self._baseline)
                if viewpoint.view in asked.views
                else np.full(len(self._poses), np.nan)
            )
        return self._known[column]

    def __iter__(self) -> Iterator[str]:
        return iter(_COLUMNS)

    def __len__(self) -> int:
        return len(_COLUMNS)


def see(poses: PoseSequence, exercise: Exercise, view: View) -> Measured:
    """Return the measures of cleaned landmarks, as `analyze` would have them.

    Parameters
    ----------
    poses : PoseSequence
    exercise : Exercise
    view : View
        From where it is seen.
    """
    if exercise.by_pass:
        return measure(poses, exercise, view)[0]
    viewpoint = estimate_viewpoint(poses, view)
    if exercise.one_leg_moves:
        poses = name_moving_leg(poses, viewpoint)
    baseline = measure_baseline(poses, viewpoint)
    return Measured(time_s=poses.time_s, columns=_Asked(poses, baseline), baseline=baseline)
