"""The live component: its page files read into one Streamlit component, its words handed over."""

from pathlib import Path
from typing import Any

import streamlit as st

from posture.i18n import MESSAGES
from posture.pose import Landmark, Side

_FOLDER = Path(__file__).parent
# In the order in which they build on each other; the posture page's camera builds on them too.
SCRIPTS = (
    "words.js",
    "speech.js",
    "announcer.js",
    "camera.js",
    "link.js",
    "tempo.js",
    "overlay.js",
    "screen.js",
    "pause.js",
    "controls.js",
    "live.js",
)
_LIMBS = (
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("heel", "toe"),
    ("ankle", "toe"),
)
_ACROSS = ("shoulder", "hip")
EDGES = [
    [int(Landmark.of(a, side)), int(Landmark.of(b, side))] for side in Side for a, b in _LIMBS
] + [[int(Landmark.of(a, Side.LEFT)), int(Landmark.of(a, Side.RIGHT))] for a in _ACROSS]

# Strings, not files: a component made of files cannot be shown in Streamlit's own page tests.
_component = st.components.v2.component(
    "posture_live",
    html=(_FOLDER / "live.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "live.css").read_text(encoding="utf-8"),
    js="\n".join(
        (_FOLDER / name).read_text(encoding="utf-8") for name in (*SCRIPTS, "live_mount.js")
    ),
)


def live_component(language: str, **data: Any) -> Any:
    """Show the camera and return what it reports: `done` with the set's number."""
    words = {
        key.removeprefix("live."): sentence
        for key, sentence in MESSAGES[language].items()
        if key.startswith(("live.words.", "live.advice."))
    }
    return _component(
        key="live",
        data={"language": language, "words": words, "edges": EDGES, **data},
        on_done_change=lambda: None,
        on_renew_change=lambda: None,
    )
