"""The questions about warning signs stand before one's own recording, not before the samples."""

import json

import pytest
from conftest import ANALYSIS_MS
from playwright.sync_api import expect

from posture.i18n import translate
from posture.safety import RED_FLAGS


def own_video(page, language: str = "en") -> None:
    page.get_by_text(translate("page.upload", language), exact=True).click()


def tick(page, key: str) -> None:
    page.locator(f".st-key-safety-flag-{key} label").click()


def done(page):
    return page.locator(".st-key-safety-done button")


@pytest.fixture
def asked(visit):
    page = visit("/recording?lang=en&exercise=squat")
    own_video(page)
    expect(done(page)).to_contain_text(translate("safety.none", "en"))
    return page


def test_every_question_is_asked_and_a_sample_needs_no_answer(asked):
    boxes = asked.locator(".st-key-safety-flags input[type=checkbox]")
    expect(boxes).to_have_count(len(RED_FLAGS))
    expect(asked.locator("input[type=file]")).to_have_count(0)
    asked.get_by_text(translate("page.samples", "en"), exact=True).click()
    expect(asked.locator(".st-key-sample-squat_side button")).to_be_enabled()


def test_whoever_has_nothing_presses_one_button_once_in_a_visit(asked):
    done(asked).click()
    expect(asked.locator("input[type=file]")).to_have_count(1)
    expect(asked.locator(".st-key-safety-advice")).to_have_count(0)
    asked.locator(".st-key-another-activity button").click()
    asked.locator(".st-key-choose-two_step button").click()
    expect(asked.get_by_label(translate("entry.two_step.height", "en"))).to_be_visible()
    expect(done(asked)).to_have_count(0)


@pytest.mark.parametrize(
    ("key", "level"), [("sudden_weakness", "emergency"), ("locked_knee", "today")]
)
def test_an_urgent_sign_locks_exercises_but_not_the_samples(asked, key, level):
    tick(asked, key)
    tick(asked, "gives_way")
    expect(done(asked)).to_contain_text(translate("safety.go_on", "en"))
    done(asked).click()
    expect(asked.get_by_text(translate(f"safety.{level}", "en"))).to_be_visible()
    expect(asked.locator("input[type=file]")).to_have_count(0)
    asked.get_by_text(translate("page.samples", "en"), exact=True).click()
    expect(asked.locator(".st-key-sample-squat_side button")).to_be_enabled()


def test_whoever_was_seen_by_a_doctor_since_may_go_on_and_still_reads_why(asked):
    tick(asked, "foot_drop")
    done(asked).click()
    asked.locator(".st-key-safety-seen button").click()
    expect(asked.locator("input[type=file]")).to_have_count(1)
    expect(asked.get_by_text(translate("safety.today", "en"))).to_be_visible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_on_a_phone_the_button_that_lets_go_on_says_all_it_says(visit, language):
    page = visit(f"/recording?lang={language}&exercise=squat", width=360, height=800)
    own_video(page, language)
    tick(page, "foot_drop")
    done(page).click()
    words = page.locator(".st-key-safety-seen button p")
    expect(words).to_have_text(translate("safety.seen", language))
    cut_off_px = words.evaluate("p => p.parentElement.scrollWidth - p.parentElement.clientWidth")
    assert cut_off_px == 0
    page.locator(".st-key-safety-seen button").click()
    expect(page.locator("input[type=file]")).to_have_count(1)


def test_a_slip_of_the_hand_can_be_answered_again(asked):
    tick(asked, "hot_with_fever")
    done(asked).click()
    asked.locator(".st-key-safety-again button").click()
    expect(done(asked)).to_contain_text(translate("safety.none", "en"))
    done(asked).click()
    expect(asked.locator("input[type=file]")).to_have_count(1)


def test_what_can_wait_advises_and_lets_go_on(asked):
    tick(asked, "gives_way")
    done(asked).click()
    expect(asked.get_by_text(translate("safety.soon", "en"))).to_be_visible()
    expect(asked.locator("input[type=file]")).to_have_count(1)


def pain(page, number: int, key: str = "today-pain") -> None:
    page.locator(f"[class*='st-key-{key}']").get_by_text(str(number), exact=True).click()


@pytest.mark.parametrize("what", ["pain", "unsteady"])
def test_who_hurts_or_is_unsteady_is_offered_what_is_done_sitting(asked, what):
    if what == "pain":
        pain(asked, 6)
    else:
        asked.locator(".st-key-today-unsteady label").click()
    expect(done(asked)).to_contain_text(translate("safety.go_on", "en"))
    done(asked).click()
    expect(asked.get_by_text(translate("today.seated_only", "en"))).to_be_visible()
    expect(asked.get_by_text(translate("today.not_this_one", "en"))).to_be_visible()
    expect(asked.locator("input[type=file]")).to_have_count(0)
    asked.locator(".st-key-another-activity button").click()
    asked.locator(".st-key-choose-knee_extension button").click()
    expect(asked.locator("input[type=file]")).to_have_count(1)
    expect(asked.get_by_text(translate("today.not_this_one", "en"))).to_have_count(0)


def test_pain_of_five_keeps_nothing_back(asked):
    pain(asked, 5)
    done(asked).click()
    expect(asked.locator("input[type=file]")).to_have_count(1)
    expect(asked.locator(".st-key-safety-advice")).to_have_count(0)


def test_more_pain_after_a_set_ends_the_day_and_is_kept_only_if_wanted(asked, dashboard, one_squat):
    pain(asked, 1)
    done(asked).click()
    asked.locator("input[type=file]").set_input_files(one_squat)
    asked.locator(".st-key-measure button").click()
    asked.locator("dl.summary").wait_for(timeout=ANALYSIS_MS)

    def kept() -> list[dict]:
        files = [f for f in dashboard.visitors_files() if f.name == "feeling.json"]
        return [json.loads(file.read_text(encoding="utf-8")) for file in files]

    pain(asked, 3, "pain-after")
    expect(asked.get_by_text(translate("today.after.same", "en"))).to_be_visible()
    pain(asked, 4, "pain-after")
    expect(asked.get_by_text(translate("today.after.rest", "en"))).to_be_visible()
    assert kept() == []
    asked.locator("[class*='st-key-keep-feeling'] label").click()
    expect(asked.get_by_text(translate("page.download.feeling", "en"))).to_be_visible()
    said = {"pain_before": 1, "signs": [], "pain_after": 4, "afterwards": "rest"}
    assert kept() == [said]
    asked.get_by_role("button", name=translate("page.erase", "en")).click()
    expect(asked.get_by_text(translate("today.rest", "en"))).to_be_visible()
    expect(asked.locator("input[type=file]")).to_have_count(0)
    assert kept() == []


def test_the_next_visit_is_asked_anew(visit):
    for _ in range(2):
        page = visit("/recording?lang=ja&exercise=squat")
        own_video(page, "ja")
        expect(done(page)).to_contain_text(translate("safety.none", "ja"))
        done(page).click()
        expect(page.locator("input[type=file]")).to_have_count(1)
