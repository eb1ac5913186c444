"""What we measure on a body: a table, and the function that fills it in.

All angles come from the picture's plane, in pixels, y down, and are meaningful only in the views
that the table names; elsewhere they are NaN. Signs and definitions: docs/measures.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from posture.baseline import Baseline
from posture.geometry import (
    cross_2d,
    distance,
    included_angle,
    lean_from_vertical,
    tilt_from_horizontal,
)
from posture.pose import PoseSequence, Side
from posture.view import View

SAGITTAL = frozenset({View.SIDE})
FRONTAL = frozenset({View.FRONT, View.REAR})
ANY_VIEW = frozenset(View)

MIN_THIGH_SHARE = 0.6  # of its standing length: a shorter thigh points at the camera

Compute = Callable[[PoseSequence, Side, Baseline], np.ndarray]


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


def knee_flexion(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the knee's departure from straight; negative if it bends backwards."""
    hip, knee, ankle = (poses.image(name, side) for name in ("hip", "knee", "ankle"))
    flexion = 180.0 - included_angle(hip, knee, ankle)
    # Facing right, a knee in front of the line from ankle to hip lies clockwise of it.
    is_forward = cross_2d(hip - ankle, knee - ankle) * baseline.viewpoint.facing >= 0
    return np.where(is_forward, flexion, -flexion)


def trunk_thigh_flexion(poses: PoseSequence, side: Side, _: Baseline) -> np.ndarray:
    """Return the bend between trunk and thigh; not hip flexion, which the pelvis defines."""
    shoulder, hip, knee = (poses.image(name, side) for name in ("shoulder", "hip", "knee"))
    return 180.0 - included_angle(shoulder, hip, knee)


def sagittal_lean(lower: str, upper: str) -> Compute:
    """Return the lean of a segment off the vertical, positive towards where the toes point."""

    def compute(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
        lean = lean_from_vertical(poses.image(lower, side), poses.image(upper, side))
        return lean * baseline.viewpoint.facing

    return compute


TRUNK_LEAN = sagittal_lean("hip", "shoulder")
SHIN_LEAN = sagittal_lean("ankle", "knee")


def trunk_shin_angle(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how much further the trunk leans forward than the shin."""
    return TRUNK_LEAN(poses, side, baseline) - SHIN_LEAN(poses, side, baseline)


def thigh_elevation(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the thigh's angle above the horizontal: 90 standing, negative with the hip below."""
    thigh = poses.image("knee", side) - poses.image("hip", side)
    return np.degrees(np.arctan2(thigh[:, 1], baseline.viewpoint.facing * thigh[:, 0]))


def lateral_trunk_lean(poses: PoseSequence, _: Side, baseline: Baseline) -> np.ndarray:
    """Return the lean of the mid-shoulder over the mid-hip, positive to the subject's right."""
    lean = lean_from_vertical(poses.image_midpoint("hip"), poses.image_midpoint("shoulder"))
    return lean if baseline.viewpoint.view is View.REAR else -lean


def pelvic_obliquity(poses: PoseSequence, _: Side, __: Baseline) -> np.ndarray:
    """Return the tilt of the line between the hips, positive if the subject's right is higher."""
    return tilt_from_horizontal(poses.image("hip", Side.LEFT), poses.image("hip", Side.RIGHT))


def _medial_sign(poses: PoseSequence, side: Side) -> np.ndarray:
    """Return where the other hip lies in the picture: +1 to the right, -1 to the left."""
    return np.sign(poses.image("hip", side.other)[:, 0] - poses.image("hip", side)[:, 0])


def fppa(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the frontal plane projection angle, positive with the knee medial (valgus)."""
    hip, knee, ankle = (poses.image(name, side) for name in ("hip", "knee", "ankle"))
    departure = 180.0 - included_angle(hip, knee, ankle)
    offset = cross_2d(hip - ankle, knee - ankle) * _medial_sign(poses, side)
    angle = np.where(offset >= 0, departure, -departure)
    return np.where(distance(hip, knee) >= MIN_THIGH_SHARE * baseline.thigh_px, angle, np.nan)


def knee_medial_shift(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the knee lies medial of the toes, in hip widths."""
    across_px = poses.image("knee", side)[:, 0] - poses.image("toe", side)[:, 0]
    return _medial_sign(poses, side) * across_px / baseline.hip_width_px


def heel_lift(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the heel's height above its level in standing, in foot lengths."""
    rise_px = baseline.heel_y_px[side] - poses.image("heel", side)[:, 1]
    return rise_px / baseline.foot_px[side]


def hip_height(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of the hips over the ankles, in standing leg lengths.

    From the side of the near leg, otherwise of the midpoints.
    """
    if baseline.viewpoint.view is View.SIDE:
        hip, ankle = poses.image("hip", side), poses.image("ankle", side)
    else:
        hip, ankle = poses.image_midpoint("hip"), poses.image_midpoint("ankle")
    return (ankle[:, 1] - hip[:, 1]) / baseline.leg_px


def trunk_height(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of the shoulder over the hip, in standing trunk lengths; 0 bent level."""
    rise_px = poses.image("hip", side)[:, 1] - poses.image("shoulder", side)[:, 1]
    return rise_px / baseline.trunk_px


def hand_height(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return the height of the lower hand over the near ankle, in standing leg lengths."""
    lower_px = np.fmax(*(poses.image("wrist", s)[:, 1] for s in Side))
    return (poses.image("ankle", side)[:, 1] - lower_px) / baseline.leg_px


def foot_travel(poses: PoseSequence, side: Side, baseline: Baseline) -> np.ndarray:
    """Return how far the ankles are from where they mostly are, in standing leg lengths."""
    if baseline.viewpoint.view is View.SIDE:
        ankle = poses.image("ankle", side)
    else:
        ankle = poses.image_midpoint("ankle")
    seen = ankle[np.isfinite(ankle[:, 0])]
    home = np.median(seen, axis=0) if len(seen) else np.full(2, np.nan)
    return distance(ankle, home) / baseline.leg_px


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            key="knee_flexion",
            unit="deg",
            views=SAGITTAL,
            positive="flexion; 0 with the leg straight, negative bent backwards",
            source="grood_suntay_1983",
            compute=knee_flexion,
        ),
        Measure(
            key="thigh_elevation",
            unit="deg",
            views=SAGITTAL,
            positive="knee lower than hip; 90 standing, 0 with the thigh level",
            source="segment_angle",
            compute=thigh_elevation,
        ),
        Measure(
            key="shin_lean",
            unit="deg",
            views=SAGITTAL,
            positive="knee in front of the ankle; 0 upright",
            source="segment_angle",
            compute=SHIN_LEAN,
        ),
        Measure(
            key="trunk_lean",
            unit="deg",
            views=SAGITTAL,
            positive="forward; 0 upright",
            source="segment_angle",
            compute=TRUNK_LEAN,
        ),
        Measure(
            key="trunk_shin_angle",
            unit="deg",
            views=SAGITTAL,
            positive="the trunk leaning further forward than the shin; 0 parallel",
            source="segment_angle",
            compute=trunk_shin_angle,
        ),
        Measure(
            key="trunk_thigh_flexion",
            unit="deg",
            views=SAGITTAL,
            positive="flexion; 0 standing upright",
            source="segment_angle",
            compute=trunk_thigh_flexion,
        ),
        Measure(
            key="heel_lift",
            unit="foot",
            views=SAGITTAL,
            positive="heel above its level in standing",
            source="assumption",
            compute=heel_lift,
        ),
        Measure(
            key="pelvic_obliquity",
            unit="deg",
            views=FRONTAL,
            positive="the subject's right hip higher",
            source="segment_angle",
            compute=pelvic_obliquity,
            bilateral=False,
        ),
        Measure(
            key="lateral_trunk_lean",
            unit="deg",
            views=FRONTAL,
            positive="towards the subject's right",
            source="segment_angle",
            compute=lateral_trunk_lean,
            bilateral=False,
        ),
        Measure(
            key="fppa",
            unit="deg",
            views=FRONTAL,
            positive="valgus: the knee medial of the line from hip to ankle",
            source="willson_2006",
            compute=fppa,
        ),
        Measure(
            key="knee_medial_shift",
            unit="hip width",
            views=FRONTAL,
            positive="the knee medial of the toes",
            source="assumption",
            compute=knee_medial_shift,
        ),
        Measure(
            key="hip_height",
            unit="leg",
            views=ANY_VIEW,
            positive="hips above the ankles; 1 standing",
            source="assumption",
            compute=hip_height,
            bilateral=False,
        ),
        Measure(
            key="trunk_height",
            unit="trunk",
            views=ANY_VIEW,
            positive="shoulder above the hip; 1 upright",
            source="assumption",
            compute=trunk_height,
            bilateral=False,
        ),
        Measure(
            key="hand_height",
            unit="leg",
            views=ANY_VIEW,
            positive="the lower hand above the ankle",
            source="assumption",
            compute=hand_height,
            bilateral=False,
        ),
        Measure(
            key="foot_travel",
            unit="leg",
            views=ANY_VIEW,
            positive="away from where the feet mostly stand",
            source="assumption",
            compute=foot_travel,
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
