"""A screening on the page: pictures, findings, the vertical, before and after, the sheet."""

import numpy as np
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

# The line that is laid along something upright: the heights of its ends, and where it starts from.
_TOP_PERCENT, _BOTTOM_PERCENT, _NEW_PERCENT = 2.0, 98.0, 15.0


def show_results(check: Shown) -> None:
    """Show everything that was found in the visitor's pictures."""
    t = speaker()
    for fault in check.faults:
        st.error(fault.sentence(st.session_state.language), icon=":material/error:")
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
    with picture, st.container(key=f"stance-{view.view}-{view.near}"):
        if view.view is View.OBLIQUE:
            st.image(observations[first].image_rgb, width="stretch")
        else:
            st.image(draw_posture(observations[first], view, blur_face=blur), width="stretch")
        for roll in wording.rolls(view, language):
            st.caption(roll)
        is_one_of_many = len(view.captures) > 1
        for number, capture in enumerate(view.captures, start=1):
            nth = f" {number}" if is_one_of_many else ""
            _mark_vertical(check, capture.index, nth, blur=blur)
    with cards:
        show_findings(view, language)


def _mark_vertical(check: Shown, index: int, number: str, *, blur: bool) -> None:
    """Let the visitor lay a line along something upright in one picture."""
    t = speaker()
    seen = check.observations[index]
    key = f"vertical-{index}"
    with st.expander(t("posture.page.vertical", number=number), icon=":material/straighten:"):
        st.caption(t("posture.page.vertical_hint"))
        before = check.verticals.get(index)
        wanted = st.toggle(t("posture.page.vertical_use"), value=before is not None, key=key)
        size_px = seen.capture.poses.size_px
        first, last = _ends_percent(before, size_px)
        top, bottom = (
            st.slider(
                t(f"posture.page.vertical_{end}"),
                0.0,
                100.0,
                start,
                0.1,
                format="%.1f",
                key=f"{key}-{end}",
            )
            for end, start in (("top", first), ("bottom", last))
        )
        line = Vertical.from_percent(top, _TOP_PERCENT, bottom, _BOTTOM_PERCENT, size_px)
        st.image(draw_vertical(seen, line, blur_face=blur), width="stretch")
        is_moved = not np.allclose(_ends_percent(before, size_px), (top, bottom), atol=0.05)
        if not wanted and before is not None:
            check.verticals.pop(index)
            st.rerun()
        if wanted and (before is None or is_moved):
            check.verticals[index] = line
            st.rerun()


def _ends_percent(line: Vertical | None, size_px: np.ndarray) -> tuple[float, float]:
    """Return how far across the picture a line is at the heights of the sliders' ends."""
    if line is None:
        return _NEW_PERCENT, _NEW_PERCENT
    (x1, y1), (x2, y2) = (100.0 * np.array(p) / size_px for p in (line.top_px, line.bottom_px))
    across = [x1 + (x2 - x1) * (y - y1) / (y2 - y1) for y in (_TOP_PERCENT, _BOTTOM_PERCENT)]
    first, last = (float(np.clip(round(x, 1), 0.0, 100.0)) for x in across)
    return first, last


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
                t("sheet.column.label"): wording.verdict(change, language),
                t("posture.page.before"): wording.reading(change.before, language),
                t("posture.page.after"): wording.reading(change.after, language),
                t("posture.page.change"): wording.amount(change.after, abs(change.change)),
                t("posture.page.mdc"): f"±{wording.amount(change.after, change.mdc95)}",
            }
            for change in sorted(comparison.changes, key=lambda c: not c.is_beyond_error)
        ],
        hide_index=True,
        width="stretch",
        height="content",
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
