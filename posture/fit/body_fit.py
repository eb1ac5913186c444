"""Fit one body to a clip."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.ndimage import median_filter

from posture.fit.body import (
    HEADING,
    LANDMARKS,
    N_SHARED,
    SHARES,
    THIGH_SHARE,
    Joint,
    Shared,
)
from posture.fit.in_space import BodyInSpace
from posture.fit.motion import continuity
from posture.fit.observations import UNSEEN, Observations, leaning_picture, observe
from posture.fit.rows import Rows
from posture.fit.settings import DEFAULT, Settings
from posture.fit.solver import minimise
from posture.fit.terms import frame_rows, shared_rows
from posture.pose import PoseSequence, Side

MIN_LEG_M, MAX_LEG_M = 0.2, 2.0  # thigh and shin in world landmarks that make sense
MAX_STRAIN = 4.5  # our choice: exercises on the spot stay below; brisk walking may not
MAX_STEPS, FOLLOWING_STEPS = 30, 2
WINDOW_S = 1.5  # to follow somebody by; twice as much gains nothing
MAX_GAP_S = 0.5  # what happened in a longer gap is not known


@dataclass(frozen=True, eq=False)
class Solution:
    """Where a fit came out, in its own numbers: a later fit of the same person may start there.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
    frames : ndarray, shape (T, N_FRAME)
    shared : ndarray, shape (N_SHARED,)
    """

    time_s: np.ndarray
    frames: np.ndarray
    shared: np.ndarray

    def carried_on(self, seen: Observations) -> np.ndarray:
        """Return where the frames of later observations may start; shape (T, N_FRAME).

        Those that were fitted before start where they were, new ones where the last one was.
        """
        places = [np.interp(seen.time_s, self.time_s, column) for column in self.frames.T]
        return np.column_stack(places)


@dataclass(frozen=True, kw_only=True, eq=False)
class BodyFit(BodyInSpace):
    """One body that explains a clip.

    Attributes
    ----------
    lengths_m : dict
        "thigh", "shin", "hips", "shoulders", "trunk", "foot"; metres, if the model's world
        landmarks have the person's size right.
    toe_out_deg : dict
        By side.
    misfit_m : float
        Typical distance between a fitted and a seen landmark across the view.
    focal_px : float
    strain : float
        How far the clip is from what the fit expects of a body, over all kinds of evidence, in
        standard deviations per frame; exercises on the spot lie about 2.
    solution : Solution
    """

    lengths_m: dict[str, float]
    toe_out_deg: dict[Side, float]
    misfit_m: float
    focal_px: float
    strain: float
    solution: Solution

    @property
    def is_credible(self) -> bool:
        """Whether the body explains the clip at all; else its angles are not to be believed."""
        return self.strain < MAX_STRAIN


def fit_body(
    poses: PoseSequence,
    focal_px: float | None = None,
    settings: Settings = DEFAULT,
    *,
    after: BodyFit | None = None,
) -> BodyFit | None:
    """Return the body that explains a clip best, or None if too little of one is seen.

    To follow somebody live, fit the last WINDOW_S again and again, each time `after` the last fit.

    Parameters
    ----------
    poses : PoseSequence
        As the model saw them; the fit does its own smoothing.
    focal_px : float, optional
        Of the camera; assumed if not known.
    settings : Settings
    after : BodyFit, optional
        Of the same person and clock, up to shortly before: where to start. A few steps then do.
    """
    focal_px = focal_px or settings.focal_share * float(np.max(poses.size_px))
    seen = observe(poses, focal_px, settings)
    if seen is None:
        return None
    if roll := leaning_picture(seen):
        settings = settings.tilted(roll)
    frames, shared, leg_m = _start(seen, settings)
    if not MIN_LEG_M < leg_m < MAX_LEG_M:
        return None
    max_steps = MAX_STEPS
    if after is not None and seen.time_s[0] <= after.solution.time_s[-1]:
        frames, shared = after.solution.carried_on(seen), after.solution.shared
        max_steps = FOLLOWING_STEPS

    def rows_of(frames: np.ndarray, shared: np.ndarray, block: slice) -> Rows:
        return frame_rows(frames, shared, seen.part(block), settings)

    frames, shared, cost = minimise(
        frames,
        shared,
        rows_of,
        lambda shared: shared_rows(shared, leg_m, settings),
        continuity(seen, settings),
        max_steps,
    )
    strain = float(np.sqrt(cost / np.sum(seen.vote)))
    return _finish(poses, seen, frames, shared, focal_px, strain)


def _start(seen: Observations, settings: Settings) -> tuple[np.ndarray, np.ndarray, float]:
    away_m = seen.away_m[:, None] + seen.world_m[..., 2]
    # A joint outside the picture starts where the world landmarks put it.
    guess = seen.world_m[..., :2] / seen.away_m[:, None, None]
    middle = np.sum((seen.rays - guess) * seen.seen[..., None], axis=1, keepdims=True)
    middle /= np.maximum(seen.seen.sum(axis=1), 1.0)[:, None, None]
    rays = np.where(seen.seen[..., None] > 0, seen.rays, guess + middle)
    joints_m = np.concatenate([rays * away_m[..., None], away_m[..., None]], axis=-1)

    across = sum(
        seen.world_m[:, Joint.of(name, Side.LEFT)] - seen.world_m[:, Joint.of(name, Side.RIGHT)]
        for name in ("shoulder", "hip")
    )
    second = max(1, int(1.0 / np.median(np.diff(seen.time_s))) // 2 * 2 + 1)
    window = (min(second, len(seen)), 1)
    steady = median_filter(np.asarray(across), size=window, mode="nearest")
    heading = np.unwrap(np.arctan2(steady[:, 2], steady[:, 0]))
    frames = np.column_stack([joints_m.reshape(len(seen), -1), heading])

    def length_m(upper: str, lower: str) -> float:
        # A high percentile: the model shortens what points at the camera.
        sides = [
            seen.world_m[:, Joint.of(upper, side)] - seen.world_m[:, Joint.of(lower, side)]
            for side in Side
        ]
        return float(np.percentile(np.linalg.norm(sides, axis=-1), 75))

    leg_m = length_m("hip", "knee") + length_m("knee", "ankle")
    shared = np.zeros(N_SHARED)
    if leg_m == 0.0:
        return frames, shared, leg_m
    shared[Shared.THIGH] = np.log(leg_m * THIGH_SHARE)
    shared[Shared.SHIN] = np.log(leg_m * (1 - THIGH_SHARE))
    for number, (share, _) in SHARES.items():
        shared[number] = np.log(leg_m * share)
    shared[[Shared.LEFT_TOE_OUT, Shared.RIGHT_TOE_OUT]] = settings.toe_out
    shared[Shared.ROLL] = settings.roll_at
    shared[Shared.BALANCE] = settings.balance_at
    return frames, shared, leg_m


def _finish(
    poses: PoseSequence,
    seen: Observations,
    frames: np.ndarray,
    shared: np.ndarray,
    focal_px: float,
    strain: float,
) -> BodyFit:
    inner = np.clip(poses.time_s, seen.time_s[0], seen.time_s[-1])
    every = CubicSpline(seen.time_s, frames)(inner)
    joints_m = every[:, :HEADING].reshape(len(poses), len(Joint), 3)
    off = joints_m[..., :2] / joints_m[..., 2:] - (
        (poses.image_px[:, LANDMARKS] - poses.size_px / 2) / focal_px
    )
    misfit_m = np.linalg.norm(off, axis=-1) * joints_m[..., 2]
    return BodyFit(
        joints_m=np.where(_known(poses)[..., None], joints_m, np.nan),
        heading_deg=np.degrees(every[:, HEADING]),
        pitch_deg=float(np.degrees(shared[Shared.PITCH])),
        roll_deg=float(np.degrees(shared[Shared.ROLL])),
        lengths_m={
            number.name.lower(): float(np.exp(shared[number]))
            for number in Shared
            if number <= Shared.FOOT
        },
        toe_out_deg={side: float(np.degrees(shared[Shared.toe_out(side)])) for side in Side},
        misfit_m=float(np.nanmedian(misfit_m)),
        focal_px=focal_px,
        strain=strain,
        solution=Solution(seen.time_s, frames, shared),
    )


def _known(poses: PoseSequence) -> np.ndarray:
    """Tell where a joint was seen, or not for so short a while that it is known; shape (T, 8)."""
    image_px = poses.image_px[:, LANDMARKS]
    inside = np.all((image_px >= 0) & (image_px <= poses.size_px), axis=-1)
    seen = inside & (poses.visibility[:, LANDMARKS] >= UNSEEN)
    known = seen.copy()
    for joint in range(len(Joint)):
        frames = np.flatnonzero(seen[:, joint])
        for before, after in pairwise(frames):
            if after - before > 1 and poses.time_s[after] - poses.time_s[before] <= MAX_GAP_S:
                known[before:after, joint] = True
    return known
