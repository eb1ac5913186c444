"""The form of the A4 sheet: a sheet is offered for what it was made of, and for nothing else."""

from streamlit.testing.v1 import AppTest


def app() -> None:
    import streamlit as st

    from posture.sheet import Sheet
    from posture.ui.sheet_form import forget_sheet, show_sheet_form

    st.session_state.setdefault("language", "en")
    st.session_state.setdefault("about", "Hanako")
    if st.session_state.get("is_erased"):
        forget_sheet()
    blank = {"person": "", "day": "", "next_day": "", "summary": "", "notice": ""}
    blank |= dict.fromkeys(("lines", "notes", "not_judged", "tables", "suggestions"), ())
    sheet = Sheet(language="en", title="Squat", **blank)
    show_sheet_form(st.session_state.about, "sheet.pdf", lambda wish: (sheet, []))


def made() -> AppTest:
    page = AppTest.from_function(app, default_timeout=60).run()
    assert not page.exception
    assert not page.get("download_button")
    page.button[0].click().run()
    assert not page.exception
    assert len(page.get("download_button")) == 1
    return page


def test_the_sheet_of_one_person_is_not_offered_with_another_ones_report():
    page = made()
    page.session_state.about = "Taro"
    assert not page.run().get("download_button")


def test_an_english_sheet_is_not_offered_on_the_japanese_page():
    page = made()
    page.session_state.language = "ja"
    assert not page.run().get("download_button")


def test_an_erased_sheet_is_gone():
    page = made()
    page.session_state.is_erased = True
    assert not page.run().get("download_button")
    assert "sheet" not in page.session_state
