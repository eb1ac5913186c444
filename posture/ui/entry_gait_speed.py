"""Walking speed: a distance and its times go in, metres a second come out."""

import streamlit as st

from posture.entry_tests import DISTANCE_M, WALK_S, gait_speed_m_s, is_plausible_speed
from posture.norm_wording import comparisons_of_value
from posture.ui.language import speaker
from posture.ui.person_form import ask_person


def show_gait_speed() -> None:
    """Ask for what was measured with tape and watch, and show the speed beside the tables."""
    t = speaker()
    person = ask_person()
    with st.form("gait-speed", border=True):
        distance, first, second = st.columns(3)
        low, high = DISTANCE_M
        distance_m = distance.number_input(
            t("entry.gait_speed.distance"), low, high, value=None, step=0.5, format="%.1f"
        )
        low, high = WALK_S
        times_s = [
            first.number_input(
                t("entry.gait_speed.first"), low, high, value=None, step=0.1, format="%.1f"
            ),
            second.number_input(
                t("entry.gait_speed.second"),
                low,
                high,
                value=None,
                step=0.1,
                format="%.1f",
                help=t("entry.gait_speed.second_hint"),
            ),
        ]
        is_sent = st.form_submit_button(t("entry.show"), type="primary")
    if not is_sent:
        return
    taken_s = [time_s for time_s in times_s if time_s is not None]
    if distance_m is None or not taken_s:
        st.info(t("entry.gait_speed.missing"), icon=":material/edit:")
        return
    speed = gait_speed_m_s(distance_m, taken_s)
    with st.container(border=True, key="entry-result"):
        st.subheader(t("entry.result"))
        st.html(f'<p class="value">{t("entry.gait_speed.value", value=speed)}</p>')
        mean_s = sum(taken_s) / len(taken_s)
        st.caption(
            t(
                "entry.gait_speed.how",
                distance=distance_m,
                seconds=round(mean_s, 2),
                count=len(taken_s),
            )
        )
        if not is_plausible_speed(speed):
            st.warning(t("entry.gait_speed.check"), icon=":material/straighten:")
        lines = comparisons_of_value("gait_speed", speed, "m/s", person, st.session_state.language)
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.markdown(t("entry.own_record"))
