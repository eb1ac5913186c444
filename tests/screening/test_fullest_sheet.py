"""The sheet with everything on it that a practitioner can ask for."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from standing_figure import capture

from posture.i18n import translate
from posture.io.sheet import sheet_pdf
from posture.screening import ScreeningReport, compare, screen
from posture.screening.sheet import posture_sheet
from posture.sheet import MAX_EXERCISES, SHEET_EXERCISES, Clinic

PICTURE = np.full((1400, 1050, 3), 180, np.uint8)


def seen(date: str, **wanted: float) -> ScreeningReport:
    views = ("front", "rear", "left", "right")
    captures = [replace(capture(view, **wanted), is_levelled=True) for view in views]
    return screen(captures, date=date)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_four_sides_a_comparison_and_three_exercises_fit_on_one_page(language):
    before = seen("2026-10-01", shoulder_obliquity=-7.0, side_lean=-3.0, trunk_lean=-8.0)
    after = seen("2026-11-22", shoulder_obliquity=7.0, head_forward_m=0.1, trunk_lean=8.0)
    sheet = posture_sheet(
        after,
        language,
        person="Hanako",
        next_day="2026-12-06",
        exercises=SHEET_EXERCISES[:MAX_EXERCISES],
        comparison=compare(before, after),
    )
    clinic = Clinic("Sakura", "03-1234-5678", None, "https://example.org")
    document = pypdfium2.PdfDocument(BytesIO(sheet_pdf(sheet, [PICTURE] * 4, clinic)))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    assert text.count(translate("posture.shoulder_tilt.name", language)) >= 3
    assert translate("sheet.biases", language) in text
