"""Count a set while it is done, by the same finder as a recording's."""

from dataclasses import dataclass, replace
from math import isfinite, nan

import numpy as np

from posture.checks import Check
from posture.cycles import Cycles
from posture.exercises.base import Exercise
from posture.fit import WINDOW_S, BodyFit, fit_body
from posture.fit.sigma import MAX_OFF_PROFILE_DEG
from posture.fit.table import FITTED
from posture.held import Held
from posture.holds import HoldRule, find_holds
from posture.live.record import Record
from posture.live.sight import see
from posture.live.timing import is_of_both_legs, settle_untimed
from posture.measures import MEASURES
from posture.movements import Found, Hold, Measured
from posture.phases import DURATION
from posture.pose import Landmark, Side
from posture.ranges import RANGES
from posture.readings import off_profile_deg, wants_fit
from posture.reps import RepDriver
from posture.settled import NOTHING
from posture.view import View

FIND_EVERY_S = 0.1  # counting more often would tell nobody more
WALKS_EVERY_S = 0.5  # passes take longer to find
WALKS_HZ = 14.0  # with fewer pictures a second strides are missed
FIND_SHARE = 1 / 300  # of what is looked over: the longer that is, the less often
UNDER_WAY = 0.25  # of the least depth that counts: beyond it the person is on the way
STILL = 0.04  # of that depth, within STILL_S: neither away nor back
STILL_S = 0.12
TREMBLE = 2.0  # times the speed that breaks a hold in a recording
LATELY_S = 0.3  # a hold that was broken a moment ago may go on

# The joint at which a measure is shown; what is not named here is shown at the hip.
JOINTS = {
    "knee_flexion": "knee",
    "shin_lean": "ankle",
    "thigh_elevation": "knee",
    "heel_lift": "heel",
    "fppa": "knee",
    "knee_medial_shift": "knee",
}


@dataclass(frozen=True, kw_only=True)
class SetState:
    """What is known of a set while it goes on.

    Attributes
    ----------
    count : int
        Repetitions that were completed, or holds.
    phase : str
        "rest", "going" away from rest, "turning", "returning", "holding", or "other_leg" if that
        one has had no try yet; empty if it is not known.
    value : float
        The measure that the finding rests on, now, in its unit; NaN if not seen.
    unit : str
    joint : Landmark or None
        Where to show it.
    level : Landmark or None
        Whose height to mark: the knee's, where a thigh may come level with it.
    depth : float
        How far the movement is, 0 at rest and 1 at the least depth that counts.
    lower, upper : float
        The guide for `value` at its farthest; NaN where there is none.
    hold_s : float
        For how long the position has been held; 0 if it is not.
    hold_goal_s : float
        For how long it should be; NaN if the exercise is not held.
    tried : frozenset of Side
        The legs that have held, of a test of both.
    """

    count: int = 0
    phase: str = "rest"
    value: float = nan
    unit: str = ""
    joint: Landmark | None = None
    level: Landmark | None = None
    depth: float = 0.0
    lower: float = nan
    upper: float = nan
    hold_s: float = 0.0
    hold_goal_s: float = nan
    tried: frozenset[Side] = frozenset()


class LiveSet:
    """The movements in a record that grows.

    Parameters
    ----------
    exercise : Exercise
    view : View
        From where it is seen; settled before the set.
    """

    def __init__(self, exercise: Exercise, view: View) -> None:
        self._exercise, self._view = exercise, view
        self._looked_s = -np.inf
        self._settled = NOTHING
        self._fit: BodyFit | None = None
        self.state = SetState(hold_goal_s=hold_goal_s(exercise))

    def look(self, record: Record) -> SetState:
        """Return the state at the newest frame of a record."""
        now_s = record.last_s
        poses = record.clean_since(self._settled.part_from_s)
        every_s = WALKS_EVERY_S if self._exercise.by_pass else FIND_EVERY_S
        if now_s - self._looked_s < max(every_s, FIND_SHARE * poses.duration_s):
            return self.state
        self._looked_s = now_s
        seen = see(poses, self._exercise, self._view, self._settled)
        found = self._settled.with_later(self._exercise.finder.find(seen))
        self._settled = settle_untimed(self._exercise, found, now_s)
        self.state = self._state(seen, found, record)
        return self.state

    def _state(self, seen: Measured, found: Found, record: Record) -> SetState:
        measure = MEASURES[self._exercise.finder.measure_for(self._view)]
        driver = self._driver()
        side = self._moving_side(seen, measure.key, found)
        values = seen.values(measure.key, side)
        depth, phase = 0.0, "" if _hold_rule(self._exercise) is None else "rest"
        if driver is not None:
            depth, phase = _movement(seen.time_s, values, driver)
        held_s = _held_s(seen, self._holds(seen, found, side))
        tried = _tried(found) if is_of_both_legs(self._exercise) else frozenset[Side]()
        if len(tried) == 1:
            phase = "other_leg"
        lower, upper = self._guide(measure.key)
        return SetState(
            count=len(found.movements),
            phase="holding" if held_s > 0 else phase,
            value=self._reading(measure.key, side, seen, record),
            unit=measure.unit,
            joint=Landmark.of(JOINTS.get(measure.key, "hip"), side),
            level=self._level(side),
            depth=depth,
            lower=lower,
            upper=upper,
            hold_s=held_s,
            hold_goal_s=self.state.hold_goal_s,
            tried=tried,
        )

    def _reading(self, measure: str, side: Side, seen: Measured, record: Record) -> float:
        """Return a measure now: of a body that is turned a little, from a fit to the last moments.

        As in a report (posture/readings.py) movements are found in the picture all the same.
        """
        in_picture = float(seen.values(measure, side)[-1])
        one_leg_moves = self._exercise.one_leg_moves
        wanted = wants_fit(seen.baseline.viewpoint, one_leg_moves=one_leg_moves)
        if measure not in FITTED or not wanted:
            self._fit = None
            return in_picture
        self._fit = fit_body(record.seen(WINDOW_S), after=self._fit)
        if self._fit is None or not self._fit.is_credible:
            return in_picture
        if off_profile_deg(self._fit) > MAX_OFF_PROFILE_DEG:
            return in_picture
        return float(FITTED[measure](self._fit, side)[-1])

    def _driver(self) -> RepDriver | None:
        finder = self._exercise.finder
        return finder.drivers.get(self._view) if isinstance(finder, Cycles) else None

    def _moving_side(self, seen: Measured, measure: str, found: Found) -> Side:
        """Return the side that holds, or is farther from its rest, where each leg is on its own."""
        near, finder = seen.baseline.viewpoint.near, self._exercise.finder
        if isinstance(finder, Held):
            held = found.holds[-1:] if finder.by_side else ()
            return next((h.side for h in held if h.side and _goes_on(seen, h)), near)
        driver = self._driver()
        if driver is None or not (isinstance(finder, Cycles) and finder.by_side):
            return near
        depths = {
            side: _movement(seen.time_s, values, driver)[0] if isfinite(values[-1]) else -1.0
            for side in Side
            for values in [seen.values(measure, side)]
        }
        return max((near, near.other), key=depths.__getitem__)

    def _holds(self, seen: Measured, found: Found, side: Side) -> list[Hold]:
        rule = _hold_rule(self._exercise)
        if rule is None:
            return []
        if isinstance(self._exercise.finder, Cycles):  # it tells of holds in whole repetitions only
            return find_holds(seen, _as_seen_live(rule), side)
        return list(found.holds)

    def _level(self, side: Side) -> Landmark | None:
        thigh = MEASURES["thigh_elevation"]
        is_asked = any(check.measure == thigh.key for check in self._exercise.checks)
        return Landmark.of("knee", side) if is_asked and self._view in thigh.views else None

    def _guide(self, measure: str) -> tuple[float, float]:
        """Return the range of the check that asks how far the measure goes."""
        driver = self._driver()
        farthest = "min" if driver is not None and driver.falls else "max"
        for check in self._exercise.checks:
            if (
                isinstance(check, Check)
                and (check.measure, check.statistic) == (measure, farthest)
                and not check.from_standing
            ):
                return RANGES[check.key].lower, RANGES[check.key].upper
        return nan, nan


def hold_goal_s(exercise: Exercise) -> float:
    """Return for how long an exercise is to be held; NaN if it is not, or nobody says."""
    if _hold_rule(exercise) is None:
        return nan
    for check in exercise.checks:
        asks_how_long = check.statistic in (DURATION, "longest") and check.phase == "hold"
        if asks_how_long and isfinite(RANGES[check.key].lower):
            return RANGES[check.key].lower
    return nan


def _hold_rule(exercise: Exercise) -> HoldRule | None:
    finder = exercise.finder
    if isinstance(finder, Held):
        return finder.rule
    return finder.hold if isinstance(finder, Cycles) else None


def _as_seen_live(rule: HoldRule) -> HoldRule:
    """Return a rule by which the tremble of landmarks that know only the past breaks no hold."""
    conditions = [replace(kept, max_rate=TREMBLE * kept.max_rate) for kept in rule.conditions]
    return replace(rule, conditions=tuple(conditions))


def _held_s(seen: Measured, holds: list[Hold]) -> float:
    """Return for how long the hold that goes on has gone on; 0 if none does."""
    now_s = float(seen.time_s[-1])
    return max((now_s - hold.start_s for hold in holds if _goes_on(seen, hold)), default=0.0)


def _tried(found: Found) -> frozenset[Side]:
    return frozenset(hold.side for hold in found.holds if hold.side)


def _goes_on(seen: Measured, hold: Hold) -> bool:
    return float(seen.time_s[-1]) - hold.end_s <= LATELY_S


def _movement(time_s: np.ndarray, values: np.ndarray, driver: RepDriver) -> tuple[float, str]:
    """Return how far the body is from rest, and whether it goes away or comes back."""
    height = driver.height(values)
    seen = np.flatnonzero(np.isfinite(height))
    if not len(seen):
        return 0.0, "rest"
    depth = height[seen] / driver.min_depth
    now = float(depth[-1])
    if now < UNDER_WAY:
        return max(now, 0.0), "rest"
    before = depth[np.searchsorted(time_s[seen], time_s[seen[-1]] - STILL_S)]
    if abs(now - before) < STILL:
        return now, "turning"
    return now, "going" if now > before else "returning"
