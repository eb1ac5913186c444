"""What the model sees of a figure: drawn, encoded and estimated."""

import tempfile
from pathlib import Path

from posture.figure.clip import Clip, draw_clip
from posture.figure.mp4 import write_mp4
from posture.io.estimator import PoseEstimator
from posture.io.models import DEFAULT_MODEL, find_model
from posture.io.recording import estimate_poses
from posture.pose import PoseSequence


def filmed_puppet(clip: Clip, blur_px: float = 0.0, model_path: Path | None = None) -> PoseSequence:
    """Draw a clip the cheap way, encode it, and return what a model, mostly the usual, sees."""
    with (
        tempfile.TemporaryDirectory() as folder,
        PoseEstimator(model_path or find_model(DEFAULT_MODEL)) as estimator,
    ):
        video = Path(folder) / "clip.mp4"
        write_mp4(video, draw_clip(clip, "puppet"), clip.fps, clip.crf)
        return estimate_poses(video, estimator, blur_px=blur_px)
