"""What we measure on a body: a table, and the function that fills it in.

A measure is meaningful only in the views that the table names; elsewhere it is NaN. To add one: a
row in the file of its plane.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from posture.baseline import Baseline
from posture.measures.base import ANY_VIEW, FRONTAL, SAGITTAL, Measure
from posture.measures.chair import CHAIR_MEASURES
from posture.measures.feet import FOOT_MEASURES
from posture.measures.frontal import FRONTAL_MEASURES
from posture.measures.gait import GAIT_MEASURES
from posture.measures.sagittal import SAGITTAL_MEASURES
from posture.measures.whole_body import WHOLE_BODY_MEASURES
from posture.pose import PoseSequence

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        *SAGITTAL_MEASURES,
        *FRONTAL_MEASURES,
        *WHOLE_BODY_MEASURES,
        *CHAIR_MEASURES,
        *FOOT_MEASURES,
        *GAIT_MEASURES,
    )
}


def compute_measures(
    poses: PoseSequence, baseline: Baseline, keys: Iterable[str] = MEASURES
) -> pd.DataFrame:
    """Return a row per frame, indexed by time_s, and a column per measure and side.

    What the view cannot show is NaN throughout: the column is there, the number is not known.
    """
    view, near = baseline.viewpoint.view, baseline.viewpoint.near
    unseen = np.full(len(poses), np.nan)
    columns = {}
    for measure in map(MEASURES.__getitem__, keys):
        for side, column in measure.columns.items():
            is_visible = view in measure.views
            columns[column] = (
                measure.compute(poses, side or near, baseline) if is_visible else unseen
            )
    return pd.DataFrame(columns, index=pd.Index(poses.time_s, name="time_s"))


__all__ = ["ANY_VIEW", "FRONTAL", "MEASURES", "SAGITTAL", "Measure", "compute_measures"]
