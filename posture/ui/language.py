"""The language of the dashboard: chosen at the top, kept in the address."""

import json
from collections.abc import Callable
from functools import partial

import streamlit as st

from posture.i18n import LANGUAGES, MESSAGES, translate


def choose() -> str:
    """Show the switch and return the chosen language.

    First visit: the address's `?lang=`, else the browser's language, else Japanese.
    """
    # Kept apart from the widget, whose own state is lost when the page changes.
    if "language" not in st.session_state:
        st.session_state.language = _wanted()
    with st.container(horizontal=True, horizontal_alignment="right", key="language-switch"):
        chosen = st.segmented_control(
            "言語 / Language",
            list(LANGUAGES),
            default=st.session_state.language,
            format_func=LANGUAGES.__getitem__,
            required=True,
            label_visibility="collapsed",
            key="language-choice",  # without one, a new default would be a new, untouched widget
        )
    st.session_state.language = chosen
    st.query_params["lang"] = chosen
    _tell_browser(str(chosen))
    return str(chosen)


def _tell_browser(language: str) -> None:
    """Say which language the page is in, for screen readers, and for breaking lines between words.

    Streamlit calls every page English.
    """
    script = f"<script>document.documentElement.lang = {json.dumps(language)}</script>"
    st.html(script, unsafe_allow_javascript=True)


def _wanted() -> str:
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    return "en" if (st.context.locale or "ja").startswith("en") else "ja"


def speaker() -> Callable[..., str]:
    """Return `translate` for the chosen language: t(key, **values)."""
    return partial(translate, language=st.session_state.language)


def worded(key: str, first: object = None) -> str:
    """Return the key of a list to choose from by words, and set what is chosen in it at first.

    A browser names what is chosen by the words it showed. After a change of the language they would
    mean nothing here, and still stand there: so it is another list in another language, and begins
    with what was chosen in the one before it.

    Parameters
    ----------
    key : str
    first : object, optional
        What is chosen if there was none before; None leaves it to the list.
    """
    own = f"{key}-{st.session_state.language}"
    if own not in st.session_state:
        before = (f"{key}-{language}" for language in LANGUAGES)
        chosen = next((st.session_state[k] for k in before if k in st.session_state), first)
        if chosen is not None:
            st.session_state[own] = chosen
    return own


def title(job_title: str) -> str:
    """Return a sample's name in the chosen language, or a visitor's own file name as it is."""
    language = st.session_state.language
    return MESSAGES[language].get(job_title, job_title)
