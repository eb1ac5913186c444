"""Taking stances at the camera: from where, the camera itself, and what was taken so far."""

import streamlit as st

from posture.io.captures import Observation
from posture.io.errors import InputError
from posture.live.stance import Place
from posture.ui.language import speaker
from posture.ui.live.capture_component import capture_component
from posture.ui.live.page import current_desk
from posture.ui.live.socket import PATH

THUMBNAIL_PX = 96


def take_stances() -> tuple[Observation, ...]:
    """Show the camera, and return what was taken once the visitor wants to see the result."""
    t = speaker()
    desk = current_desk()
    place = Place(
        st.segmented_control(
            t("capture.title"),
            list(Place),
            default=Place.FRONT,
            required=True,
            format_func=lambda place: t(f"capture.place.{place}"),
            key="capture-place",
        )
    )
    st.caption(f"{t(f'capture.place_hint.{place}')} {t('capture.hint')}")
    capture_component(
        st.session_state.language,
        place,
        token=desk.token,
        path=PATH.lstrip("/"),
    )
    with st.container(border=True, key="captures"):
        return _show_taken()


def forget_stances() -> None:
    """Erase what was taken."""
    current_desk().taken.clear()


def _show_taken() -> tuple[Observation, ...]:
    t = speaker()
    taken = current_desk().taken
    st.markdown(f"**{t('capture.taken')}**")
    st.caption(t("capture.privacy"))
    if not taken:
        st.markdown(t("capture.none_yet"))
        return ()
    for stance in taken:
        name = t(f"capture.place.{stance.place}")
        for fault in stance.faults:
            named = InputError(fault.key, **fault.values | {"path": t("capture.name", place=name)})
            st.error(named.sentence(st.session_state.language), icon=":material/error:")
    with st.container(horizontal=True):
        for stance in taken:
            if stance.observations:
                st.image(
                    stance.observations[0].image_rgb,
                    width=THUMBNAIL_PX,
                    caption=t(
                        "capture.taken_count",
                        place=t(f"capture.place.{stance.place}"),
                        count=len(stance.observations),
                    ),
                )
    observations = tuple(seen for stance in taken for seen in stance.observations)
    with st.container(horizontal=True):
        wanted = st.button(
            t("capture.result"), type="primary", disabled=not observations, key="capture-result"
        )
        if st.button(t("capture.erase"), icon=":material/delete:", key="capture-erase"):
            forget_stances()
            st.rerun()
    return observations if wanted else ()
