"""What a screening found in one view, one card each."""

from html import escape

import streamlit as st

from posture import wording as exercise_wording
from posture.i18n import translate
from posture.screening import wording
from posture.screening.report import Finding, ViewReport
from posture.ui.cards import BADGES, RECORDED
from posture.ui.range_bar import range_bar


def show_findings(view: ViewReport, language: str) -> None:
    """Show a card per finding; what was refused at the end, by reason."""
    if not view.findings:
        st.warning(translate("posture.reason.oblique", language), icon=":material/rotate_right:")
    measured = [finding for finding in view.findings if finding.is_measured]
    for first in range(0, len(measured), 2):
        for column, finding in zip(st.columns(2), measured[first : first + 2], strict=False):
            with column:
                _show_card(finding, view, language)
    _show_refused([f for f in view.findings if not f.is_measured], language)
    if view.pattern:
        pattern = translate(f"posture.pattern.{view.pattern}", language)
        with st.container(border=True):
            st.markdown(f"{translate('posture.pattern.name', language)}: **{pattern}**")
            st.caption(translate("posture.pattern.note", language))


def _show_card(finding: Finding, view: ViewReport, language: str) -> None:
    colour, icon = RECORDED if finding.basis == "info" else BADGES[finding.grade]
    key = f"{wording.view_name(view, 'en')}-{finding.key}-{finding.side}".replace(" ", "-")
    with st.container(border=True, height="stretch", key=key.replace(".", "-")):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f"**{wording.name(finding, language)}**", width="content")
            st.badge(wording.label(finding, language), icon=icon, color=colour)
        value = wording.value(finding, language)
        st.html(
            f'<p class="value">{escape(wording.number(finding, language))} '
            f"<small>{escape(wording.direction(finding, language))}</small></p>"
        )
        guide = wording.guide(finding, language)
        if bar := range_bar(finding, language):
            st.image(bar, width="stretch", alt=f"{value} ({guide})")
        st.markdown(wording.sentence(finding, language))
        if bias := wording.bias(finding, language):
            st.caption(bias)
        with st.expander(translate("page.about_check", language)):
            st.caption(translate(f"{finding.key}.meaning", language))
            if guide:
                st.caption(translate("page.guide", language, guide=guide))
            source = exercise_wording.source(finding, language)
            st.caption(translate("page.source", language, source=source))
            st.caption(wording.repeats(finding, view, language))


def _show_refused(findings: list[Finding], language: str) -> None:
    by_sentence: dict[str, list[str]] = {}
    for finding in findings:
        names = by_sentence.setdefault(wording.sentence(finding, language), [])
        names.append(wording.name(finding, language))
    for sentence, names in by_sentence.items():
        with st.container(border=True):
            st.badge(
                translate("grade.not_measurable", language),
                icon=":material/videocam_off:",
                color="gray",
            )
            st.markdown(f"**{' · '.join(dict.fromkeys(names))}**")
            st.markdown(sentence)
