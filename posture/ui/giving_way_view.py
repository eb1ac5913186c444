"""Moments at which a knee may have given way: shown to the person, who says whether it did."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from posture import wording
from posture.analysis import Analysis
from posture.giving_way import Answer, answered, candidates
from posture.io.results import VIDEO, write_report
from posture.ui.language import speaker

BEFORE_S, AFTER_S = 1.5, 1.5  # of the moment, in the clip that is shown


def ask_about_giving_way(analysis: Analysis, folder: Path) -> Analysis:
    """Show each moment with its clip and ask; return the analysis with the answers.

    report.json in the folder gets them, too. Nothing is shown if nothing was looked for.
    """
    if not analysis.is_experimental:
        return analysis
    t, language = speaker(), st.session_state.language
    report = analysis.report
    st.subheader(t("giving_way.title"))
    moments = candidates(report.events)
    for number, event in enumerate(moments):
        with st.container(border=True, key=f"giving-way-{number}"):
            clip, question = st.columns([2, 3], gap="medium")
            with clip:
                st.video(
                    str(folder / VIDEO),
                    start_time=max(0.0, event.time_s - BEFORE_S),
                    end_time=event.time_s + AFTER_S,
                    muted=True,
                )
            with question:
                st.markdown(wording.of_event("giving_way.possible", event, language))
                said = st.segmented_control(
                    t("giving_way.ask"),
                    list(Answer),
                    format_func=lambda answer: t(f"giving_way.answer.{answer}"),
                    key=f"gave-way-{folder.parent.name}-{number}",
                )
                if said == Answer.CONFIRMED:
                    st.info(
                        wording.of_event("giving_way.confirmed", event, language),
                        icon=":material/edit_note:",
                    )
                else:
                    st.caption(t("giving_way.not_recorded"))
        if said is not None:
            events = answered(report.events, event, Answer(said))
            report = replace(report, events=events)
    if not moments:
        for line in wording.giving_way(report, language):
            st.caption(line)
    write_report(folder, report)
    return replace(analysis, report=report)
