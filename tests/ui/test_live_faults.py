"""What goes wrong around the live page: it says so, recovers, and keeps the set so far."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Visits, free_port, wait_until_healthy
from live_page import (
    STATE,
    answer_safety_questions,
    downloaded,
    open_live,
    wait_for,
    wait_until_said,
)
from playwright.sync_api import expect

from posture.i18n import translate


class Restartable:
    """A dashboard that can be stopped and started again on the same port."""

    def __init__(self, temporary: Path, *options: str) -> None:
        self.temporary, self.options = temporary, options
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "posture.cli", "serve", "--port", str(self.port), *self.options],
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


# How a set may end on a connection that is dead already: the page learns of it only later.
DEAD_ENDS = {
    # a stop that never arrives
    "stop": """(live) => {
      const send = live.link.command.bind(live.link);
      live.link.command = (command) => {
        if (command.do !== "stop") { send(command); return; }
        live.link.command = send;
        live.link.socket.close();
      };
      live.stop();
    }""",
    # a computer that slept: halted by the lost connection, the sample does not say that it ended
    "sleep": """(live) => {
      const {video} = live.pictures;
      video.pause();
      video.currentTime = video.duration;
      video.addEventListener("seeked", () => live.link.socket.close(), {once: true});
    }""",
}


@pytest.mark.parametrize("what", DEAD_ENDS)
def test_a_set_that_ended_while_the_connection_was_dead_gets_its_report(visit, what):
    page = open_live(visit, "en")
    page.locator(".start-demo").click()
    wait_for(page, "s.count === 1")
    page.evaluate(
        f"({DEAD_ENDS[what]})([...document.querySelectorAll('*')]"
        ".map((e) => (e.shadowRoot ?? e).postureLive).find(Boolean))"
    )
    assert downloaded(page, "en")["rep_count"] == 1


def test_beyond_the_places_the_page_says_so_and_connects_once_one_is_free(browser, tmp_path):
    dashboard = Restartable(tmp_path, "--places", "1")
    try:
        visits = Visits(browser, dashboard)
        first, second = (open_live(visits, language) for language in ("ja", "en"))
        first.locator(".start-demo").click()
        wait_for(first, "s.stage === 'count_in'")
        second.locator(".start-demo").click()
        message = second.locator(".message")
        expect(message).to_have_text(translate("live.words.busy", "en", places=1))
        first.keyboard.press("Escape")
        wait_for(second, "s.stage === 'count_in'")
        expect(message).to_have_text(translate("live.words.ready", "en"))
        visits.end()
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


def test_a_pause_is_no_part_of_the_set_and_too_slow_a_rate_counts_nothing(
    standing_camera, dashboard
):
    visits = Visits(standing_camera, dashboard)
    page = open_live(visits, "en")
    answer_safety_questions(page)
    page.locator(".start-camera").click()
    wait_for(page, "s.stage === 'set_up'", 60_000)
    page.locator(".begin").click()
    wait_for(page, "s.stage === 'exercise' && s.elapsed > 0.5")
    expect(page.locator(".count b")).to_have_text("0")

    page.keyboard.press("KeyP")
    expect(page.locator(".message")).to_have_text(translate("live.words.paused", "en"))
    page.wait_for_timeout(700)
    before, elapsed_s = page.evaluate(f"[window.states.length, {STATE}.elapsed]")
    page.keyboard.press("KeyP")
    expect(page.locator(".big")).to_have_text("4")
    page.wait_for_function(f"window.states.length > {before}", timeout=30_000)
    assert page.evaluate(f"window.states[{before}].elapsed") - elapsed_s < 2.5  # of more than 5

    live = "[...document.querySelectorAll('*')].map((e) => (e.shadowRoot ?? e).postureLive)"
    page.evaluate(f"{live}.find(Boolean).tempo.countHz = 99")
    expect(page.locator(".notice")).to_contain_text("steps cannot be counted; that takes 99")
    expect(page.locator(".count b")).to_have_text("–")
    visits.end()


# Answers are held back for a while; the mark over the head is green and drawn with the body alone.
LATE = """
async () => {
  const live = [...document.querySelectorAll("*")].map((e) => (e.shadowRoot ?? e).postureLive)
    .find(Boolean);
  const canvas = live.screen.overlay.canvas;
  const isDrawn = () => {
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] < 80 && data[i + 1] > 200 && data[i + 2] < 170 && data[i + 3] > 250) return true;
    }
    return false;
  };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const untilDrawn = async () => {
    for (let n = 0; n < 100 && !isDrawn(); n++) await wait(50);
    return isDrawn();
  };
  const seen = {before: await untilDrawn(), late: []};
  const take = live.link.take.bind(live.link), held = [];
  live.link.take = (data) => held.push(data);
  await wait(1500);
  seen.silent = isDrawn();
  window.addEventListener("posture-live", ({detail}) => seen.late.push([detail.age, isDrawn()]));
  held.forEach(take);
  live.link.take = take;
  await wait(500);
  seen.after = await untilDrawn();
  return seen;
}
"""


def test_landmarks_that_come_late_are_not_drawn_beside_the_body(standing_camera, dashboard):
    visits = Visits(standing_camera, dashboard)
    page = open_live(visits, "en")
    answer_safety_questions(page)
    page.locator(".start-camera").click()
    wait_for(page, "s.stage === 'set_up' && s.seen", 60_000)
    page.wait_for_timeout(1500)
    drawn = page.evaluate(LATE)
    assert (drawn["before"], drawn["silent"], drawn["after"]) == (True, False, True)
    assert drawn["late"][0][0] > 2
    assert all(is_drawn == (age <= 2) for age, is_drawn in drawn["late"])
    visits.end()


def test_answers_that_never_come_do_not_stop_the_pictures(standing_camera, dashboard):
    visits = Visits(standing_camera, dashboard)
    page = open_live(visits, "ja")
    answer_safety_questions(page)
    page.locator(".start-camera").click()
    wait_for(page, "s.stage === 'set_up'", 60_000)
    page.evaluate(
        """async () => {
          const {link} = [...document.querySelectorAll("*")]
            .map((e) => (e.shadowRoot ?? e).postureLive).find(Boolean);
          const take = link.take.bind(link);
          link.take = () => {};
          await new Promise((done) => setTimeout(done, 1500));
          link.take = take;
          window.states = [];
        }"""
    )
    page.wait_for_function("window.states.length > 3", timeout=20_000)
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
