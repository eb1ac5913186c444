"""The states of somebody standing up from a chair: seated, rising, standing, lowering.

How far somebody is up is a share of the way, from 0 on the seat to 1 standing.
"""

from enum import Enum, auto
from math import isfinite, nan
from typing import NamedTuple

import numpy as np

from posture.movements import NotCounted
from posture.reps import MAX_UNSEEN_S, crossing_s

# Shares of the way from the seat to standing.
SEAT_OFF = 0.15
STOOD, LEFT_STANDING = 0.90, 0.80
HALFWAY = 0.5
ATTEMPTED = 0.25
MIN_MOVE_S = 0.2  # nobody stands up or sits down in less


class Stand(NamedTuple):
    """Standing up once: when the hips left the seat, were up, went down and were back.

    `down_s` and `end_s` are NaN if the person stayed up.
    """

    start_s: float
    up_s: float
    down_s: float = nan
    end_s: float = nan


class Trace(NamedTuple):
    """What was done: stands, what was none of them, and since when somebody rises at the end."""

    stands: list[Stand]
    not_counted: list[NotCounted]
    rising_since_s: float = nan


class Rise(NamedTuple):
    """How far somebody is up over time; frames in which that was seen."""

    time_s: np.ndarray
    share: np.ndarray
    is_straight: np.ndarray


def middle_s(rise: Rise, start_s: float, end_s: float) -> float:
    """Return the middle of the time spent beyond half-way up, where the hips move quickest.

    When somebody has just stood up, and when they begin to go down, is less sharp.
    """
    inside = (rise.time_s >= start_s) & (rise.time_s <= end_s)
    over = np.flatnonzero(inside & (rise.share >= HALFWAY))
    first, last = int(over[0]), int(over[-1])
    reached_s = crossing_s(rise.time_s, rise.share, first - 1, first, HALFWAY)
    left_s = crossing_s(rise.time_s, rise.share, last + 1, last, HALFWAY)
    return (reached_s + left_s) / 2


class State(Enum):
    UNKNOWN = auto()
    SEATED = auto()
    RISING = auto()
    STANDING = auto()
    LOWERING = auto()


def trace(rise: Rise) -> Trace:
    """Return what was done, from the states that somebody standing up goes through."""
    machine = _Machine(rise)
    for frame in range(len(rise.time_s)):
        machine.see(frame)
    if machine.current:
        machine.stands.append(machine.current)
    rising_since_s = machine.since_s if machine.state is State.RISING else nan
    return Trace(machine.stands, machine.not_counted, rising_since_s)


class _Machine:
    """The states, frame by frame; `since_s` is when the present one began."""

    def __init__(self, rise: Rise) -> None:
        self.rise = rise
        self.state = State.UNKNOWN
        self.since_s = nan
        self.farthest = nan  # of the way, since then
        self.seat_s = nan  # when the hips came down to the seat
        self.current: Stand | None = None  # who stood up and is not yet back
        self.stands: list[Stand] = []
        self.not_counted: list[NotCounted] = []
        self._steps = {
            State.UNKNOWN: self._unknown,
            State.SEATED: self._seated,
            State.RISING: self._rising,
            State.STANDING: self._standing,
            State.LOWERING: self._lowering,
        }

    def see(self, frame: int) -> None:
        time_s = self.rise.time_s
        if frame and time_s[frame] - time_s[frame - 1] > MAX_UNSEEN_S:
            self._keep(None)
            self._go(State.UNKNOWN, nan)
        self._steps[self.state](frame, float(self.rise.share[frame]))

    def _unknown(self, frame: int, share: float) -> None:
        if share < SEAT_OFF:
            self._go(State.SEATED, nan)
        elif self._is_up(frame):
            self._go(State.STANDING, nan)

    def _seated(self, frame: int, share: float) -> None:
        if share >= SEAT_OFF:
            self._go(State.RISING, self._when(frame, SEAT_OFF), share)

    def _rising(self, frame: int, share: float) -> None:
        self.farthest = max(self.farthest, share)
        if self._is_up(frame) and self._has_lasted(frame):
            up_s = self._when(frame, STOOD)
            self._keep(Stand(self.since_s, up_s))
            self._go(State.STANDING, up_s)
        elif share < SEAT_OFF:
            end_s = self._when(frame, SEAT_OFF)
            if self.farthest >= ATTEMPTED:
                self._reject(end_s, "incomplete" if self.farthest >= HALFWAY else "failed_attempt")
            self._go(State.SEATED, end_s)

    def _standing(self, frame: int, share: float) -> None:
        if share < LEFT_STANDING:
            self.seat_s = nan
            self._go(State.LOWERING, self._when(frame, LEFT_STANDING), share)
            self._lowering(frame, share)

    def _lowering(self, frame: int, share: float) -> None:
        self.farthest = min(self.farthest, share)
        if share >= SEAT_OFF:
            self.seat_s = nan
        elif not isfinite(self.seat_s):
            self.seat_s = self._when(frame, SEAT_OFF)
        if self._is_up(frame):
            if self.farthest < HALFWAY:
                self._reject(self._when(frame, STOOD), "did_not_sit")
            self._go(State.STANDING, self.since_s)
        elif share < SEAT_OFF and self._has_lasted(frame):
            if self.current:
                self._keep(self.current._replace(down_s=self.since_s, end_s=self.seat_s))
                self._keep(None)
            self._go(State.SEATED, self.seat_s)

    def _go(self, state: State, since_s: float, farthest: float = nan) -> None:
        self.state, self.since_s, self.farthest = state, since_s, farthest

    def _keep(self, stand: Stand | None) -> None:
        """Replace the stand that is under way, or close it."""
        if stand is None and self.current is not None:
            self.stands.append(self.current)
        self.current = stand

    def _reject(self, end_s: float, reason: str) -> None:
        self.not_counted.append(NotCounted(start_s=self.since_s, end_s=end_s, reason=reason))

    def _is_up(self, frame: int) -> bool:
        return bool(self.rise.share[frame] > STOOD and self.rise.is_straight[frame])

    def _has_lasted(self, frame: int) -> bool:
        return float(self.rise.time_s[frame]) - self.since_s >= MIN_MOVE_S

    def _when(self, frame: int, level: float) -> float:
        """Return when the level was passed on the way to this frame; the frame's time if before."""
        share, before = self.rise.share, max(frame - 1, 0)
        if (share[before] - level) * (share[frame] - level) > 0:
            return float(self.rise.time_s[frame])
        low, high = sorted((before, frame), key=share.__getitem__)
        return crossing_s(self.rise.time_s, share, low, high, level)
