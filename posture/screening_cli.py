"""The command `posture screen`: static posture from photos and clips."""

from datetime import date
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.padding import Padding

from posture.console import Language, choose, one_sentence, out, progress_bar
from posture.i18n import translate
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL, MODELS
from posture.screening import wording
from posture.screening.capture import STICKER_COLOURS, Vertical
from posture.screening.compare import Comparison, compare
from posture.screening.report import ScreeningReport
from posture.screening.screen import screen
from posture.sheet import SHEET_EXERCISES, Clinic
from posture.view import View

VIEWS = {"auto": None, "side": View.SIDE, "front": View.FRONT, "rear": View.REAR}


def screen_command(
    pictures: Annotated[
        list[Path],
        typer.Argument(
            metavar="PHOTO_OR_VIDEO...",
            help="Photos, or clips of a few seconds; several of the same side are repeats.",
        ),
    ],
    language: Language,
    view: Annotated[
        str, typer.Option(metavar="|".join(VIEWS), help="Where the camera stood, for all.")
    ] = "auto",
    model: Annotated[
        str, typer.Option(metavar="|".join(MODELS), help="Larger is slower.")
    ] = DEFAULT_MODEL,
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where the results go.")
    ] = Path("posture_screening"),
    vertical: Annotated[
        list[str] | None,
        typer.Option(
            metavar="X1,Y1,X2,Y2",
            help="Two points of something upright, such as a door, in percent of the picture's "
            "width and height; once for all pictures or once for each.",
        ),
    ] = None,
    levelled: Annotated[
        bool, typer.Option("--level", help="The camera was set up with a spirit level.")
    ] = False,
    stickers: Annotated[
        str | None,
        typer.Option(metavar="|".join(STICKER_COLOURS), help="Look for stickers of this colour."),
    ] = None,
    before: Annotated[
        Path | None, typer.Option(metavar="JSON", help="An earlier screening to compare with.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also write the A4 sheet, sheet.pdf.")] = False,
    blur: Annotated[
        bool, typer.Option("--blur/--no-blur", help="Blur the face in pictures.")
    ] = True,
    person: Annotated[str, typer.Option("--name", help="The name on the sheet.")] = "",
    day: Annotated[
        str,
        typer.Option("--date", metavar="YYYY-MM-DD", help="Of the visit.", show_default="today"),
    ] = "",
    next_day: Annotated[
        str, typer.Option("--next", metavar="YYYY-MM-DD", help="The next visit.")
    ] = "",
    exercise: Annotated[
        list[str] | None,
        typer.Option(metavar="|".join(SHEET_EXERCISES), help="To suggest on the sheet; up to 3."),
    ] = None,
    clinic: Annotated[
        Path | None,
        typer.Option(metavar="TOML", help="Name, contact, logo and link of the clinic."),
    ] = None,
) -> None:
    """Measure how somebody stands.

    DIR gets screening.json, a picture for each side, and sheet.pdf when asked.
    """
    from posture.io import screening_files as results
    from posture.io.captures import observe
    from posture.io.clinic import read_clinic

    with one_sentence(language):
        known_view = choose(VIEWS, "--view", view)
        choose(MODELS, "--model", model)
        if stickers is not None:
            choose(dict.fromkeys(STICKER_COLOURS), "--stickers", stickers)
        for key in exercise or ():
            choose(dict.fromkeys(SHEET_EXERCISES), "--exercise", key)
        visit, following = _date(day) or date.today().isoformat(), _date(next_day)
        verticals = _for_each(vertical or [], len(pictures))
        earlier = results.read_screening(before) if before else None
        of_clinic = read_clinic(clinic) if clinic else Clinic()
        observations = []
        with progress_bar(translate("cli.watching", language)) as update:
            for path, text in zip(pictures, verticals, strict=True):
                seen = observe(path, model, progress=update)
                line = _vertical(text, seen.capture.poses.size_px)
                seen = seen.with_vertical(line, is_levelled=levelled)
                observations.append(seen.with_stickers(stickers, known_view))
        report = screen([seen.capture for seen in observations], known_view, visit)
        comparison = compare(earlier, report) if earlier else None
        if not any(finding.is_measured for finding in report.findings):
            raise InputError(
                "nothing_measured", path=pictures[0], reason=_why_nothing(report, language)
            )
        written = results.write_screening(folder, report, observations, blur_face=blur)
        if pdf:
            written.append(
                results.write_posture_sheet(
                    folder,
                    report,
                    observations,
                    language,
                    of_clinic,
                    blur_face=blur,
                    person=person,
                    next_day=following,
                    exercises=exercise or (),
                    comparison=comparison,
                )
            )
    _print(report, comparison, language)
    for path in written:
        out.print(str(path), markup=False, highlight=False, soft_wrap=True)


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise InputError("bad_date", text=text) from error


def _for_each(texts: list[str], n: int) -> list[str]:
    """Return a vertical for each picture; empty where none is given."""
    if len(texts) not in (0, 1, n):
        raise InputError("bad_vertical", text=" ".join(texts))
    return texts if len(texts) == n else (texts or [""]) * n


def _vertical(text: str, size_px: np.ndarray) -> Vertical | None:
    if not text:
        return None
    try:
        x1, y1, x2, y2 = (float(part) for part in text.split(","))
        return Vertical.from_percent(x1, y1, x2, y2, size_px)
    except ValueError as error:
        raise InputError("bad_vertical", text=text) from error


def _why_nothing(report: ScreeningReport, language: str) -> str:
    reasons = [finding.reason for finding in report.findings] or ["oblique"]
    return translate(f"posture.reason.{reasons[0]}", language)


def _print(report: ScreeningReport, comparison: Comparison | None, language: str) -> None:
    for view in report.views:
        out.print(f"\n[bold]{wording.view_name(view, language)}[/bold]")
        for roll in wording.rolls(view, language):
            out.print(roll, style="dim")
        if not view.findings:
            out.print(translate("posture.reason.oblique", language), style="yellow")
        for finding in view.findings:
            out.print(
                f"[bold]{wording.name(finding, language)}[/bold]  "
                f"{wording.value(finding, language)}  "
                f"[dim]{wording.guide(finding, language)}[/dim]  "
                f"→ {wording.label(finding, language)}"
            )
            out.print(Padding(wording.sentence(finding, language), (0, 0, 0, 4)))
            if bias := wording.bias(finding, language):
                out.print(Padding(bias, (0, 0, 0, 4)), style="dim")
        if view.pattern:
            pattern = translate(f"posture.pattern.{view.pattern}", language)
            out.print(f"{translate('posture.pattern.name', language)}: {pattern}")
            out.print(translate("posture.pattern.note", language), style="dim")
    if comparison is not None:
        _print_comparison(comparison, language)
    out.print(f"\n{translate('posture.limits', language)}", style="dim")
    for limit in wording.LIMITS:
        out.print(f"- {translate(f'posture.limit.{limit}', language)}", style="dim")
    out.print(translate("notice.not_medical_device", language), style="dim")


def _print_comparison(comparison: Comparison, language: str) -> None:
    out.print(f"\n[bold]{translate('posture.compare.title', language)}[/bold]")
    if comparison.is_same_visit:
        out.print(translate("posture.compare.same_visit", language), style="yellow")
    if not comparison.changes:
        out.print(translate("posture.compare.nothing", language))
    for change in comparison.changes:
        out.print(f"{wording.name(change.after, language)}  {wording.change(change, language)}")
        out.print(Padding(wording.verdict(change, language), (0, 0, 0, 4)))
