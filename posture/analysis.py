"""From a pose sequence to a report: the only composition."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from posture.baseline import Baseline, measure_baseline
from posture.evaluation import evaluate
from posture.exercises.base import Exercise
from posture.filtering import clean
from posture.footage import Footage
from posture.giving_way import find_giving_way
from posture.measures import compute_measures
from posture.movements import Found, Measured
from posture.passes import find_passes, longest, measure_passes
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


def analyze(
    poses: PoseSequence,
    exercise: Exercise,
    view: View | None = None,
    *,
    experimental: bool = False,
) -> Analysis:
    """Measure a recording, count its repetitions and judge the set.

    Parameters
    ----------
    poses : PoseSequence
        As the model saw them.
    exercise : Exercise
    view : View, optional
        Where the camera stood; estimated if not given.
    experimental : bool
        Whether to look in walking for moments at which a knee may have given way, too.
    """
    chosen = choose_person(poses)
    unswapped = undo_swaps(chosen.poses).poses
    cleaned = clean(unswapped)
    seen, measures = _measure(cleaned, exercise, view)
    baseline, way = seen.baseline, seen.longest_way
    finder = exercise.finder
    found = finder.find(seen) if seen.view in finder.views else Found()
    if experimental:
        found = replace(
            found, events=found.events + find_giving_way(cleaned, seen, found.movements)
        )
    driver = seen.column(finder.measure_for(seen.view))
    faults = find_faults(
        Footage(
            seen=poses,
            poses=unswapped.part(way),
            clean=cleaned.part(way),
            baseline=baseline,
            driver=seen.columns[driver][way],
            other_s=chosen.other_s,
            leaves_view=exercise.by_pass,
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


def _measure(
    poses: PoseSequence, exercise: Exercise, view: View | None
) -> tuple[Measured, pd.DataFrame]:
    """Return the cleaned recording's measures: of each pass for itself if it is walked by."""
    passes = find_passes(poses, view) if exercise.by_pass else ()
    if passes:
        table = measure_passes(poses, passes)
        return Measured.of(table, longest(passes).baseline, passes), table
    baseline = measure_baseline(poses, estimate_viewpoint(poses, view))
    table = compute_measures(poses, baseline)
    return Measured.of(table, baseline), table


def _absence(exercise: Exercise, seen: Measured, found: Found) -> str:
    """Return why nothing was found, a key of ABSENCES; empty if something was."""
    if seen.view not in exercise.finder.views:
        return "wrong_view"
    return "" if found.movements else "no_such_movement"
