"""A test beside the tables: only once age, sex and, where it matters, the seat are told."""

import pytest
from streamlit.testing.v1 import AppTest

from posture.i18n import translate


def page_of(exercise: str, check: str, value: float) -> AppTest:
    page = AppTest.from_function(shown, args=(exercise, check, value))
    return page.run(timeout=30)


def shown(exercise: str, check: str, value: float) -> None:
    from dataclasses import replace

    import streamlit as st
    from motions import Curve, Dip
    from squats import filmed, report_of
    from stick_figure import RIGHT_PROFILE

    from posture.ui.norm_view import show_norms

    st.session_state.language = "en"
    report = report_of(filmed(Curve([Dip()] * 3), RIGHT_PROFILE))
    result = replace(report.checks[0], key=check, value=value, side=None, unit="s")
    show_norms(replace(report, exercise=exercise, checks=(result,)))


def lines(page: AppTest) -> str:
    assert not page.exception
    return page.markdown[-1].value if page.markdown else ""


def test_an_exercise_is_compared_with_nobody():
    assert lines(page_of("squat", "squat.depth", 20.0)) == ""


def test_nothing_is_compared_before_age_and_sex_are_told():
    page = page_of("five_chair_stands", "five_chair_stands.t5_stand", 9.0)
    assert translate("norm.none", "en") in lines(page)
    page.number_input(key="person-age").set_value(70)
    page.button_group(key="person-sex").set_value("female")
    page.run(timeout=30)
    assert "Asian Working Group" in lines(page)


@pytest.mark.parametrize("chair_cm", [40, 43])
def test_the_seat_decides_which_table_of_the_chair_stand_is_used(chair_cm):
    page = page_of("chair_stand_30s", "chair_stand_30s.count", 15.0)
    assert translate("norm.which_chair", "en") in lines(page)
    page.number_input(key="person-age").set_value(67)
    page.button_group(key="person-sex").set_value("male")
    page.button_group(key="person-chair").set_value(chair_cm)
    page.run(timeout=30)
    assert ("Nakatani" in lines(page)) == (chair_cm == 40)
    assert ("CDC STEADI" in lines(page)) == (chair_cm == 43)
