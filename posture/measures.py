"""What we measure on a body: a table, and the function that fills it in.

A measure is meaningful only in the views that the table names; elsewhere it is NaN.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from posture import kinematics
from posture.baseline import Baseline
from posture.kinematics import Compute
from posture.pose import PoseSequence, Side
from posture.view import View

SAGITTAL = frozenset({View.SIDE})
FRONTAL = frozenset({View.FRONT, View.REAR})
ANY_VIEW = frozenset(View)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A quantity with a value in every frame.

    Attributes
    ----------
    key : str
        Its name in code, files and sentences.
    unit : str
        "deg", or the length that it is a multiple of ("leg", "foot", "hip width", "trunk").
    views : frozenset of View
        From where it can be seen.
    positive : str
        What a positive value means.
    source : str
        Where its definition comes from; a key of data/sources.toml.
    compute : callable
        (PoseSequence, Side, Baseline) -> ndarray, shape (T,).
    bilateral : bool
        Whether left and right each have a value. If not, `compute` gets the near side.
    """

    key: str
    unit: str
    views: frozenset[View]
    positive: str
    source: str
    compute: Compute
    bilateral: bool = True

    @property
    def columns(self) -> dict[Side | None, str]:
        """The names of its columns in the table of measures, by side."""
        if not self.bilateral:
            return {None: self.key}
        return {side: f"{self.key}_{side}" for side in Side}

    def column_for(self, side: Side) -> str:
        """Return the name of the column that shows this side."""
        return f"{self.key}_{side}" if self.bilateral else self.key

    def sides_seen(self, baseline: Baseline) -> tuple[Side | None, ...]:
        """Return the sides to judge: both from front and rear, from the side the near one."""
        if not self.bilateral:
            return (None,)
        if baseline.viewpoint.view in FRONTAL:
            return tuple(Side)
        return (baseline.viewpoint.near,)


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            key="knee_flexion",
            unit="deg",
            views=SAGITTAL,
            positive="flexion; 0 with the leg straight, negative bent backwards",
            source="grood_suntay_1983",
            compute=kinematics.knee_flexion,
        ),
        Measure(
            key="thigh_elevation",
            unit="deg",
            views=SAGITTAL,
            positive="knee lower than hip; 90 standing, 0 with the thigh level",
            source="segment_angle",
            compute=kinematics.thigh_elevation,
        ),
        Measure(
            key="shin_lean",
            unit="deg",
            views=SAGITTAL,
            positive="knee in front of the ankle; 0 upright",
            source="segment_angle",
            compute=kinematics.shin_lean,
        ),
        Measure(
            key="trunk_lean",
            unit="deg",
            views=SAGITTAL,
            positive="forward; 0 upright",
            source="segment_angle",
            compute=kinematics.trunk_lean,
        ),
        Measure(
            key="trunk_shin_angle",
            unit="deg",
            views=SAGITTAL,
            positive="the trunk leaning further forward than the shin; 0 parallel",
            source="segment_angle",
            compute=kinematics.trunk_shin_angle,
        ),
        Measure(
            key="trunk_thigh_flexion",
            unit="deg",
            views=SAGITTAL,
            positive="flexion; 0 standing upright",
            source="segment_angle",
            compute=kinematics.trunk_thigh_flexion,
        ),
        Measure(
            key="heel_lift",
            unit="foot",
            views=SAGITTAL,
            positive="heel above its level in standing",
            source="assumption",
            compute=kinematics.heel_lift,
        ),
        Measure(
            key="pelvic_obliquity",
            unit="deg",
            views=FRONTAL,
            positive="the subject's right hip higher",
            source="segment_angle",
            compute=kinematics.pelvic_obliquity,
            bilateral=False,
        ),
        Measure(
            key="lateral_trunk_lean",
            unit="deg",
            views=FRONTAL,
            positive="towards the subject's right",
            source="segment_angle",
            compute=kinematics.lateral_trunk_lean,
            bilateral=False,
        ),
        Measure(
            key="fppa",
            unit="deg",
            views=FRONTAL,
            positive="valgus: the knee medial of the line from hip to ankle",
            source="willson_2006",
            compute=kinematics.fppa,
        ),
        Measure(
            key="knee_medial_shift",
            unit="hip width",
            views=FRONTAL,
            positive="the knee medial of the toes",
            source="assumption",
            compute=kinematics.knee_medial_shift,
        ),
        Measure(
            key="hip_height",
            unit="leg",
            views=ANY_VIEW,
            positive="hips above the ankles; 1 standing",
            source="assumption",
            compute=kinematics.hip_height,
            bilateral=False,
        ),
        Measure(
            key="trunk_height",
            unit="trunk",
            views=ANY_VIEW,
            positive="shoulder above the hip; 1 upright",
            source="assumption",
            compute=kinematics.trunk_height,
            bilateral=False,
        ),
        Measure(
            key="hand_height",
            unit="leg",
            views=ANY_VIEW,
            positive="the lower hand above the ankle",
            source="assumption",
            compute=kinematics.hand_height,
            bilateral=False,
        ),
        Measure(
            key="foot_travel",
            unit="leg",
            views=ANY_VIEW,
            positive="away from where the feet mostly stand",
            source="assumption",
            compute=kinematics.foot_travel,
            bilateral=False,
        ),
        Measure(
            key="body_turn",
            unit="deg",
            views=ANY_VIEW,
            positive="turned from where the body mostly faces, whichever way",
            source="assumption",
            compute=kinematics.body_turn,
            bilateral=False,
        ),
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
