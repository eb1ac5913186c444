"""Age and sex for the tables: optional, kept for the visit, nothing else."""

from streamlit.testing.v1 import AppTest

from posture.person_facts import Person


def form() -> None:
    import streamlit as st

    from posture.ui.person_form import ask_chair_cm, ask_person

    st.session_state.language = "en"
    if st.session_state.get("is_here", True):
        st.session_state.told = (ask_person(), ask_chair_cm())


def test_nothing_needs_to_be_told():
    page = AppTest.from_function(form).run(timeout=20)
    assert not page.exception
    assert page.session_state.told == (Person(), None)


def test_what_is_told_is_known_and_survives_a_change_of_page():
    page = AppTest.from_function(form).run(timeout=20)
    page.number_input(key="person-age").set_value(71)
    page.button_group(key="person-sex").set_value("female")
    page.button_group(key="person-chair").set_value(43)
    page.run(timeout=20)
    assert page.session_state.told == (Person(71, "female"), 43)
    for is_here in (False, True):
        page.session_state.is_here = is_here
        page.run(timeout=20)
    assert page.session_state.told == (Person(71, "female"), 43)


def test_an_age_outside_the_tables_cannot_be_typed():
    page = AppTest.from_function(form).run(timeout=20)
    field = page.number_input(key="person-age")
    assert (field.min, field.max) == (18, 110)
