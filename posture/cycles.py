"""Find an exercise that is a rise and fall of one measure: squats, heel raises, knee extensions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np
import pandas as pd

from posture.conditions import Disqualifier
from posture.holds import HoldRule, find_holds, hold_within, reaches
from posture.movements import Departure, Found, Hold, Measured, Movement, NotCounted, Span
from posture.phases import PARTS, find_parts, named, way_back
from posture.pose import Side
from posture.reps import RepDriver, find_reps, timed_by
from posture.view import View

MIN_SEEN = 0.5  # of a repetition, and more: otherwise it may have been anything


@dataclass(frozen=True, kw_only=True)
class Cycles:
    """A Finder of repetitions.

    Attributes
    ----------
    drivers : mapping of View to RepDriver
        What is counted, by view.
    min_duration_s, max_duration_s : float
        A movement quicker or slower than that is not one repetition.
    disqualifiers : tuple of Disqualifier
        What makes a movement something else.
    part_names : mapping of str to str
        What a part of PARTS is called in this exercise: "lowering" for "out".
    ways_back : mapping of str to (float, float)
        Phases of an exercise's own: the way back from one value of the driver to another.
    hold : HoldRule, optional
        What is to be held in each repetition; its longest time is the phase "hold". The phase
        "position" is that hold, or the outermost tenth of a repetition that has none.
    by_side : bool
        Whether each leg makes repetitions of its own; otherwise the near side tells.
    """

    drivers: Mapping[View, RepDriver]
    min_duration_s: float
    max_duration_s: float
    disqualifiers: tuple[Disqualifier, ...] = ()
    part_names: Mapping[str, str] = field(default_factory=dict)
    ways_back: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    hold: HoldRule | None = None
    by_side: bool = False

    @property
    def views(self) -> frozenset[View]:
        return frozenset(self.drivers)

    @property
    def phases(self) -> frozenset[str]:
        parts = {self.part_names.get(part, part) for part in PARTS} | {*self.ways_back}
        return frozenset(parts | {"hold", "position"} if self.hold else parts)

    @property
    def reasons(self) -> frozenset[str]:
        own = {disqualifier.reason for disqualifier in self.disqualifiers}
        return frozenset(own | {"too_shallow", "too_quick", "too_slow", "unseen"})

    @property
    def endings(self) -> frozenset[str]:
        return self.hold.endings if self.hold else frozenset()

    def measure_for(self, view: View) -> str:
        """Return the measure that is counted from there, or from where it can be."""
        driver = self.drivers.get(view) or next(iter(self.drivers.values()))
        return driver.measure

    def find(self, seen: Measured) -> Found:
        """Return the repetitions of the body, or those of either leg.

        From the side the one leg, which is hidden or drawn along, is at rest while the other moves:
        that is the one that goes farther.
        """
        if not self.by_side:
            return self._find(seen, None)
        near = seen.baseline.viewpoint.near
        own = self._find(seen, near)
        if seen.view is not View.SIDE:
            return own.together_with(self._find(seen, near.other))
        other = self._find(self._with_hidden_leg(seen), near.other)
        own = own.apart_from(
            [m for m in other.movements if self._goes_farther(near.other, m, seen)]
        )
        other = other.apart_from(own.movements)
        return own.apart_from(other.movements).together_with(other)

    def _goes_farther(self, side: Side, movement: Movement, seen: Measured) -> bool:
        """Tell whether a side gets farther from rest in a movement than the other one."""
        inside = Span(movement.start_s, movement.end_s).frames(seen.time_s)
        driver = self.drivers[seen.view]
        own, other = (
            np.nanmax(driver.height(seen.values(driver.measure, leg))[inside], initial=0.0)
            for leg in (side, side.other)
        )
        return bool(own > other)

    def _with_hidden_leg(self, seen: Measured) -> Measured:
        """Return the recording with the far leg where the near one is when it is hidden by it.

        At rest, that is: while the near leg is away nobody knows, and as it comes back the far leg
        would seem to. A far leg that is away before and after, or from the first, is only lost.
        """
        near, driver = seen.baseline.viewpoint.near, self.drivers[seen.view]
        far = seen.values(driver.measure, near.other)
        at_rest = driver.at_rest(seen.values(driver.measure, near))
        is_hidden = ~np.isfinite(far) & _is_beside_rest(far, driver)
        filled = np.where(is_hidden, at_rest, far)
        return replace(
            seen, columns={**seen.columns, seen.column(driver.measure, near.other): filled}
        )

    def _find(self, seen: Measured, side: Side | None) -> Found:
        driver = self.drivers[seen.view]
        values = seen.values(driver.measure, side)
        earlier = [d.depth for d in seen.earlier.departures if d.side is side]
        movements = find_reps(seen.time_s, values, driver, earlier=earlier, since_s=seen.since_s)
        told = [(rep, values) for rep in movements.reps]
        if driver.timed_by:
            timing = seen.values(driver.timed_by, side)
            own = timed_by(seen.time_s, timing, movements.reps, falls=driver.falls)
            told = [
                (better, timing) if better else by_driver
                for better, by_driver in zip(own, told, strict=True)
            ]
        kept = find_holds(seen, self.hold, side) if self.hold else []
        counted: list[Movement] = []
        holds: list[Hold] = []
        rejected: list[NotCounted] = []
        at_rest = np.ones(len(seen.time_s), bool)
        for rep, _ in told:
            at_rest &= ~Span(rep.start_s, rep.end_s).frames(seen.time_s)
        next_starts_s = [*(rep.start_s for rep, _ in told[1:]), inf]
        for (rep, curve), next_start_s in zip(told, next_starts_s, strict=False):
            parts = find_parts(rep, next_start_s, seen.time_s, curve)
            phases = named(parts, self.part_names)
            for name, (start, stop) in self.ways_back.items():
                if span := way_back(rep, seen.time_s, curve, start, stop):
                    phases[name] = span
            hold = hold_within(kept, phases["rep"])
            if hold:
                phases["hold"] = phases["position"] = Span(hold.start_s, hold.end_s)
            elif self.hold and "far" in parts:
                phases["position"] = parts["far"]
                if reaches(seen, self.hold, side, phases["rep"]):
                    phases["hold"] = Span(rep.peak_s, rep.peak_s)  # there, and kept for no time
            movement = Movement(
                start_s=rep.start_s, peak_s=rep.peak_s, end_s=rep.end_s, side=side, phases=phases
            )
            if reason := self._why_not(movement, seen, values, at_rest):
                rejected.append(_not_counted(rep.start_s, rep.end_s, reason))
            else:
                counted.append(movement)
                holds += [hold] if hold else []
        if counted:  # a dip is half-hearted only beside whole ones
            rejected += [_not_counted(d.start_s, d.end_s, "too_shallow") for d in movements.dips]
        rejected.sort(key=lambda movement: movement.start_s)
        return Found(
            movements=tuple(counted),
            holds=tuple(holds),
            not_counted=tuple(rejected),
            departures=tuple(Departure(*departure, side) for departure in movements.departures),
        )

    def _why_not(
        self, movement: Movement, seen: Measured, values: np.ndarray, at_rest: np.ndarray
    ) -> str:
        """Return why a movement is not a repetition of this exercise, or an empty string."""
        duration_s = movement.end_s - movement.start_s
        if duration_s > self.max_duration_s:
            return "too_slow"
        for disqualifier in self.disqualifiers:
            if disqualifier.applies(seen, movement, at_rest):
                return disqualifier.reason
        if np.mean(np.isfinite(values[movement.phases["rep"].frames(seen.time_s)])) <= MIN_SEEN:
            return "unseen"
        return "too_quick" if duration_s < self.min_duration_s else ""


def _not_counted(start_s: float, end_s: float, reason: str) -> NotCounted:
    return NotCounted(start_s=start_s, end_s=end_s, reason=reason)


def _is_beside_rest(values: np.ndarray, driver: RepDriver) -> np.ndarray:
    """Return in which frames, shape (T,), a leg was last or is next seen at rest."""
    is_down = driver.height(values) < driver.min_depth
    seen = pd.Series(is_down, dtype=float).where(np.isfinite(values))
    return ((seen.ffill() > 0) | (seen.bfill() > 0)).to_numpy()
