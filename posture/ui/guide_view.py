"""How an exercise or test is done: pictures, steps, camera, what is measured, safety."""

from importlib.resources import files
from pathlib import Path

import streamlit as st

from posture.guide import Guide
from posture.guide_wording import dose_lines, dose_sources, measured_names, placing, span
from posture.ui.camera_drawing import camera_drawing
from posture.ui.language import speaker

PICTURES = Path(str(files("posture") / "data" / "pictures"))


def picture_of(key: str, moment: str) -> str:
    """Return the path of an activity's picture; `moment` is "start" or "end"."""
    return str(PICTURES / f"{key}_{moment}.webp")


def show_guide(guide: Guide) -> None:
    """Show everything one needs to know before doing it."""
    t = speaker()
    pictures, words = st.columns([3, 4], gap="medium")
    with pictures, st.container(key="guide-pictures"):
        for moment, column in zip(("start", "end"), st.columns(2, gap="small"), strict=True):
            caption = t(f"guide.{guide.key}.{moment}")
            column.image(
                picture_of(guide.key, moment), caption=caption, width="stretch", alt=caption
            )
    with words:
        st.markdown(f"**{t(f'guide.{guide.key}.purpose')}**")
        stop, *others = [t(f"guide.safety.{line}") for line in guide.safety]
        st.warning(
            "\n".join([stop, "", *(f"- {line}" for line in others)]), icon=":material/front_hand:"
        )
    if not guide.views:
        _show_steps(guide)
        return
    parts = {"steps": _show_steps, "camera": _show_camera, "measured": _show_measured}
    tabs = st.tabs([t(f"guide.heading.{name}") for name in parts])
    for show, tab in zip(parts.values(), tabs, strict=True):
        with tab:
            show(guide)


def _show_steps(guide: Guide) -> None:
    t, language = speaker(), st.session_state.language
    st.markdown(t(f"guide.{guide.key}.steps"))
    facts = {t("guide.heading.props"): [t(f"guide.prop.{prop}") for prop in guide.props]}
    if guide.dose:
        facts[t("guide.heading.dose")] = dose_lines(guide.dose, language)
    for heading, lines in facts.items():
        st.markdown(f"**{heading}**: {' · '.join(lines)}")
    if guide.dose:
        st.caption(dose_sources(guide.dose, language))


def _show_camera(guide: Guide) -> None:
    t, language = speaker(), st.session_state.language
    if guide.camera is None:
        return
    distance = t("guide.camera.distance", distance=span(guide.camera.distance_m, language))
    drawing, words = st.columns([2, 3], gap="medium")
    with drawing:
        st.image(
            camera_drawing(
                guide.views[0], guide.position, distance, is_path="clear_path" in guide.props
            ),
            width="stretch",
            alt=t("guide.camera.drawing"),
            caption=t("guide.camera.drawing"),
        )
    with words:
        for view in guide.views:
            st.markdown(f"- {placing(guide.camera, view, language)}")
        st.markdown(t(f"guide.{guide.key}.camera"))


def _show_measured(guide: Guide) -> None:
    t = speaker()
    for whence, names in sorted(measured_names(guide, st.session_state.language).items()):
        listed = " · ".join(names)
        st.markdown(f"**{whence[0].upper()}{whence[1:]}**: {listed}" if whence else listed)
    st.markdown(f"**{t('guide.heading.tips')}**\n\n{t(f'guide.{guide.key}.tips')}")
