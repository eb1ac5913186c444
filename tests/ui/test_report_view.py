"""A report in which nothing was found says what was looked for, and asks nothing about it."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import walks
from motions import Curve, Dip
from squats import filmed
from stick_figure import FRONT, RIGHT_PROFILE, one_after_another
from streamlit.testing.v1 import AppTest
from test_strength import on_one_leg

from posture.analysis import Analysis, analyze
from posture.exercises import EXERCISES
from posture.i18n import translate
from posture.pose import Side
from posture.quality import FAULTS

OF_THE_VIEW = ("oblique_view", "view_disagrees")
FILE = "walking_side.mp4"


@cache
def walked() -> Analysis:
    """Return what is found if somebody who walks past is taken for squatting."""
    walk = walks.filmed(walks.motion("walking", n_passes=2, half_path_m=2.7))
    return analyze(walk, EXERCISES["squat"])


@cache
def squatted() -> Analysis:
    return analyze(filmed(Curve([Dip()] * 3), RIGHT_PROFILE), EXERCISES["squat"])


def page(job, language) -> None:
    import streamlit as st

    from posture.safety import Answers
    from posture.ui.report_view import show_report

    st.session_state.language = language
    st.session_state.safety_answers = Answers(frozenset())
    show_report(job, lambda: None)


def shown(analysis: Analysis, folder: Path, language: str = "en", **changed: object) -> AppTest:
    told = replace(analysis, report=replace(analysis.report, **changed))
    job = SimpleNamespace(title=FILE, folder=folder, analysis=told, truncated=False)
    app = AppTest.from_function(page, args=(job, language), default_timeout=60).run()
    assert not app.exception
    return app


def faults(app: AppTest, language: str) -> list[str]:
    """Return the faults that a page tells, and why nothing was found."""
    told = [box.value for box in app.warning]
    keys = [f"quality.{fault.key}" for fault in FAULTS] + ["absence.no_such_movement"]
    starts = {translate(key, language, value=0.0)[:20]: key for key in keys}
    return [key for text in told for start, key in starts.items() if text.startswith(start)]


def says_from_where(app: AppTest) -> bool:
    return 'class="view"' in app.get("html")[0].proto.body


def asks_about_pain(app: AppTest, language: str) -> bool:
    return translate("today.after.title", language) in [group.label for group in app.button_group]


def offers_a_sheet(app: AppTest, language: str) -> bool:
    return translate("sheet.form.title", language) in [box.label for box in app.expander]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_walk_uploaded_as_a_squat_is_no_squat_and_that_is_all(tmp_path, language):
    assert walked().report.absence == "no_such_movement"
    app = shown(walked(), tmp_path, language, quality=(*OF_THE_VIEW, "too_dark"))
    assert app.header[0].value == translate("exercise.squat", language)
    assert FILE in [caption.value for caption in app.caption]
    assert faults(app, language) == ["absence.no_such_movement", "quality.too_dark"]
    assert not says_from_where(app)
    assert not asks_about_pain(app, language)
    assert not offers_a_sheet(app, language)


def test_whoever_is_seen_from_where_nothing_can_be_seen_is_told_of_the_view(tmp_path):
    app = shown(walked(), tmp_path, absence="wrong_view", quality=OF_THE_VIEW)
    assert faults(app, "en") == [f"quality.{key}" for key in OF_THE_VIEW]
    assert not asks_about_pain(app, "en")
    assert not offers_a_sheet(app, "en")


def test_a_squat_is_told_of_its_view_asked_about_and_has_a_sheet(tmp_path):
    assert squatted().report.absence == ""
    app = shown(squatted(), tmp_path, quality=OF_THE_VIEW)
    assert app.header[0].value == translate("exercise.squat", "en")
    assert faults(app, "en") == [f"quality.{key}" for key in OF_THE_VIEW]
    assert says_from_where(app)
    assert asks_about_pain(app, "en")
    assert offers_a_sheet(app, "en")


@pytest.mark.parametrize(("legs", "asks"), [((Side.LEFT,), True), (tuple(Side), False)])
def test_where_one_leg_was_held_the_other_is_asked_for(tmp_path, legs, asks):
    tries = [on_one_leg(leg, [(1.0, 4.0)], FRONT, 6.0) for leg in legs]
    stood = analyze(one_after_another(*tries), EXERCISES["single_leg_stance"])
    assert {hold.side for hold in stood.report.holds} == set(legs)
    told = [box.value for box in shown(stood, tmp_path).info]
    assert (translate("results.one_leg", "en") in told) is asks
