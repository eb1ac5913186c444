"""Movements over time, with the times at which they truly start, turn and end."""

from dataclasses import dataclass, replace

import numpy as np
from stick_figure import Body, Leg

from posture.pose import Side
from posture.reps import EDGE

# A raised cosine has covered the share EDGE of its way after this share of its time.
EDGE_AT = float(np.arccos(1.0 - 2.0 * EDGE) / np.pi)


@dataclass(frozen=True, kw_only=True)
class Dip:
    """Down and up again; `depth` in whatever the movement is measured in."""

    depth: float = 1.0
    down_s: float = 1.2
    hold_s: float = 0.2
    up_s: float = 1.0
    rest_s: float = 1.0  # afterwards
    rest: float = 0.0  # how far up it comes


@dataclass(frozen=True)
class TrueRep:
    start_s: float
    peak_s: float
    end_s: float


class Curve:
    """A value that moves smoothly (raised cosine) from knot to knot and rests before and after."""

    def __init__(self, dips: list[Dip], lead_s: float = 1.0, rest: float = 0.0) -> None:
        knots = [(0.0, rest), (lead_s, rest)]
        self.reps: list[TrueRep] = []
        for dip in dips:
            began = knots[-1][0]
            bottom = began + dip.down_s
            knots += [(bottom, dip.depth), (bottom + dip.hold_s, dip.depth)]
            rises = bottom + dip.hold_s
            knots += [(rises + dip.up_s, dip.rest), (rises + dip.up_s + dip.rest_s, dip.rest)]
            self.reps.append(
                TrueRep(
                    began + EDGE_AT * dip.down_s,
                    bottom + dip.hold_s / 2,
                    rises + (1.0 - EDGE_AT) * dip.up_s,
                )
            )
        self.times, self.values = np.array(knots).T

    @property
    def duration_s(self) -> float:
        return float(self.times[-1])

    def __call__(self, time_s: np.ndarray) -> np.ndarray:
        after = np.clip(np.searchsorted(self.times, time_s, side="right"), 1, len(self.times) - 1)
        t0, t1 = self.times[after - 1], self.times[after]
        share = np.clip((time_s - t0) / np.where(t1 > t0, t1 - t0, 1.0), 0.0, 1.0)
        ease = (1.0 - np.cos(np.pi * share)) / 2
        return self.values[after - 1] + ease * (self.values[after] - self.values[after - 1])


def frame_times(duration_s: float, fps: float = 30.0, jitter: float = 0.0, seed: int = 0):
    """Return frame times over the duration; `jitter` is a share of the distance of two frames."""
    n = int(duration_s * fps) + 1
    shift = np.random.default_rng(seed).uniform(-jitter / 2, jitter / 2, n)
    return (np.arange(n) + shift - shift[0]) / fps


def squatting(depth: np.ndarray, *, knee_deg: float = 90.0, **more: object) -> Body:
    """Return a body squatting: at depth 1 the knee is bent by `knee_deg`, trunk and shin alike."""
    leg = Leg(knee_flexion=knee_deg * depth, shin_lean=0.35 * knee_deg * depth)
    body = Body(left=leg, right=leg, trunk_lean=0.35 * knee_deg * depth)
    return replace(body, **more)


def picking_up(depth: np.ndarray, *, knee_deg: float = 110.0) -> Body:
    """Return a body reaching for the floor, knees bent, trunk far over, the arms hanging."""
    leg = Leg(knee_flexion=knee_deg * depth, shin_lean=0.25 * knee_deg * depth)
    return Body(left=leg, right=leg, trunk_lean=65.0 * depth)


def bowing(depth: np.ndarray) -> Body:
    """Return a body bending right over from the hips, the knees a little."""
    leg = Leg(knee_flexion=40.0 * depth, shin_lean=0.0)
    return Body(left=leg, right=leg, trunk_lean=88.0 * depth)


def bending_one_knee(depth: np.ndarray, side: Side) -> Body:
    """Return a body that stands on one leg and lifts the other heel towards the seat."""
    bent = Leg(knee_flexion=90.0 * depth, shin_lean=90.0 * depth)
    if side is Side.LEFT:
        return Body(left=bent, planted=(Side.RIGHT,))
    return Body(right=bent, planted=(Side.LEFT,))


def walking(time_s: np.ndarray, speed_m_s: float = 1.0, cadence_hz: float = 0.9) -> Body:
    """Return a body walking: legs in turn, knees bending by 60 degrees."""

    def leg(phase: float) -> Leg:
        swing = np.sin(2 * np.pi * (cadence_hz * time_s + phase))
        bend = 5.0 + 55.0 * np.clip(np.sin(2 * np.pi * (cadence_hz * time_s + phase) + 0.8), 0, 1)
        return Leg(knee_flexion=bend, shin_lean=bend - 25.0 * swing)

    return Body(left=leg(0.0), right=leg(0.5), trunk_lean=5.0, travel_m=speed_m_s * time_s)


def raising_arms(time_s: np.ndarray) -> Body:
    return Body(arm_raise=45.0 * (1.0 - np.cos(2 * np.pi * 0.4 * time_s)))


SEATED_KNEE_DEG, SEATED_SHIN_DEG = 96.0, 12.0


def standing_up(
    up: np.ndarray,
    *,
    bow_deg: float = 32.0,
    knee_deg: float = SEATED_KNEE_DEG,
    arm_deg: float = 90.0,
) -> Body:
    """Return a body that is seated where `up` is 0 and stands where it is 1."""
    down = 1.0 - up
    leg = Leg(knee_flexion=knee_deg * down, shin_lean=SEATED_SHIN_DEG * down + 30.0 * up * down)
    return Body(
        left=leg,
        right=leg,
        trunk_lean=8.0 * down + 4.0 * bow_deg * up * down,
        arm_raise=arm_deg,
    )
