"""The dashboard. Run it with: streamlit run app.py."""

from pathlib import Path

import streamlit as st
from streamlit.starlette import App

from posture import ui
from posture.i18n import translate
from posture.ui import language, posture_page, recording, start
from posture.ui.live import page as live
from posture.ui.live.routes import ROUTES

UI = Path(ui.__file__).parent
# By the last part of its address, which is also its name in the sentences: what shows it, its icon.
PAGES = {
    "start": (start.page, ":material/home:"),
    "live": (live.page, ":material/videocam:"),
    "recording": (recording.page, ":material/movie:"),
    "posture": (posture_page.page, ":material/accessibility_new:"),
}


def show() -> None:
    """Show the page that the visitor is on."""
    # A file of ours: for a named symbol the browser would ask a font server on the internet.
    st.set_page_config(page_title="Posture", page_icon=str(UI / "icon.svg"), layout="wide")
    st.html(UI / "style.css")
    chosen = language.choose()
    pages = {
        name: st.Page(
            page,
            title=translate(f"nav.{name}", chosen),
            url_path=name,
            icon=icon,
            default=name == "start",
        )
        for name, (page, icon) in PAGES.items()
    }
    st.session_state.pages = pages
    st.navigation(list(pages.values()), position="top").run()


if __name__ == "__main__":  # Streamlit runs this file so for every page that is shown
    show()
else:  # and its web server imports it once, to serve pages and socket on one port
    app = App(Path(__file__), routes=ROUTES)
