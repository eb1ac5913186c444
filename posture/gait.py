"""Find the strides of a walk: when each heel meets the floor and each toe leaves it.

The foot is farthest ahead of the hips just before it lands (after Zeni et al. 2008), and its toes
begin to fall towards the heel as it does: the sole then comes down on the floor. Where the foot
lands flat, it has landed once it moves back under the body as quickly as the floor does. It leaves
the floor when it no longer does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import nan

import numpy as np
from scipy.signal import find_peaks

from posture.movements import Event, Found, Measured, Movement, Span
from posture.passes import Pass
from posture.pose import Side
from posture.reps import crossing_s
from posture.view import View

HEEL_STRIKE, TOE_OFF = "heel_strike", "toe_off"

MIN_FRAME_RATE_HZ = 28.0  # fewer tell strides and pace, but no moment and no angle in it
MIN_REACH_LEGS = 0.15  # from behind the hips to ahead of them; less is no step
MIN_STRIDE_S, MAX_STRIDE_S = 0.6, 2.6  # of one foot: 200 and 46 steps a minute
END_S = 0.3  # of a pass, at either end: there a step is cut off, and the landmarks are least sure
MAX_GAP_S = 0.2  # of a foot unseen: more, and the moment is not known
LANDING_S = (-0.03, 0.15)  # when a foot lands, after its farthest reach
MIN_FALL_LEGS = 0.04  # of the toes once the heel is down; less, and the foot lands flat
FALL_S = 0.2  # they are down by then
# Before the middle of that fall it begins, in terms of the time from its one quarter to its three:
# 1.0 if it were a straight line, 1.5 if it began and ended as softly as half a wave.
BEGINS = 1.25
STANCE_S = (0.12, 0.32)  # after the reach: the foot stands, its speed is the floor's
LANDED, LEFT = 0.8, 0.5  # of the floor's speed
CONTACT_S = 0.04  # before the sole comes down: a frame or two
# Shares of a stride, from one contact to the next. A knee that takes the weight bends until about
# 15 %; after 20 % the other knee swings by, and the model takes the one for the other.
SHARES = {"loading": (0.05, 0.20), "weight_bearing": (0.10, 0.45), "late_stance": (0.30, 0.50)}


@dataclass(frozen=True, kw_only=True)
class Strides:
    """A Finder of strides: each from a foot's contact to its next, within one pass.

    From the side they are those of the near leg, and have its side; otherwise they are the whole
    body's.
    """

    @property
    def views(self) -> frozenset[View]:
        return frozenset({View.SIDE, View.FRONT, View.REAR})

    @property
    def phases(self) -> frozenset[str]:
        return frozenset({"rep", "contact", "stance", "swing", *SHARES})

    @property
    def reasons(self) -> frozenset[str]:
        return frozenset()

    @property
    def endings(self) -> frozenset[str]:
        return frozenset()

    def measure_for(self, _: View) -> str:
        """Return the measure whose swing is followed."""
        return "heel_ahead"

    def find(self, seen: Measured) -> Found:
        """Return the strides, and every contact and toe-off of either foot seen from the side."""
        movements: list[Movement] = []
        events: list[Event] = []
        fall_s = _usual_fall_s(seen)
        for one in seen.passes:
            steps = _steps(seen, one, fall_s)
            strides = _strides(one, steps)
            movements += strides
            if strides and one.view is View.SIDE:
                events += steps
        return Found(
            movements=tuple(sorted(movements, key=lambda stride: stride.start_s)),
            events=tuple(sorted(events, key=lambda event: event.time_s)),
        )


def _steps(seen: Measured, one: Pass, fall_s: float) -> list[Event]:
    """Return the contacts and toe-offs of a pass in order of time."""
    events = []
    for side in Side:
        for key, times_s in (
            (HEEL_STRIKE, _contacts(seen, one, side, fall_s)),
            (TOE_OFF, _toe_offs(seen, one, side)),
        ):
            events += [Event(key=key, time_s=time_s, side=side) for time_s in times_s]
    return sorted(events, key=lambda event: event.time_s)


def _strides(one: Pass, steps: Sequence[Event]) -> list[Movement]:
    contacts = [event for event in steps if event.key == HEEL_STRIKE]
    # Who starts or stops in view does not yet, or no longer, walk as usual.
    usual = contacts[int(one.starts_in_view) : len(contacts) - int(one.stops_in_view)]
    near_s = [event.time_s for event in usual if event.side is one.near]
    toe_offs_s = [e.time_s for e in steps if e.key == TOE_OFF and e.side is one.near]
    side = one.near if one.view is View.SIDE else None
    strides = []
    for start_s, end_s in pairwise(near_s):
        between = [e for e in contacts if e.side is not one.near and start_s < e.time_s < end_s]
        if MIN_STRIDE_S <= end_s - start_s <= MAX_STRIDE_S and len(between) == 1:
            strides.append(_stride(start_s, end_s, side, toe_offs_s))
    return strides


def _stride(
    start_s: float, end_s: float, side: Side | None, toe_offs_s: Sequence[float]
) -> Movement:
    whole = Span(start_s, end_s)
    phases = {"rep": whole, "contact": Span(start_s - CONTACT_S, start_s)}
    for name, (after, until) in SHARES.items():
        phases[name] = Span(start_s + after * whole.duration_s, start_s + until * whole.duration_s)
    off_s = [time_s for time_s in toe_offs_s if start_s < time_s < end_s]
    if off_s:
        phases |= {"stance": Span(start_s, off_s[-1]), "swing": Span(off_s[-1], end_s)}
    peak_s = off_s[-1] if off_s else (start_s + end_s) / 2
    return Movement(start_s=start_s, peak_s=peak_s, end_s=end_s, side=side, phases=phases)


def _contacts(seen: Measured, one: Pass, side: Side, usual_s: float) -> list[float]:
    """Return when a foot meets the floor; along the line of walking, when it is lowest.

    `usual_s` is how long half a fall of the toes mostly takes.
    """
    if one.view is not View.SIDE:
        time_s, ahead = _known(seen, one, side, "heel_ahead")
        lowest = [float(time_s[reach]) for reach in _reaches(time_s, ahead)]
        return _not_at_the_ends(time_s, lowest)
    time_s, ahead, rise = _known(seen, one, side, "heel_ahead", "toe_rise")
    speed = -np.gradient(ahead, time_s) if len(time_s) > 1 else ahead
    contacts = []
    for reach in _reaches(time_s, ahead):
        fall = _fall_of_toes(time_s, rise, time_s[reach])
        landing = fall and (fall.start_s + fall.end_s) / 2 - BEGINS * usual_s
        if landing is None or landing > time_s[reach] + LANDING_S[1]:
            landing = _when_at_floor_speed(time_s, speed, reach, 1, LANDED)
        if landing is None and _is_sparse(time_s, reach):
            landing = float(time_s[reach])  # too few frames to time it, but it was a step
        if landing is not None:  # a foot that still swings forward has not landed
            landing = max(landing, float(time_s[reach]) + LANDING_S[0])
        contacts.append(landing)
    return _not_at_the_ends(time_s, contacts)


def _is_sparse(time_s: np.ndarray, reach: int) -> bool:
    """Tell whether frames are missing in which a foot lands and stands after a reach."""
    start, stop = np.searchsorted(time_s, time_s[reach] + np.array([0.0, STANCE_S[1]]))
    return float(np.max(np.diff(time_s[start : stop + 1]), initial=0.0)) > 1 / MIN_FRAME_RATE_HZ


def _usual_fall_s(seen: Measured) -> float:
    """Return how long half a fall of the toes mostly takes, of both feet in all the passes.

    A single one is off by a frame or two, and there are but a few of each foot.
    """
    falls_s = []
    for one, side in product(seen.passes, Side):
        if one.view is View.SIDE:
            time_s, ahead, rise = _known(seen, one, side, "heel_ahead", "toe_rise")
            falls = [_fall_of_toes(time_s, rise, time_s[i]) for i in _reaches(time_s, ahead)]
            falls_s += [fall.duration_s for fall in falls if fall]
    return float(np.median(falls_s)) if falls_s else nan


def _toe_offs(seen: Measured, one: Pass, side: Side) -> list[float]:
    """Return when the toes of a foot leave the floor; known only from the side."""
    if one.view is not View.SIDE:
        return []
    time_s, ahead = _known(seen, one, side, "toe_ahead")
    speed = -np.gradient(ahead, time_s) if len(time_s) > 1 else ahead
    found = [
        _when_at_floor_speed(time_s, speed, trail, -1, LEFT) for trail in _reaches(time_s, -ahead)
    ]
    return _not_at_the_ends(time_s, found)


def _not_at_the_ends(time_s: np.ndarray, found: Sequence[float | None]) -> list[float]:
    """Return the moments that were found well after a foot was first seen, and before the last."""
    if not len(time_s):
        return []
    first_s, last_s = time_s[0] + END_S, time_s[-1] - END_S
    return [moment for moment in found if moment is not None and first_s <= moment <= last_s]


def _known(seen: Measured, one: Pass, side: Side, *measures: str) -> tuple[np.ndarray, ...]:
    """Return the times at which these measures are all known in a pass, and the measures."""
    values = [seen.values(measure, side)[one.frames] for measure in measures]
    known = np.logical_and.reduce([np.isfinite(v) for v in values])
    return seen.time_s[one.frames][known], *(v[known] for v in values)


def _reaches(time_s: np.ndarray, ahead: np.ndarray) -> list[int]:
    """Return the frames in which a foot is farthest ahead: of two too close, the farther one."""
    peaks, _ = find_peaks(ahead, height=0.0, prominence=MIN_REACH_LEGS)
    kept: list[int] = []
    for peak in sorted(peaks, key=lambda i: -ahead[i]):
        if all(abs(time_s[peak] - time_s[other]) >= MIN_STRIDE_S for other in kept):
            kept.append(int(peak))
    return sorted(kept)


def _fall_of_toes(time_s: np.ndarray, rise: np.ndarray, reach_s: float) -> Span | None:
    """Return when the toes fall towards the heel after a reach, from one quarter to three of it.

    None if they do not. They begin as the heel meets the floor; but about their highest they hardly
    move, and when that is noise alone tells.
    """
    start, stop = np.searchsorted(time_s, reach_s + np.array(LANDING_S))
    if stop - start < 3 or np.max(np.diff(time_s[start:stop])) > MAX_GAP_S:
        return None
    top = start + int(np.argmax(rise[start:stop]))
    falling = rise[top : np.searchsorted(time_s, time_s[top] + FALL_S, "right")]
    fall = falling[0] - np.min(falling)
    if top in (0, len(rise) - 1) or fall < MIN_FALL_LEGS:
        return None
    edges = [falling[0] - share * fall for share in (0.25, 0.75)]
    below = [top + int(np.argmax(falling < edge)) for edge in edges]
    return Span(*(crossing_s(time_s, rise, i, i - 1, e) for i, e in zip(below, edges, strict=True)))


def _when_at_floor_speed(
    time_s: np.ndarray, backwards: np.ndarray, reach: int, way: int, share: float
) -> float | None:
    """Return when, going from a reach forward (1) or back (-1) in time, the foot is on the floor.

    That is where its speed under the body, `backwards`, first is a share of what it is in mid
    stance.
    """
    away_s = way * (time_s - time_s[reach])
    stands = (away_s >= STANCE_S[0]) & (away_s <= STANCE_S[1])
    if np.count_nonzero(stands) < 2:
        return None
    enough = share * float(np.median(backwards[stands]))
    frames = np.flatnonzero((away_s >= 0) & (away_s <= STANCE_S[1]))[::way]
    reached = frames[backwards[frames] >= enough]
    if enough <= 0 or not len(reached) or reached[0] == frames[0]:
        return None
    after, before = reached[0], reached[0] - way
    speed = backwards[[before, after]]
    part = (enough - speed[0]) / (speed[1] - speed[0])
    return float(time_s[before] + part * (time_s[after] - time_s[before]))
