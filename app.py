"""The dashboard. Run it with: streamlit run app.py."""

from pathlib import Path

import streamlit as st

from posture import ui
from posture.i18n import translate
from posture.ui import language, posture_page, recording, start

UI = Path(ui.__file__).parent

# A file of ours: for a named symbol the browser would ask a font server on the internet.
st.set_page_config(page_title="Posture", page_icon=str(UI / "icon.svg"), layout="wide")
st.html(UI / "style.css")
chosen = language.choose()
pages = [
    st.Page(
        start.page,
        title=translate("nav.start", chosen),
        url_path="start",
        icon=":material/home:",
        default=True,
    ),
    st.Page(
        recording.page,
        title=translate("nav.recording", chosen),
        url_path="recording",
        icon=":material/movie:",
    ),
    st.Page(
        posture_page.page,
        title=translate("nav.posture", chosen),
        url_path="posture",
        icon=":material/accessibility_new:",
    ),
]
st.session_state.pages = {page.url_path: page for page in pages}
st.navigation(pages, position="top").run()
