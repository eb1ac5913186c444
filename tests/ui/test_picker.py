"""Choosing an exercise by its card, and reading how it is done."""

import re

import pytest
from playwright.sync_api import expect

from posture.exercises import EXERCISES
from posture.guide import GUIDES, Kind
from posture.guide_wording import dose_lines
from posture.i18n import translate

OFFERED = [key for key, guide in GUIDES.items() if guide.kind is Kind.ENTRY or key in EXERCISES]


def cards(page):
    return page.locator("[class*='st-key-choose-'] button")


def test_there_is_a_card_with_its_picture_for_everything_that_can_be_measured(visit):
    page = visit("/recording?lang=ja")
    expect(cards(page)).to_have_count(len(OFFERED))
    names = [translate(f"guide.{key}.title", "ja") for key in OFFERED]
    assert sorted(cards(page).all_inner_texts()) == sorted(names)
    for picture in page.locator("[class*='st-key-activity-'] img").all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 480


def test_pressing_the_picture_chooses_too_and_one_can_go_back(visit):
    page = visit("/recording?lang=en")
    expect(cards(page)).to_have_count(len(OFFERED))  # the picture moves until all are there
    page.locator(".st-key-activity-squat").click(position={"x": 60, "y": 40})
    expect(page.get_by_text(translate("guide.squat.purpose", "en"))).to_be_visible()
    expect(page).to_have_url(re.compile("exercise=squat"))
    page.locator(".st-key-another-activity button").click()
    expect(cards(page)).to_have_count(len(OFFERED))
    expect(page).not_to_have_url(re.compile("exercise"))


def test_a_card_can_be_chosen_with_the_keyboard_alone(visit):
    page = visit("/recording?lang=en")
    page.locator(".st-key-choose-two_step button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(translate("guide.two_step.purpose", "en"))).to_be_visible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_chosen_exercise_is_explained(visit, language):
    page = visit(f"/recording?lang={language}&exercise=squat")
    expect(page.get_by_text(translate("guide.squat.start", language))).to_be_visible()
    for line in dose_lines(GUIDES["squat"].dose, language):
        expect(page.get_by_text(line)).to_be_visible()
    page.get_by_text(translate("guide.heading.camera", language), exact=True).click()
    drawing = page.get_by_alt_text(translate("guide.camera.drawing", language))
    expect(drawing).to_be_visible()
    page.get_by_text(translate("guide.heading.measured", language), exact=True).click()
    expect(page.get_by_text(translate("check.squat.depth.name", language))).to_be_visible()


ROWS_OF_A_WORD = """([selector, word]) => [...document.querySelectorAll(selector)].map(element => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
    const range = document.createRange();
    range.setStart(text, text.data.indexOf(word));
    range.setEnd(text, text.data.indexOf(word) + word.length);
    return range.getClientRects().length;
})"""


def test_on_a_phone_no_word_of_a_samples_name_is_broken(visit):
    page = visit("/recording?lang=ja&exercise=squat", width=390, height=800)
    names = page.locator("[class*='st-key-sample-card-squat'] p strong")
    expect(names).to_have_count(4)
    selector = "[class*='st-key-sample-card-squat'] p strong"
    assert page.evaluate(ROWS_OF_A_WORD, [selector, "スクワット"]) == [1] * 4


def test_an_exercise_in_the_address_that_is_not_there_shows_the_cards(visit):
    page = visit("/recording?lang=en&exercise=flying")
    expect(cards(page)).to_have_count(len(OFFERED))


def test_on_a_phone_two_cards_are_side_by_side(visit):
    page = visit("/recording?lang=en", width=390, height=800)
    expect(cards(page)).to_have_count(len(OFFERED))
    left, right = (
        page.locator(f".st-key-activity-{key}").bounding_box() for key in ("two_step", "stand_up")
    )
    assert left["y"] == pytest.approx(right["y"], abs=1)
    assert left["x"] + left["width"] <= right["x"]
    assert right["x"] + right["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
