"""A visitor at the real page, in a real browser."""

import json
import time

import pypdfium2
import pytest
from conftest import ANALYSIS_MS, wait_until_at_rest
from motions import Curve, Dip
from playwright.sync_api import expect
from squats import filmed
from stick_figure import FRONT, RIGHT_PROFILE

from posture.i18n import LANGUAGES, translate
from posture.io.errors import InputError
from posture.io.landmarks import save_landmarks
from posture.ui.recording import SUFFIXES


def upload(page, path, language: str) -> None:
    page.get_by_text(translate("page.upload", language), exact=True).click()
    page.locator(".st-key-safety-done button").click()
    page.locator("input[type=file]").set_input_files(path)
    button = page.locator(".st-key-measure button")
    expect(button).to_be_enabled(timeout=15_000)
    wait_until_at_rest(page)
    button.click()


def test_from_the_start_page_through_a_sample_to_the_report_and_its_json(report_page):
    language, page = "en", report_page
    expect(page.get_by_text(translate("page.checks", language), exact=True)).to_be_visible()
    expect(
        page.get_by_text(translate("check.squat.peak_knee_flexion.name", language))
    ).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=translate("page.download.json", language)).click()
    report = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert report["exercise"] == "squat"
    assert report["view"] == "side"
    shown = page.locator(".rep-count dd").inner_text()
    assert shown == translate("page.reps", language, count=report["rep_count"])
    assert report["rep_count"] >= 3


def test_the_annotated_video_plays_in_the_browser(report_page):
    report_page.evaluate("document.querySelector('video').play()")
    report_page.wait_for_function("document.querySelector('video').currentTime > 0.2")
    assert report_page.evaluate("document.querySelector('video').error") is None


def test_choosing_a_repetition_shows_that_moment_of_the_video(report_page):
    report_page.evaluate("document.querySelector('video').pause()")
    report_page.locator(".st-key-rep").get_by_text("3", exact=True).click()
    report_page.wait_for_function("document.querySelector('video').currentTime > 4")


def test_a_report_has_a_sheet_to_hand_over_with_the_clinics_name(report_page, clinic_name):
    wait_until_at_rest(report_page)
    report_page.get_by_text(translate("sheet.form.title", "en")).click()
    name = report_page.locator(".st-key-sheet-person input")
    name.fill("Hanako")
    name.press("Tab")
    wait_until_at_rest(report_page)
    report_page.get_by_role("button", name=translate("sheet.form.make", "en")).click()
    report_page.locator(".st-key-download-sheet button").wait_for(timeout=30_000)
    with report_page.expect_download() as download:
        report_page.locator(".st-key-download-sheet button").click()
    document = pypdfium2.PdfDocument(download.value.path().read_bytes())
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    for expected in ("Hanako", clinic_name, translate("check.squat.peak_knee_flexion.name", "en")):
        assert expected in text


def lay_over(page, path) -> None:
    field = page.locator(".st-key-earlier-file input[type=file]")
    if not field.count():
        page.get_by_text(translate("results.compare", "en")).click()
    field.set_input_files(path)


def test_a_file_that_holds_no_landmarks_cannot_be_compared(report_page, tmp_path):
    fake = tmp_path / "old.npz"
    fake.write_text("not landmarks")
    lay_over(report_page, fake)
    sentence = InputError("landmarks_unreadable", path="old.npz").sentence("en")
    expect(report_page.get_by_text(sentence)).to_be_visible(timeout=15_000)


@pytest.mark.parametrize(
    ("yaw_deg", "said"),
    [(RIGHT_PROFILE, "results.same_limits"), (FRONT, "results.other_view")],
)
def test_an_earlier_recording_is_laid_over_if_it_was_filmed_from_the_same_side(
    report_page, tmp_path, yaw_deg, said
):
    save_landmarks(tmp_path / "landmarks.npz", filmed(Curve([Dip()] * 3), yaw_deg))
    lay_over(report_page, tmp_path / "landmarks.npz")
    sentence = translate(said, "en", **({"view": "from the front"} if yaw_deg == FRONT else {}))
    expect(report_page.get_by_text(sentence)).to_be_visible(timeout=30_000)
    names = report_page.locator(".st-key-average-rep .legendtext")
    expect(names).to_have_count(2 if yaw_deg == RIGHT_PROFILE else 0)


def test_the_language_can_be_changed_over_a_report(report_page):
    report_page.get_by_text("日本語", exact=True).click()
    expect(report_page.get_by_text(translate("sample.squat_side", "ja"))).to_be_visible()
    expect(report_page.get_by_text(translate("page.checks", "ja"), exact=True)).to_be_visible()
    expect(report_page.locator("video")).to_be_visible()


def test_the_language_changes_with_every_press(visit):
    page = visit("/?lang=ja")
    for language in ("en", "ja", "en"):
        page.get_by_text(LANGUAGES[language], exact=True).click()
        expect(page.locator("h1").first).to_have_text(translate("start.title", language))
        expect(page.locator("html")).to_have_attribute("lang", language)  # for screen readers


def test_an_analysis_can_be_cancelled(visit):
    page = visit("/recording?lang=en&exercise=squat")
    page.locator(".st-key-sample-squat_side button").click()
    page.locator(".st-key-cancel button").click()
    expect(page.get_by_text(translate("page.stopped", "en"))).to_be_visible(timeout=15_000)
    expect(page.locator("video")).to_have_count(0)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_text_file_named_mp4_gets_one_sentence_and_the_page_stays_usable(
    visit, tmp_path, language
):
    fake = tmp_path / "holiday.mp4"
    fake.write_text("not a video")
    page = visit(f"/recording?lang={language}&exercise=squat")
    upload(page, fake, language)
    sentence = translate("error.not_a_video", language, path="holiday.mp4")
    expect(page.get_by_text(sentence)).to_be_visible(timeout=15_000)
    assert "Traceback" not in page.content()
    expect(page.locator("input[type=file]")).to_have_count(1)


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_wrong_with_a_file_is_said_where_one_looks(
    visit, tmp_path, language, width, height
):
    fake = tmp_path / "holiday.mp4"
    fake.write_text("not a video")
    page = visit(f"/recording?lang={language}&exercise=squat", width, height)
    upload(page, fake, language)
    sentence = page.get_by_text(translate("error.not_a_video", language, path="holiday.mp4"))
    expect(sentence).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_field_for_a_file_says_which_files_it_takes(language):
    label = translate("page.upload_label", language, minutes=1, megabytes=1)
    assert [suffix for suffix in SUFFIXES if suffix.upper() not in label.upper()] == []


def test_nothing_of_a_visitor_is_left_once_they_leave(visit, cut_sample, dashboard):
    page = visit("/recording?lang=en&exercise=squat")
    before = set(dashboard.visitors_files())
    upload(page, cut_sample, "en")
    page.locator("video").wait_for(timeout=ANALYSIS_MS)
    assert {path.name for path in set(dashboard.visitors_files()) - before} >= {"report.json"}
    page.goto("about:blank")
    deadline = time.monotonic() + dashboard.leave_after_s + 90
    while set(dashboard.visitors_files()) - before and time.monotonic() < deadline:
        time.sleep(1)
    assert set(dashboard.visitors_files()) - before == set()


def test_erasing_removes_the_files_at_once(visit, cut_sample, dashboard):
    page = visit("/recording?lang=en&exercise=squat")
    before = set(dashboard.visitors_files())
    upload(page, cut_sample, "en")
    page.locator("video").wait_for(timeout=ANALYSIS_MS)
    assert {path.name for path in set(dashboard.visitors_files()) - before} >= {"report.json"}
    page.get_by_role("button", name=translate("page.erase", "en")).click()
    expect(page.locator("h1").first).to_have_text(translate("page.recording.title", "en"))
    expect(page.locator("video")).to_have_count(0)
    assert set(dashboard.visitors_files()) - before == set()


@pytest.mark.parametrize(
    "path",
    ["/?lang=ja", "/recording?lang=ja", "/recording?lang=en", "/recording?lang=en&exercise=squat"],
)
def test_a_phone_needs_no_sideways_scrolling(visit, path):
    page = visit(path, width=360, height=740)
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
