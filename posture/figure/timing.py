"""How a movement runs through time: minimum jerk, repetitions, quiet sway, and its events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


def minimum_jerk(fraction: float) -> float:
    """Return how far a reach has come after a fraction of its time (Flash & Hogan 1985)."""
    x = min(1.0, max(0.0, fraction))
    return x**3 * (10 - 15 * x + 6 * x * x)


def steady(fraction: float) -> float:
    """Return how far a controlled move has come: an even speed between two gentle ramps.

    Each ramp takes a quarter of the time; speed and acceleration have no steps.
    """
    ramp = 0.25
    x = min(1.0, max(0.0, fraction))
    if x > 0.5:
        return 1 - steady(1 - x)
    along = min(x / ramp, 1.0)
    return (ramp * (along**3 - along**4 / 2) + max(0.0, x - ramp)) / (1 - ramp)


class Track:
    """One number over time: keyframes joined by smooth moves; constant outside them."""

    def __init__(
        self, *keys: tuple[float, float], ease: Callable[[float], float] = minimum_jerk
    ) -> None:
        self.ease = ease
        self.times_s = [t for t, _ in keys]
        self.values = [v for _, v in keys]
        if any(b < a for a, b in zip(self.times_s, self.times_s[1:], strict=False)):
            raise ValueError(f"A track's keyframes must be in order of time, but got {keys}.")

    def __call__(self, time_s: float) -> float:
        i = int(np.searchsorted(self.times_s, time_s, side="right"))
        if i == 0:
            return self.values[0]
        if i == len(self.times_s):
            return self.values[-1]
        start, stop = self.times_s[i - 1], self.times_s[i]
        before, after = self.values[i - 1], self.values[i]
        return before + (after - before) * self.ease((time_s - start) / (stop - start))


class Event(NamedTuple):
    """Something that truly happens at a moment.

    `kind` is rep_start, rep_peak, rep_end, attempt_start, attempt_end, hold_start, hold_end,
    heel_strike, toe_off, giving_way_start or giving_way_end; `side` is "left", "right", or empty.
    """

    time_s: float
    kind: str
    side: str = ""


@dataclass(frozen=True)
class Tempo:
    """How long the parts of a repetition take, in seconds.

    `out_s` leads away from the resting position, `back_s` returns to it. `variation` is the
    standard deviation of a part's length, as a fraction of it.
    """

    lead_in_s: float = 1.2
    out_s: float = 1.3
    hold_s: float = 0.4
    back_s: float = 1.3
    rest_s: float = 0.7
    variation: float = 0.05


class Phase(NamedTuple):
    """When one repetition leaves rest, reaches its far end, leaves it, and is back at rest."""

    start_s: float
    reached_s: float
    left_s: float
    end_s: float
    extent: float


class Repetitions(NamedTuple):
    """A movement repeated: how far out (0 to 1) over time, its phases, its end, its events."""

    extent: Track
    phases: tuple[Phase, ...]
    duration_s: float
    events: tuple[Event, ...]


def nearly(value: float, spread: float, n: int, rng: np.random.Generator) -> list[float]:
    """Return `n` values about one, as a person repeats a movement; `spread` is their deviation."""
    return [value + spread * float(x) for x in rng.standard_normal(n)]


def repeat(
    extents: Sequence[float], tempo: Tempo, rng: np.random.Generator, side: str = ""
) -> Repetitions:
    """Return one repetition for each extent, 1 being the full movement.

    An extent below a half is an attempt, not a repetition; its events are named so.
    """
    time_s = tempo.lead_in_s
    keys = [(0.0, 0.0)]
    events = []
    phases = []

    def lasting(seconds: float) -> float:
        return seconds * float(np.clip(1 + tempo.variation * rng.standard_normal(), 0.8, 1.2))

    for extent in extents:
        name = "rep" if extent >= 0.5 else "attempt"
        start = time_s
        reached = start + lasting(tempo.out_s)
        left = reached + lasting(tempo.hold_s)
        end = left + lasting(tempo.back_s)
        keys += [(start, 0.0), (reached, extent), (left, extent), (end, 0.0)]
        events += [Event(start, f"{name}_start", side), Event(end, f"{name}_end", side)]
        if name == "rep":
            events.append(Event((reached + left) / 2, "rep_peak", side))
        if tempo.hold_s >= 1.0:
            events += [Event(reached, "hold_start", side), Event(left, "hold_end", side)]
        phases.append(Phase(start, reached, left, end, extent))
        time_s = end + lasting(tempo.rest_s)
    return Repetitions(
        Track(*keys, ease=steady), tuple(phases), time_s + 0.4, tuple(sorted(events))
    )


class Sway:
    """Small slow wandering, as of someone standing quietly; a few sines with seeded phases."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rates = rng.uniform([0.6, 1.1, 1.9], [0.9, 1.6, 2.6])  # radians per second
        self.phases = rng.uniform(0, 2 * np.pi, 3)

    def __call__(self, time_s: float) -> float:
        """Return a value that stays between -1 and 1."""
        return float(np.sin(self.rates * time_s + self.phases) @ np.array([0.5, 0.3, 0.2]))
