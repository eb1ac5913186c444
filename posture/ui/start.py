"""The first page: what this is, what it is not, and where to go."""

import streamlit as st

from posture.ui.language import speaker


def page() -> None:
    """Show the start page."""
    t = speaker()
    st.title(t("start.title"))
    st.markdown(t("start.lead"))
    with st.container(horizontal=True):
        if st.button(t("start.go_live"), type="primary", icon=":material/videocam:", key="go-live"):
            st.switch_page(st.session_state.pages["live"])
        if st.button(t("start.go"), icon=":material/movie:", key="go"):
            st.switch_page(st.session_state.pages["recording"])
        if st.button(t("start.go_posture"), icon=":material/accessibility_new:", key="go-posture"):
            st.switch_page(st.session_state.pages["posture"])
    how, safety = st.columns(2, gap="medium")
    with how, st.container(border=True, height="stretch"):
        st.subheader(t("start.how_title"))
        st.markdown(t("start.how"))
    with safety, st.container(border=True, height="stretch"):
        st.subheader(t("start.safety_title"))
        st.markdown(t("start.safety"))
    st.caption(t("start.privacy"))
    st.info(t("notice.not_medical_device"), icon=":material/info:")
