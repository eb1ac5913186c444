"""Changing the language changes every word on a page, and nothing that was chosen on it."""

import pytest
from conftest import wait_until_at_rest
from playwright.sync_api import expect

from posture.i18n import LANGUAGES, translate


def switch(page, language: str) -> None:
    page.locator(".st-key-language-switch").get_by_text(LANGUAGES[language], exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    wait_until_at_rest(page)


def choose(page, key: str, name: str) -> None:
    page.locator(f"[class*='st-key-{key}'] input").click()
    page.get_by_role("option", name=name, exact=True).click()
    wait_until_at_rest(page)


def expect_chosen(page, key: str, name: str) -> None:
    expect(page.locator(f"[class*='st-key-{key}'] input")).to_have_value(name)


@pytest.mark.parametrize("languages", [("ja", "en", "ja"), ("en", "ja", "en")])
def test_the_exercise_that_is_trained_live_stays_chosen(visit, languages):
    page = visit(f"/live?lang={languages[0]}&exercise=heel_raise")
    choose(page, "live_exercise", translate("exercise.knee_extension", languages[0]))
    for language in languages:
        switch(page, language)
        expect_chosen(page, "live_exercise", translate("exercise.knee_extension", language))
        sample = translate("sample.knee_extension_side", language)
        expect_chosen(page, "live_sample_knee_extension", sample)


def test_how_photos_were_taken_stays_chosen(visit):
    page = visit("/posture?lang=ja")
    page.get_by_text(translate("posture.page.upload", "ja"), exact=True).click()
    choose(page, "posture-view", translate("view.rear", "ja"))
    for language in ("ja", "en", "ja"):
        switch(page, language)
        expect_chosen(page, "posture-view", translate("view.rear", language))
        expect_chosen(page, "posture-stickers", translate("posture.colour.none", language))


def test_the_file_and_the_view_of_ones_own_recording_stay_chosen(visit, cut_sample):
    page = visit("/recording?lang=ja&exercise=squat")
    page.get_by_text(translate("page.upload", "ja"), exact=True).click()
    page.locator(".st-key-safety-done button").click()
    page.locator("input[type=file]").set_input_files(cut_sample)
    expect(page.locator(".st-key-measure button")).to_be_enabled()
    page.locator(".st-key-recording-view").get_by_text(translate("view.front", "ja")).click()
    wait_until_at_rest(page)
    switch(page, "en")
    expect(page.locator(".st-key-measure button")).to_be_enabled()
    expect(page.get_by_text(cut_sample.name, exact=True)).to_be_visible()
    chosen = page.locator(".st-key-recording-view [aria-checked=true]")
    expect(chosen).to_have_text(translate("view.front", "en"))
