"""The form that makes an A4 sheet, of a posture or of an exercise."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from posture.io.errors import InputError
from posture.io.sheet import sheet_pdf
from posture.sheet import MAX_EXERCISES, SHEET_EXERCISES, Clinic, Sheet
from posture.ui.clinic import clinic_settings
from posture.ui.language import speaker, worded

_MADE = "sheet"
_MAX_LOGO_MB = 10
_LOGO_TYPES = ("png", "jpg", "jpeg", "webp")


@dataclass(frozen=True)
class Wish:
    """What is to be on a sheet besides what was measured.

    Attributes
    ----------
    person, next_day : str
        A name; a date as YYYY-MM-DD; or empty.
    exercises : tuple of str
        Keys of SHEET_EXERCISES.
    """

    person: str
    next_day: str
    exercises: tuple[str, ...]


@st.fragment  # a choice need not draw the whole report anew
def show_sheet_form(
    about: str, file_name: str, make: Callable[[Wish], tuple[Sheet, Sequence[np.ndarray]]]
) -> None:
    """Ask what belongs on the sheet, make it, and offer it.

    Parameters
    ----------
    about : str
        What it is made of: a sheet made of anything else, or in the other language, is not offered.
    file_name : str
    make : callable
        Returns the sheet and its pictures.
    """
    t = speaker()
    made_of = (about, st.session_state.language)
    try:
        known = clinic_settings()
    except InputError as error:
        st.warning(error.sentence(st.session_state.language), icon=":material/error:")
        known = Clinic()
    with st.container(border=True):
        # outside the form, which sends nothing before its button is pressed: a change of the
        # language would come before
        exercises = st.multiselect(
            t("sheet.suggestions"),
            SHEET_EXERCISES,
            max_selections=MAX_EXERCISES,
            format_func=lambda key: t(f"guide.{key}.title"),
            placeholder=t("sheet.form.choose"),
            help=t("sheet.form.exercises_help"),
            key=worded("sheet-exercises"),
        )
        form = st.form("sheet-form", border=False)
    with form:
        one, two = st.columns([3, 2])
        person = one.text_input(t("sheet.person"), key="sheet-person")
        following = two.date_input(
            t("sheet.next_day"), value=None, min_value=date.today(), key="sheet-next"
        )
        one, two, three = st.columns([2, 2, 2])
        name = one.text_input(t("sheet.form.clinic_name"), known.name, key="sheet-clinic")
        contact = two.text_input(t("sheet.form.clinic_contact"), known.contact, key="sheet-contact")
        link = three.text_input(
            t("sheet.form.clinic_link"),
            known.link,
            help=t("sheet.form.clinic_link_help"),
            key="sheet-link",
        )
        logo = st.file_uploader(
            t("sheet.form.clinic_logo"),
            type=_LOGO_TYPES,
            max_upload_size=_MAX_LOGO_MB,
            key="sheet-logo",
        )
        wanted = st.form_submit_button(t("sheet.form.make"), type="primary")
    if wanted:
        day = following.isoformat() if following else ""
        try:
            sheet, pictures = make(Wish(person, day, tuple(exercises)))
            with tempfile.TemporaryDirectory() as folder:
                shown_logo = _stored(logo, Path(folder)) or known.logo
                clinic = Clinic(name, contact, shown_logo, link)
                st.session_state[_MADE] = made_of, sheet_pdf(sheet, pictures, clinic)
        except InputError as error:
            forget_sheet()
            st.error(error.sentence(st.session_state.language), icon=":material/error:")
    offered, content = st.session_state.get(_MADE, (None, b""))
    if offered == made_of:
        st.download_button(
            t("sheet.form.download"),
            content,
            file_name=file_name,
            mime="application/pdf",
            icon=":material/print:",
            on_click="ignore",
            key="download-sheet",
        )


def forget_sheet() -> None:
    """Erase the sheet that was made: it bears a name and what was found."""
    st.session_state.pop(_MADE, None)


def _stored(logo: Any, folder: Path) -> Path | None:
    if logo is None:
        return None
    path = folder / f"logo{Path(logo.name).suffix.lower()}"
    path.write_bytes(logo.getbuffer())
    return path
