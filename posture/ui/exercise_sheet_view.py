"""The A4 sheet of an exercise, to hand over."""

from datetime import date
from pathlib import Path

import numpy as np
import streamlit as st

from posture.analysis import Analysis
from posture.exercise_sheet import exercise_sheet
from posture.io import results
from posture.io.report_sheet import SHEET, peak_picture
from posture.sheet import Sheet
from posture.ui.language import speaker
from posture.ui.sheet_form import Wish, show_sheet_form


def show_exercise_sheet(analysis: Analysis, folder: Path) -> None:
    """Offer the sheet of an exercise; `folder` may hold its annotated video."""

    def make(wish: Wish) -> tuple[Sheet, list[np.ndarray]]:
        sheet = exercise_sheet(
            analysis.report,
            st.session_state.language,
            day=date.today().isoformat(),
            person=wish.person,
            next_day=wish.next_day,
            exercises=wish.exercises,
        )
        video = folder / results.VIDEO
        return sheet, [peak_picture(video, analysis)] if video.is_file() else []

    with st.expander(speaker()("sheet.form.title"), icon=":material/print:"):
        show_sheet_form(repr(analysis.report), SHEET, make)
