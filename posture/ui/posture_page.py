"""The posture check: choose pictures, wait a moment, see how one stands."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from posture.io.captures import VIDEO_SUFFIXES, Observation, observe
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL
from posture.screening.capture import STICKER_COLOURS
from posture.ui.language import speaker
from posture.ui.posture_results import show_results
from posture.ui.posture_state import Shown, forget, remember, shown
from posture.ui.samples import FOLDER
from posture.view import View

MAX_UPLOAD_MB = 100
MAX_FILES = 12
PHOTO_SUFFIXES = ("jpg", "jpeg", "png", "webp", "bmp", "heic", "heif")
SAMPLES = ("standing_front", "standing_side")
VIEWS = {"auto": None, "side": View.SIDE, "front": View.FRONT, "rear": View.REAR}


def page() -> None:
    """Show the page in whatever state this visitor's check is."""
    t = speaker()
    st.title(t("posture.page.title"))
    found = shown()
    if found is not None:
        if st.button(t("posture.page.another"), icon=":material/arrow_back:"):
            forget()
            st.rerun()
        show_results(found)
    else:
        _choose()


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
        return
    files = _uploads() if source == "upload" else _from_camera()
    view, colour = _options()
    if st.button(t("page.measure"), type="primary", disabled=not files, key="posture-measure"):
        _measure_uploads(files, view, colour)


def _choose_samples() -> None:
    t = speaker()
    st.caption(t("page.samples_hint"))
    with st.container(horizontal=True):
        for name in SAMPLES:
            with st.container(border=True, width=270):
                st.image(str(FOLDER / "thumbnails" / f"{name}.jpg"), width="stretch", alt="")
                st.markdown(f"**{t(f'sample.{name}')}**")
    if st.button(t("page.measure"), type="primary", key="posture-samples"):
        videos = [(FOLDER / f"{name}.mp4", t(f"sample.{name}")) for name in SAMPLES]
        _measure(videos, None, None, is_levelled=True)  # as their camera is


def _uploads() -> list[Any]:
    t = speaker()
    files = st.file_uploader(
        t("posture.page.upload_label", count=MAX_FILES, megabytes=MAX_UPLOAD_MB),
        type=[*PHOTO_SUFFIXES, *(suffix[1:] for suffix in VIDEO_SUFFIXES)],
        accept_multiple_files=True,
        max_upload_size=MAX_UPLOAD_MB,
        key="posture-files",
    )
    st.caption(t("posture.page.upload_hint"))
    return list(files or [])[:MAX_FILES]


def _from_camera() -> list[Any]:
    t = speaker()
    taken: list[Any] = st.session_state.setdefault("posture_taken", [])
    st.caption(t("posture.page.camera_hint"))
    picture = st.camera_input(t("posture.page.camera"), key="posture-camera", resolution="1080p")
    if picture is not None and picture.file_id not in {photo.file_id for photo in taken}:
        taken.append(picture)
    if taken:
        st.image([photo.getvalue() for photo in taken], width=120)
        if st.button(t("posture.page.camera_again"), icon=":material/delete:"):
            taken.clear()
            st.rerun()
    return taken


def _options() -> tuple[View | None, str | None]:
    t = speaker()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = st.selectbox(
            t("page.view_choice"),
            VIEWS,
            format_func=lambda key: t(f"view.{key}"),
            width=260,
            key="posture-view",
        )
        colour = st.selectbox(
            t("posture.page.stickers"),
            ("none", *STICKER_COLOURS),
            format_func=lambda key: t(f"posture.colour.{key}"),
            help=t("posture.page.stickers_help"),
            width=320,
            key="posture-stickers",
        )
    return VIEWS[view], None if colour == "none" else colour


def _measure_uploads(files: Sequence[Any], view: View | None, colour: str | None) -> None:
    # gone as soon as they are measured: only numbers and one still of each stay, in memory
    with tempfile.TemporaryDirectory() as folder:
        pictures = []
        for i, file in enumerate(files):
            # the visitor's file name is only shown, never used as a path
            path = Path(folder) / f"{i}{Path(file.name).suffix.lower()}"
            path.write_bytes(file.getbuffer())
            pictures.append((path, file.name))
        _measure(pictures, view, colour)


def _measure(
    pictures: Sequence[tuple[Path, str]],
    view: View | None,
    colour: str | None,
    *,
    is_levelled: bool = False,
) -> None:
    t = speaker()
    observations: list[Observation] = []
    faults = []
    bar = st.progress(0.0, text=t("posture.page.watching"))
    for i, (path, name) in enumerate(pictures):

        def update(fraction: float | None, _: int, done: int = i) -> None:
            bar.progress((done + (fraction or 0.0)) / len(pictures), t("posture.page.watching"))

        try:
            observations.append(observe(path, DEFAULT_MODEL, progress=update))
        except InputError as error:
            named = InputError(error.key, **error.values | {"path": name})
            faults.append(named.sentence(st.session_state.language))
    bar.empty()
    for fault in faults:
        st.error(fault, icon=":material/error:")
    if observations:
        check = Shown(tuple(observations), view, colour, tuple(faults), is_levelled=is_levelled)
        remember(check)
        st.session_state.pop("posture_taken", None)
        st.rerun()
