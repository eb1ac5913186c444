"""The live page: choose an exercise, be coached, see the report."""

import tempfile
from pathlib import Path

import streamlit as st

from posture.exercises import EXERCISES
from posture.guide import GUIDES, Guide
from posture.guide_wording import placing
from posture.live.live_set import WALKS_HZ
from posture.ui.guide_view import show_guide
from posture.ui.language import speaker, worded
from posture.ui.live.component import live_component
from posture.ui.live.desk import DESKS, Desk, DoneSet
from posture.ui.live.socket import PATH
from posture.ui.picker import IN_ADDRESS
from posture.ui.report_view import show_report
from posture.ui.safety_gate import may_exercise, require_safety_answers
from posture.ui.samples import samples_of
from posture.view import View


@st.cache_resource(scope="session", on_release=Desk.leave, show_spinner=False)
def current_desk() -> Desk:
    """Return this browser session's desk; all at it is removed when the session ends."""
    return DESKS.open(Path(tempfile.mkdtemp(prefix="posture-live-")))


def page() -> None:
    """Show the coach, or the report of the set that was just done."""
    desk = current_desk()
    shown = st.session_state.get("shown_set")
    done = next((done for done in desk.done if done.number == shown), None)
    if done is None:
        _show_coach(desk)
    else:
        _show_set(desk, done)


def _show_coach(desk: Desk) -> None:
    t = speaker()
    st.title(t("live.title"))
    st.markdown(t("live.intro"))
    exercise, view, sample = _choose()
    result = live_component(
        st.session_state.language,
        token=desk.token,
        path=PATH.lstrip("/"),
        exercise=exercise,
        view=view,
        sample=sample,
        counted=EXERCISES[exercise].counted,
        isWide=EXERCISES[exercise].by_pass,
        isTimed=EXERCISES[exercise].kind == "test",
        countHz=WALKS_HZ if EXERCISES[exercise].by_pass else 0,
        placing=_placing(GUIDES[exercise], view),
        position=GUIDES[exercise].position,
        mayExercise=may_exercise(exercise),
        done=[done.number for done in desk.done],
    )
    if result.done and result.done.get("set"):
        st.session_state.shown_set = result.done["set"]
        st.rerun()
    require_safety_answers(exercise)
    if desk.done:
        _choose_earlier(desk)
    with st.expander(t("live.how", exercise=t(f"exercise.{exercise}"))):
        show_guide(GUIDES[exercise])
    st.caption(t("live.privacy"))
    st.info(t("notice.not_medical_device"), icon=":material/info:")


def _choose() -> tuple[str, View, str | None]:
    """Show the choices and return exercise, view and the sample that may stand in for a camera."""
    t = speaker()
    offered = list(EXERCISES)
    # what was last looked at on the page of recordings, or what the address asks for
    wanted = st.session_state.get("activity", st.query_params.get(IN_ADDRESS))
    left, middle, right = st.columns(3, gap="medium")
    with left:
        exercise = st.selectbox(
            t("live.exercise"),
            offered,
            format_func=lambda key: t(f"exercise.{key}"),
            key=worded("live_exercise", wanted if wanted in offered else None),
        )
    views = _views(exercise)
    with middle:
        view = st.segmented_control(
            t("live.view"),
            views,
            default=views[0],
            required=True,
            format_func=lambda view: t(f"live.view_{view}"),
            key=f"live_view_{exercise}",
        )
    samples = [sample.name for sample in samples_of(exercise) if sample.view == view]
    with right:
        sample = st.selectbox(
            t("live.sample"),
            samples,
            format_func=lambda name: t(f"sample.{name}"),
            disabled=not samples,
            key=worded(f"live_sample_{exercise}_{view}"),
        )
    return exercise, View(view), sample


def _placing(guide: Guide, view: View) -> str:
    """Return where the camera stands and how one begins, as plain text."""
    if guide.camera is None:
        return ""
    t = speaker()
    camera = placing(guide.camera, view, st.session_state.language).replace("**", "")
    return f"{camera} {t('live.start', start=t(f'guide.{guide.key}.start'))}"


def _views(exercise: str) -> list[View]:
    """Return from where an exercise may be watched, the best first."""
    return [view for view in GUIDES[exercise].views if view in EXERCISES[exercise].finder.views]


def _choose_earlier(desk: Desk) -> None:
    t = speaker()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("live.sets"))
        for done in desk.done:
            if st.button(t("live.set_name", number=done.number), key=f"earlier-{done.number}"):
                st.session_state.shown_set = done.number
                st.rerun()


def _show_set(desk: Desk, done: DoneSet) -> None:
    t = speaker()
    if st.button(t("live.another"), icon=":material/arrow_back:", key="another-set"):
        del st.session_state.shown_set
        st.rerun()

    def erase() -> None:
        desk.erase(done.number)

    show_report(done, erase)
