"""What a clip says to the fit: rays, depths, feet and quiet standing, at an even pace."""

from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np
from scipy.ndimage import maximum_filter1d, median_filter

from posture.fit.body import LANDMARKS, Joint
from posture.fit.settings import Settings
from posture.geometry import included_angle
from posture.pose import Landmark, PoseSequence, Side

STEPPING_M_S = 0.25  # a foot that moves faster across the view is not standing
QUIET_M_S = 0.10  # hips that move up or down faster are not standing quietly
UPRIGHT_SHARE = 0.97  # of the clip's greatest hip height
LEG_SHARE = 0.85  # of the legs' length: hips lower than that are not above straight legs
STRAIGHT_DEG = 35.0  # the model's own knees in people who stand are well below this
ACCELERATION_LAG_S = 0.1  # accelerations are told from places so far apart in time
STANDING = 0.5  # radians: who stands does not lean more with any segment, whatever the camera
LEANING = 0.09  # radians: people who stand lean less with all of their segments
UNSEEN = 0.5  # a visibility below: the landmark is a guess


@dataclass(frozen=True, eq=False)
class Observations:
    """Averages over a few frames each; T of them.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
    vote : ndarray, shape (T,)
        What each counts for: less if they follow one another quickly.
    rays : ndarray, shape (T, 8, 2)
        Across and down per metre away, of the joints.
    seen : ndarray, shape (T, 8)
        0 or 1.
    doubt : ndarray, shape (T, 8)
        How many times wider than usual the error across the view is.
    world_m : ndarray, shape (T, 8, 3)
    away_m : ndarray, shape (T,)
        Distance of the hips at the start of the fit.
    foot_rays : ndarray, shape (T, 2, 2)
        From heel to toe, left and right; 0 where unseen.
    planted : ndarray, shape (T, 2)
        From 0 for a foot that moves to 1 for one that stands; 0 where unseen.
    standing : ndarray, shape (T,)
        1 in quiet upright standing, otherwise 0.
    acceleration : ndarray, shape (T, 8)
        Of the joints across the view about that time, metres per second squared.
    """

    time_s: np.ndarray
    vote: np.ndarray
    rays: np.ndarray
    seen: np.ndarray
    doubt: np.ndarray
    world_m: np.ndarray
    away_m: np.ndarray
    foot_rays: np.ndarray
    planted: np.ndarray
    standing: np.ndarray
    acceleration: np.ndarray

    def __len__(self) -> int:
        return len(self.time_s)

    def part(self, frames: slice) -> "Observations":
        """Return some of them."""
        return replace(self, **{f.name: getattr(self, f.name)[frames] for f in fields(self)})


def leaning_picture(seen: Observations) -> float:
    """Return by what angle everything in the picture leans, radians; 0 if it may be the person.

    Shins, thighs and trunk of a tall posture that all lean to one side tell of a tilted camera:
    people lean one segment against another. Positive if the picture is turned clockwise; the
    least leaning segment's value.
    """

    def line(lower: str, upper: str) -> np.ndarray:
        points = [
            sum(seen.rays[:, Joint.of(name, side)] for side in Side) for name in (lower, upper)
        ]
        return np.asarray(points[1] - points[0])

    whole = line("ankle", "shoulder")
    length = np.linalg.norm(whole, axis=1) * seen.away_m
    tall = (length >= np.median(length)) & seen.seen.all(axis=1)
    if not tall.any():
        return 0.0
    leans = [
        float(np.median(np.arctan2(x, -y)))
        for x, y in (
            line(lower, upper)[tall].T
            for lower, upper in (("ankle", "knee"), ("knee", "hip"), ("hip", "shoulder"))
        )
    ]
    if len({np.sign(lean) for lean in leans}) > 1 or max(map(abs, leans)) > STANDING:
        return 0.0
    least = min(leans, key=abs)
    return least if abs(least) > LEANING else 0.0


def observe(poses: PoseSequence, focal_px: float, settings: Settings) -> Observations | None:
    """Return what a clip says, or None if there is hardly anybody in it."""
    seen_at_all = np.isfinite(poses.image_px[:, LANDMARKS, 0]).all(axis=1) & np.isfinite(
        poses.world_m[:, LANDMARKS, 2]
    ).all(axis=1)
    frames = np.flatnonzero(seen_at_all)
    if len(frames) < 5:
        return None
    time_s = poses.time_s[frames].astype(float)
    size_px = poses.size_px.astype(float)
    image_px = poses.image_px[frames].astype(float)
    inside = np.all((image_px >= 0) & (image_px <= size_px), axis=-1)
    rays = np.where(inside[..., None], (image_px - size_px / 2) / focal_px, np.nan)
    starts = _group_starts(time_s, settings.knot_s)

    def averaged(values: np.ndarray) -> np.ndarray:
        known = np.isfinite(values)
        total = np.add.reduceat(np.where(known, values, 0.0), starts)
        with np.errstate(invalid="ignore"):  # the mean of nothing is NaN
            return total / np.add.reduceat(known, starts, dtype=int)

    time_s, rays = averaged(time_s), averaged(rays)
    world_m = averaged(poses.world_m[frames].astype(float))[:, LANDMARKS]
    visibility = averaged(poses.visibility[frames].astype(float))[:, LANDMARKS]
    if len(time_s) < 5:
        return None
    spacing_s = np.gradient(time_s)
    joint_rays = rays[:, LANDMARKS]
    seen = np.isfinite(joint_rays[..., 0]).astype(float)
    joint_rays = np.nan_to_num(joint_rays)
    away_m = _distance(joint_rays, world_m, seen, spacing_s)
    planted, foot_rays = _feet(rays, away_m, time_s)
    return Observations(
        time_s=time_s,
        vote=np.minimum(1.0, spacing_s / settings.correlation_s),
        rays=joint_rays,
        seen=seen,
        doubt=1.0 + 2.0 * np.clip(1.0 - visibility, 0.0, 1.0),
        world_m=world_m,
        away_m=away_m,
        foot_rays=foot_rays,
        planted=planted,
        standing=_standing(joint_rays, world_m, seen, away_m, time_s).astype(float),
        acceleration=_acceleration(joint_rays, seen, away_m, time_s),
    )


def _group_starts(time_s: np.ndarray, knot_s: float) -> list[int]:
    """Return where runs of neighbouring frames to be averaged start; no run spans a gap."""
    step_s = float(np.median(np.diff(time_s)))
    size = max(1, round(knot_s / step_s))
    gaps = np.flatnonzero(np.diff(time_s) > max(4 * step_s, knot_s)) + 1
    edges = [0, *gaps.tolist(), len(time_s)]
    return [start for a, b in pairwise(edges) for start in range(a, b, size)]


def _window(seconds: float, spacing_s: np.ndarray) -> int:
    """Return an odd number of frames, at most as many as there are."""
    frames = int(seconds / np.median(spacing_s)) // 2 * 2 + 1
    return min(frames, len(spacing_s))


def _distance(
    rays: np.ndarray, world_m: np.ndarray, seen: np.ndarray, spacing_s: np.ndarray
) -> np.ndarray:
    """Return how far away a body of the world landmarks' size looks as large; shape (T,)."""
    count = np.maximum(seen.sum(axis=1), 1.0)[:, None, None]
    w = world_m[..., :2]
    w = (w - (w * seen[..., None]).sum(axis=1, keepdims=True) / count) * seen[..., None]
    r = (rays - (rays * seen[..., None]).sum(axis=1, keepdims=True) / count) * seen[..., None]
    per_m = (r * r).sum(axis=(1, 2)) / np.maximum((w * r).sum(axis=(1, 2)), 1e-9)
    per_m = np.where((per_m > 0.02) & (per_m < 5.0), per_m, np.nan)
    fallback = np.nanmedian(per_m) if np.isfinite(per_m).any() else 0.33
    per_m = np.where(np.isfinite(per_m), per_m, fallback)
    return 1.0 / median_filter(per_m, size=_window(1.0, spacing_s), mode="nearest")


def _acceleration(
    rays: np.ndarray, seen: np.ndarray, away_m: np.ndarray, time_s: np.ndarray
) -> np.ndarray:
    """Return the largest acceleration around each moment, shape (T, 8); 0 where unseen."""
    spacing_s = float(np.median(np.diff(time_s)))
    lag = max(1, round(ACCELERATION_LAG_S / spacing_s))
    found = np.zeros(rays.shape[:2])
    if len(rays) > 2 * lag:
        places_m = rays * away_m[:, None, None]
        second = places_m[2 * lag :] - 2 * places_m[lag:-lag] + places_m[: -2 * lag]
        size = np.linalg.norm(second, axis=-1) / (lag * spacing_s) ** 2
        found[lag:-lag] = size * seen[2 * lag :] * seen[lag:-lag] * seen[: -2 * lag]
    steady = median_filter(found, size=(min(3, len(found)), 1), mode="nearest")
    return np.asarray(maximum_filter1d(steady, size=2 * lag + 1, axis=0, mode="nearest"))


def _feet(
    rays: np.ndarray, away_m: np.ndarray, time_s: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    planted, foot_rays = [], []
    for side in Side:
        heel, toe, ankle = (rays[:, Landmark.of(n, side)] for n in ("heel", "toe", "ankle"))
        middle_m = (heel + toe + ankle) / 3 * away_m[:, None]
        speed = np.linalg.norm(np.gradient(middle_m, time_s, axis=0), axis=1)
        speed = median_filter(np.nan_to_num(speed, nan=9.0), size=min(5, len(time_s)))
        planted.append((1.0 + (speed / STEPPING_M_S) ** 2) ** -2)
        foot_rays.append(np.nan_to_num(toe - heel))
    seen = np.any(np.stack(foot_rays, axis=1) != 0.0, axis=-1)
    return np.stack(planted, axis=1) * seen, np.stack(foot_rays, axis=1)


def _standing(
    rays: np.ndarray,
    world_m: np.ndarray,
    seen: np.ndarray,
    away_m: np.ndarray,
    time_s: np.ndarray,
) -> np.ndarray:
    """Tell the frames of quiet upright standing; none if nobody ever stands."""
    heights, knees, legs = [], [], []
    for side in Side:
        hip, knee, ankle = (Joint.of(n, side) for n in ("hip", "knee", "ankle"))
        heights.append((rays[:, ankle, 1] - rays[:, hip, 1]) * away_m)
        hip_m, knee_m, ankle_m = world_m[:, hip], world_m[:, knee], world_m[:, ankle]
        knees.append(180.0 - included_angle(hip_m, knee_m, ankle_m))
        legs.append(
            np.linalg.norm(hip_m - knee_m, axis=1) + np.linalg.norm(knee_m - ankle_m, axis=1)
        )
    height_m = np.mean(heights, axis=0)
    seen_both = seen[:, Joint.LEFT_HIP :].all(axis=1)
    if not seen_both.any():
        return np.zeros(len(time_s), bool)
    steady_m = median_filter(height_m, size=min(5, len(time_s)))
    upright = seen_both & (height_m > UPRIGHT_SHARE * np.percentile(height_m[seen_both], 95))
    upright &= height_m > LEG_SHARE * np.percentile(legs, 75)
    upright &= np.abs(np.gradient(steady_m, time_s)) < QUIET_M_S
    if not upright.any() or np.median(np.array(knees)[:, upright]) > STRAIGHT_DEG:
        return np.zeros(len(time_s), bool)
    return upright
