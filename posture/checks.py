"""A check: one number drawn from a set of movements, and what it means."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from posture.grading import Grade, Outcome, grade
from posture.measures import ANY_VIEW, MEASURES
from posture.pose import Side
from posture.ranges import RANGES, classes_near
from posture.view import View

MAX_CUES = 2  # more than that nobody can mind while moving
MIN_REPS = 3  # a set is judged, never one movement
EITHER_WAY = ("max_either_way", "median_either_way")  # whose sign tells a side


@dataclass(frozen=True, kw_only=True)
class Share:
    """A way from a rest to a whole, of which a check's number is to be the share.

    Attributes
    ----------
    rest, whole : str
        Phases: the least value of the one is 0, the greatest of the other 1.
    least : float
        The least way of which a share means something, in the measure's unit.
    """

    rest: str
    whole: str
    least: float


@dataclass(frozen=True, kw_only=True)
class Check:
    """A question to each movement of a set, answered by the median.

    Attributes
    ----------
    key : str
        "<exercise>.<aspect>"; also its row in ranges.csv and the stem of its sentences.
    measure : str, optional
        A key of MEASURES; None if the statistic is DURATION.
    statistic : str
        How a movement's values become one number: a key of STATISTICS, or DURATION.
    phase : str
        Over which part of the movement: one of its finder's phases.
    from_standing : bool
        Whether the person's own standing value is subtracted first.
    min_seen : float
        Share of the phase's frames that must show the measure.
    best : bool
        Whether the greatest of the movements' numbers is the answer, rather than their median.
    share : Share, optional
        Of what way the number is to be told as a share.
    near_only : bool
        Of a duration that rests on an angle: from the side only the near leg's is sure enough.
    shown_from : frozenset of View
        From where it can be answered, among the views of its measure.
    profile_only : bool
        Not to be answered from the fitted body where the picture does not show it: that has an
        error which is the same in everybody there, and no chance.
    min_reps : int
        How many movements it takes to judge, if more than the exercise asks for.
    min_frame_rate_hz : float
        With fewer frames a second it cannot be measured.
    """

    key: str
    measure: str | None = None
    statistic: str
    phase: str = "rep"
    from_standing: bool = False
    min_seen: float = 0.8
    best: bool = False
    share: Share | None = None
    near_only: bool = False
    shown_from: frozenset[View] = ANY_VIEW
    profile_only: bool = False
    min_reps: int = 0
    min_frame_rate_hz: float = 0.0

    @property
    def views(self) -> frozenset[View]:
        """From where it can be answered."""
        return _views(self.measure, self.shown_from)


@dataclass(frozen=True, kw_only=True)
class SetCheck:
    """A question to a set as a whole.

    Attributes
    ----------
    key : str
        As that of a Check.
    statistic : str
        A key of posture.sets.SET_STATISTICS.
    phase : str
        Of what part of the movements.
    measure : str, optional
        A key of MEASURES, if the statistic is of one.
    each_side : bool
        Whether the movements of either side are a set of their own.
    shown_from : frozenset of View
        From where it can be answered, among the views of its measure if it has one.
    min_frame_rate_hz : float
        With fewer frames a second it cannot be measured.
    """

    key: str
    statistic: str
    phase: str = "rep"
    measure: str | None = None
    each_side: bool = False
    shown_from: frozenset[View] = ANY_VIEW
    min_frame_rate_hz: float = 0.0

    @property
    def views(self) -> frozenset[View]:
        """From where it can be answered."""
        return _views(self.measure, self.shown_from)


def _views(measure: str | None, shown_from: frozenset[View]) -> frozenset[View]:
    return MEASURES[measure].views & shown_from if measure else shown_from


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """A check's answer for a set.

    Attributes
    ----------
    key : str
    side : Side or None
        The side that was judged, or towards which the body leans.
    outcome : Outcome
    grade : Grade
    value, sigma, lower, upper : float
        In `unit`: the median over the repetitions, its error, the good range. NaN if not known.
    basis : str
        "literature" if the range is published, "design" if its numbers are our own, "info" if
        there is none.
    source : str
        A key of data/sources.toml.
    reason : str
        Why it is uncertain or not measurable; empty otherwise.
    classes : tuple of str
        For a descriptive check, the classes within one sigma of the value.
    reps_used : int
    representation : str
        What it was read from, a Representation; empty if that was no angle or length.
    """

    key: str
    side: Side | None = None
    outcome: Outcome
    grade: Grade = Grade.UNCERTAIN
    value: float = nan
    sigma: float
    lower: float
    upper: float
    unit: str
    basis: str
    source: str
    reason: str = ""
    classes: tuple[str, ...] = ()
    reps_used: int = 0
    representation: str = ""


def judge(
    check: Check | SetCheck,
    side: Side | None,
    per_rep: list[float],
    doubt: str = "",
    min_reps: int = MIN_REPS,
    sigma: float = 0.0,
    representation: str = "",
) -> CheckResult:
    """Judge a set of movements by the median of their values.

    Parameters
    ----------
    check : Check or SetCheck
    side : Side or None
    per_rep : list of float
        The check's number in each movement; NaN where it could not be measured.
    doubt : str
        A reason why nothing in this recording can be judged; the value is given all the same.
    min_reps : int
        How many movements it takes to judge.
    sigma : float
        The error of these readings, if it is greater than that of the range, which holds for a
        good view.
    representation : str
        What they were read from.
    """
    bounds = RANGES[check.key]
    bounds = replace(bounds, sigma=max(bounds.sigma, sigma))
    values = [value for value in per_rep if np.isfinite(value)]
    if not values:
        return not_measurable(check, side, "unseen" if per_rep else "no_reps")
    is_best = isinstance(check, Check) and check.best
    value = max(values) if is_best else float(np.median(values))
    if check.statistic in EITHER_WAY:
        side, value = Side.RIGHT if value > 0 else Side.LEFT, abs(value)

    lower, upper = bounds.lower, bounds.upper
    found, outcome = grade(value, bounds)
    classes = classes_near(check.key, value, bounds.sigma)
    if classes:
        lower, upper = classes[0].lower, classes[-1].upper
        if len(classes) > 1:
            found, outcome = Grade.UNCERTAIN, Outcome.UNCERTAIN

    reason = "within_error" if outcome is Outcome.UNCERTAIN else ""
    if doubt or len(values) < min_reps:
        found, outcome, reason = Grade.UNCERTAIN, Outcome.UNCERTAIN, doubt or "few_reps"
    return CheckResult(
        key=check.key,
        side=side,
        outcome=outcome,
        grade=found,
        value=value,
        sigma=bounds.sigma,
        lower=lower,
        upper=upper,
        unit=bounds.unit,
        basis=bounds.basis,
        source=bounds.source,
        reason=reason,
        classes=tuple(c.name for c in classes),
        reps_used=len(values),
        representation=representation,
    )


def not_measurable(check: Check | SetCheck, side: Side | None, reason: str) -> CheckResult:
    """Return the answer of a check that the recording cannot give."""
    bounds = RANGES[check.key]
    return CheckResult(
        key=check.key,
        side=side,
        outcome=Outcome.NOT_MEASURABLE,
        sigma=bounds.sigma,
        lower=bounds.lower,
        upper=bounds.upper,
        unit=bounds.unit,
        basis=bounds.basis,
        source=bounds.source,
        reason=reason,
    )


def cues(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Return what is most worth working on: the worst grades first, then as declared.

    At most MAX_CUES, one for each check even if both sides call for it, none that is uncertain.
    """
    worst_first = {Grade.POOR: 0, Grade.CAUTION: 1}
    wanting = [result for result in results if result.grade in worst_first]
    by_key: dict[str, CheckResult] = {}
    for result in sorted(wanting, key=lambda r: worst_first[r.grade]):
        by_key.setdefault(result.key, result)
    return list(by_key.values())[:MAX_CUES]
