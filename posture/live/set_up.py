"""Before a set: is the person where the camera can measure them, and if not, what to change."""

from dataclasses import dataclass
from math import inf

import numpy as np

from posture.baseline import measure_baseline
from posture.exercises.base import Exercise
from posture.filtering import hide_unseen
from posture.footage import Footage
from posture.live.record import Record
from posture.measures import MEASURES, compute_measures
from posture.pose import PoseSequence
from posture.quality import find_faults
from posture.view import View, Viewpoint, estimate_viewpoint

WINDOW_S = 1.0  # what is looked at
LOOK_EVERY_S = 0.15
STEADY_S = 1.5  # of nothing to change before the set starts by itself
MARGIN = 0.15  # of the width: nearer to its edge the next step leaves the picture
MAX_DRIFT_BODIES = 0.06  # of the hips within the window: standing or sitting still

# Faults of a recording that a person can mend on the spot, what matters most first.
MENDABLE = (
    "too_dark",
    "often_nobody",
    "too_near",
    "head_out",
    "feet_out",
    "side_out",
    "too_far",
    "small_picture",
    "other_person",
)
MENDABLE_ONCE_TURNED = ("partly_unseen", "tilted")
TURN = {View.SIDE: "turn_side", View.FRONT: "face_camera", View.REAR: "turn_back"}


@dataclass(frozen=True)
class Advice:
    """What to change before the set.

    Attributes
    ----------
    key : str
        Stem of its sentence, or empty if all is well.
    steady_s : float
        For how long all has been well.
    """

    key: str = "often_nobody"
    steady_s: float = 0.0


class SetUp:
    """Watches a person take their place.

    Parameters
    ----------
    exercise : Exercise
    view : View
        From where the exercise is to be seen.
    """

    def __init__(self, exercise: Exercise, view: View) -> None:
        self._view, self._measure = view, exercise.finder.measure_for(view)
        self._looked_s, self._good_since_s = -inf, inf
        self.advice = Advice()

    def look(self, record: Record) -> Advice:
        """Return the advice for the newest frame of a record."""
        now_s = record.last_s
        if now_s - self._looked_s < LOOK_EVERY_S:
            return self.advice
        self._looked_s = now_s
        key = self._what_to_change(record)
        self._good_since_s = inf if key else min(self._good_since_s, now_s)
        self.advice = Advice(key, 0.0 if key else now_s - self._good_since_s)
        return self.advice

    def _what_to_change(self, record: Record) -> str:
        seen, clean = record.seen(WINDOW_S), hide_unseen(record.clean(WINDOW_S))
        viewpoint = estimate_viewpoint(clean)
        faults = find_faults(_footage(seen, clean, viewpoint, self._measure))
        for key in MENDABLE:
            if key in faults:
                return key
        hips_px = clean.image_midpoint("hip")
        hips_px = hips_px[np.isfinite(hips_px[:, 0])]
        if len(hips_px) and not MARGIN <= np.median(hips_px[:, 0]) / seen.size_px[0] <= 1 - MARGIN:
            return "side_out"
        if viewpoint.view is not self._view:
            return TURN[self._view]
        for key in MENDABLE_ONCE_TURNED:
            if key in faults:
                return key
        body_px = _body_px(clean.image_px)
        if not len(hips_px) or not np.max(np.ptp(hips_px, axis=0)) <= MAX_DRIFT_BODIES * body_px:
            return "hold_still"
        return ""


def _footage(
    seen: PoseSequence, clean: PoseSequence, viewpoint: Viewpoint, measure: str
) -> Footage:
    baseline = measure_baseline(clean, viewpoint)
    table = compute_measures(clean, baseline, [measure])
    return Footage(
        seen=seen,
        poses=seen,
        clean=clean,
        baseline=baseline,
        driver=table[MEASURES[measure].column_for(viewpoint.near)].to_numpy(),
        other_s=0.0,
    )


def _body_px(image_px: np.ndarray) -> float:
    """Return how tall the person is in the picture, in pixels; NaN if not seen."""
    y_px = image_px[..., 1]
    y_px = y_px[np.isfinite(y_px).any(axis=1)]
    if not len(y_px):
        return float("nan")
    return float(np.median(np.nanmax(y_px, axis=1) - np.nanmin(y_px, axis=1)))
