"""From a pose sequence to a report: the only composition."""

from dataclasses import dataclass
from math import inf

import numpy as np
import pandas as pd

from posture.baseline import Baseline, measure_baseline
from posture.checks import Check, CheckResult, judge, not_measurable
from posture.exercises.base import Exercise
from posture.filtering import clean
from posture.footage import Footage
from posture.measures import MEASURES, compute_measures
from posture.person import choose_person
from posture.phases import Phases, find_phases, rep_value
from posture.pose import PoseSequence, Side
from posture.quality import doubt, find_faults, measured
from posture.report import CountedRep, NotCounted, Report
from posture.reps import Rep, RepDriver, find_reps
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
    driver = exercise.drivers[baseline.viewpoint.view]
    column = MEASURES[driver.measure].column_for(baseline.viewpoint.near)
    counted, not_counted = _count(poses.time_s, measures, column, exercise, driver)
    reps, phases = [rep for rep, _ in counted], [parts for _, parts in counted]
    faults = find_faults(
        Footage(
            seen=poses,
            poses=unswapped,
            clean=cleaned,
            baseline=baseline,
            driver=measures[column].to_numpy(),
            other_s=chosen.other_s,
        )
    )
    checks, values = _evaluate(exercise, measures, baseline, phases, doubt(faults))
    report = Report(
        exercise=exercise.key,
        view=baseline.viewpoint.view,
        yaw_deg=baseline.viewpoint.yaw_deg,
        duration_s=poses.duration_s,
        frames=len(poses),
        frames_used=int(np.isfinite(measures[column]).sum()),
        quality=tuple(faults),
        quality_values=measured(faults),
        reps=tuple(
            CountedRep(start_s=rep.start_s, peak_s=rep.peak_s, end_s=rep.end_s, values=drawn)
            for rep, drawn in zip(reps, values, strict=True)
        ),
        not_counted=not_counted,
        checks=checks,
        model=poses.model,
    )
    return Analysis(
        report=report, poses=cleaned, baseline=baseline, measures=measures, driver=column
    )


def _count(
    time_s: np.ndarray, measures: pd.DataFrame, column: str, exercise: Exercise, driver: RepDriver
) -> tuple[list[tuple[Rep, Phases]], tuple[NotCounted, ...]]:
    """Return the exercise's repetitions, and the movements that are none."""
    values = measures[column].to_numpy()
    movements = find_reps(time_s, values, driver)
    counted, rejected = [], []
    next_starts_s = [*(rep.start_s for rep in movements.reps[1:]), inf]
    for rep, next_start_s in zip(movements.reps, next_starts_s, strict=False):
        phases = find_phases(rep, next_start_s, time_s, values)
        if reason := _why_not(rep, phases, exercise, measures):
            rejected.append((rep, reason))
        else:
            counted.append((rep, phases))
    if counted:  # a dip is half-hearted only beside whole ones
        rejected += [(dip, "too_shallow") for dip in movements.dips]
    return counted, tuple(
        NotCounted(start_s=rep.start_s, end_s=rep.end_s, reason=reason)
        for rep, reason in sorted(rejected)
    )


def _why_not(rep: Rep, phases: Phases, exercise: Exercise, measures: pd.DataFrame) -> str:
    """Return why a movement is not a repetition of this exercise, or an empty string."""
    duration_s = rep.end_s - rep.start_s
    if duration_s > exercise.max_duration_s:
        return "too_slow"
    for disqualifier in exercise.disqualifiers:
        if all(
            bound.holds(measures[bound.measure].to_numpy(), phases) for bound in disqualifier.all_of
        ):
            return disqualifier.reason
    return "too_quick" if duration_s < exercise.min_duration_s else ""


def _evaluate(
    exercise: Exercise,
    measures: pd.DataFrame,
    baseline: Baseline,
    phases: list[Phases],
    doubt: str,
) -> tuple[tuple[CheckResult, ...], list[dict[str, float]]]:
    """Return the checks' results, and per repetition the numbers they drew."""
    results = []
    values: list[dict[str, float]] = [{} for _ in phases]
    for check in exercise.checks:
        measure = MEASURES[check.measure]
        if baseline.viewpoint.view not in measure.views:
            results.append(not_measurable(check, None, "view"))
            continue
        for side in measure.sides_seen(baseline):
            drawn = _draw(check, side, measures[measure.columns[side]], baseline, phases)
            results.append(judge(check, side, drawn, doubt))
            name = f"{check.key}.{side}" if side else check.key
            for rep_values, value in zip(values, drawn, strict=True):
                rep_values[name] = value
    return tuple(results), values


def _draw(
    check: Check, side: Side | None, column: pd.Series, baseline: Baseline, phases: list[Phases]
) -> list[float]:
    values = column.to_numpy()
    if check.from_standing:
        values = values - baseline.standing_median(values)
    return [rep_value(check, values, parts) for parts in phases]
