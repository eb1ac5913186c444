"""The questions before a visitor exercises: warning signs, and how they are today.

The answers are kept for the visit only.
"""

import streamlit as st

from posture.safety import RED_FLAGS, Answers, Level
from posture.session_gate import PAIN, SIGNS, Today
from posture.ui.language import speaker


def require_safety_answers(activity: str) -> bool:
    """Ask once in a visit, and return whether an exercise or test may go on today.

    Shows the questions, or what the answers mean. Whoever has nothing presses one button.
    """
    answers: Answers | None = st.session_state.get("safety_answers")
    if answers is None:
        _ask()
        return False
    _advise(answers, activity)
    return may_exercise(activity)


def may_exercise(activity: str) -> bool:
    """Tell whether the answers allow an exercise or test today; shows nothing."""
    answers: Answers | None = st.session_state.get("safety_answers")
    if answers is None or answers.locks or st.session_state.get("rests_today", False):
        return False
    return today().allows(activity)


def today() -> Today:
    """Return how the visitor said they are today."""
    answered: Today = st.session_state.get("today", Today())
    return answered


def has_answered() -> bool:
    """Tell whether the visitor was asked how they are, and answered."""
    return st.session_state.get("safety_answers") is not None


def rest_today(rests: bool) -> None:
    """Offer no more exercises in this visit, or, of a slip of the hand, offer them again."""
    st.session_state.rests_today = rests


def choose_pain(label: str, key: str, default: int | None = None) -> int | None:
    """Show the scale of pain and return what was chosen."""
    chosen: int | None = st.pills(label, range(PAIN[0], PAIN[1] + 1), default=default, key=key)
    return chosen


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
        st.markdown(f"**{t('today.title')}**")
        pain = choose_pain(t("today.pain"), "today-pain", default=PAIN[0])
        with st.container(key="today-signs"):
            signs = frozenset(
                key for key in SIGNS if st.checkbox(t(f"today.sign.{key}"), key=f"today-{key}")
            )
        has_something = bool(ticked or signs or pain)
        label = t("safety.go_on") if has_something else t("safety.none")
        is_done = st.button(
            label,
            type="primary",
            key="safety-done",
            icon=":material/check:",
            disabled=pain is None,
        )
        if is_done and pain is not None:
            st.session_state.today = Today(pain, signs)
            _keep(Answers(ticked))


def _advise(answers: Answers, activity: str) -> None:
    """Show what the answers mean; nothing if they mean nothing."""
    t = speaker()
    rests = st.session_state.get("rests_today", False)
    if answers.level is None and not rests and not today().is_seated_only:
        return
    with st.container(key="safety-advice"):
        if answers.level is Level.SOON:
            st.warning(t("safety.soon"), icon=":material/event:")
        elif answers.level is not None:
            st.error(t(f"safety.{answers.level}"), icon=":material/emergency:")
        if not answers.locks:
            _advise_for_today(activity, rests)
        if not may_exercise(activity):
            st.caption(t("safety.samples_are_open"))
        with st.container(horizontal=True):
            if st.button(t("safety.again"), icon=":material/undo:", key="safety-again"):
                st.session_state.rests_today = False
                _keep(None)
            if answers.locks and st.button(t("safety.seen"), key="safety-seen"):
                _keep(Answers(answers.flags, may_exercise=True))


def _advise_for_today(activity: str, rests: bool) -> None:
    t = speaker()
    if rests:
        st.warning(t("today.rest"), icon=":material/bedtime:")
    elif not today().allows(activity):
        st.warning(
            f"{t('today.seated_only')} {t('today.not_this_one')}", icon=":material/event_seat:"
        )
    elif today().is_seated_only:
        st.info(t("today.seated_only"), icon=":material/event_seat:")


def _keep(answers: Answers | None) -> None:
    st.session_state.safety_answers = answers
    st.rerun()
