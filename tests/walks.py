"""Walks of the figure whose contacts are known: what the tests of walking share."""

from dataclasses import replace

import numpy as np

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.motions import Motion, make_motion
from posture.figure.people import PEOPLE
from posture.figure.truth import projected_poses
from posture.pose import PoseSequence, Side
from posture.report import Report

WIDE = {"distance_m": 3.9, "field_of_view_deg": 64.0, "width_px": 848}


def motion(name: str, person: str = "kenji", seed: int = 7, **settings: object) -> Motion:
    return make_motion(name, PEOPLE[person].body, seed, **settings)


def filmed(
    moving: Motion,
    azimuth_deg: float = 90.0,
    fps: float = 30.0,
    jitter: float = 0.0,
    dropped: float = 0.0,
    noise_px: float = 0.0,
    seed: int = 0,
    **camera: object,
) -> PoseSequence:
    """Return what a model that errs by `noise_px` sees, of frames some of which are dropped."""
    rng = np.random.default_rng(seed)
    times = np.arange(int(moving.duration_s * fps)) / fps
    times[1:] += rng.uniform(-jitter / 2, jitter / 2, len(times) - 1) / fps
    times = times[rng.uniform(size=len(times)) >= dropped]
    view = Camera(azimuth_deg=azimuth_deg, **(WIDE | camera))  # type: ignore[arg-type]
    poses = projected_poses([moving.skeleton(float(t)) for t in times], times, view)
    image_px = poses.image_px + rng.normal(0.0, noise_px, poses.image_px.shape)
    beyond = np.any((image_px < 0) | (image_px > poses.size_px), axis=(1, 2))
    return replace(poses, image_px=image_px).without(np.flatnonzero(beyond))


def report_of(poses: PoseSequence, **more: object) -> Report:
    return analyze(poses, EXERCISES["walking"], **more).report  # type: ignore[arg-type]


def errors_s(report: Report, moving: Motion, kind: str = "heel_strike") -> tuple[np.ndarray, int]:
    """Return how late each moment of a kind was found, and how many found belong to none."""
    late_s, false = [], 0
    for event in (e for e in report.events if e.key == kind):
        true_s = [e.time_s for e in moving.events if e.kind == kind and e.side == event.side]
        late = event.time_s - min(true_s, key=lambda t: abs(t - event.time_s))
        if abs(late) < 0.15:
            late_s.append(late)
        else:
            false += 1
    return np.array(late_s), false


def check(report: Report, key: str, side: Side | None = None):
    """Return a check's result, of a side if it has one."""
    found = [c for c in report.checks if c.key == key and (side is None or c.side is side)]
    assert len(found) == 1, found
    return found[0]
