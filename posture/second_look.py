"""Look at a recording once more, blurred, where the model takes one leg for the other.

Of somebody who sits in profile with a leg stretched the model may draw either leg between the two,
now here, now there. In slightly blurred pictures it then mostly tells them apart. It is no better
first look: it fails elsewhere, now and then without a sign of it (docs/exercises/seated.md has the
figures).
"""

from collections.abc import Callable

import numpy as np

from posture.analysis import Analysis
from posture.pose import PoseSequence
from posture.report import CountedRep

CONFUSED = "legs_confused"
BLUR_TRUNKS = 0.02  # of the trunk's length; half as much helps less often
LESS_STRAIGHT_DEG = 15.0  # a leg that is drawn between the two seems less straight than it is
FARTHEST = 10  # percentile of the knee's flexion


def look_twice(
    first: PoseSequence,
    look_again: Callable[[float], PoseSequence | None],
    analyze_poses: Callable[[PoseSequence], Analysis],
) -> tuple[PoseSequence, Analysis]:
    """Return the landmarks of the better look, and what they show.

    Parameters
    ----------
    first : PoseSequence
    look_again : callable
        Gives the landmarks in the pictures blurred by so many pixels, or None if there are none;
        asked only if the first look took one leg for the other.
    analyze_poses : callable
    """
    analysis = analyze_poses(first)
    if CONFUSED not in analysis.report.quality:
        return first, analysis
    second = look_again(BLUR_TRUNKS * analysis.baseline.trunk_px)
    if second is None:
        return first, analysis
    again = analyze_poses(second)
    if CONFUSED not in again.report.quality and _agree(again, analysis):
        return second, again
    return first, analysis


def _agree(again: Analysis, analysis: Analysis) -> bool:
    """Tell whether two looks saw the same legs move, the second not by much less far.

    If not, what was done is told right by neither for sure.
    """
    reps, before = again.report.reps, analysis.report.reps
    if [rep.side for rep in reps] != [rep.side for rep in before]:
        return False
    less_deg = [
        _straightest_deg(again, rep) - _straightest_deg(analysis, earlier)
        for rep, earlier in zip(reps, before, strict=True)
    ]
    return bool(np.max(less_deg, initial=0.0) <= LESS_STRAIGHT_DEG)  # not if one is not known


def _straightest_deg(analysis: Analysis, rep: CountedRep) -> float:
    time_s = analysis.poses.time_s
    during = (time_s >= rep.start_s) & (time_s <= rep.end_s)
    knee_deg = analysis.measures[f"knee_flexion_{rep.side}"].to_numpy()[during]
    return float(np.nanpercentile(knee_deg, FARTHEST))
