"""What a finder sees of a set under way: each measure is computed once it is asked for."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from posture.baseline import Baseline, measure_baseline
from posture.exercises.base import Exercise
from posture.filtering import hide_unseen
from posture.measures import MEASURES
from posture.movements import Measured
from posture.moving_leg import name_moving_leg
from posture.passes import find_passes, longest
from posture.pose import PoseSequence
from posture.settled import NOTHING, Settled
from posture.view import View, estimate_viewpoint

_COLUMNS = {
    column: (one, side) for one in MEASURES.values() for side, column in one.columns.items()
}


class _Asked(Mapping[str, np.ndarray]):
    """The columns of `compute_measures`; a finder reads few of them, ten times a second.

    Each part of the frames is measured by its own baseline; there is nothing between them.
    """

    def __init__(self, poses: PoseSequence, parts: Iterable[tuple[slice, Baseline]]) -> None:
        self._n = len(poses)
        self._parts = [(frames, poses.part(frames), baseline) for frames, baseline in parts]
        self._known: dict[str, np.ndarray] = {}

    def __getitem__(self, column: str) -> np.ndarray:
        if column not in self._known:
            asked, side = _COLUMNS[column]
            values = np.full(self._n, np.nan)
            for frames, poses, baseline in self._parts:
                viewpoint = baseline.viewpoint
                if viewpoint.view in asked.views:
                    values[frames] = asked.compute(poses, side or viewpoint.near, baseline)
            self._known[column] = values
        return self._known[column]

    def __iter__(self) -> Iterator[str]:
        return iter(_COLUMNS)

    def __len__(self) -> int:
        return len(_COLUMNS)


def see(
    poses: PoseSequence, exercise: Exercise, view: View, settled: Settled = NOTHING
) -> Measured:
    """Return the measures of cleaned landmarks, as `analyze` would have them.

    Parameters
    ----------
    poses : PoseSequence
    exercise : Exercise
    view : View
        From where it is seen.
    settled : Settled
        What was found before, if they are a part of a set.
    """
    passes = find_passes(poses, view) if exercise.by_pass else ()
    if passes:
        parts = [(one.frames, one.baseline) for one in passes]
        baseline = longest(passes).baseline
    else:
        viewpoint = estimate_viewpoint(hide_unseen(poses), view)
        if exercise.one_leg_moves:
            poses = hide_unseen(name_moving_leg(poses, viewpoint))
        baseline = measure_baseline(poses, viewpoint)
        parts = [(slice(None), baseline)]
    return Measured(
        time_s=poses.time_s,
        columns=_Asked(poses, parts),
        baseline=baseline,
        passes=passes,
        earlier=settled.found,
        since_s=settled.until_s,
    )
