"""What a report's movements look like: holds as bars, the average one as a figure."""

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from posture.analysis import Analysis, analyze
from posture.average_rep import AverageRep, average_rep
from posture.exercises import EXERCISES
from posture.io.errors import InputError
from posture.io.landmarks import load_landmarks
from posture.ui.average_rep import average_rep_figure
from posture.ui.hold_bars import hold_bars, hold_range, told_holds
from posture.ui.language import speaker

PLOT_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def show_holds(analysis: Analysis) -> None:
    """Show how long each hold lasted and what ended it; nothing if nothing is held.

    Of those whose time is not known it is said what to do.
    """
    t, report = speaker(), analysis.report
    if not report.holds:
        return
    st.subheader(t("results.holds"))
    told = told_holds(report, analysis.baseline.viewpoint.near)
    if len(told) < len(report.holds):
        st.info(t("results.holds_far"), icon=":material/visibility_off:")
    if not told:
        return
    guide = hold_range(EXERCISES[report.exercise])
    st.plotly_chart(
        hold_bars(told, guide, st.session_state.language),
        config=PLOT_CONFIG,
        key="hold-bars",
    )
    st.caption(t("results.holds_hint"))


def show_average(analysis: Analysis) -> None:
    """Show the average movement, and lay it over an earlier one that the visitor brings."""
    t = speaker()
    now = average_rep(analysis)
    if now is None:
        return
    st.subheader(t("results.average"))
    picture = st.container()
    with st.expander(t("results.compare"), icon=":material/history:"):
        uploaded = st.file_uploader(t("results.compare_label"), type="npz", key="earlier-file")
        st.caption(t("results.compare_hint"))
    # what is wrong with the file is said outside, where it is seen with the box closed, too
    earlier = _earlier(uploaded, analysis, now) if uploaded is not None else None
    exercise = EXERCISES[analysis.report.exercise]
    shown = "stand" if exercise.from_seat else exercise.counted
    with picture:
        st.plotly_chart(
            average_rep_figure(now, earlier, shown, st.session_state.language),
            config=PLOT_CONFIG,
            key="average-rep",
        )
        hint = "average_hint_one" if now.count == 1 else "average_hint"
        st.caption(t(f"results.{hint}", count=now.count))
        if earlier is not None:
            st.caption(t("results.same_limits"))


def _earlier(uploaded: Any, analysis: Analysis, now: AverageRep) -> AverageRep | None:
    """Return the average movement of an earlier recording, or say why there is none."""
    t = speaker()
    try:
        found = _measured_again(uploaded, analysis.report.exercise)
    except InputError as error:
        named = InputError(error.key, **error.values | {"path": uploaded.name})
        st.error(named.sentence(st.session_state.language), icon=":material/error:")
        return None
    if found.report.view is not now.view:
        st.warning(t("results.other_view", view=t(f"view.{found.report.view}")))
        return None
    earlier = average_rep(found, now.anchor)
    if earlier is None:
        st.warning(t("results.nothing_to_compare"), icon=":material/search_off:")
    return earlier


def _measured_again(uploaded: Any, exercise: str) -> Analysis:
    """Return the analysis of earlier landmarks by the rules of today; done once for a file."""
    known = st.session_state.get("earlier")
    if known is not None and known[0] == (uploaded.file_id, exercise):
        found: Analysis = known[1]
        return found
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "landmarks.npz"
        path.write_bytes(uploaded.getbuffer())
        found = analyze(load_landmarks(path), EXERCISES[exercise])
    st.session_state.earlier = ((uploaded.file_id, exercise), found)
    return found
