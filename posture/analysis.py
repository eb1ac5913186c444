"""From a pose sequence to a report: the only composition."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from posture.baseline import Baseline, measure_baseline
from posture.evaluation import evaluate
from posture.exercises.base import Exercise
from posture.filtering import clean
from posture.footage import Footage
from posture.measures import compute_measures
from posture.movements import Found, Measured
from posture.person import choose_person
from posture.pose import PoseSequence
from posture.quality import doubt, find_faults, measured
from posture.report import CountedRep, Report
from posture.swaps import undo_swaps
from posture.view import View, estimate_viewpoint


@dataclass(frozen=True, kw_only=True, eq=False)
class Analysis:
    """A report with what it was drawn from.

    Attributes
    ----------
    report : Report
    poses : PoseSequence
        The chosen person's landmarks after cleaning.
    baseline : Baseline
    measures : DataFrame
        A row per frame, a column per measure and side.
    driver : str
        The column in which repetitions were counted.
    """

    report: Report
    poses: PoseSequence
    baseline: Baseline
    measures: pd.DataFrame
    driver: str


def analyze(poses: PoseSequence, exercise: Exercise, view: View | None = None) -> Analysis:
    """Measure a recording, count its repetitions and judge the set.

    Parameters
    ----------
    poses : PoseSequence
        As the model saw them.
    exercise : Exercise
    view : View, optional
        Where the camera stood; estimated if not given.
    """
    chosen = choose_person(poses)
    unswapped = undo_swaps(chosen.poses).poses
    cleaned = clean(unswapped)
    baseline = measure_baseline(cleaned, estimate_viewpoint(cleaned, view))
    measures = compute_measures(cleaned, baseline)
    seen = Measured.of(measures, baseline)
    finder = exercise.finder
    found = finder.find(seen) if seen.view in finder.views else Found()
    driver = seen.column(finder.measure_for(seen.view))
    faults = find_faults(
        Footage(
            seen=poses,
            poses=unswapped,
            clean=cleaned,
            baseline=baseline,
            driver=seen.columns[driver],
            other_s=chosen.other_s,
        )
    )
    checks, values = evaluate(exercise, seen, found, doubt(faults))
    report = Report(
        exercise=exercise.key,
        view=seen.view,
        yaw_deg=baseline.viewpoint.yaw_deg,
        duration_s=poses.duration_s,
        frames=len(poses),
        frames_used=int(np.isfinite(seen.columns[driver]).sum()),
        quality=tuple(faults),
        quality_values=measured(faults),
        reps=tuple(
            CountedRep(
                start_s=movement.start_s,
                peak_s=movement.peak_s,
                end_s=movement.end_s,
                side=movement.side,
                phases=movement.phases,
                values=drawn,
            )
            for movement, drawn in zip(found.movements, values, strict=True)
        ),
        not_counted=found.not_counted,
        holds=found.holds,
        events=found.events,
        absence=_absence(exercise, seen, found),
        checks=checks,
        model=poses.model,
    )
    return Analysis(
        report=report, poses=cleaned, baseline=baseline, measures=measures, driver=driver
    )


def _absence(exercise: Exercise, seen: Measured, found: Found) -> str:
    """Return why nothing was found, a key of ABSENCES; empty if something was."""
    if seen.view not in exercise.finder.views:
        return "wrong_view"
    return "" if found.movements else "no_such_movement"
