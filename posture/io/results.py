"""What an analysis leaves on disk: report.json, measures.csv, landmarks.npz."""

import json
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
from posture.report import Report
from posture.second_look import look_twice
from posture.session_gate import Today, afterwards
from posture.view import View

REPORT, MEASURES, LANDMARKS, VIDEO, FEELING = (
    "report.json",
    "measures.csv",
    "landmarks.npz",
    "annotated.mp4",
    "feeling.json",
)


def is_landmarks(path: Path) -> bool:
    """Tell whether a file was written by `write_results` rather than by a camera."""
    return path.suffix.lower() == ".npz"


def read_and_analyze(
    path: Path,
    model: str,
    analyze_poses: Callable[[PoseSequence], Analysis],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_truncated: Callable[[], None] | None = None,
    on_second_look: Callable[[], None] | None = None,
) -> tuple[PoseSequence, Analysis]:
    """Return the landmarks in a recording, or those an earlier analysis kept, and what they show.

    Parameters
    ----------
    path : Path
    model : str
    analyze_poses : callable
    progress, cancelled, on_truncated : callable, optional
        As for `estimate_poses`.
    on_second_look : callable, optional
        Called before the recording is looked at once more; posture/second_look.py says when.

    Raises
    ------
    InputError
        The file or the model cannot be used; the sentence says why.
    Cancelled
        `cancelled` said so.
    """
    if is_landmarks(path):
        kept = load_landmarks(path)
        return kept, analyze_poses(kept)

    def look(blur_px: float = 0.0) -> PoseSequence:
        with PoseEstimator(find_model(model)) as estimator:
            return estimate_poses(
                path,
                estimator,
                progress=progress,
                cancelled=cancelled,
                on_truncated=on_truncated,
                blur_px=blur_px,
            )

    def look_again(blur_px: float) -> PoseSequence | None:
        if on_second_look is not None:
            on_second_look()
        try:
            return look(blur_px)
        except InputError:  # what was seen before is there all the same
            return None

    return look_twice(look(), look_again, analyze_poses)


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
    write_report(folder, analysis.report)
    with replacing(measures) as part:
        analysis.measures.to_csv(part)
    save_landmarks(landmarks, poses)
    return [report, measures, landmarks]


def write_report(folder: Path, report: Report) -> None:
    """Write report.json, whole or not at all.

    Raises
    ------
    InputError
        The folder cannot be written, or the disk is full.
    """
    with replacing(folder / REPORT) as part:
        part.write_text(report.to_json(), encoding="utf-8")


def write_feeling(folder: Path, before: Today, pain_after: int) -> None:
    """Write feeling.json: what somebody said of pain, and wants to have kept.

    Raises
    ------
    InputError
        The folder cannot be written, or the disk is full.
    """
    said = {
        "pain_before": before.pain,
        "signs": sorted(before.signs),
        "pain_after": pain_after,
        "afterwards": afterwards(before.pain, pain_after),
    }
    with replacing(folder / FEELING) as part:
        part.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def remove_feeling(folder: Path) -> None:
    """Remove feeling.json if it is there."""
    (folder / FEELING).unlink(missing_ok=True)
