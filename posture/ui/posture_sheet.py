"""The A4 sheet of a screening, to hand over."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from posture.io.captures import Observation
from posture.io.screening_files import SHEET, view_pictures
from posture.screening.compare import Comparison
from posture.screening.report import ScreeningReport
from posture.screening.sheet import posture_sheet
from posture.sheet import Sheet
from posture.ui.language import speaker
from posture.ui.sheet_form import Wish, show_sheet_form


def show_posture_sheet(
    report: ScreeningReport,
    observations: Sequence[Observation],
    comparison: Comparison | None,
    blur_face: bool,
) -> None:
    """Offer the sheet of a screening."""

    def make(wish: Wish) -> tuple[Sheet, list[np.ndarray]]:
        sheet = posture_sheet(
            report,
            st.session_state.language,
            person=wish.person,
            next_day=wish.next_day,
            exercises=wish.exercises,
            comparison=comparison,
        )
        return sheet, list(view_pictures(report, observations, blur_face=blur_face).values())

    st.subheader(speaker()("sheet.form.title"))
    show_sheet_form(repr((report, comparison, blur_face)), SHEET, make)
