"""Moments at which a knee may have given way in walking.

Experimental: a person has to confirm them. Giving way is a sudden loss of support across the knee
while it bears weight. Every knee bends as it takes the weight, so neither the bend nor its speed
tells: each stride is compared with the others of the same leg. That none is found does not show
that none happened. What is found is a candidate, until the person has watched it and said so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from posture.footage import frame_rate_hz
from posture.gait import MIN_FRAME_RATE_HZ
from posture.movements import Event, Measured, Movement
from posture.pose import Landmark, PoseSequence, Side

POSSIBLE_GIVING_WAY = "possible_giving_way"
PHASE = "weight_bearing"

MIN_STRIDES = 8  # of a leg: its own usual way of walking
MIN_BEND_DEG = 15.0  # more flexion than usual ...
MIN_DROP_LEGS = 0.03  # ... and the hip that much lower ...
MIN_LASTING_S = 0.1  # ... for so long ...
MAX_ANKLE_FEET = 0.3  # ... over a foot that stays where it usually is then (a belt moves it) ...
MIN_VISIBILITY = 0.7  # ... all in plain view
SHARES = np.linspace(0.0, 1.0, 21)  # of the phase, at which strides are compared


class Answer(StrEnum):
    """What a person says about a moment after watching it."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNSURE = "unsure"


def candidates(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the moments at which a knee may have given way, whatever was said about them."""
    return tuple(event for event in events if event.key == POSSIBLE_GIVING_WAY)


def answered(events: Sequence[Event], event: Event, answer: Answer) -> tuple[Event, ...]:
    """Return the events with one of them answered."""
    return tuple(replace(e, answer=answer) if e == event else e for e in events)


def strides_of(side: Side, movements: Sequence[Movement]) -> list[Movement]:
    """Return the strides of a leg that can be compared with each other."""
    return [stride for stride in movements if stride.side is side and PHASE in stride.phases]


def find_giving_way(
    poses: PoseSequence, seen: Measured, movements: Sequence[Movement]
) -> tuple[Event, ...]:
    """Return the moments at which a knee may have given way, in order of time.

    Parameters
    ----------
    poses : PoseSequence
        After cleaning.
    seen : Measured
        Their measures, pass by pass.
    movements : sequence of Movement
        The strides that were found; those of a leg with fewer than MIN_STRIDES tell nothing, and
        none do with fewer than MIN_FRAME_RATE_HZ frames a second.
    """
    if frame_rate_hz(seen.time_s) < MIN_FRAME_RATE_HZ:
        return ()
    events: list[Event] = []
    for side in Side:
        strides = strides_of(side, movements)
        if len(strides) >= MIN_STRIDES:
            events += _of_a_leg(poses, seen, side, strides)
    return tuple(sorted(events, key=lambda event: event.time_s))


def _of_a_leg(
    poses: PoseSequence, seen: Measured, side: Side, strides: Sequence[Movement]
) -> Iterator[Event]:
    usual_bend = _usual(seen, "knee_flexion", side, strides)
    usual_height = _usual(seen, "hip_height", side, strides)
    usual_path_px = _usual_path_px(poses, seen, side, strides)
    for stride in strides:
        span = stride.phases[PHASE]
        frames = np.flatnonzero(span.frames(seen.time_s))
        shares = (seen.time_s[frames] - span.start_s) / span.duration_s
        bend = seen.values("knee_flexion", side)[frames] - np.interp(shares, SHARES, usual_bend)
        drop = np.interp(shares, SHARES, usual_height) - seen.values("hip_height", side)[frames]
        with np.errstate(invalid="ignore"):
            gives = (bend >= MIN_BEND_DEG) & (drop >= MIN_DROP_LEGS)
        gives &= _in_plain_view(poses, side)[frames]
        own_px = _at_shares(shares, SHARES, usual_path_px)
        strays_px = poses.image("ankle", side)[frames] - own_px
        held = _first_held(seen, side, frames[gives], strays_px[gives])
        if held is not None:
            yield Event(key=POSSIBLE_GIVING_WAY, time_s=float(seen.time_s[held]), side=side)


def _usual(seen: Measured, measure: str, side: Side, strides: Sequence[Movement]) -> np.ndarray:
    """Return a leg's median curve of a measure over the phase, at SHARES; NaN where unseen."""
    values = seen.values(measure, side)
    known = np.isfinite(values)
    curves = []
    for stride in strides:
        span = stride.phases[PHASE]
        times_s = span.start_s + SHARES * span.duration_s
        curve = np.interp(times_s, seen.time_s[known], values[known])
        inside = known[span.frames(seen.time_s)].all()
        curves.append(curve if inside else np.full(len(SHARES), np.nan))
    whole = [curve for curve in curves if np.isfinite(curve).all()]
    return np.median(whole, axis=0) if whole else np.full(len(SHARES), np.nan)


def _usual_path_px(
    poses: PoseSequence, seen: Measured, side: Side, strides: Sequence[Movement]
) -> np.ndarray:
    """Return where a leg's ankle mostly moves to over the phase, from its start, at SHARES."""
    ankle = poses.image("ankle", side)
    known = np.isfinite(ankle[:, 0])
    paths = []
    for stride in strides:
        span = stride.phases[PHASE]
        times_s = span.start_s + SHARES * span.duration_s
        path = _at_shares(times_s, seen.time_s[known], ankle[known])
        paths.append(path - path[0])
    return np.asarray(np.median(paths, axis=0))


def _at_shares(wanted: np.ndarray, known: np.ndarray, places_px: np.ndarray) -> np.ndarray:
    """Return places, shape (N, 2), between those at known times or shares."""
    return np.stack([np.interp(wanted, known, axis) for axis in places_px.T], axis=1)


def _in_plain_view(poses: PoseSequence, side: Side) -> np.ndarray:
    leg = [Landmark.of(name, side) for name in ("hip", "knee", "ankle", "heel", "toe")]
    return np.all(poses.visibility[:, leg] >= MIN_VISIBILITY, axis=1)


def _first_held(
    seen: Measured, side: Side, frames: np.ndarray, strays_px: np.ndarray
) -> int | None:
    """Return the first of these frames from which they last long enough over a foot that stays.

    `strays_px`, shape (len(frames), 2), is where the ankle is, less its usual path.
    """
    cuts = np.flatnonzero(np.diff(frames) > 1) + 1
    for run, strays in zip(np.split(frames, cuts), np.split(strays_px, cuts), strict=True):
        for i, first in enumerate(run):
            lasting_s = seen.time_s[run[i:]] - seen.time_s[first]
            long_enough = np.flatnonzero(lasting_s >= MIN_LASTING_S)
            if not len(long_enough):
                break
            window = strays[i : i + long_enough[0] + 1]
            moved_px = np.max(np.linalg.norm(window - window[0], axis=1))
            if moved_px < MAX_ANKLE_FEET * _foot_px(seen, side, int(first)):
                return int(first)
    return None


def _foot_px(seen: Measured, side: Side, frame: int) -> float:
    one = next(p for p in seen.passes if p.frames.start <= frame < p.frames.stop)
    return one.baseline.foot_px[side]
