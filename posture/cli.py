"""The command line: posture analyze, models, doctor, serve, render."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.padding import Padding

from posture import __version__, wording
from posture.analysis import Analysis, analyze
from posture.checks import CheckResult
from posture.console import Language, choose, err, one_sentence, out, progress_bar
from posture.exercises import EXERCISES
from posture.figure.cli import render
from posture.i18n import translate
from posture.io.clinic import read_clinic
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL, MODELS
from posture.norm_wording import comparisons
from posture.person_facts import AGES, SEXES, Person
from posture.screening_cli import screen_command
from posture.sheet import Clinic
from posture.view import View

app = typer.Typer(
    help="Measure posture and exercise form. Not a medical device. 医療機器ではありません。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="The pose models in models/.")
app.add_typer(models_app, name="models")
app.command("render")(render)
app.command("screen")(screen_command)

Model = Annotated[str, typer.Option(metavar="|".join(MODELS), help="Larger is slower.")]
CHAIRS_CM = {"40": 40.0, "43": 43.0}
VIEWS = {"auto": None, "side": View.SIDE, "front": View.FRONT, "rear": View.REAR}


@app.command("analyze")
def analyze_command(
    recording: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT", help="A video, an animated GIF, or a landmarks.npz written earlier."
        ),
    ],
    language: Language,
    exercise: Annotated[
        str, typer.Option(metavar="|".join(EXERCISES), help="What was done in it.")
    ],
    view: Annotated[
        str, typer.Option(metavar="|".join(VIEWS), help="Where the camera stood.")
    ] = "auto",
    roll: Annotated[
        float | None,
        typer.Option(
            metavar="DEGREES",
            min=-45.0,
            max=45.0,
            help="By how much what is upright leans to the right in the picture, if known.",
        ),
    ] = None,
    model: Model = DEFAULT_MODEL,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Where the results go [INPUT's name + _posture]."
        ),
    ] = None,
    video: Annotated[bool, typer.Option("--video", help="Also write annotated.mp4.")] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Also write the A4 sheet, report.pdf.")
    ] = False,
    clinic: Annotated[
        Path | None, typer.Option(metavar="TOML", help="Whose name and logo the sheet bears.")
    ] = None,
    age: Annotated[
        int | None,
        typer.Option(help="In years: to set a test beside the tables of that age."),
    ] = None,
    sex: Annotated[
        str, typer.Option(metavar="|".join(SEXES), help="Likewise, as the tables have it.")
    ] = "",
    chair_cm: Annotated[
        str, typer.Option(metavar="|".join(CHAIRS_CM), help="The height of the chair's seat.")
    ] = "",
    experimental: Annotated[
        bool,
        typer.Option(
            "--experimental", help="In walking, also look for a knee that may have given way."
        ),
    ] = False,
) -> None:
    """Measure a recording, count its repetitions and check their form.

    DIR gets report.json, measures.csv and landmarks.npz.
    """
    from posture.io import results

    folder = folder or Path(f"{recording.stem}_posture")
    with one_sentence(language):
        declared = choose(EXERCISES, "--exercise", exercise)
        known_view = choose(VIEWS, "--view", view)
        choose(MODELS, "--model", model)
        if age is not None and not AGES[0] <= age <= AGES[1]:
            years = f"{AGES[0]}–{AGES[1]}"
            raise InputError("no_such_choice", option="--age", chosen=age, choices=years)
        person = Person(age, choose({key: key for key in SEXES}, "--sex", sex) if sex else None)
        chair = choose(CHAIRS_CM, "--chair-cm", chair_cm) if chair_cm else None
        if video and results.is_landmarks(recording):
            raise InputError("no_picture_in_landmarks", path=recording)
        whose = read_clinic(clinic) if clinic else Clinic()
        truncated = []
        with progress_bar(translate("cli.watching", language)) as update:
            poses, analysis = results.read_and_analyze(
                recording,
                model,
                lambda seen: analyze(seen, declared, known_view, roll, experimental=experimental),
                progress=update,
                on_truncated=lambda: truncated.append(True),
                on_second_look=lambda: update(0.0, task=translate("cli.watching_again", language)),
            )
        results.require_measured(recording, analysis)
        written = results.write_results(folder, poses, analysis)
        if video:
            written.append(_write_video(recording, folder / results.VIDEO, analysis, language))
        if pdf:
            from posture.io.report_sheet import write_report_sheet

            filmed = None if results.is_landmarks(recording) else recording
            written.append(write_report_sheet(folder, filmed, analysis, language, whose))
    if truncated:
        err.print(translate("cli.truncated", language))
    _print_report(
        analysis, comparisons(analysis.report, person, chair, language), written, language
    )
    if experimental and declared.counted == "stride":
        for line in wording.giving_way(analysis.report, language):
            out.print(line)


def _write_video(source: Path, target: Path, analysis: Analysis, language: str) -> Path:
    from posture.io.annotate import write_annotated
    from posture.io.overlay import overlays

    with progress_bar(translate("cli.drawing", language)) as update:
        write_annotated(source, target, overlays(analysis), progress=update)
    return target


def _print_report(
    analysis: Analysis, compared: list[str], written: list[Path], language: str
) -> None:
    report = analysis.report
    out.print(
        translate(
            "cli.summary",
            language,
            exercise=translate(f"exercise.{report.exercise}", language),
            count=report.rep_count,
            view=translate(f"view.{report.view}", language),
        )
    )
    if report.absence:
        out.print(translate(f"absence.{report.absence}", language), style="yellow")
    for movement in report.not_counted:
        reason = translate(f"not_counted.{movement.reason}", language)
        out.print(
            translate("cli.not_counted", language, start_s=movement.start_s, reason=reason),
            style="dim",
        )
    for fault in report.quality:
        out.print(wording.fault(fault, report, language), style="yellow")
    for result in report.checks:
        out.print()
        _print_check(result, language)
    out.print()
    for line in compared:
        out.print(line)
    out.print(translate("notice.not_medical_device", language), style="dim")
    for path in written:
        out.print(str(path), markup=False, highlight=False, soft_wrap=True)


def _print_check(result: CheckResult, language: str) -> None:
    out.print(
        f"[bold]{wording.name(result, language)}[/bold]  {wording.value(result, language)}  "
        f"[dim]{wording.guide(result, language)}[/dim]  → {wording.label(result, language)}"
    )
    out.print(Padding(wording.sentence(result, language), (0, 0, 0, 4)))


@models_app.callback(invoke_without_command=True)
def models_command(context: typer.Context, language: Language) -> None:
    """List the models, or fetch one."""
    from posture.io.models import list_models

    if context.invoked_subcommand:
        return
    for state in list_models():
        if state.problem:
            out.print(f"{state.name:6} –  {state.problem.sentence(language)}", soft_wrap=True)
        else:
            out.print(f"{state.name:6} ✓  {state.path}  sha256 {state.sha256}", soft_wrap=True)


@models_app.command("fetch")
def fetch_command(
    language: Language,
    model: Annotated[str, typer.Argument(metavar="|".join(MODELS))] = DEFAULT_MODEL,
) -> None:
    """Get a model, unless a sound one is there."""
    from posture.io.models import fetch_model

    with one_sentence(language), progress_bar(translate("cli.fetching", language)) as update:
        path = fetch_model(model, progress=update)
    out.print(str(path), markup=False, highlight=False, soft_wrap=True)


@app.command("doctor")
def doctor_command(language: Language) -> None:
    """Check that everything is in place, and say what to do where it is not."""
    from posture.io.doctor import checkup

    findings = checkup()
    for finding in findings:
        out.print(f"{'✓' if finding.ok else '✗'} {finding.sentence(language)}", soft_wrap=True)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


@app.command("serve")
def serve_command(
    language: Language,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8501,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="For HTTPS: the certificate, PEM.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="For HTTPS: its private key, PEM.")
    ] = None,
    places: Annotated[
        int | None, typer.Option(min=1, help="How many people are coached live at once.")
    ] = None,
    clinic: Annotated[
        Path | None, typer.Option(metavar="TOML", help="Whose name and logo the sheets bear.")
    ] = None,
) -> None:
    """Serve the dashboard; by default to this computer only."""
    from posture.ui.serve import camera_needs_https, serve

    with one_sentence(language):
        scheme = "https" if certificate else "http"
        out.print(
            translate("cli.serving", language, scheme=scheme, host=host, port=port), soft_wrap=True
        )
        if camera_needs_https(host, certificate):
            out.print(translate("cli.camera_needs_https", language), soft_wrap=True)
        raise typer.Exit(serve(host, port, certificate, key, places, clinic))


def _version(wanted: bool) -> None:
    if wanted:
        out.print(__version__)
        raise typer.Exit


@app.callback()
def _main(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    return


def main() -> None:
    """Run the command line."""
    sys.exit(app())


if __name__ == "__main__":
    main()
