"""The form of the A4 sheet: a sheet is offered for what it was made of, and for nothing else."""

import pypdfium2
from conftest import wait_until_at_rest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from posture.i18n import LANGUAGES, translate


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


def open_form(page, language: str) -> None:
    """Open the box of the form, which a change of the language closes."""
    wait_until_at_rest(page)
    if not page.locator(".st-key-sheet-person").is_visible():
        page.get_by_text(translate("sheet.form.title", language)).click()
    expect(page.locator(".st-key-sheet-person")).to_be_visible()


def test_exercises_chosen_before_the_language_was_changed_are_on_the_sheet(report_page):
    page, chosen = report_page, ("chair_squat", "walking")
    open_form(page, "en")
    field = page.locator("[class*='st-key-sheet-exercises']")
    for key in chosen:
        field.locator("input").click()
        page.get_by_role("option", name=translate(f"guide.{key}.title", "en"), exact=True).click()
        wait_until_at_rest(page)
    page.keyboard.press("Escape")
    page.locator(".st-key-sheet-person input").fill("Hanako")
    page.locator(".st-key-language-switch").get_by_text(LANGUAGES["ja"], exact=True).click()
    expect(page.get_by_text(translate("page.checks", "ja"), exact=True)).to_be_visible()
    open_form(page, "ja")
    titles = [translate(f"guide.{key}.title", "ja") for key in chosen]
    for title in titles:
        expect(field.get_by_text(title, exact=True)).to_be_visible()
    wait_until_at_rest(page)  # a click while the page is drawn anew is lost
    page.get_by_role("button", name=translate("sheet.form.make", "ja")).click()
    page.locator(".st-key-download-sheet button").wait_for(timeout=30_000)
    with page.expect_download() as download:
        page.locator(".st-key-download-sheet button").click()
    document = pypdfium2.PdfDocument(download.value.path().read_bytes())
    text = document[0].get_textpage().get_text_range()
    for expected in ("Hanako", translate("sheet.suggestions", "ja"), *titles):
        assert expected in text
