"""What the checks found, one card each."""

from html import escape
from typing import Literal

import streamlit as st

from posture import wording
from posture.checks import CheckResult
from posture.grading import Grade, Outcome
from posture.i18n import MESSAGES, translate
from posture.ui.range_bar import range_bar

Colour = Literal["green", "orange", "red", "gray"]

BADGES: dict[Grade, tuple[Colour, str]] = {
    Grade.GOOD: ("green", ":material/check_circle:"),
    Grade.CAUTION: ("orange", ":material/trending_flat:"),
    Grade.POOR: ("red", ":material/visibility:"),
    Grade.UNCERTAIN: ("gray", ":material/help:"),
}
RECORDED: tuple[Colour, str] = ("gray", ":material/straighten:")


def show_cards(results: tuple[CheckResult, ...], language: str) -> None:
    """Show a card per check, two in a row where there is room; what was not measured at the end."""
    measured = [r for r in results if r.outcome is not Outcome.NOT_MEASURABLE]
    for first in range(0, len(measured), 2):
        row = st.columns(2)
        for column, result in zip(row, measured[first : first + 2], strict=False):
            with column:
                _show_card(result, language)
    _show_not_measured([r for r in results if r not in measured], language)


def _show_card(result: CheckResult, language: str) -> None:
    colour, icon = RECORDED if wording.is_description(result) else BADGES[result.grade]
    with st.container(border=True, height="stretch", key=f"check-{result.key}-{result.side}"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{wording.name(result, language)}**", width="content")
            st.badge(wording.label(result, language), icon=icon, color=colour)
        st.html(f'<p class="value">{escape(wording.value(result, language))}</p>')
        if result.classes and result.reason not in ("", "within_error"):
            st.markdown(f"**{wording.class_names(result, language)}**")
        guide = wording.guide(result, language)
        if bar := range_bar(result, language):
            st.image(bar, width="stretch", alt=f"{wording.value(result, language)} ({guide})")
        st.markdown(wording.sentence(result, language))
        if (tip := f"check.{result.key}.tip") in MESSAGES[language]:
            st.markdown(translate(tip, language))
        with st.expander(translate("page.about_check", language)):
            st.caption(translate(f"check.{result.key}.meaning", language))
            if guide:
                st.caption(translate("page.guide", language, guide=guide))
            st.caption(translate("page.source", language, source=wording.source(result, language)))
            st.caption(translate("page.reps_used", language, count=result.reps_used))


def _show_not_measured(results: list[CheckResult], language: str) -> None:
    by_sentence: dict[str, list[str]] = {}
    for result in results:
        by_sentence.setdefault(wording.sentence(result, language), []).append(
            wording.name(result, language)
        )
    for sentence, names in by_sentence.items():
        with st.container(border=True, key=f"not-measured-{names[0]}"):
            st.badge(
                translate("grade.not_measurable", language),
                icon=":material/videocam_off:",
                color="gray",
            )
            st.markdown(f"**{' · '.join(names)}**")
            st.markdown(sentence)
