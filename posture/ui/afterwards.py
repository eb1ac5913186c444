"""Pain after a set: asked on its report, compared with before, kept only if the visitor wants."""

from pathlib import Path

import streamlit as st

from posture.io.results import remove_feeling, write_feeling
from posture.session_gate import Afterwards, afterwards
from posture.ui.language import speaker
from posture.ui.safety_gate import choose_pain, has_answered, rest_today, today


def show_afterwards(folder: Path) -> None:
    """Ask for the pain after the set whose results are in a folder, and say what it means.

    Nothing to whoever was not asked before: they look at a sample.
    """
    if not has_answered():
        return
    t = speaker()
    with st.container(border=True, key="afterwards"):
        after = choose_pain(t("today.after.title"), f"pain-after-{folder.parent.name}{folder.name}")
        if after is None:
            return
        before = today()
        meaning = afterwards(before.pain, after)
        show, icon = {
            Afterwards.SETTLED: (st.success, ":material/thumb_up:"),
            Afterwards.SAME: (st.info, ":material/trending_flat:"),
            Afterwards.REST: (st.warning, ":material/bedtime:"),
        }[meaning]
        show(t(f"today.after.{meaning}"), icon=icon)
        st.caption(t("today.after.was", before=before.pain, after=after))
        rest_today(meaning is Afterwards.REST)
        if st.checkbox(t("today.keep"), key=f"keep-feeling-{folder.name}"):
            write_feeling(folder, before, after)
        else:
            remove_feeling(folder)
        st.caption(t("today.keep_hint"))
