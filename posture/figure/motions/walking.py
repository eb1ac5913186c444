"""Walking past the camera and back, or on a treadmill; once a knee may give way."""

from dataclasses import replace

import numpy as np

from posture.figure.body import SIDES, Body
from posture.figure.limbs import Leg, PlacedLeg
from posture.figure.motions.gait import TOE_OFF, Gait
from posture.figure.motions.motion import Motion
from posture.figure.props import Treadmill
from posture.figure.skeleton import Pose
from posture.figure.timing import Event, Track
from posture.pose import Side


def walking(
    body: Body,
    rng: np.random.Generator,
    half_path_m: float = 2.9,
    n_passes: int = 2,
    cadence: float = 106.0,
    stride: float = 0.70,
    strike_pitch: float = 18.0,
    loading_flexion: float = 18.0,
    swing_flexion: float = 61.0,
    gives_way: Side | None = None,
) -> Motion:
    """Walk along z from -`half_path_m` to +`half_path_m`, then back, `n_passes` times in all.

    `stride` is the length of two steps as a share of stature. The turn at the end is out of the
    picture and takes no time. A knee that gives way does so
    once, in the middle of the first pass.
    """
    gait = _gait(body, cadence, stride, strike_pitch, loading_flexion, swing_flexion)
    pass_s = 2 * half_path_m / gait.speed_m_s
    began = float(rng.uniform(0, gait.stride_s))
    buckling = _buckling(gait, gives_way, began + pass_s / 2) if gives_way else None
    dip = Track(*((t - began, d) for t, d in buckling)) if buckling else Track((0.0, 0.0))

    def pose(time_s: float) -> Pose:
        number = min(int(time_s / pass_s), n_passes - 1)
        since = time_s - number * pass_s
        there = gait.pose(began + since, dip(time_s))
        start_z = half_path_m + began * gait.speed_m_s
        return replace(_moved(there, -start_z), heading=180.0 * (number % 2))

    events = [
        event._replace(time_s=event.time_s - began + number * pass_s)
        for number in range(n_passes)
        for event in _contacts(gait, began, began + pass_s)
    ]
    if gives_way and buckling:
        events += [
            Event(buckling[0][0] - began, "giving_way_start", gives_way),
            Event(buckling[-1][0] - began, "giving_way_end", gives_way),
        ]
    return Motion(body, n_passes * pass_s, pose, tuple(sorted(events)))


def treadmill_walking(
    body: Body, rng: np.random.Generator, duration_s: float = 6.0, cadence: float = 106.0
) -> Motion:
    """Walk on the spot: the belt carries the feet back."""
    gait = _gait(body, cadence, 0.70, 18.0, 18.0, 61.0)
    began = float(rng.uniform(0, gait.stride_s))

    def pose(time_s: float) -> Pose:
        return _moved(gait.pose(began + time_s), -gait.speed_m_s * (began + time_s))

    events = tuple(
        event._replace(time_s=event.time_s - began)
        for event in _contacts(gait, began, began + duration_s)
    )
    return Motion(body, duration_s, pose, tuple(sorted(events)), (Treadmill(),))


def _gait(
    body: Body,
    cadence: float,
    stride: float,
    strike_pitch: float,
    loading_flexion: float,
    swing_flexion: float,
) -> Gait:
    return Gait(
        body, cadence, stride * body.stature_m, strike_pitch, loading_flexion, swing_flexion
    )


def _moved(pose: Pose, along_z_m: float) -> Pose:
    def shifted(place: tuple[float, float, float]) -> tuple[float, float, float]:
        return place[0], place[1], place[2] + along_z_m

    legs: dict[Side, Leg] = {
        side: replace(leg, ankle_m=shifted(leg.ankle_m))
        for side, leg in pose.legs.items()
        if isinstance(leg, PlacedLeg)
    }
    return replace(pose, pelvis_m=shifted(pose.pelvis_m), legs=legs)


def _contacts(gait: Gait, start_s: float, stop_s: float) -> list[Event]:
    events = []
    for side in SIDES:
        offset = 0.0 if side is Side.LEFT else 0.5
        for number in range(-1, int(stop_s / gait.stride_s) + 1):
            strike = (number + offset) * gait.stride_s
            for time_s, kind in (
                (strike, "heel_strike"),
                (strike + TOE_OFF * gait.stride_s, "toe_off"),
            ):
                if start_s <= time_s < stop_s:
                    events.append(Event(time_s, kind, side))
    return events


def _buckling(gait: Gait, side: Side, near_s: float) -> list[tuple[float, float]]:
    """Return keyframes of how far the pelvis drops: down in a fifth of a second, caught again."""
    offset = 0.0 if side is Side.LEFT else 0.5
    number = round(near_s / gait.stride_s - offset - 0.3)
    start = (number + offset + 0.14) * gait.stride_s
    return [(start, 0.0), (start + 0.20, 0.075), (start + 0.55, 0.0)]
