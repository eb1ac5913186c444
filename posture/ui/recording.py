"""Check a recording: choose a sample or upload a video, watch it being measured, see the report."""

from pathlib import Path
from typing import Any

import streamlit as st

from posture.exercises import EXERCISES
from posture.figure.samples import Sample
from posture.guide import Kind
from posture.io.errors import InputError
from posture.io.video import probe
from posture.ui.entry_gait_speed import show_gait_speed
from posture.ui.entry_stand_up import show_stand_up
from posture.ui.entry_two_step import show_two_step
from posture.ui.job import MAX_DURATION_S, Job
from posture.ui.language import speaker, title
from posture.ui.picker import choose_activity
from posture.ui.report_view import show_report
from posture.ui.safety_gate import require_safety_answers
from posture.ui.samples import samples_of, thumbnail_of, video_of
from posture.ui.visit import current_visit
from posture.ui.work import Stage
from posture.view import View

MAX_UPLOAD_MB = 300
SUFFIXES = ("mp4", "mov", "avi", "mkv", "webm", "gif")
VIEWS = {"auto": None, "side": View.SIDE, "front": View.FRONT, "rear": View.REAR}
ENTRIES = {"two_step": show_two_step, "stand_up": show_stand_up, "gait_speed": show_gait_speed}
REFRESH_S = 0.4


def page() -> None:
    """Show the page in whatever state this visitor's analysis is."""
    t = speaker()
    job = current_visit().job
    if job is not None and job.is_running:
        st.title(t("page.recording.title"))
        _show_progress()
    elif job is not None and job.stage is Stage.DONE:
        if st.button(t("page.another"), icon=":material/arrow_back:"):
            current_visit().erase()
            st.rerun()
        show_report(job, current_visit().erase)
    else:
        st.title(t("page.recording.title"))
        if job is not None:
            _show_why_not(job)
        _choose()


def _choose() -> None:
    t = speaker()
    guide = choose_activity()
    if guide is None:
        return
    if guide.kind is Kind.ENTRY:
        if require_safety_answers(guide.key):
            ENTRIES[guide.key]()
        return
    exercise = guide.key
    has_samples = bool(samples_of(exercise))
    if has_samples:
        # Kept apart from the widget, so that an error brings the visitor back to where they were.
        st.session_state.source = st.segmented_control(
            t("page.source_choice"),
            ("samples", "upload"),
            default=st.session_state.get("source", "samples"),
            required=True,
            format_func=lambda key: t(f"page.{key}"),
            key="source-choice",  # without one, a new default would be a new, untouched widget
        )
    else:
        st.caption(t("page.no_sample"))
    if EXERCISES[exercise].counted == "stride":
        st.session_state.looks_for_giving_way = st.checkbox(
            t("giving_way.look"),
            value=st.session_state.get("looks_for_giving_way", False),
            help=t("giving_way.look_hint"),
            key="look-for-giving-way",
        )
    if has_samples and st.session_state.source == "samples":
        _choose_sample(exercise)
    elif require_safety_answers(exercise):
        _choose_upload(exercise)


def _choose_sample(exercise: str) -> None:
    t = speaker()
    st.caption(t("page.samples_hint"))
    with st.container(key="samples-grid"):
        for sample in samples_of(exercise):
            with st.container(border=True, key=f"sample-card-{sample.name}"):
                st.image(str(thumbnail_of(sample)), width="stretch", alt="")
                st.markdown(f"**{t(f'sample.{sample.name}')}**")
                if st.button(t("page.measure"), key=f"sample-{sample.name}", width="stretch"):
                    _begin_sample(sample)


def _begin_sample(sample: Sample) -> None:
    current_visit().new_folder()
    _begin(video_of(sample), sample.exercise, None, f"sample.{sample.name}")


def _choose_upload(exercise: str) -> None:
    t = speaker()
    minutes = MAX_DURATION_S // 60
    uploaded: Any = st.file_uploader(
        t("page.upload_label", minutes=minutes, megabytes=MAX_UPLOAD_MB),
        type=list(SUFFIXES),
        max_upload_size=MAX_UPLOAD_MB,
        key="recording-file",
    )
    why_not = st.container()  # at the file, which is in view still when the button is pressed
    st.caption(t("page.upload_hint"))
    view = st.segmented_control(
        t("page.view_choice"),
        VIEWS,
        default="auto",
        required=True,
        format_func=lambda key: t(f"view.{key}"),
        key="recording-view",
    )
    if st.button(t("page.measure"), type="primary", disabled=uploaded is None, key="measure"):
        try:
            _begin_upload(uploaded, exercise, VIEWS[view])
        except InputError as error:
            why_not.error(_sentence(error, uploaded.name), icon=":material/error:")


def _begin_upload(uploaded: Any, exercise: str, view: View | None) -> None:
    """Begin to measure the file, or raise InputError, with nothing of it left."""
    visit = current_visit()
    folder = visit.new_folder()
    # The visitor's file name is only shown, never used as a path.
    recording = folder / f"recording{Path(uploaded.name).suffix.lower()}"
    recording.write_bytes(uploaded.getbuffer())
    try:
        duration_s = probe(recording).duration_s
        if duration_s is not None and duration_s > MAX_DURATION_S:
            raise InputError("too_long_for_page", minutes=MAX_DURATION_S // 60)
    except InputError:
        visit.erase()
        raise
    _begin(recording, exercise, view, uploaded.name)


def _begin(recording: Path, exercise: str, view: View | None, job_title: str) -> None:
    visit = current_visit()
    visit.begin(
        Job(
            recording=recording,
            folder=visit.folder / "results",
            exercise=EXERCISES[exercise],
            view=view,
            title=job_title,
            is_experimental=EXERCISES[exercise].counted == "stride"
            and st.session_state.get("looks_for_giving_way", False),
        )
    )
    st.rerun()


@st.fragment(run_every=REFRESH_S)
def _show_progress() -> None:
    t = speaker()
    job = current_visit().job
    if job is None or not job.is_running:
        st.rerun()
        return
    with st.container(border=True, key="progress"):
        st.markdown(f"**{title(job.title)}**")
        st.progress(job.fraction or 0.0, text=t(f"page.stage.{job.stage}"))
        if st.button(t("page.cancel"), icon=":material/stop_circle:", key="cancel"):
            job.stop()


def _show_why_not(job: Job) -> None:
    t = speaker()
    if job.stage is Stage.STOPPED:
        st.info(t("page.stopped"), icon=":material/stop_circle:")
    elif job.error is not None:
        st.error(_sentence(job.error, title(job.title)), icon=":material/error:")
    else:
        st.error(t("page.our_fault"), icon=":material/error:")


def _sentence(error: InputError, name: str) -> str:
    """Return an error's sentence with the visitor's own name for the file."""
    named = InputError(error.key, **error.values | {"path": name})
    return named.sentence(st.session_state.language)
