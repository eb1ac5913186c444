"""The form that makes the A4 sheet."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from posture.io.captures import Observation
from posture.io.errors import InputError
from posture.io.screening_files import SHEET, view_pictures
from posture.io.sheet import sheet_pdf
from posture.screening.compare import Comparison
from posture.screening.report import ScreeningReport
from posture.screening.sheet import posture_sheet
from posture.sheet import MAX_EXERCISES, SHEET_EXERCISES, Clinic
from posture.ui.language import speaker

_MAX_LOGO_MB = 10
_LOGO_TYPES = ("png", "jpg", "jpeg", "webp")


def show_sheet_form(
    report: ScreeningReport,
    observations: Sequence[Observation],
    comparison: Comparison | None,
    blur_face: bool,
) -> None:
    """Ask what belongs on the sheet, make it, and offer it."""
    t = speaker()
    st.subheader(t("posture.page.sheet"))
    with st.form("posture-sheet", border=True):
        one, two, three = st.columns([2, 1, 2])
        person = one.text_input(t("sheet.person"), key="sheet-person")
        following = two.date_input(
            t("sheet.next_day"), value=None, min_value=date.today(), key="sheet-next"
        )
        exercises = three.multiselect(
            t("sheet.suggestions"),
            SHEET_EXERCISES,
            max_selections=MAX_EXERCISES,
            format_func=lambda key: t(f"guide.{key}.title"),
            placeholder=t("posture.page.choose"),
            help=t("posture.page.exercises_help"),
            key="sheet-exercises",
        )
        one, two, three = st.columns([2, 2, 2])
        clinic_name = one.text_input(t("posture.page.clinic_name"), key="sheet-clinic")
        contact = two.text_input(t("posture.page.clinic_contact"), key="sheet-contact")
        link = three.text_input(
            t("posture.page.clinic_link"), help=t("posture.page.clinic_link_help"), key="sheet-link"
        )
        logo = st.file_uploader(
            t("posture.page.clinic_logo"),
            type=_LOGO_TYPES,
            max_upload_size=_MAX_LOGO_MB,
            key="sheet-logo",
        )
        wanted = st.form_submit_button(t("posture.page.make_sheet"), type="primary")
    if wanted:
        sheet = posture_sheet(
            report,
            st.session_state.language,
            person=person,
            next_day=following.isoformat() if following else "",
            exercises=exercises,
            comparison=comparison,
        )
        pictures = list(view_pictures(report, observations, blur_face=blur_face).values())
        try:
            with tempfile.TemporaryDirectory() as folder:
                clinic = Clinic(clinic_name, contact, _stored(logo, Path(folder)), link)
                st.session_state.posture_sheet = sheet_pdf(sheet, pictures, clinic)
        except InputError as error:
            st.session_state.pop("posture_sheet", None)
            st.error(error.sentence(st.session_state.language), icon=":material/error:")
    if content := st.session_state.get("posture_sheet"):
        st.download_button(
            t("posture.page.download_sheet"),
            content,
            file_name=SHEET,
            mime="application/pdf",
            icon=":material/print:",
            on_click="ignore",
            key="posture-pdf",
        )


def _stored(logo: Any, folder: Path) -> Path | None:
    if logo is None:
        return None
    path = folder / f"logo{Path(logo.name).suffix.lower()}"
    path.write_bytes(logo.getbuffer())
    return path
