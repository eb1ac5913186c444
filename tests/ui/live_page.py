"""What a visitor does on the live page, and what a recording of the same would say."""

import json
import time

import watched
from conftest import Visits
from playwright.sync_api import Page, expect

from posture import wording
from posture.analysis import analyze
from posture.checks import cues
from posture.exercises import EXERCISES
from posture.i18n import translate
from posture.report import Report
from posture.view import View

SET_MS = 180_000

# What the page answers with is told to whoever listens; the tests do.
LISTEN = """
window.states = [];
window.addEventListener("posture-live", (event) => window.states.push(event.detail.state));
"""
STATE = "window.states.at(-1)"


def recorded(sample: str, exercise: str, view: View) -> Report:
    """Return the report on the recording of a sample."""
    return analyze(watched.sample(sample), EXERCISES[exercise], view).report


def open_live(
    visits: Visits,
    language: str,
    view: View = View.SIDE,
    exercise: str = "squat",
    **size: int,
) -> Page:
    page = visits(f"/live?lang={language}&exercise={exercise}", **size)
    page.evaluate(LISTEN)
    page.locator(".live").wait_for(timeout=30_000)
    if view is not View.SIDE:
        page.get_by_text(translate(f"live.view_{view}", language), exact=True).click()
        page.wait_for_timeout(500)
    return page


def answer_safety_questions(page: Page) -> None:
    """Have nothing of what would have to be seen first."""
    page.locator(".st-key-safety-done button").click()
    expect(page.locator(".start-camera")).to_be_visible()


def choose_sample(page: Page, sample: str, language: str) -> None:
    box = page.get_by_label(translate("live.sample", language))
    expect(box).to_have_count(1)  # that of another view fades away at its leisure
    box.click()
    page.get_by_role("option", name=translate(f"sample.{sample}", language), exact=True).click()
    page.wait_for_timeout(500)


def wait_for(page: Page, condition: str, timeout_ms: float = SET_MS) -> None:
    page.wait_for_function(
        f"(() => {{ const s = {STATE}; return s && ({condition}); }})()", timeout=timeout_ms
    )


def said(page: Page) -> list[str]:
    return page.locator(".said li").all_text_contents()


def downloaded(page: Page, language: str) -> dict:
    page.locator(".st-key-another-set").wait_for(timeout=SET_MS)
    with page.expect_download() as download:
        page.get_by_role("button", name=translate("page.download.json", language)).click()
    return json.loads(download.value.path().read_text(encoding="utf-8"))


def cue_of(report: Report, language: str) -> str:
    """Return the sentence of what the recording's report would change first."""
    return wording.sentence(cues(report.checks)[0], language)


def wait_until_said(page: Page, line: str) -> None:
    deadline = time.monotonic() + 30
    while line not in said(page) and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert line in said(page)
