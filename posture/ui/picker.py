"""Choose an exercise or a test: a card for each, then its explanation."""

import streamlit as st

from posture.exercises import EXERCISES
from posture.guide import GUIDES, Guide, Kind
from posture.ui.guide_view import picture_of, show_guide
from posture.ui.language import speaker

IN_ADDRESS = "exercise"


def offered() -> dict[str, Guide]:
    """Return what can be chosen: everything we can measure, and what is typed in."""
    return {
        key: guide for key, guide in GUIDES.items() if guide.kind is Kind.ENTRY or key in EXERCISES
    }


def choose_activity() -> Guide | None:
    """Show the cards, or what was chosen and how it is done; return it once it is chosen.

    The choice is kept for the visit and in the address, `?exercise=squat`.
    """
    t = speaker()
    guides = offered()
    chosen = st.session_state.get("activity", st.query_params.get(IN_ADDRESS))
    if chosen not in guides:
        _forget()
        _show_cards(guides)
        return None
    st.session_state.activity = st.query_params[IN_ADDRESS] = chosen
    guide = guides[chosen]
    if st.button(t("guide.another"), icon=":material/apps:", key="another-activity"):
        _forget()
        st.rerun()
    st.header(t(f"guide.{chosen}.title"))
    show_guide(guide)
    return guide


def _forget() -> None:
    st.session_state.pop("activity", None)
    st.query_params.pop(IN_ADDRESS, None)


def _show_cards(guides: dict[str, Guide]) -> None:
    t = speaker()
    for kind in Kind:
        keys = [key for key, guide in guides.items() if guide.kind is kind]
        if not keys:
            continue
        st.subheader(t(f"guide.kind.{kind}"))
        with st.container(key=f"picker-{kind}"):
            for key in keys:
                _show_card(key)


def _show_card(key: str) -> None:
    t = speaker()
    with st.container(border=True, key=f"activity-{key}"):
        st.image(picture_of(key, "end"), width="stretch", alt="")
        # The button reaches over the whole card (style.css), so that the picture can be pressed.
        if st.button(t(f"guide.{key}.title"), key=f"choose-{key}", width="stretch"):
            st.session_state.activity = key
            st.rerun()
