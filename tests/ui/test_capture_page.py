"""A practitioner takes somebody's stance: real camera frames, real Chromium, real screening."""

import json
from functools import cache
from pathlib import Path

import pytest
from camera import camera_flags
from conftest import CHROMIUM, FLAGS, Visits
from live_page import LISTEN, said, wait_for
from playwright.sync_api import Page, expect
from standing_camera import write_standing

from posture.i18n import translate
from posture.io.captures import observe
from posture.io.models import DEFAULT_MODEL
from posture.live.stance import N_CAPTURES, STEPS
from posture.screening import screen

ROOT = Path(__file__).parents[2]
TAKEN_MS = 150_000
STAND_S = 11.0


@pytest.fixture(scope="module")
def standing_cameras(browser, tmp_path_factory):
    """Give a browser before whose camera somebody stands; closed in the end."""
    opened = []

    def open_camera(sample: str):
        file = tmp_path_factory.mktemp("camera") / f"{sample}.mjpeg"
        flags = FLAGS + camera_flags(write_standing(sample, file, STAND_S))
        chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
        opened.append(chromium)
        return chromium

    yield open_camera
    for chromium in opened:
        chromium.close()


@cache
def recorded(sample: str) -> dict[str, float]:
    """Return what a screening of the recording reads, by finding and side."""
    report = screen([observe(ROOT / "sample_videos" / f"{sample}.mp4", DEFAULT_MODEL).capture])
    return {(f.key, f.side): f.value for f in report.findings if f.is_measured}


def open_camera_of_page(visits: Visits, language: str, place: str, **size: int) -> Page:
    page = visits(f"/posture?lang={language}", **size)
    page.evaluate(LISTEN)
    page.get_by_text(translate("posture.page.camera", language), exact=True).click()
    page.get_by_text(translate(f"capture.place.{place}", language), exact=True).click()
    page.locator(".start-camera").wait_for(timeout=30_000)
    page.wait_for_timeout(500)
    page.locator(".start-camera").click()
    return page


def result_of(page: Page) -> dict:
    page.locator(".st-key-capture-result button").click()
    page.locator(".st-key-posture-json button").wait_for(timeout=60_000)
    with page.expect_download() as download:
        page.locator(".st-key-posture-json button").click()
    return json.loads(download.value.path().read_text(encoding="utf-8"))


def test_three_captures_from_the_front_are_screened_like_the_recording(standing_cameras, dashboard):
    visits = Visits(standing_cameras("standing_front"), dashboard)
    page = open_camera_of_page(visits, "ja", "front")
    wait_for(page, "s.stage === 'count_in'")
    expect(page.locator(".steps li[data-is=met]")).to_have_count(len(STEPS) - 1)
    expect(page.locator(".steps li[data-is=unsure]")).to_have_count(1)  # no vertical is marked
    wait_for(page, "s.stage === 'step'")
    assert said(page)[-5:] == [
        *("3", "2", "1"),
        translate("capture.words.hold", "ja"),
        translate("capture.words.step", "ja", n=1),
    ]
    expect(page.locator(".st-key-capture-result button")).to_be_enabled(timeout=TAKEN_MS)
    report = result_of(page)
    (view,) = report["views"]
    assert view["view"] == "front"
    assert [c["is_photo"] for c in view["captures"]] == [False] * N_CAPTURES
    measured = [f for f in view["findings"] if f["outcome"] != "not_measurable"]
    assert {f["key"] for f in measured} >= {"posture.shoulder_tilt", "posture.pelvis_level"}
    truth = recorded("standing_front")
    for finding in measured:
        assert len(finding["values"]) == N_CAPTURES
        wanted = truth[finding["key"], finding["side"]]
        assert abs(finding["value"] - wanted) < 0.5 * finding["sigma"], finding["key"]
    told = translate("posture.spread", "ja", count=N_CAPTURES, spread="")
    spread = page.get_by_text(told.strip())
    expect(spread.first).to_be_attached()
    expect(page.locator("video")).to_have_count(0)
    visits.end()


def test_one_capture_from_the_side_with_the_door_marked(standing_cameras, dashboard):
    visits = Visits(standing_cameras("standing_side"), dashboard)
    page = open_camera_of_page(visits, "en", "side_left")
    wait_for(page, "s.met.length")
    page.locator(".vertical input").check()
    page.locator(".top input").fill("20")
    page.locator(".bottom input").fill("22")
    wait_for(page, "s.roll !== null && Math.abs(s.roll) > 0.5")
    wait_for(page, "s.stage === 'step'")
    page.locator(".stop").click()
    page.locator(".st-key-capture-result button").wait_for()
    expect(page.locator(".st-key-capture-result button")).to_be_enabled()
    report = result_of(page)
    (view,) = report["views"]
    assert (view["view"], view["near"]) == ("side", "left")
    (capture,) = view["captures"]
    assert capture["is_roll_known"]
    assert capture["roll_deg"] != 0
    page.locator(".st-key-posture-erase button").click()
    page.get_by_text(translate("posture.page.camera", "en"), exact=True).click()
    expect(page.get_by_text(translate("capture.none_yet", "en"))).to_be_visible()
    visits.end()
