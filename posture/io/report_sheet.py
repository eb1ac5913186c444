"""The A4 sheet of an exercise, with a picture from the middle of its first repetition."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from posture.analysis import Analysis
from posture.exercise_sheet import exercise_sheet
from posture.io.drawing import draw_overlay
from posture.io.overlay import overlays
from posture.io.sheet import write_sheet
from posture.io.video import read_frames
from posture.sheet import Clinic

SHEET = "report.pdf"


def write_report_sheet(
    folder: Path, recording: Path | None, analysis: Analysis, language: str
) -> Path:
    """Write report.pdf and return its path.

    Parameters
    ----------
    folder : Path
    recording : Path or None
        The video, for the picture; None where only its landmarks are left.
    analysis : Analysis
    language : str

    Raises
    ------
    InputError
        The folder cannot be written, or the sheet does not fit on one page.
    """
    sheet = exercise_sheet(analysis.report, language, day=date.today().isoformat())
    pictures = [_peak_picture(recording, analysis)] if recording is not None else []
    path = folder / SHEET
    write_sheet(path, sheet, pictures, Clinic())
    return path


def _peak_picture(recording: Path, analysis: Analysis) -> np.ndarray:
    """Return the frame in which the first repetition is deepest; without any, the middle one."""
    time_s, reps = analysis.poses.time_s, analysis.report.reps
    moment_s = reps[0].peak_s if reps else float(time_s[len(time_s) // 2])
    wanted = int(np.argmin(np.abs(time_s - moment_s)))
    with closing(read_frames(recording)) as frames:
        for i, frame in enumerate(frames):
            image = frame.image_rgb
            if i == wanted:
                break
    # the sheet itself says how many there were
    return draw_overlay(image, replace(overlays(analysis)(wanted), rep_count=None))
