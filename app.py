"""The dashboard. Run it with: streamlit run app.py."""

from pathlib import Path

import streamlit as st
from streamlit.starlette import App

from posture import ui
from posture.i18n import translate
from posture.ui import language, recording, start
from posture.ui.live import page as live
from posture.ui.live.routes import ROUTES

UI = Path(ui.__file__).parent


def show() -> None:
    """Show the page that the visitor is on."""
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
            live.page,
            title=translate("nav.live", chosen),
            url_path="live",
            icon=":material/videocam:",
        ),
        st.Page(
            recording.page,
            title=translate("nav.recording", chosen),
            url_path="recording",
            icon=":material/movie:",
        ),
    ]
    st.session_state.pages = {page.url_path: page for page in pages}
    st.navigation(pages, position="top").run()


if __name__ == "__main__":  # Streamlit runs this file so for every page that is shown
    show()
else:  # and its web server imports it once, to serve pages and socket on one port
    app = App(Path(__file__), routes=ROUTES)
