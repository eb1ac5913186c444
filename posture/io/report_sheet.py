"""The A4 sheet of an exercise, with a picture from the middle of its first repetition."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import cv2
import numpy as np

from posture.analysis import Analysis
from posture.exercise_sheet import exercise_sheet
from posture.io.drawing import Overlay, draw_overlay
from posture.io.overlay import overlays
from posture.io.sheet import write_sheet
from posture.io.video import read_frames
from posture.sheet import Clinic

SHEET = "report.pdf"


def write_report_sheet(
    folder: Path, recording: Path | None, analysis: Analysis, language: str, clinic: Clinic
) -> Path:
    """Write report.pdf and return its path.

    Parameters
    ----------
    folder : Path
    recording : Path or None
        The video, for the picture; None where only its landmarks are left.
    analysis : Analysis
    language : str
    clinic : Clinic

    Raises
    ------
    InputError
        The folder cannot be written, or the sheet does not fit on one page.
    """
    sheet = exercise_sheet(analysis.report, language, day=date.today().isoformat())
    pictures = []
    if recording is not None:
        # the sheet itself says how many repetitions there were
        number = peak_frame(analysis)
        marks = replace(overlays(analysis)(number), rep_count=None)
        pictures = [draw_overlay(_picture(recording, number), marks)]
    path = folder / SHEET
    write_sheet(path, sheet, pictures, clinic)
    return path


def peak_frame(analysis: Analysis) -> int:
    """Return the frame in which the first repetition is deepest; without any, the middle one."""
    time_s, reps = analysis.poses.time_s, analysis.report.reps
    moment_s = reps[0].peak_s if reps else float(time_s[len(time_s) // 2])
    return int(np.argmin(np.abs(time_s - moment_s)))


def peak_picture(annotated: Path, analysis: Analysis) -> np.ndarray:
    """Return that frame of the annotated video, without the repetitions counted so far.

    Beside how many they were in the end, which is what the sheet says, they would be a riddle.
    """
    number = peak_frame(analysis)
    return _without_count(_picture(annotated, number), overlays(analysis)(number).rep_count)


def _picture(video: Path, number: int) -> np.ndarray:
    with closing(read_frames(video)) as frames:
        for _, frame in zip(range(number + 1), frames, strict=False):
            image = frame.image_rgb
    return image


def _without_count(image: np.ndarray, count: int | None) -> np.ndarray:
    """Return a picture with what lies around a count drawn on over it."""
    drawn = draw_overlay(np.zeros_like(image), Overlay(rep_count=count)).max(axis=2)
    reach_px = max(image.shape) // 80  # a video smears an edge
    hidden = cv2.dilate(drawn, np.ones((reach_px, reach_px), np.uint8))
    mask = (hidden > 0).astype(np.uint8)
    return np.asarray(cv2.inpaint(image, mask, reach_px, cv2.INPAINT_TELEA))
