"""What the real model sees of a video: estimated once a run, whichever worker asks first."""

import os
from functools import cache
from pathlib import Path

from posture.io.estimator import PoseEstimator
from posture.io.landmarks import load_landmarks, save_landmarks
from posture.io.models import find_model
from posture.io.recording import estimate_poses
from posture.pose import PoseSequence

ROOT = Path(__file__).parents[1]
FOLDER = "POSTURE_TESTS_FOLDER"  # the variable with the folder that conftest.py makes for a run


@cache
def watched(video: Path) -> PoseSequence:
    """Return the landmarks of a whole video; a model that is not there is an InputError."""
    kept = Path(os.environ[FOLDER]) / f"{video.stem}.npz"
    if not kept.exists():
        own = kept.with_name(f"{video.stem}-{os.getpid()}.npz")
        with PoseEstimator(find_model()) as estimator:
            save_landmarks(own, estimate_poses(video, estimator))
        own.rename(kept)  # at once, as another worker may be about to read it
    return load_landmarks(kept)


def sample(name: str) -> PoseSequence:
    return watched(ROOT / "sample_videos" / f"{name}.mp4")
