"""Standing up from a chair, filmed and reported on: what the tests of chairs share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from motions import Curve, Dip, frame_times, standing_up
from stick_figure import SHIN_M, THIGH_M, Body, Leg, seen

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.pose import PoseSequence
from posture.report import Report


def report_of(poses: PoseSequence, exercise: str = "chair_squat") -> Report:
    return analyze(poses, EXERCISES[exercise]).report


def stands(extents: Sequence[float], lead_s: float = 1.5, **tempo: float) -> Curve:
    """Return standing up to each extent and sitting down again."""
    tempo = {"down_s": 1.4, "hold_s": 0.5, "up_s": 1.8, "rest_s": 1.0} | tempo
    return Curve([Dip(depth=extent, **tempo) for extent in extents], lead_s=lead_s)


def filmed(
    curve: Curve, yaw_deg: float, fps: float = 30.0, jitter: float = 0.0, seed: int = 0, **more
) -> PoseSequence:
    times = frame_times(curve.duration_s, fps, jitter, seed)
    return seen(standing_up(curve(times)), times, yaw_deg=yaw_deg, seed=seed, **more)


@dataclass(frozen=True)
class TrueStand:
    """When the hips passed the shares of the way that the states are told by."""

    start_s: float
    up_s: float
    down_s: float
    end_s: float


def true_stands(curve: Curve, is_knee_seen: bool = True) -> list[TrueStand]:
    """Return each from the figure's own geometry, on a fine grid."""
    times = np.arange(0.0, curve.duration_s, 0.001)
    body = standing_up(curve(times))
    height = hips_m(body.left)
    share = (height - height[0]) / (THIGH_M + SHIN_M - height[0])
    off = np.flatnonzero(np.diff((share > 0.15).astype(int)))
    return [
        TrueStand(
            times[a],
            times[
                a
                + np.argmax(
                    (share[a:b] > 0.9) & ((body.left.knee_flexion[a:b] < 25.0) | (not is_knee_seen))
                )
            ],
            times[b - np.argmax(share[a:b][::-1] >= 0.8)],
            times[b],
        )
        for a, b in zip(off[::2], off[1::2], strict=True)
        if share[a:b].max() > 0.9
    ]


def hips_m(leg: Leg) -> np.ndarray:
    """Return the height of the hips over the ankles."""
    thigh, shin = np.radians(leg.shin_lean - leg.knee_flexion), np.radians(leg.shin_lean)
    return THIGH_M * np.cos(thigh) + SHIN_M * np.cos(shin)


def fidgeting(time_s: np.ndarray) -> Body:
    """Return a body that sits, sways, bows and lifts its hips a little."""
    lifted = 0.06 * np.clip(np.sin(0.9 * time_s), 0.0, 1.0)
    body = standing_up(lifted)
    return Body(
        left=body.left, right=body.right, trunk_lean=body.trunk_lean + 20 * np.sin(1.3 * time_s)
    )
