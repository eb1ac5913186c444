"""Typing in what was measured by hand, and reading the record."""

import pytest
from playwright.sync_api import expect

from posture.i18n import translate


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


@pytest.fixture
def open_entry(visit, language):
    def opened(key: str):
        page = visit(f"/recording?lang={language}&exercise={key}")
        page.locator(".st-key-safety-done button").click()
        return page

    return opened


def type_in(page, field: str, number: str, language: str) -> None:
    page.get_by_label(translate(f"entry.two_step.{field}", language), exact=True).fill(number)
    page.keyboard.press("Tab")


def show(page, language: str) -> None:
    page.get_by_role("button", name=translate("entry.show", language)).click()


def test_the_longer_of_two_tries_over_the_height_is_the_two_step_value(open_entry, language):
    page = open_entry("two_step")
    for field, number in (("height", "160"), ("first", "180"), ("second", "192")):
        type_in(page, field, number, language)
    show(page, language)
    result = page.locator(".st-key-entry-result")
    expect(result).to_contain_text("1.20")
    expect(result).to_contain_text(translate("entry.locomo_page", language))
    assert "ロコモ度" not in result.inner_text()
    assert "degree" not in result.inner_text()


def test_without_a_length_it_asks_for_one(open_entry, language):
    page = open_entry("two_step")
    type_in(page, "height", "160", language)
    show(page, language)
    expect(page.get_by_text(translate("entry.two_step.missing", language))).to_be_visible()
    expect(page.locator(".st-key-entry-result")).to_have_count(0)


def test_a_length_in_metres_is_refused_by_the_field(open_entry, language):
    page = open_entry("two_step")
    for field, number in (("height", "1.6"), ("first", "1.9")):
        type_in(page, field, number, language)
    show(page, language)
    expect(page.locator(".st-key-entry-result")).to_have_count(0)


def test_a_height_typed_for_a_length_is_doubted(open_entry, language):
    page = open_entry("two_step")
    for field, number in (("height", "150"), ("first", "330")):
        type_in(page, field, number, language)
    show(page, language)
    expect(page.get_by_text(translate("entry.two_step.check", language))).to_be_visible()


def pill(page, legs: str, label: str, language: str):
    group = page.locator("[data-testid='stButtonGroup']").filter(
        has_text=translate(f"entry.stand_up.legs.{legs}", language)
    )
    return group.get_by_text(label, exact=True)


def test_the_lowest_box_of_each_leg_is_the_record(open_entry, language):
    page = open_entry("stand_up")
    could_not = translate("entry.stand_up.could_not", language)
    for legs, label in (("both", "20 cm"), ("left", "40 cm"), ("right", could_not)):
        pill(page, legs, label, language).click()
    show(page, language)
    result = page.locator(".st-key-entry-result")
    for legs, key, height_cm in (
        ("both", "rose", 20),
        ("left", "rose", 40),
        ("right", "did_not_rise", 0),
    ):
        name = translate(f"entry.stand_up.legs.{legs}", language)
        sentence = translate(f"entry.stand_up.{key}", language, legs=name, height=height_cm)
        expect(result).to_contain_text(sentence)
    expect(result).to_contain_text(translate("entry.locomo_page", language))


def test_rising_on_one_leg_but_not_on_both_is_asked_again(open_entry, language):
    page = open_entry("stand_up")
    pill(page, "both", translate("entry.stand_up.could_not", language), language).click()
    pill(page, "left", "30 cm", language).click()
    show(page, language)
    expect(page.get_by_text(translate("entry.stand_up.check", language))).to_be_visible()


def test_a_distance_and_its_times_are_a_speed_beside_the_tables(open_entry, language):
    page = open_entry("gait_speed")
    page.get_by_label(translate("person.age", language), exact=True).fill("70")
    page.keyboard.press("Tab")
    page.get_by_text(translate("person.sex.female", language), exact=True).click()
    for field, number in (("distance", "5"), ("first", "5.6"), ("second", "5.2")):
        label = translate(f"entry.gait_speed.{field}", language)
        page.get_by_label(label, exact=True).fill(number)
        page.keyboard.press("Tab")
    show(page, language)
    result = page.locator(".st-key-entry-result")
    expect(result).to_contain_text(translate("entry.gait_speed.value", language, value=0.93))
    expect(result.locator("li")).to_have_count(2)
    expect(result).to_contain_text("Asian Working Group 2019")
    expect(result).to_contain_text(translate("entry.own_record", language))


def test_a_speed_without_a_time_asks_for_one(open_entry, language):
    page = open_entry("gait_speed")
    page.get_by_label(translate("entry.gait_speed.distance", language), exact=True).fill("5")
    page.keyboard.press("Tab")
    show(page, language)
    expect(page.get_by_text(translate("entry.gait_speed.missing", language))).to_be_visible()
