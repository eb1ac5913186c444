"""The two-step test: two lengths and a height go in, their ratio comes out."""

import streamlit as st

from posture.entry_tests import HEIGHT_CM, STEPS_CM, is_plausible, two_step_value
from posture.ui.language import speaker


def show_two_step() -> None:
    """Ask for what was measured with the tape, and show the two-step value."""
    t = speaker()
    with st.form("two-step", border=True):
        height, first, second = st.columns(3)
        low, high = HEIGHT_CM
        height_cm = height.number_input(
            t("entry.two_step.height"), low, high, value=None, step=1.0, format="%.0f"
        )
        low, high = STEPS_CM
        tries_cm = [
            first.number_input(
                t("entry.two_step.first"), low, high, value=None, step=1.0, format="%.0f"
            ),
            second.number_input(
                t("entry.two_step.second"),
                low,
                high,
                value=None,
                step=1.0,
                format="%.0f",
                help=t("entry.two_step.second_hint"),
            ),
        ]
        is_sent = st.form_submit_button(t("entry.show"), type="primary")
    if not is_sent:
        return
    lengths_cm = [length_cm for length_cm in tries_cm if length_cm is not None]
    if height_cm is None or not lengths_cm:
        st.info(t("entry.two_step.missing"), icon=":material/edit:")
        return
    value = two_step_value(lengths_cm, height_cm)
    with st.container(border=True, key="entry-result"):
        st.subheader(t("entry.result"))
        st.html(f'<p class="value">{t("entry.two_step.value", value=value)}</p>')
        st.caption(t("entry.two_step.how", length=max(lengths_cm), height=height_cm))
        if not is_plausible(value):
            st.warning(t("entry.two_step.check"), icon=":material/straighten:")
        st.markdown(t("entry.locomo_page"))
        st.markdown(t("entry.own_record"))
