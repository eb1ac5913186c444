"""A finished analysis on the page: count, video, plot, cards, downloads."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any, Protocol

import streamlit as st

from posture import wording
from posture.analysis import Analysis
from posture.checks import cues
from posture.exercises import EXERCISES
from posture.grading import Grade
from posture.held import Held
from posture.io import results
from posture.io.overlay import shows_depth
from posture.quality import UNMEASURED
from posture.report import Report
from posture.ui.afterwards import show_afterwards
from posture.ui.cards import show_cards
from posture.ui.chart import HEEL_STRIKE, movement_chart
from posture.ui.exercise_sheet_view import show_exercise_sheet
from posture.ui.giving_way_view import ask_about_giving_way
from posture.ui.language import speaker, title
from posture.ui.movement_view import PLOT_CONFIG, show_average, show_holds
from posture.ui.norm_view import show_norms
from posture.ui.sheet_form import forget_sheet
from posture.view import View

# What may be saved: what it is called on its button, and its kind.
DOWNLOADS = {
    results.REPORT: ("page.download.json", "application/json"),
    results.MEASURES: ("page.download.csv", "text/csv"),
    results.VIDEO: ("page.download.mp4", "video/mp4"),
    results.LANDMARKS: ("page.download.npz", "application/octet-stream"),
    results.FEELING: ("page.download.feeling", "application/json"),
}
OF_THE_VIEW = ("oblique_view", "view_disagrees")  # faults
LEAD_IN_S = 0.3  # a repetition is shown from a moment before it starts


class Shown(Protocol):
    """What was measured: a recording with its annotated video, or a live set without one."""

    @property
    def title(self) -> str: ...
    @property
    def folder(self) -> Path: ...
    @property
    def analysis(self) -> Analysis | None: ...
    @property
    def truncated(self) -> bool: ...


def show_report(job: Shown, erase: Callable[[], None]) -> None:
    """Show what was found in a recording or a live set; `erase` removes it."""
    t = speaker()
    analysis = job.analysis
    if analysis is None:
        return
    report = analysis.report
    _show_title(job.title, report)
    if not report.absence and not job.title.startswith("sample."):
        show_afterwards(job.folder)
    _show_summary(report, job.truncated)
    _show_cues(report)
    analysis = ask_about_giving_way(analysis, job.folder)
    report = analysis.report
    video_file = job.folder / results.VIDEO
    has_video = video_file.is_file()
    video, plot = st.columns([2, 3], gap="medium") if has_video else (None, st.container())
    with plot:
        st.subheader(t("page.plot"))
        selected: Any = st.plotly_chart(
            movement_chart(analysis, st.session_state.language),
            on_select="rerun",
            selection_mode="points",
            config=PLOT_CONFIG,
            key=f"plot-{job.folder.name}",
        )
        if has_video:
            st.caption(t("page.plot_hint"))
        if any(event.key == HEEL_STRIKE for event in report.events):
            st.caption(t("results.event_hint"))
    if video is not None:
        with plot:
            moment_s = _chosen_moment_s(selected, report)
        with video:
            st.subheader(t("page.video"))
            st.video(str(video_file), start_time=moment_s, muted=True)
            if report.view is View.SIDE:
                st.caption(t("page.video_hint" if shows_depth(report) else "results.video_hint"))
    if UNMEASURED.isdisjoint(report.quality):
        show_holds(analysis)
        show_average(analysis)
    show_norms(report)
    st.subheader(t("page.checks"))
    show_cards(report.checks, st.session_state.language)
    _show_downloads(job.folder, erase)
    if not report.absence:
        show_exercise_sheet(analysis, job.folder)
    st.info(t("notice.not_medical_device"), icon=":material/info:")


def _chosen_moment_s(selected: Any, report: Report) -> float:
    """Return the clicked time, or the start of the chosen repetition, or the beginning."""
    t = speaker()
    chosen = None
    if report.reps:
        chosen = st.pills(
            t("page.go_to_rep"),
            range(len(report.reps)),
            format_func=lambda index: str(index + 1),
            key="rep",
        )
    clicked = [point["x"] for point in selected["selection"]["points"]]
    if clicked:
        return float(clicked[0])
    if chosen is not None and chosen < len(report.reps):
        return max(0.0, report.reps[chosen].start_s - LEAD_IN_S)
    # who walks past is not in the first picture yet
    is_walk = EXERCISES[report.exercise].by_pass
    return report.reps[0].start_s if report.reps and is_walk else 0.0


def _show_title(job_title: str, report: Report) -> None:
    """Show what was looked for, and in what: a sample, a visitor's file, or the set just done."""
    exercise = speaker()(f"exercise.{report.exercise}")
    st.header(exercise)
    if (name := title(job_title)) != exercise:
        st.caption(name)


def _show_summary(report: Report, truncated: bool) -> None:
    t, counted = speaker(), EXERCISES[report.exercise].counted
    cells = [
        ("rep-count", t(f"results.counted.{counted}"), t("page.reps", count=report.rep_count)),
        ("length", t("page.duration"), t("page.seconds", seconds=report.duration_s)),
    ]
    if _is_view_known(report):
        cells.insert(1, ("view", t("page.view"), t(f"view.{report.view}")))
    st.html(
        '<dl class="summary">'
        + "".join(
            f'<div class="{name}"><dt>{escape(term)}</dt><dd>{escape(value)}</dd></div>'
            for name, term, value in cells
        )
        + "</dl>"
    )
    if truncated:
        st.warning(t("cli.truncated"), icon=":material/content_cut:")
    not_counted = _not_counted(report)
    if report.absence:
        lines = [t(f"absence.{report.absence}"), *not_counted]
        st.warning("\n\n".join(lines), icon=":material/search_off:")
    for fault in report.quality:
        if fault not in OF_THE_VIEW or _is_view_known(report):
            st.warning(
                wording.fault(fault, report, st.session_state.language), icon=":material/videocam:"
            )
    is_walk_from_the_side = EXERCISES[report.exercise].by_pass and report.view is View.SIDE
    if is_walk_from_the_side and any(check.reason == "few_reps" for check in report.checks):
        st.info(t("results.more_passes"), icon=":material/directions_walk:")
    finder = EXERCISES[report.exercise].finder
    legs = {hold.side for hold in report.holds}
    if isinstance(finder, Held) and finder.by_side and len(legs) == 1:
        st.info(t("results.one_leg"), icon=":material/swap_horiz:")
    if not report.absence:
        for line in not_counted:
            st.caption(line)


def _is_view_known(report: Report) -> bool:
    """Tell whether the view was found: of another movement it is not known where it faces."""
    return report.absence in ("", "wrong_view")


def _not_counted(report: Report) -> list[str]:
    """Return a sentence for each reason why movements do not count, with their times."""
    t = speaker()
    lines = []
    for reason in sorted({movement.reason for movement in report.not_counted}):
        times = [m.start_s for m in report.not_counted if m.reason == reason]
        moments = ", ".join(f"{time_s:.0f}{t('unit.s')}" for time_s in times[:5])
        lines.append(
            t("page.not_counted", count=len(times), reason=t(f"not_counted.{reason}"), when=moments)
        )
    return lines


def _show_cues(report: Report) -> None:
    """Show the one or two things to try, or that all that was judged is well."""
    t = speaker()
    language = st.session_state.language
    found = cues(report.checks)
    lines = [
        f"**{wording.name(cue, language)}** {wording.sentence(cue, language)}" for cue in found
    ]
    if lines:
        st.info("\n\n".join([t("page.try"), *lines]), icon=":material/lightbulb:")
    elif any(result.grade is Grade.GOOD and not result.classes for result in report.checks):
        st.success(t("page.all_well"), icon=":material/thumb_up:")


def _show_downloads(folder: Path, erase: Callable[[], None]) -> None:
    t = speaker()
    st.subheader(t("page.keep"))
    st.caption(t("page.keep_hint"))
    with st.container(horizontal=True):
        for file, (label, mime) in DOWNLOADS.items():
            path = folder / file
            if not path.is_file():
                continue
            st.download_button(
                t(label),
                path.read_bytes(),
                file_name=file,
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"download-{file}",
            )
        if st.button(t("page.erase"), icon=":material/delete:"):
            erase()
            forget_sheet()
            st.rerun()
