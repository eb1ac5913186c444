"""The stand-up test: the lowest box for both legs and for each."""

import streamlit as st

from posture.entry_tests import BOXES_CM, Legs, StandUp
from posture.ui.language import speaker

COULD_NOT = 0


def show_stand_up() -> None:
    """Ask from which boxes somebody stood up, and show it as a record."""
    t = speaker()

    def label(height_cm: int) -> str:
        if height_cm == COULD_NOT:
            return t("entry.stand_up.could_not")
        return t("entry.stand_up.box", height=height_cm)

    with st.form("stand-up", border=True):
        st.markdown(t("entry.stand_up.hint"))
        chosen = {
            legs: st.pills(
                t(f"entry.stand_up.legs.{legs}"), [COULD_NOT, *BOXES_CM], format_func=label
            )
            for legs in Legs
        }
        is_sent = st.form_submit_button(t("entry.show"), type="primary")
    if not is_sent:
        return
    result = StandUp(
        both_cm=chosen[Legs.BOTH], left_cm=chosen[Legs.LEFT], right_cm=chosen[Legs.RIGHT]
    )
    tried = {legs: cm for legs, cm in result.lowest_cm.items() if cm is not None}
    if not tried:
        st.info(t("entry.stand_up.missing"), icon=":material/edit:")
        return
    if not result.is_consistent:
        st.warning(t("entry.stand_up.check"), icon=":material/edit:")
        return
    with st.container(border=True, key="entry-result"):
        st.subheader(t("entry.result"))
        for legs, height_cm in tried.items():
            key = "rose" if height_cm else "did_not_rise"
            name = t(f"entry.stand_up.legs.{legs}")
            st.markdown(f"**{t(f'entry.stand_up.{key}', legs=name, height=height_cm)}**")
        st.markdown(t("entry.locomo_page"))
        st.markdown(t("entry.own_record"))
