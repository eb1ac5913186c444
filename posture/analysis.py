"""From a pose sequence to a report: the only composition."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import nan

import numpy as np
import pandas as pd

from posture.baseline import Baseline, measure_baseline
from posture.evaluation import evaluate
from posture.exercises.base import Exercise
from posture.filtering import clean, hide_unseen
from posture.footage import Footage
from posture.giving_way import find_giving_way
from posture.level import level
from posture.measures import ANY_VIEW, MEASURES, compute_measures
from posture.movements import Found, Measured
from posture.moving_leg import hide_slips, name_moving_leg
from posture.passes import Pass, find_passes, is_walk, longest, measure_passes
from posture.person import choose_person
from posture.pose import PoseSequence, Side
from posture.quality import HIDING, doubt, find_faults, measured
from posture.readings import best_readings
from posture.report import CountedRep, Report
from posture.settled import NOTHING, Settled
from posture.swaps import turned_as_told, undo_swaps
from posture.view import View, estimate_viewpoint

WALKED_LEGS = 1.5  # across the picture: more than the hips travel in any exercise on one spot


@dataclass(frozen=True, kw_only=True, eq=False)
class Analysis:
    """A report with what it was drawn from.

    Attributes
    ----------
    report : Report
    poses : PoseSequence
        The chosen person's landmarks after cleaning, where they lie in the picture.
    baseline : Baseline
    measures : DataFrame
        A row per frame, a column per measure and side; each as it is read best.
    driver : str
        The column in which repetitions were counted.
    found : Found
        What the exercise's finder found.
    is_experimental : bool
        Whether moments at which a knee may have given way were looked for.
    passes : tuple of Pass
        The ways that somebody walked, if it was measured by them.
    """

    report: Report
    poses: PoseSequence
    baseline: Baseline
    measures: pd.DataFrame
    driver: str
    found: Found
    is_experimental: bool = False
    passes: tuple[Pass, ...] = ()

    def near_at(self, frame: int) -> Side:
        """Return the side nearer to the camera in a frame: that of the way walked just then."""
        for one in self.passes:
            if one.frames.start <= frame < one.frames.stop:
                return one.near
        return self.baseline.viewpoint.near


def analyze(
    poses: PoseSequence,
    exercise: Exercise,
    view: View | None = None,
    roll_deg: float | None = None,
    *,
    experimental: bool = False,
    settled: Settled = NOTHING,
    is_over: bool = True,
) -> Analysis:
    """Measure a recording, count its repetitions and judge the set.

    Parameters
    ----------
    poses : PoseSequence
        As the model saw them.
    exercise : Exercise
    view : View, optional
        Where the camera stood; estimated if not given.
    roll_deg : float, optional
        By how much what is upright leans to the right in the picture, if it is known; it is taken
        out. Otherwise the camera is taken to be level unless the person seems to lean.
    experimental : bool
        Whether to look in walking for moments at which a knee may have given way, too.
    settled : Settled
        What was found earlier in the recording, of which `poses` are the part that begins at
        `settled.part_from_s`; what they show of it once more is not counted again.
    is_over : bool
        Whether the recording is, and does not only end where it has got to.
    """
    chosen = choose_person(level(turned_as_told(poses, view), roll_deg or 0.0))
    unswapped = undo_swaps(chosen.poses, legs_alone=not exercise.one_leg_moves).poses
    if exercise.one_leg_moves:
        viewpoint = estimate_viewpoint(hide_unseen(unswapped), view)
        unswapped = name_moving_leg(unswapped, viewpoint)
        cleaned = clean(hide_slips(hide_unseen(unswapped), viewpoint))
    else:
        cleaned = clean(unswapped)
    seen, measures = measure(cleaned, exercise, view)
    baseline, way = seen.baseline, seen.longest_way
    finder = exercise.finder
    can_be_found = seen.view in finder.views
    best = best_readings(
        measures,
        unswapped,
        baseline.viewpoint,
        height=finder.measure_for(seen.view) if exercise.from_seat else "",
        is_one_way=not seen.passes,
        one_leg_moves=exercise.one_leg_moves,
    )
    seen = replace(
        seen,
        columns={**seen.columns, **best.heights},
        earlier=settled.found,
        since_s=settled.until_s,
    )
    found = finder.find(seen) if can_be_found else Found()
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
            driver=seen.columns[driver][way] if can_be_found else np.zeros(len(cleaned))[way],
            other_s=chosen.other_s,
            roll_deg=roll_deg,
            leaves_view=exercise.by_pass,
            one_leg_moves=exercise.one_leg_moves,
        )
    )
    checks, values = evaluate(
        exercise,
        Measured.of(best.table, baseline, sigmas=best.sigmas, passes=seen.passes),
        found,
        doubt(faults),
        is_tilted="tilted" in faults,
        settled=settled,
        is_over=is_over,
    )
    found = settled.with_later(found)
    absence = _absence(exercise, cleaned, seen, found, faults)
    if absence == "unseen":
        checks = tuple(replace(c, reason="unseen") if c.reason == "no_reps" else c for c in checks)
    report = Report(
        exercise=exercise.key,
        view=seen.view,
        yaw_deg=baseline.viewpoint.yaw_deg,
        roll_deg=roll_deg,
        duration_s=poses.duration_s,
        frames=len(poses),
        frames_used=int(np.isfinite(seen.columns[driver]).sum()),
        quality=tuple(faults),
        quality_values=measured(faults),
        standing={} if seen.passes else _standing(best.table, baseline),
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
        absence=absence,
        checks=checks,
        model=poses.model,
    )
    return Analysis(
        report=report,
        poses=level(cleaned, -(roll_deg or 0.0)),
        baseline=baseline,
        measures=best.table,
        driver=driver,
        found=found,
        is_experimental=experimental,
        passes=seen.passes,
    )


def _standing(table: pd.DataFrame, baseline: Baseline) -> dict[str, float]:
    """Return the median angles while the person stands; what the view does not show is left out."""
    postures = [m for m in MEASURES.values() if m.unit == "deg" and m.views != ANY_VIEW]
    columns = [column for measure in postures for column in measure.columns.values()]
    angles = {column: baseline.standing_median(table[column].to_numpy()) for column in columns}
    return {column: angle for column, angle in angles.items() if np.isfinite(angle)}


def measure(
    poses: PoseSequence, exercise: Exercise, view: View | None
) -> tuple[Measured, pd.DataFrame]:
    """Return the cleaned recording's measures: of each pass for itself if it is walked by."""
    passes = find_passes(poses, view) if exercise.by_pass else ()
    if passes:
        table = measure_passes(poses, passes)
        return Measured.of(table, longest(passes).baseline, passes=passes), table
    baseline = measure_baseline(poses, estimate_viewpoint(poses, view))
    table = compute_measures(poses, baseline)
    return Measured.of(table, baseline), table


def _absence(
    exercise: Exercise, poses: PoseSequence, seen: Measured, found: Found, faults: Iterable[str]
) -> str:
    """Return why nothing was found, a key of ABSENCES; empty if something was.

    Who walks past and back faces no one way: that is another movement, not another view. Where the
    legs were out of sight nobody knows what they did, unless somebody walked about.
    """
    if seen.view not in exercise.finder.views:
        return "no_such_movement" if is_walk(poses) and not exercise.by_pass else "wrong_view"
    if found.movements or found.events:
        return ""
    is_hidden = not HIDING.isdisjoint(faults)
    walks_about = not exercise.by_pass and _travel_legs(poses, seen.baseline) > WALKED_LEGS
    return "unseen" if is_hidden and not walks_about else "no_such_movement"


def _travel_legs(poses: PoseSequence, baseline: Baseline) -> float:
    """Return how far across the picture somebody got, in leg lengths; NaN if never seen."""
    across_px = poses.image_midpoint("hip")[:, 0]
    seen_px = across_px[np.isfinite(across_px)]
    if not len(seen_px):
        return nan
    return float(np.ptp(np.percentile(seen_px, [5, 95]))) / baseline.leg_px
