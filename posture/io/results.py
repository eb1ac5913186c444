"""What an analysis leaves on disk: report.json, measures.csv, landmarks.npz."""

from collections.abc import Callable
from pathlib import Path

from posture.analysis import Analysis
from posture.exercises import EXERCISES
from posture.io.atomic import replacing
from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.landmarks import load_landmarks, save_landmarks
from posture.io.models import find_model
from posture.io.recording import Progress, estimate_poses
from posture.pose import PoseSequence
from posture.view import View

REPORT, MEASURES, LANDMARKS, VIDEO = (
    "report.json",
    "measures.csv",
    "landmarks.npz",
    "annotated.mp4",
)


def is_landmarks(path: Path) -> bool:
    """Tell whether a file was written by `write_results` rather than by a camera."""
    return path.suffix.lower() == ".npz"


def read_poses(
    path: Path,
    model: str,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_truncated: Callable[[], None] | None = None,
) -> PoseSequence:
    """Return the landmarks in a recording, or those that an earlier analysis kept.

    Raises
    ------
    InputError
        The file or the model cannot be used; the sentence says why.
    Cancelled
        `cancelled` said so.
    """
    if is_landmarks(path):
        return load_landmarks(path)
    with PoseEstimator(find_model(model)) as estimator:
        return estimate_poses(
            path, estimator, progress=progress, cancelled=cancelled, on_truncated=on_truncated
        )


def require_measured(path: Path, analysis: Analysis) -> None:
    """Raise InputError if the recording cannot show the exercise, from that view or at all."""
    if analysis.report.absence == "wrong_view":
        views = EXERCISES[analysis.report.exercise].finder.views
        key = "wrong_view_side" if View.SIDE in views else "wrong_view_front"
        raise InputError(key, path=path)
    if analysis.report.frames_used == 0:
        raise InputError("never_in_view", path=path)


def write_results(folder: Path, poses: PoseSequence, analysis: Analysis) -> list[Path]:
    """Write the three files, each whole or not at all, and return their paths.

    Raises
    ------
    InputError
        The folder cannot be written, or the disk is full.
    """
    report, measures, landmarks = folder / REPORT, folder / MEASURES, folder / LANDMARKS
    with replacing(report) as part:
        part.write_text(analysis.report.to_json(), encoding="utf-8")
    with replacing(measures) as part:
        analysis.measures.to_csv(part)
    save_landmarks(landmarks, poses)
    return [report, measures, landmarks]
