"""The two-step test: two lengths and a height go in, their ratio comes out."""

import streamlit as st

from posture.entry_tests import HEIGHT_CM, STEPS_CM, is_plausible, two_step_value
from posture.ui.entry_form import Field, ask_two_tries
from posture.ui.language import speaker


def show_two_step() -> None:
    """Ask for what was measured with the tape, and show the two-step value."""
    t = speaker()
    typed_in = ask_two_tries(
        "two_step",
        "height",
        Field(HEIGHT_CM, step=1.0, decimals=0),
        Field(STEPS_CM, step=1.0, decimals=0),
    )
    if typed_in is None:
        return
    height_cm, lengths_cm = typed_in
    value = two_step_value(lengths_cm, height_cm)
    with st.container(border=True, key="entry-result"):
        st.subheader(t("entry.result"))
        st.html(f'<p class="value">{t("entry.two_step.value", value=value)}</p>')
        st.caption(t("entry.two_step.how", length=max(lengths_cm), height=height_cm))
        if not is_plausible(value):
            st.warning(t("entry.two_step.check"), icon=":material/straighten:")
        st.markdown(t("entry.locomo_page"))
        st.markdown(t("entry.own_record"))
