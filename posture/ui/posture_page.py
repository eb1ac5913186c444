"""The posture check: choose pictures, wait a moment, see how one stands."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from posture.io.captures import VIDEO_SUFFIXES
from posture.screening.capture import STICKER_COLOURS
from posture.ui.language import speaker, worded
from posture.ui.posture_job import PostureJob, current_bench
from posture.ui.posture_live import take_stances
from posture.ui.posture_results import show_results
from posture.ui.posture_state import Shown, forget, remember, shown
from posture.ui.samples import FOLDER
from posture.ui.work import Stage
from posture.view import View

MAX_UPLOAD_MB = 100
MAX_FILES = 12
PHOTO_SUFFIXES = ("jpg", "jpeg", "png", "webp", "bmp", "heic", "heif")
REFRESH_S = 0.4
SAMPLES = ("standing_front", "standing_side")
VIEWS = {"auto": None, "side": View.SIDE, "front": View.FRONT, "rear": View.REAR}


def page() -> None:
    """Show the page in whatever state this visitor's check is."""
    t = speaker()
    st.title(t("posture.page.title"))
    job = current_bench().job
    if job is not None and job.is_running:
        _show_progress()
        return
    if job is not None and job.observations and job.stage is Stage.DONE:
        current_bench().leave()
        remember(
            Shown(
                tuple(job.observations),
                job.view,
                job.colour,
                tuple(job.faults),
                is_levelled=job.is_levelled,
            )
        )
    found = shown()
    if found is not None:
        if st.button(t("posture.page.another"), icon=":material/arrow_back:"):
            forget()
            st.rerun()
        show_results(found)
        return
    if job is not None:
        _show_why_not(job)
    _choose()


@st.fragment(run_every=REFRESH_S)
def _show_progress() -> None:
    t = speaker()
    job = current_bench().job
    if job is None or not job.is_running:
        st.rerun()
        return
    with st.container(border=True, key="posture-progress"):
        n = len(job.pictures)
        st.markdown(t("posture.page.picture", number=min(job.n_done + 1, n), count=n))
        st.progress(job.fraction or 0.0, text=t("posture.page.watching"))
        if st.button(t("page.cancel"), icon=":material/stop_circle:", key="posture-cancel"):
            job.stop()


def _show_why_not(job: PostureJob) -> None:
    t = speaker()
    if job.stage is Stage.STOPPED:
        st.info(t("page.stopped"), icon=":material/stop_circle:")
    elif job.stage is Stage.FAILED:
        st.error(t("page.our_fault"), icon=":material/error:")
    for fault in job.faults:
        st.error(fault.sentence(st.session_state.language), icon=":material/error:")


def _choose() -> None:
    t = speaker()
    st.markdown(t("posture.page.intro"))
    with st.expander(t("posture.page.how_title"), icon=":material/photo_camera:"):
        st.markdown(t("posture.page.how"))
    st.session_state.posture_source = st.segmented_control(
        t("posture.page.source"),
        ("samples", "upload", "camera"),
        default=st.session_state.get("posture_source", "samples"),
        required=True,
        format_func=lambda key: t(f"posture.page.{key}"),
    )
    source = st.session_state.posture_source
    if source == "samples":
        _choose_samples()
    elif source == "camera":
        _choose_stances()
    else:
        _choose_files()


def _choose_samples() -> None:
    t = speaker()
    st.caption(t("page.samples_hint"))
    with st.container(key="samples-grid"):
        for name in SAMPLES:
            with st.container(border=True, key=f"sample-card-{name}"):
                st.image(str(FOLDER / "thumbnails" / f"{name}.jpg"), width="stretch", alt="")
                st.markdown(f"**{t(f'sample.{name}')}**")
    if st.button(t("page.measure"), type="primary", key="posture-samples"):
        videos = tuple((FOLDER / f"{name}.mp4", t(f"sample.{name}")) for name in SAMPLES)
        _begin(PostureJob(pictures=videos, is_levelled=True))  # as their camera is


def _choose_stances() -> None:
    observations = take_stances()
    if observations:
        verticals = {
            i: seen.capture.vertical for i, seen in enumerate(observations) if seen.capture.vertical
        }
        remember(Shown(observations, None, None, verticals=verticals))
        st.rerun()


def _choose_files() -> None:
    t = speaker()
    files = st.file_uploader(
        t("posture.page.upload_label", count=MAX_FILES, megabytes=MAX_UPLOAD_MB),
        type=[*PHOTO_SUFFIXES, *(suffix[1:] for suffix in VIDEO_SUFFIXES)],
        accept_multiple_files=True,
        max_upload_size=MAX_UPLOAD_MB,
        key="posture-files",
    )
    st.caption(t("posture.page.upload_hint"))
    view, colour = _options()
    if st.button(t("page.measure"), type="primary", disabled=not files, key="posture-measure"):
        _begin(_stored(list(files or [])[:MAX_FILES], view, colour))


def _options() -> tuple[View | None, str | None]:
    t = speaker()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = st.selectbox(
            t("page.view_choice"),
            VIEWS,
            format_func=lambda key: t(f"view.{key}"),
            width=260,
            key=worded("posture-view"),
        )
        colour = st.selectbox(
            t("posture.page.stickers"),
            ("none", *STICKER_COLOURS),
            format_func=lambda key: t(f"posture.colour.{key}"),
            help=t("posture.page.stickers_help"),
            width=320,
            key=worded("posture-stickers"),
        )
    return VIEWS[view], None if colour == "none" else colour


def _stored(files: Sequence[Any], view: View | None, colour: str | None) -> PostureJob:
    """Return the job for uploaded files, which are gone as soon as it ends."""
    folder = Path(tempfile.mkdtemp(prefix="posture-check-"))
    pictures = []
    for i, file in enumerate(files):
        # the visitor's file name is only shown, never used as a path
        path = folder / f"{i}{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getbuffer())
        pictures.append((path, file.name))
    return PostureJob(pictures=tuple(pictures), folder=folder, view=view, colour=colour)


def _begin(job: PostureJob) -> None:
    current_bench().begin(job)
    st.rerun()
