"""The camera of the posture page: the live component's parts, for somebody who stands."""

from pathlib import Path
from typing import Any

import streamlit as st

from posture.i18n import MESSAGES
from posture.live.stance import STEPS, Place
from posture.ui.live import component

_FOLDER = Path(__file__).parent
SCRIPTS = (
    *component.SCRIPTS,
    "stance_overlay.js",
    "stance_screen.js",
    "stance_announcer.js",
    "capture.js",
    "capture_mount.js",
)


def _read(*names: str) -> str:
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)


_component = st.components.v2.component(
    "posture_capture",
    html=_read("live.html", "capture.html"),
    css=_read("live.css", "capture.css"),
    js=_read(*SCRIPTS),
)


def capture_component(language: str, place: Place, **data: Any) -> Any:
    """Show the camera and return what it reports: `done` with the number of what was taken."""
    return _component(
        key="capture",
        data={
            "language": language,
            "words": _words(language),
            "edges": component.EDGES,
            "steps": [step.key for step in STEPS],
            "place": place,
            "exercise": place,
            "view": place.view,
            "mayExercise": True,
            "sample": None,
            **data,
        },
        on_done_change=lambda: None,
        on_renew_change=lambda: None,
    )


def _words(language: str) -> dict[str, str]:
    """Return what is said: the live page's words, those of its own in their place."""
    words: dict[str, str] = {}
    for page in ("live.", "capture."):
        words |= {
            key.removeprefix(page): sentence
            for key, sentence in MESSAGES[language].items()
            if key.startswith((f"{page}words.", f"{page}advice."))
        }
    return words
