"""Only the person says whether a knee gave way; the page asks, and the report keeps the answer."""

import json
import shutil
from functools import cache
from pathlib import Path

import pytest
import walks
from streamlit.testing.v1 import AppTest

from posture.analysis import Analysis, analyze
from posture.exercises import EXERCISES
from posture.giving_way import Answer
from posture.i18n import translate
from posture.io.results import REPORT, VIDEO
from posture.pose import Side

CLIP = Path(__file__).parents[2] / "sample_videos" / "walking_side.mp4"


@cache
def walked(name: str) -> Analysis:
    poses = walks.filmed(walks.motion(name, n_passes=9, half_path_m=2.7), fps=28.5, noise_px=0.5)
    return analyze(poses, EXERCISES["walking"], experimental=True)


def page(analysis, folder, language) -> None:
    import streamlit as st

    from posture.ui.giving_way_view import ask_about_giving_way

    st.session_state.language = language
    ask_about_giving_way(analysis, folder)


@pytest.fixture
def shown(tmp_path):
    def show(name: str, language: str = "en") -> AppTest:
        shutil.copy(CLIP, tmp_path / VIDEO)
        return AppTest.from_function(
            page, args=(walked(name), tmp_path, language), default_timeout=30
        ).run()

    return show


def kept(folder: Path) -> list[dict]:
    report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    return [event for event in report["events"] if event["key"] == "possible_giving_way"]


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_moment_is_shown_asked_about_and_recorded_only_if_confirmed(
    shown, tmp_path, answer, language
):
    asked = shown("walking_knee_gives_way", language)
    assert not asked.exception
    (moment,) = kept(tmp_path)
    assert (moment["side"], moment["answer"]) == (Side.LEFT, "")
    (question,) = asked.button_group
    assert question.label == translate("giving_way.ask", language)
    question.set_value(answer).run()
    assert not asked.exception
    assert kept(tmp_path) == [moment | {"answer": answer}]
    recorded = [box.value for box in asked.info]
    side = translate("side.left", language)
    sentence = translate("giving_way.confirmed", language, time_s=moment["time_s"], side=side)
    assert recorded == ([sentence] if answer is Answer.CONFIRMED else [])


def test_that_nothing_was_found_is_no_reassurance(shown, tmp_path):
    asked = shown("walking")
    assert not asked.button_group
    assert kept(tmp_path) == []
    said = " ".join(caption.value for caption in asked.caption)
    assert "does not prove it never happens" in said or "could not be looked for" in said
