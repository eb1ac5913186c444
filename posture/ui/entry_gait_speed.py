"""Walking speed: a distance and its times go in, metres a second come out."""

import streamlit as st

from posture.entry_tests import DISTANCE_M, WALK_S, gait_speed_m_s, is_plausible_speed
from posture.norm_wording import comparisons_of_value
from posture.ui.entry_form import Field, ask_two_tries
from posture.ui.language import speaker
from posture.ui.person_form import ask_person


def show_gait_speed() -> None:
    """Ask for what was measured with tape and watch, and show the speed beside the tables."""
    t = speaker()
    person = ask_person()
    typed_in = ask_two_tries(
        "gait_speed",
        "distance",
        Field(DISTANCE_M, step=0.5, decimals=1),
        Field(WALK_S, step=0.1, decimals=1),
    )
    if typed_in is None:
        return
    distance_m, taken_s = typed_in
    speed = gait_speed_m_s(distance_m, taken_s)
    with st.container(border=True, key="entry-result"):
        st.subheader(t("entry.result"))
        st.html(f'<p class="value">{t("entry.gait_speed.value", value=speed)}</p>')
        seconds = round(sum(taken_s) / len(taken_s), 2)
        how = "how" if len(taken_s) == 1 else "how_mean"
        st.caption(t(f"entry.gait_speed.{how}", distance=distance_m, seconds=seconds))
        if not is_plausible_speed(speed):
            st.warning(t("entry.gait_speed.check"), icon=":material/straighten:")
        lines = comparisons_of_value("gait_speed", speed, "m/s", person, st.session_state.language)
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.markdown(t("entry.own_record"))
