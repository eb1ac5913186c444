"""What the pipeline makes of an exercise, beside what the figure truly did."""

from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

import numpy as np

from posture.analysis import analyze
from posture.checks import CheckResult
from posture.exercises import EXERCISES
from posture.exercises.base import Exercise
from posture.figure.clip import Clip
from posture.figure.motions import MOTIONS
from posture.grading import Grade
from posture.movements import Hold
from posture.pose import PoseSequence, Side
from posture.ranges import RANGES
from posture.report import CountedRep, Report

STRIKE_TOLERANCE_S = 0.04
STRIDE_TOLERANCE_S = 0.25  # along the line of walking a contact is told late
EDGE_S = 0.5  # after coming into the picture and before leaving it, a stride may be missed
LEGS = ("", "far leg")  # what is told, and the times of a leg behind the other one, which are not
SQUATS = {"squat", "chair_squat", "chair_stand_30s", "five_chair_stands"}
SURELY = 2.0  # σ beyond a bound: the truth is out of the range whatever the camera's error


class Number(NamedTuple):
    """What a check told of a set, and what it tells of the true landmarks."""

    check: str
    value: float
    true: float
    sigma: float


@dataclass(frozen=True, kw_only=True)
class Performance:
    """One exercise of one clip.

    Attributes
    ----------
    exercise : str
    count, true_count : int
        Repetitions, holds or strides: found, and performed.
    is_wrong_view : bool
        Whether the report says that the exercise cannot be seen from there.
    not_counted : tuple of str
        The reasons that were given.
    hold_errors_s : dict
        By leg, one of LEGS: by how much start, end and length of each hold were late or long; NaN
        for one that was missed or made up.
    rule_errors_s : dict
        The same of the exercise's own rule applied to the true landmarks.
    phase_errors_s : dict
        By leg and phase: by how much it was too long.
    rep_errors_s : dict
        By leg, for each repetition: by how much its start, peak and end were late.
    strikes : tuple of int
        Heel strikes found within STRIKE_TOLERANCE_S, made up, and missed.
    strike_errors_s : list of float
    flags : list of tuple
        (check, is the truth surely out of range, is it surely within, the grade that was given).
    numbers : list of Number
    """

    exercise: str
    count: int
    true_count: int
    is_wrong_view: bool
    not_counted: tuple[str, ...]
    hold_errors_s: dict[str, list[tuple[float, float, float]]]
    rule_errors_s: dict[str, list[tuple[float, float, float]]]
    phase_errors_s: dict[tuple[str, str], list[float]]
    rep_errors_s: dict[str, list[tuple[float, float, float]]]
    strikes: tuple[int, int, int]
    strike_errors_s: list[float]
    flags: list[tuple[str, bool, bool, Grade]]
    numbers: list[Number]


def compare(seen: PoseSequence, truth: PoseSequence, clip: Clip) -> Performance | None:
    """Return how well a clip's own exercise was read; None if it is not among EXERCISES.

    The true times of repetitions and phases are where the same rule finds them in the true
    landmarks, because where a repetition starts is a matter of definition; holds and heel strikes
    are compared with when the figure truly held and touched the floor. Strides are those that the
    same rule finds well within the picture, and at its edge those that were found.
    """
    exercise = EXERCISES.get(MOTIONS[clip.motion].exercise)
    if exercise is None:
        return None
    analysis = analyze(seen, exercise)
    found, ideal = analysis.report, analyze(truth, exercise).report
    far = analysis.baseline.viewpoint.near.other if exercise.one_leg_moves else None
    strikes, strike_errors_s = _heel_strikes(found, clip)
    return Performance(
        exercise=exercise.key,
        count=found.rep_count,
        true_count=_performed(exercise, found, ideal, truth, clip),
        is_wrong_view=found.absence == "wrong_view",
        not_counted=tuple(movement.reason for movement in found.not_counted),
        hold_errors_s={leg: _hold_errors_s(found, ideal, clip, leg, far) for leg in LEGS},
        rule_errors_s={leg: _hold_errors_s(ideal, ideal, clip, leg, far) for leg in LEGS},
        phase_errors_s=_phase_errors_s(found, ideal, far),
        rep_errors_s=_rep_errors_s(found, ideal, far),
        strikes=strikes,
        strike_errors_s=strike_errors_s,
        flags=_flags(found.checks, ideal.checks),
        numbers=_numbers(found.checks, ideal.checks),
    )


def false_counts(seen: PoseSequence, clip: Clip) -> dict[str, int]:
    """Return how much each exercise finds in a clip that shows none, or another one.

    Who walks in and out of the picture makes strides: those that are true are not false. Standing
    up from a chair has the movement of a squat.
    """
    counts = {}
    shown = MOTIONS[clip.motion].exercise
    for key, exercise in EXERCISES.items():
        if key == shown or {key, shown} <= SQUATS:
            continue
        reps = analyze(seen, exercise).report.reps
        is_of_strides = exercise.counted == "stride"
        counts[key] = sum(not (is_of_strides and _is_true_stride(rep, clip)) for rep in reps)
    return counts


def _times_s(clip: Clip, kind: str) -> list[float]:
    end_s = float(clip.time_s[-1])
    return [e.time_s for e in clip.subject.events if e.kind == kind and e.time_s <= end_s]


def _performed(
    exercise: Exercise, found: Report, ideal: Report, truth: PoseSequence, clip: Clip
) -> int:
    if exercise.counted == "rep":
        return len(_times_s(clip, "rep_end"))
    if exercise.counted == "hold":
        return len(_times_s(clip, "hold_start"))
    return _strides(found, ideal, truth, clip)


def _strides(found: Report, ideal: Report, truth: PoseSequence, clip: Clip) -> int:
    """Return how many strides there were to find, the same for whoever looks.

    Those well within the picture, and of those at its edge the ones that were found and are true:
    whether a foot that comes into the picture is seen a moment sooner or later is no error.
    """
    inside = np.all((truth.image_px >= 0) & (truth.image_px <= truth.size_px), axis=(1, 2))
    time_s = truth.time_s

    def is_well_inside(rep: CountedRep) -> bool:
        ends_s = rep.start_s - EDGE_S, rep.end_s + EDGE_S
        about = (time_s >= ends_s[0]) & (time_s <= ends_s[1])
        return bool(time_s[0] <= ends_s[0] and ends_s[1] <= time_s[-1] and inside[about].all())

    sure = [rep for rep in ideal.reps if is_well_inside(rep)]

    def is_another(rep: CountedRep) -> bool:
        shared_s = sum(
            max(0.0, min(rep.end_s, other.end_s) - max(rep.start_s, other.start_s))
            for other in sure
        )
        return shared_s < (rep.end_s - rep.start_s) / 2

    at_the_edge = [rep for rep in found.reps if is_another(rep) and _is_true_stride(rep, clip)]
    return len(sure) + len(at_the_edge)


def _is_true_stride(rep: CountedRep, clip: Clip) -> bool:
    """Tell whether it is from one true contact of a foot to its next."""
    for side in (rep.side,) if rep.side else Side:
        contacts_s = [
            e.time_s for e in clip.subject.events if e.kind == "heel_strike" and e.side == side
        ]
        for start_s, end_s in pairwise(contacts_s):
            off_s = max(abs(rep.start_s - start_s), abs(rep.end_s - end_s))
            if off_s <= STRIDE_TOLERANCE_S:
                return True
    return False


def _leg(side: Side | None, far: Side | None) -> str:
    return LEGS[side is not None and side is far]


def _true_holds(clip: Clip, leg: str, far: Side | None) -> list[tuple[float, float]]:
    end_s = float(clip.time_s[-1])
    starts_s, ends_s = (
        [
            event.time_s
            for event in clip.subject.events
            if event.kind == kind and event.time_s <= end_s and _leg(event.side, far) == leg
        ]
        for kind in ("hold_start", "hold_end")
    )
    return list(zip_longest(starts_s, ends_s, fillvalue=end_s))


def _hold_errors_s(
    found: Report, ideal: Report, clip: Clip, leg: str, far: Side | None
) -> list[tuple[float, float, float]]:
    """Return the errors of each true hold's longest match, and a NaN for each without one.

    What the exercise's own rule calls no hold in the true landmarks, a stretch with the knee bent,
    is none.
    """
    errors = []
    left, true = (
        [hold for hold in report.holds if _leg(hold.side, far) == leg] for report in (found, ideal)
    )
    for start_s, end_s in _true_holds(clip, leg, far):
        if not _over(true, start_s, end_s):
            continue
        over = _over(left, start_s, end_s)
        if not over:
            errors.append((np.nan, np.nan, np.nan))
            continue
        hold = max(over, key=lambda h: h.duration_s)
        left.remove(hold)
        late_s, over_s = hold.start_s - start_s, hold.end_s - end_s
        errors.append((late_s, over_s, over_s - late_s))
    return errors + [(np.nan, np.nan, np.nan)] * len(left)


def _over(holds: list[Hold], start_s: float, end_s: float) -> list[Hold]:
    """Return which holds share some time with a stretch of it."""
    return [h for h in holds if h.start_s < end_s and h.end_s > start_s]


def _phase_errors_s(
    found: Report, ideal: Report, far: Side | None
) -> dict[tuple[str, str], list[float]]:
    if found.rep_count != ideal.rep_count:
        return {}
    errors: dict[tuple[str, str], list[float]] = {}
    for rep, true in zip(found.reps, ideal.reps, strict=True):
        for phase in rep.phases.keys() & true.phases.keys():
            late_s = rep.phases[phase].duration_s - true.phases[phase].duration_s
            errors.setdefault((_leg(true.side, far), phase), []).append(late_s)
    return errors


def _rep_errors_s(
    found: Report, ideal: Report, far: Side | None
) -> dict[str, list[tuple[float, float, float]]]:
    errors: dict[str, list[tuple[float, float, float]]] = {leg: [] for leg in LEGS}
    if found.rep_count == ideal.rep_count:
        for a, b in zip(found.reps, ideal.reps, strict=True):
            late_s = (a.start_s - b.start_s, a.peak_s - b.peak_s, a.end_s - b.end_s)
            errors[_leg(b.side, far)].append(late_s)
    return errors


def _heel_strikes(found: Report, clip: Clip) -> tuple[tuple[int, int, int], list[float]]:
    """Match heel strikes of each side with the true ones between the first and last found.

    The first and last steps of a pass are left out on purpose, so the true strikes outside what
    was measured are not missed.
    """
    hits, made_up, missed = 0, 0, 0
    errors_s: list[float] = []
    for side in Side:
        told = [e.time_s for e in found.events if e.key == "heel_strike" and e.side is side]
        if not told:
            continue
        true = [e.time_s for e in clip.subject.events if e.kind == "heel_strike" and e.side == side]
        for time_s in told:
            late_s = min((time_s - t for t in true), key=abs, default=np.inf)
            if abs(late_s) <= STRIKE_TOLERANCE_S:
                hits += 1
            else:
                made_up += 1
            errors_s.append(late_s)
        missed += sum(
            1
            for t in true
            if _is_measured(found, side, t)
            and not any(abs(t - told_s) <= STRIKE_TOLERANCE_S for told_s in told)
        )
    return (hits, made_up, missed), errors_s


def _is_measured(found: Report, side: Side, time_s: float) -> bool:
    """Tell whether a moment lies in a stride of that side."""
    return any(r.side is side and r.start_s <= time_s <= r.end_s for r in found.reps)


def _flags(
    found: tuple[CheckResult, ...], ideal: tuple[CheckResult, ...]
) -> list[tuple[str, bool, bool, Grade]]:
    true = {(check.key, check.side): check.value for check in ideal}
    flags = []
    for check in found:
        bounds = RANGES[check.key]
        value = true.get((check.key, check.side), np.nan)
        if not np.isfinite(check.value) or not np.isfinite(value) or check.basis == "info":
            continue
        if check.reason == "few_reps":  # fewer than three repetitions are no set, and not judged
            continue
        margin = SURELY * bounds.sigma
        is_out = value < bounds.lower - margin or value > bounds.upper + margin
        is_in = bounds.lower + margin <= value <= bounds.upper - margin
        flags.append((check.key, is_out, is_in, check.grade))
    return flags


def _numbers(found: tuple[CheckResult, ...], ideal: tuple[CheckResult, ...]) -> list[Number]:
    true = {(check.key, check.side): check.value for check in ideal}
    numbers = [
        Number(check.key, check.value, true.get((check.key, check.side), np.nan), check.sigma)
        for check in found
    ]
    return [number for number in numbers if np.isfinite(number.value + number.true)]
