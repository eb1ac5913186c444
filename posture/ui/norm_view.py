"""A test's result beside the published tables, once age and sex are told."""

import streamlit as st

from posture.guide import GUIDES
from posture.norm_wording import RESULTS, comparisons
from posture.report import Report
from posture.ui.person_form import ask_chair_cm, ask_person


def show_norms(report: Report) -> None:
    """Ask what the tables need and show how the result compares; nothing for an exercise."""
    if report.exercise not in RESULTS:
        return
    person = ask_person()
    needs_seat = "armless_chair" in GUIDES[report.exercise].props
    chair_cm = ask_chair_cm() if needs_seat else None
    lines = comparisons(report, person, chair_cm, st.session_state.language)
    with st.container(key="norms"):
        st.markdown("\n".join(f"- {line}" for line in lines))
