"""A visitor at the posture page, in a real browser."""

import json
from pathlib import Path

import cv2
import pypdfium2
from conftest import wait_until_at_rest
from playwright.sync_api import expect

from posture.i18n import translate

MEASURED_MS = 300_000  # this is a limit, not a measure: the machine may be busy
SAMPLE = Path(__file__).parents[2] / "sample_videos" / "standing_front.mp4"


def measure_samples(page) -> None:
    page.locator(".st-key-posture-samples button").click()
    page.locator(".st-key-posture-json button").wait_for(timeout=MEASURED_MS)


def test_from_the_samples_to_the_record_and_the_sheet(visit):
    language = "ja"
    page = visit(f"/posture?lang={language}")
    measure_samples(page)
    for name in ("shoulder_tilt", "standing_knee"):
        title = translate(f"posture.{name}.name", language)
        expect(page.get_by_text(title, exact=True).first).to_be_visible()
    limits = translate("posture.limits", language)
    expect(page.get_by_text(limits, exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.locator(".st-key-posture-json button").click()
    record = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [view["view"] for view in record["views"]] == ["front", "side"]

    page.locator(".st-key-sheet-person input").fill("Hanako")
    page.get_by_role("button", name=translate("sheet.form.make", language)).click()
    page.locator(".st-key-download-sheet button").wait_for(timeout=30_000)
    with page.expect_download() as download:
        page.locator(".st-key-download-sheet button").click()
    document = pypdfium2.PdfDocument(download.value.path().read_bytes())
    assert len(document) == 1
    assert "Hanako" in document[0].get_textpage().get_text_range()


def test_a_marked_vertical_an_earlier_record_and_erasing(visit, tmp_path):
    page = visit("/posture?lang=en")
    measure_samples(page)
    for aspect in ("shoulder_tilt", "standing_knee"):
        title = translate(f"posture.{aspect}.name", "en")
        expect(page.get_by_text(title, exact=True).first).to_be_visible()
    with page.expect_download() as download:
        page.locator(".st-key-posture-json button").click()
    earlier = tmp_path / "screening.json"
    earlier.write_bytes(download.value.path().read_bytes())
    page.locator(".st-key-posture-earlier input[type=file]").set_input_files(earlier)
    expect(page.get_by_text(translate("posture.compare.same_visit", "en"))).to_be_visible(
        timeout=15_000
    )

    page.get_by_text(translate("posture.page.vertical", "en", number="")).first.click()
    page.get_by_text(translate("posture.page.vertical_use", "en")).first.click()
    page.locator(".st-key-vertical-0-top input[type=range]").first.press("ArrowRight")
    expect(page.get_by_text("was taken out by the vertical you marked").first).to_be_visible(
        timeout=15_000
    )
    page.locator(".st-key-posture-erase button").click()
    expect(page.locator(".st-key-posture-samples button")).to_be_visible(timeout=15_000)


def test_a_text_file_named_jpg_gets_one_sentence_and_leaves_nothing_behind(
    visit, dashboard, tmp_path
):
    fake = tmp_path / "me.jpg"
    fake.write_text("not a photo")
    page = visit("/posture?lang=en")
    page.get_by_text(translate("posture.page.upload", "en"), exact=True).click()
    page.locator(".st-key-posture-files input[type=file]").set_input_files(fake)
    button = page.locator(".st-key-posture-measure button")
    expect(button).to_be_enabled(timeout=15_000)
    wait_until_at_rest(page)
    button.click()
    sentence = translate("error.not_a_photo", "en", path="me.jpg")
    expect(page.get_by_text(sentence)).to_be_visible(timeout=30_000)
    assert "Traceback" not in page.content()
    assert not [path for path in dashboard.visitors_files() if path.suffix == ".jpg"]


def test_what_is_wrong_with_a_picture_is_said_in_the_language_chosen_later(visit, tmp_path):
    fake, photo = tmp_path / "me.jpg", tmp_path / "front.png"
    fake.write_text("not a photo")
    capture = cv2.VideoCapture(str(SAMPLE))
    cv2.imwrite(str(photo), capture.read()[1])
    capture.release()
    page = visit("/posture?lang=en")
    page.get_by_text(translate("posture.page.upload", "en"), exact=True).click()
    page.locator(".st-key-posture-files input[type=file]").set_input_files([fake, photo])
    button = page.locator(".st-key-posture-measure button")
    for name in (fake.name, photo.name):
        expect(page.get_by_text(name, exact=True)).to_be_visible()
    expect(button).to_be_enabled(timeout=15_000)
    page.wait_for_timeout(5000)  # the button can be pressed as soon as the first file is there
    button.click()
    page.locator(".st-key-posture-json button").wait_for(timeout=MEASURED_MS)
    for language, name in (("en", "English"), ("ja", "日本語")):
        page.locator(".st-key-language-switch").get_by_text(name, exact=True).click()
        sentence = translate("error.not_a_photo", language, path="me.jpg")
        expect(page.get_by_text(sentence)).to_be_visible()


def test_an_analysis_that_is_cancelled_ends_and_leaves_nothing_behind(visit, dashboard):
    page = visit("/posture?lang=ja")
    page.get_by_text(translate("posture.page.upload", "ja"), exact=True).click()
    page.locator(".st-key-posture-files input[type=file]").set_input_files(SAMPLE)
    button = page.locator(".st-key-posture-measure button")
    expect(button).to_be_enabled(timeout=15_000)
    wait_until_at_rest(page)
    button.click()
    number = translate("posture.page.picture", "ja", number=1, count=1)
    expect(page.get_by_text(number)).to_be_visible()
    page.locator(".st-key-posture-cancel button").click()
    expect(page.get_by_text(translate("page.stopped", "ja"))).to_be_visible(timeout=15_000)
    expect(button).to_be_visible()
    assert not [
        path for path in dashboard.visitors_files() if path.parent.name.startswith("posture-check-")
    ]
