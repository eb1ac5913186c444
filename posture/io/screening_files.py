"""What a screening leaves on disk: screening.json, a picture for each side, the sheet."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from posture.io.atomic import replacing
from posture.io.captures import Observation
from posture.io.errors import InputError
from posture.io.local_file import check_local_file
from posture.io.posture_picture import draw_posture
from posture.io.sheet import write_sheet
from posture.screening.compare import Comparison
from posture.screening.report import ScreeningReport, ViewReport
from posture.screening.sheet import posture_sheet
from posture.sheet import Clinic
from posture.view import View

SCREENING, SHEET = "screening.json", "sheet.pdf"
_MAX_BYTES = 10_000_000


def read_screening(path: Path) -> ScreeningReport:
    """Return a screening that was written earlier.

    Raises
    ------
    InputError
        The file cannot be read, or is none.
    """
    check_local_file(path, _MAX_BYTES)
    return parse_screening(path.read_bytes(), path)


def parse_screening(content: bytes, name: Path | str) -> ScreeningReport:
    """Return the screening that a file's content is; errors as of `read_screening`."""
    try:
        return ScreeningReport.from_json(content.decode("utf-8"))
    except ValueError as error:
        raise InputError("not_a_screening", path=name) from error


def view_pictures(
    report: ScreeningReport, observations: Sequence[Observation], *, blur_face: bool
) -> dict[str, np.ndarray]:
    """Return the drawing of each side that was seen straight, by the side's name."""
    return {
        view_key(view): draw_posture(
            observations[view.captures[0].index], view, blur_face=blur_face
        )
        for view in report.views
        if view.view is not View.OBLIQUE
    }


def view_key(view: ViewReport) -> str:
    """Return a side's name in files: front, rear, side_left, side_right."""
    return f"{view.view}_{view.near}" if view.near else str(view.view)


def write_screening(
    folder: Path,
    report: ScreeningReport,
    observations: Sequence[Observation],
    *,
    blur_face: bool,
) -> list[Path]:
    """Write screening.json and the pictures, each whole or not at all, and return their paths."""
    written = [folder / SCREENING]
    with replacing(written[0]) as part:
        part.write_text(report.to_json(), encoding="utf-8")
    for key, picture in view_pictures(report, observations, blur_face=blur_face).items():
        written.append(folder / f"{key}.png")
        with replacing(written[-1]) as part:
            Image.fromarray(picture).save(part, "PNG")
    return written


def write_posture_sheet(
    folder: Path,
    report: ScreeningReport,
    observations: Sequence[Observation],
    language: str,
    clinic: Clinic,
    *,
    blur_face: bool,
    person: str = "",
    next_day: str = "",
    exercises: Sequence[str] = (),
    comparison: Comparison | None = None,
) -> Path:
    """Write the A4 sheet and return its path."""
    sheet = posture_sheet(
        report,
        language,
        person=person,
        next_day=next_day,
        exercises=exercises,
        comparison=comparison,
    )
    pictures = view_pictures(report, observations, blur_face=blur_face)
    write_sheet(folder / SHEET, sheet, list(pictures.values()), clinic)
    return folder / SHEET
