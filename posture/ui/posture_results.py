"""A screening on the page: pictures, findings, the vertical, before and after, the sheet."""

import streamlit as st

from posture.io.captures import Observation
from posture.io.errors import InputError
from posture.io.posture_picture import draw_posture, draw_vertical
from posture.io.screening_files import SCREENING, parse_screening
from posture.screening import wording
from posture.screening.capture import Vertical
from posture.screening.compare import Comparison, compare
from posture.screening.report import ScreeningReport, ViewReport
from posture.ui.language import speaker
from posture.ui.posture_cards import show_findings
from posture.ui.posture_sheet import show_posture_sheet
from posture.ui.posture_state import Shown, forget
from posture.view import View


def show_results(check: Shown) -> None:
    """Show everything that was found in the visitor's pictures."""
    t = speaker()
    for fault in check.faults:
        st.error(fault, icon=":material/error:")
    check.is_levelled = st.checkbox(
        t("posture.page.levelled"), value=check.is_levelled, help=t("posture.page.levelled_help")
    )
    blur = st.toggle(
        t("posture.page.blur"), value=st.session_state.get("blur_faces", True), key="blur"
    )
    st.session_state.blur_faces = blur  # outlives the widget
    observations = check.with_marks()
    report = check.report(observations)
    for view in report.views:
        _show_view(check, view, observations, blur)
    if all(view.view is not View.SIDE for view in report.views):
        st.info(t("posture.page.add_side"), icon=":material/add_a_photo:")
    if all(view.view is View.SIDE for view in report.views):
        st.info(t("posture.page.add_front"), icon=":material/add_a_photo:")
    _show_limits()
    comparison = _show_comparison(report)
    show_posture_sheet(report, observations, comparison, blur)
    _show_downloads(report)
    st.info(t("notice.not_medical_device"), icon=":material/info:")


def _show_view(
    check: Shown, view: ViewReport, observations: tuple[Observation, ...], blur: bool
) -> None:
    language = st.session_state.language
    st.subheader(wording.view_name(view, language))
    first = view.captures[0].index
    picture, cards = st.columns([2, 3], gap="medium")
    with picture:
        if view.view is View.OBLIQUE:
            st.image(observations[first].image_rgb, width="stretch")
        else:
            st.image(draw_posture(observations[first], view, blur_face=blur), width="stretch")
        for roll in dict.fromkeys(wording.roll(c, language) for c in view.captures):
            st.caption(roll)
        for capture in view.captures:
            _mark_vertical(check, capture.index)
    with cards:
        show_findings(view, language)


def _mark_vertical(check: Shown, index: int) -> None:
    """Let the visitor lay a line along something upright in one picture."""
    t = speaker()
    seen = check.observations[index]
    key = f"vertical-{index}"
    number = f" {index + 1}" if len(check.observations) > 1 else ""
    with st.expander(t("posture.page.vertical", number=number), icon=":material/straighten:"):
        st.caption(t("posture.page.vertical_hint"))
        before = check.verticals.get(index)
        wanted = st.toggle(t("posture.page.vertical_use"), value=before is not None, key=key)
        size_px = seen.capture.poses.size_px
        top = st.slider(t("posture.page.vertical_top"), 0.0, 100.0, 15.0, 0.1, key=f"{key}-top")
        bottom = st.slider(
            t("posture.page.vertical_bottom"), 0.0, 100.0, 15.0, 0.1, key=f"{key}-bottom"
        )
        line = Vertical.from_percent(top, 2.0, bottom, 98.0, size_px)
        st.image(draw_vertical(seen.image_rgb, line), width="stretch")
        if wanted != (before is not None) or (wanted and line != before):
            if wanted:
                check.verticals[index] = line
            else:
                check.verticals.pop(index, None)
            st.rerun()


def _show_limits() -> None:
    t = speaker()
    with st.container(border=True):
        st.markdown(f"**{t('posture.limits')}**")
        st.markdown("\n".join(f"- {t(f'posture.limit.{key}')}" for key in wording.LIMITS))


def _show_comparison(report: ScreeningReport) -> Comparison | None:
    t = speaker()
    language = st.session_state.language
    st.subheader(t("posture.compare.title"))
    earlier = st.file_uploader(
        t("posture.page.earlier"), type=["json"], key="posture-earlier", max_upload_size=10
    )
    if earlier is None:
        return None
    try:
        comparison = compare(parse_screening(earlier.getvalue(), earlier.name), report)
    except InputError as error:
        st.error(error.sentence(language), icon=":material/error:")
        return None
    if comparison.is_same_visit:
        st.warning(t("posture.compare.same_visit"), icon=":material/event:")
    if not comparison.changes:
        st.info(t("posture.compare.nothing"), icon=":material/search_off:")
        return comparison
    st.dataframe(
        [
            {
                t("sheet.column.item"): wording.name(change.after, language),
                t("posture.page.before"): wording.amount(change.before, change.before.value),
                t("posture.page.after"): wording.amount(change.after, change.after.value),
                t("posture.page.change"): wording.amount(change.after, change.change),
                t("posture.page.mdc"): f"±{wording.amount(change.after, change.mdc95)}",
                t("sheet.column.label"): wording.verdict(change, language),
            }
            for change in comparison.changes
        ],
        hide_index=True,
        width="stretch",
    )
    st.caption(t("posture.page.mdc_hint"))
    return comparison


def _show_downloads(report: ScreeningReport) -> None:
    t = speaker()
    st.subheader(t("page.keep"))
    st.caption(t("posture.page.keep_hint"))
    with st.container(horizontal=True):
        st.download_button(
            t("posture.page.download"),
            report.to_json(),
            file_name=SCREENING,
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            key="posture-json",
        )
        if st.button(t("page.erase"), icon=":material/delete:", key="posture-erase"):
            forget()
            st.rerun()
