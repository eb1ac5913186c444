"""Standing up from a chair against the clock: for 30 seconds, and five times."""

from dataclasses import dataclass
from math import inf, isfinite, nan

import numpy as np

from posture.checks import SetCheck
from posture.exercises.base import Exercise
from posture.movements import Event, Found, Measured, Movement, NotCounted
from posture.sit_to_stand import SitToStand, find_rise, find_stands, rise_measure
from posture.stand_states import HALFWAY, Rise, Stand
from posture.view import View

BELL_S = 30.0
STANDS = 5
HANDS_TRUNK = 0.33  # of the trunk's length: a wrist so near the thigh rests on it

GO, BELL = "go", "bell"  # events: the start of the test, and its end by the clock


@dataclass(frozen=True, kw_only=True)
class TimedStands:
    """A Finder of stands from a go signal on.

    Attributes
    ----------
    bell_s : float
        How long after the signal the last stand counts; who is then more than half-way up has
        made it.
    most : int, optional
        How many stands end the test.
    go_s : float, optional
        When the signal was given; without one the test begins as the hips first leave the seat.
    """

    bell_s: float = inf
    most: int | None = None
    go_s: float | None = None

    @property
    def views(self) -> frozenset[View]:
        return frozenset(View)

    @property
    def phases(self) -> frozenset[str]:
        return SitToStand().phases

    @property
    def reasons(self) -> frozenset[str]:
        return SitToStand().reasons | {"hands_used", "false_start", "after_bell"}

    @property
    def endings(self) -> frozenset[str]:
        return frozenset()

    def measure_for(self, view: View) -> str:
        """Return the measure that tells how far somebody is up."""
        return rise_measure(view)

    def find(self, seen: Measured) -> Found:
        """Return the stands that count; none if the hands were used in one of them."""
        rise = find_rise(seen)
        if rise is None:
            return Found()
        done = find_stands(seen, rise, to_seat=False)
        starts_s = [stand.start_s for stand in done.stands]
        if isfinite(done.rising_since_s):
            starts_s.append(done.rising_since_s)
        go_s = self.go_s if self.go_s is not None else min(starts_s, default=nan)
        if not isfinite(go_s):
            return Found(not_counted=tuple(done.not_counted))
        bell_s = go_s + self.bell_s
        events = [Event(key=GO, time_s=go_s)]
        if bell_s <= seen.time_s[-1]:
            events.append(Event(key=BELL, time_s=bell_s))

        stands = list(done.stands)
        if isfinite(done.rising_since_s) and _is_half_up(rise, seen.time_s[-1]):
            stands.append(Stand(done.rising_since_s, float(seen.time_s[-1])))
        rejected = list(done.not_counted)
        counted: list[Movement] = []
        for stand, movement in SitToStand.movements(stands, rise):
            if reason := self._why_not(stand, go_s, bell_s, rise):
                rejected.append(_none(stand, reason))
            elif self.most is None or len(counted) < self.most:
                counted.append(movement)
        if any(_are_hands_used(seen, movement) for movement in counted):
            rejected += [
                NotCounted(start_s=m.start_s, end_s=m.end_s, reason="hands_used") for m in counted
            ]
            counted = []
        rejected.sort(key=lambda movement: movement.start_s)
        return Found(movements=tuple(counted), events=tuple(events), not_counted=tuple(rejected))

    def _why_not(self, stand: Stand, go_s: float, bell_s: float, rise: Rise) -> str:
        if stand.start_s < go_s:
            return "false_start"
        if stand.up_s <= bell_s or (stand.start_s <= bell_s and _is_half_up(rise, bell_s)):
            return ""
        return "after_bell"


def _none(stand: Stand, reason: str) -> NotCounted:
    return NotCounted(start_s=stand.start_s, end_s=stand.up_s, reason=reason)


def _is_half_up(rise: Rise, time_s: float) -> bool:
    return float(np.interp(time_s, rise.time_s, rise.share)) > HALFWAY


def _are_hands_used(seen: Measured, movement: Movement) -> bool:
    """Tell whether a hand rested on a thigh for most of the push; not if no hand was seen."""
    span = movement.phases.get("pushing_off")
    if span is None:
        return False
    near = seen.values("hand_to_leg")[span.frames(seen.time_s)]
    near = near[np.isfinite(near)]
    return bool(len(near)) and float(np.median(near)) < HANDS_TRUNK


CHAIR_STAND_30S = Exercise(
    key="chair_stand_30s",
    kind="test",
    from_seat=True,
    finder=TimedStands(bell_s=BELL_S),
    checks=(SetCheck(key="chair_stand_30s.count", statistic="count_at_bell"),),
    min_reps=1,
    counted="stand",
)
FIVE_CHAIR_STANDS = Exercise(
    key="five_chair_stands",
    kind="test",
    from_seat=True,
    finder=TimedStands(most=STANDS),
    checks=(
        SetCheck(key="five_chair_stands.t5_stand", statistic="time_to_fifth", phase="rising"),
        SetCheck(key="five_chair_stands.t5_sit", statistic="time_to_fifth", phase="lowering"),
    ),
    min_reps=1,
    counted="stand",
)
