"""What a visitor may tell about themselves for the tables of norms; kept for the visit only."""

import streamlit as st

from posture.person_facts import AGES, SEXES, Person
from posture.ui.language import speaker

CHAIRS_CM = (40, 43)
"""The seats of the tables: the Japanese and the American chair stand."""


def ask_person() -> Person:
    """Show the fields for age and sex, and return what they hold."""
    t = speaker()
    known: Person = st.session_state.get("person", Person())
    with st.container(border=True, key="person-form"):
        st.markdown(f"**{t('person.title')}**")
        st.caption(t("person.hint"))
        age_column, sex_column = st.columns(2)
        youngest, oldest = AGES
        age = age_column.number_input(
            t("person.age"), youngest, oldest, value=known.age, step=1, key="person-age"
        )
        sex = sex_column.segmented_control(
            t("person.sex"),
            SEXES,
            default=known.sex,
            format_func=lambda key: t(f"person.sex.{key}"),
            key="person-sex",
        )
    # Kept apart from the widgets, whose own state is lost when the page changes.
    st.session_state.person = Person(age, sex)
    return st.session_state.person


def ask_chair_cm() -> int | None:
    """Show the choice of the seat's height in cm, and return it; None if it is neither."""
    t = speaker()
    chosen: int | None = st.segmented_control(
        t("person.chair"),
        CHAIRS_CM,
        default=st.session_state.get("chair_cm"),
        format_func=lambda height: t("person.chair.cm", height=height),
        key="person-chair",
    )
    st.session_state.chair_cm = chosen
    return chosen
