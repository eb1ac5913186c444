"""Landmarks of the figure as a camera would see them: the truth, projected, with errors added."""

import numpy as np
import pandas as pd

from posture.figure.camera import Camera
from posture.figure.motions import make_motion
from posture.figure.people import PEOPLE
from posture.figure.truth import projected_poses, true_measures
from posture.pose import PoseSequence

FPS = 20.0
WANDERING_S = 0.3  # how long a landmark's error lasts


def filmed(
    motion: str,
    off_profile_deg: float,
    *,
    person: str = "kenji",
    error_m: float = 0.007,
    depth_error_m: float = 0.03,
    seed: int = 0,
    fps: float = FPS,
    camera: dict[str, float] | None = None,
    **settings: object,
) -> tuple[PoseSequence, pd.DataFrame]:
    """Return landmarks without pixels, and the true measures.

    Parameters
    ----------
    motion : str
        Of `MOTIONS`.
    off_profile_deg : float
        How far the camera stands from the figure's left: 90 is in front of it.
    error_m : float
        Standard deviation across the view, half of its variance new in every frame.
    depth_error_m : float
        Of the world landmarks' depth.
    """
    moving = make_motion(motion, PEOPLE[person].body, **settings)
    time_s = np.arange(int(moving.duration_s * fps)) / fps
    lens = Camera(azimuth_deg=90.0 - off_profile_deg, **(camera or {}))  # type: ignore[arg-type]
    skeletons = [moving.skeleton(float(t)) for t in time_s]
    poses = projected_poses(skeletons, time_s, lens)
    rng = np.random.default_rng(seed)
    px_per_m = lens.focal_px / lens.distance_m
    shape = poses.image_px.shape
    jitter = rng.normal(size=shape) + _wandering(rng, shape, fps)
    image_px = poses.image_px + px_per_m * error_m / np.sqrt(2) * jitter
    world_m = poses.world_m + np.concatenate(
        [
            error_m * _wandering(rng, shape, fps),
            depth_error_m * _wandering(rng, (*shape[:2], 1), fps),
        ],
        axis=-1,
    )
    seen = PoseSequence(
        time_s, image_px, world_m, np.full(shape[:2], 0.95), poses.size_px, poses.model
    )
    return seen, true_measures(skeletons, time_s)


def _wandering(rng: np.random.Generator, shape: tuple[int, ...], fps: float) -> np.ndarray:
    keep = np.exp(-1.0 / (fps * WANDERING_S))
    steps = rng.normal(size=shape)
    values = np.empty(shape)
    values[0] = steps[0]
    for i in range(1, shape[0]):
        values[i] = keep * values[i - 1] + np.sqrt(1 - keep**2) * steps[i]
    return values
