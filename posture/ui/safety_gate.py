"""The questions about warning signs, before a visitor exercises; kept for the visit only."""

import streamlit as st

from posture.safety import RED_FLAGS, Answers, Level
from posture.ui.language import speaker


def require_safety_answers() -> bool:
    """Ask about warning signs once in a visit, and return whether exercises may go on.

    Shows the questions, or what the answers mean. Whoever has nothing presses one button.
    """
    answers: Answers | None = st.session_state.get("safety_answers")
    if answers is None:
        _ask()
        return False
    if answers.level is not None:
        _advise(answers, answers.level)
    return not answers.locks


def may_exercise() -> bool:
    """Tell whether the questions were answered so that exercises may go on; shows nothing."""
    answers: Answers | None = st.session_state.get("safety_answers")
    return answers is not None and not answers.locks


def _ask() -> None:
    t = speaker()
    with st.container(border=True, key="safety-questions"):
        st.subheader(t("safety.title"))
        st.markdown(t("safety.intro"))
        with st.container(key="safety-flags"):
            ticked = frozenset(
                key
                for key in RED_FLAGS
                if st.checkbox(t(f"safety.flag.{key}"), key=f"safety-flag-{key}")
            )
        label = t("safety.go_on") if ticked else t("safety.none")
        if st.button(label, type="primary", key="safety-done", icon=":material/check:"):
            _keep(Answers(ticked))


def _advise(answers: Answers, level: Level) -> None:
    t = speaker()
    with st.container(key="safety-advice"):
        if level is Level.SOON:
            st.warning(t("safety.soon"), icon=":material/event:")
        else:
            st.error(t(f"safety.{level}"), icon=":material/emergency:")
            if answers.locks:
                st.caption(t("safety.samples_are_open"))
        with st.container(horizontal=True):
            if st.button(t("safety.again"), icon=":material/undo:", key="safety-again"):
                _keep(None)
            if answers.locks and st.button(t("safety.seen"), key="safety-seen"):
                _keep(Answers(answers.flags, may_exercise=True))


def _keep(answers: Answers | None) -> None:
    st.session_state.safety_answers = answers
    st.rerun()
