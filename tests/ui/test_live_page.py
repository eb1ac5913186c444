"""A person in front of the live page: real camera frames, real Chromium, real report."""

import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from camera import camera_flags, write_camera_file
from conftest import CHROMIUM, FLAGS, Visits, free_port, wait_until_healthy
from playwright.sync_api import Page, expect

from posture import wording
from posture.analysis import analyze
from posture.checks import cues
from posture.exercises import EXERCISES
from posture.i18n import translate
from posture.io.estimator import PoseEstimator
from posture.io.models import find_model
from posture.io.recording import estimate_poses
from posture.report import Report
from posture.view import View

ROOT = Path(__file__).parents[2]
SET_MS = 180_000
READY_S, AFTER_S = 14.0, 60.0

# What the page answers with is told to whoever listens; the tests do.
LISTEN = """
window.states = [];
window.addEventListener("posture-live", (event) => window.states.push(event.detail.state));
"""
STATE = "window.states.at(-1)"


@cache
def recorded(sample: str, view: View) -> Report:
    """Return the report on the recording of a sample."""
    with PoseEstimator(find_model()) as estimator:
        poses = estimate_poses(ROOT / "sample_videos" / f"{sample}.mp4", estimator)
    return analyze(poses, EXERCISES["squat"], view).report


def open_live(visits: Visits, language: str, view: View = View.SIDE, **size: int) -> Page:
    page = visits(f"/live?lang={language}&exercise=squat", **size)
    page.evaluate(LISTEN)
    page.locator(".start-demo").wait_for(timeout=30_000)
    if view is not View.SIDE:
        page.get_by_text(translate(f"live.view_{view}", language), exact=True).click()
        page.wait_for_timeout(500)
    return page


def answer_safety_questions(page: Page) -> None:
    """Have nothing of what would have to be seen first."""
    page.locator(".st-key-safety-done button").click()
    expect(page.locator(".start-camera")).to_be_visible()


def choose_sample(page: Page, sample: str, language: str) -> None:
    page.get_by_label(translate("live.sample", language)).click()
    page.get_by_role("option", name=translate(f"sample.{sample}", language), exact=True).click()
    page.wait_for_timeout(500)


def wait_for(page: Page, condition: str, timeout_ms: float = SET_MS) -> None:
    page.wait_for_function(
        f"(() => {{ const s = {STATE}; return s && ({condition}); }})()", timeout=timeout_ms
    )


def said(page: Page) -> list[str]:
    return page.locator(".said li").all_text_contents()


def downloaded(page: Page, language: str) -> dict:
    page.locator(".st-key-another-set").wait_for(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("button", name=translate("page.download.json", language)).click()
    return json.loads(download.value.path().read_text(encoding="utf-8"))


def cue_of(report: Report, language: str) -> str:
    """Return the sentence of what the recording's report would change first."""
    return wording.sentence(cues(report.checks)[0], language)


@pytest.fixture(scope="module")
def cameras(browser, tmp_path_factory):
    """Give a browser whose camera shows a sample; closed in the end."""
    opened = []

    def open_camera(sample: str, ready_s: float = READY_S, after_s: float = AFTER_S):
        file = tmp_path_factory.mktemp("camera") / f"{sample}.mjpeg"
        flags = FLAGS + camera_flags(write_camera_file(sample, file, ready_s, after_s))
        chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
        opened.append(chromium)
        return chromium

    yield open_camera
    for chromium in opened:
        chromium.close()


def test_a_person_at_the_camera_is_counted_coached_and_gets_the_report(cameras, dashboard):
    language, sample = "ja", "squat_trunk_forward_side"
    visits = Visits(cameras(sample), dashboard)
    page = open_live(visits, language)
    answer_safety_questions(page)
    page.locator(".start-camera").click()
    wait_for(page, "s.stage === 'exercise'")
    spoken = said(page)
    assert spoken[0] == translate("live.words.stop_rule", language)
    assert spoken[-4:] == ["3", "2", "1", translate("live.words.go", language)]

    truth = recorded(sample, View.SIDE)
    wait_for(page, f"s.count === {truth.rep_count}")
    page.wait_for_timeout(4000)
    expect(page.locator(".count b")).to_have_text(str(truth.rep_count))
    spoken = said(page)
    assert [line for line in spoken if line.isdigit()][3:] == [
        str(n + 1) for n in range(truth.rep_count)
    ]
    page.locator(".stop").click()
    report = downloaded(page, language)
    assert report["rep_count"] == truth.rep_count
    assert report["view"] == "side"
    if "low_frame_rate" in report["quality"]:  # then nothing may be judged, live or later
        assert all(check["grade"] == "uncertain" for check in report["checks"])
    else:
        assert any(cue_of(truth, language) in line for line in spoken)
    expect(page.get_by_text(translate("page.checks", language), exact=True)).to_be_visible()
    expect(page.locator("video")).to_have_count(0)
    visits.end()


@pytest.mark.parametrize(
    ("language", "sample", "view"),
    [
        ("ja", "squat_trunk_forward_side", View.SIDE),
        ("en", "squat_knees_in_front", View.FRONT),
    ],
)
def test_the_demonstration_counts_and_cues_as_the_recording_does(visit, language, sample, view):
    page = open_live(visit, language, view)
    choose_sample(page, sample, language)
    page.locator(".start-demo").click()
    truth = recorded(sample, view)
    wait_for(page, f"s.count === {truth.rep_count} && s.cue")
    page.wait_for_timeout(1500)
    spoken = said(page)
    assert any(cue_of(truth, language) in line for line in spoken), spoken
    report = downloaded(page, language)  # the sample's end ends the set
    assert report["rep_count"] == truth.rep_count
    graded = {(check["key"], check["side"]): check["grade"] for check in report["checks"]}
    worst = [c for c in truth.checks if c.grade == "poor"]
    assert all(graded[(c.key, c.side)] in ("poor", "caution") for c in worst)


def test_after_a_set_there_is_another_and_the_first_can_be_looked_at_and_erased(visit, dashboard):
    page = open_live(visit, "en")
    page.locator(".start-demo").click()
    wait_for(page, "s.count >= 1")
    page.keyboard.press("Escape")
    downloaded(page, "en")
    files = [path for path in dashboard.visitors_files() if "posture-live" in str(path)]
    assert {path.name for path in files} == {"report.json", "measures.csv", "landmarks.npz"}
    page.locator(".st-key-another-set button").click()
    page.locator(".st-key-earlier-1 button").click()
    page.get_by_role("button", name=translate("page.erase", "en")).click()
    expect(page.locator(".start-demo")).to_be_visible()
    expect(page.locator(".st-key-earlier-1")).to_have_count(0)
    assert not [path for path in files if path.exists()]


class Restartable:
    """A dashboard that can be stopped and started again on the same port."""

    def __init__(self, temporary: Path) -> None:
        self.temporary = temporary
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "posture.cli", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": str(self.temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until_healthy(self.url)

    def stop(self) -> None:
        os.killpg(self.process.pid, 15)
        self.process.wait(timeout=20)


def test_a_set_survives_a_cut_connection_and_a_server_that_was_replaced(browser, tmp_path):
    dashboard = Restartable(tmp_path)
    try:
        page = open_live(Visits(browser, dashboard), "en")
        notice = page.locator(".notice")
        page.locator(".start-demo").click()
        wait_for(page, "s.count === 1")
        page.evaluate(
            "document.querySelectorAll('*').forEach("
            "(e) => (e.shadowRoot ?? e).postureLive?.link.socket.close())"
        )
        expect(notice).to_have_text(translate("live.words.reconnecting", "en"))
        expect(notice).to_have_text(translate("live.words.reconnected", "en"), timeout=20_000)
        wait_for(page, "s.count === 2")
        dashboard.stop()
        expect(notice).to_have_text(translate("live.words.reconnecting", "en"))
        dashboard.start()
        wait_for(page, "s.count === 3")
        assert downloaded(page, "en")["rep_count"] == 3
        page.context.close()
    finally:
        dashboard.stop()


REFUSALS = {
    "refused": "throw new DOMException('', 'NotAllowedError')",
    "missing": "throw new DOMException('', 'NotFoundError')",
    "in_use": "throw new DOMException('', 'NotReadableError')",
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("key", [*REFUSALS, "insecure"])
def test_why_there_is_no_camera_is_said_and_the_page_stays_usable(visit, key, language):
    page = open_live(visit, language)
    page.evaluate(
        "Object.defineProperty(navigator, 'mediaDevices', {value: undefined})"
        if key == "insecure"
        else f"void (navigator.mediaDevices.getUserMedia = async () => {{ {REFUSALS[key]}; }})"
    )
    answer_safety_questions(page)
    page.locator(".start-camera").click()
    expect(page.locator(".notice")).to_have_text(translate(f"live.words.{key}", language))
    expect(page.locator(".start-camera")).to_be_enabled()


def test_a_computer_without_a_camera_is_told_so(visit):
    page = open_live(visit, "en")
    answer_safety_questions(page)
    page.locator(".start-camera").click()
    notice = page.locator(".notice")
    expect(notice).to_be_visible()
    assert notice.inner_text() in (
        translate("live.words.missing", "en"),
        translate("live.words.refused", "en"),
    )


@pytest.fixture(scope="module")
def standing_camera(cameras):
    return cameras("squat_front", ready_s=60.0)


def test_an_unplugged_camera_a_hidden_page_and_the_keyboard(standing_camera, dashboard):
    visits = Visits(standing_camera, dashboard)
    page = open_live(visits, "en")
    answer_safety_questions(page)
    page.locator("h1").first.click()
    page.keyboard.press("Space")
    wait_for(page, "s.stage === 'set_up'", 60_000)
    expect(page.locator(".message")).to_have_text(translate("live.advice.turn_side", "en"))
    wait_until_said(page, translate("live.advice.turn_side", "en"))

    live = "[...document.querySelectorAll('*')].map((e) => (e.shadowRoot ?? e).postureLive)"
    page.evaluate(
        f"{live}.find(Boolean).pictures.stream.getVideoTracks()[0]"
        ".dispatchEvent(new Event('ended'))"
    )
    expect(page.locator(".notice")).to_have_text(translate("live.words.unplugged", "en"))
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    expect(page.locator(".notice")).to_be_hidden()

    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(700)
    before = page.evaluate("window.states.length")
    page.wait_for_timeout(1000)
    assert page.evaluate("window.states.length") == before
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".notice")).to_have_text(translate("live.words.hidden", "en"))
    page.wait_for_function(f"window.states.length > {before}")

    page.keyboard.press("Escape")
    expect(page.locator(".start-camera")).to_be_visible(timeout=15_000)
    visits.end()


def test_before_the_safety_questions_only_the_sample_can_be_started(visit):
    page = open_live(visit, "ja")
    expect(page.locator(".start-camera")).to_be_hidden()
    expect(page.locator(".safety-first")).to_have_text(translate("live.words.safety_first", "ja"))
    page.locator("h1").first.click()
    page.keyboard.press("Space")
    expect(page.locator(".stop")).to_be_hidden()
    page.locator(".st-key-safety-flag-locked_knee input, .st-key-safety-flags input").first.check(
        force=True
    )
    page.locator(".st-key-safety-done button").click()
    expect(page.locator(".st-key-safety-advice")).to_be_visible()
    expect(page.locator(".start-camera")).to_be_hidden()
    expect(page.locator(".start-demo")).to_be_visible()


def wait_until_said(page: Page, line: str) -> None:
    deadline = time.monotonic() + 30
    while line not in said(page) and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert line in said(page)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_live_page_needs_no_sideways_scrolling(visit, language, width):
    page = open_live(visit, language, width=width, height=780)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".stop-rule")).to_have_text(translate("live.words.stop_rule", language))
