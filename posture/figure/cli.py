"""The command `posture render`: videos of the figure, with what is true of them beside them."""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from posture.figure.camera import Camera
from posture.figure.clip import Clip, Tier
from posture.figure.motions import MOTIONS
from posture.figure.people import PEOPLE
from posture.figure.recording import record
from posture.figure.room import ROOMS
from posture.figure.samples import read_samples
from posture.i18n import translate

BAD_INPUT = 2
TIERS: dict[str, Tier] = {"ray": "ray", "puppet": "puppet"}

err = Console(stderr=True, highlight=False, soft_wrap=True)


def render(
    motion: Annotated[
        str, typer.Argument(help="What the figure does; `list` names them all.")
    ] = "squat",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="[MOTION.mp4]")] = None,
    samples: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Render what FOLDER/samples.toml declares instead, into it."
        ),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Of the samples, only this one.")
    ] = None,
    person: Annotated[str, typer.Option(metavar="|".join(PEOPLE))] = "kenji",
    room: Annotated[str, typer.Option(metavar="|".join(ROOMS))] = "living_room",
    tier: Annotated[
        str, typer.Option(metavar="|".join(TIERS), help="Good-looking or quick.")
    ] = "ray",
    azimuth: Annotated[
        float, typer.Option(help="Camera: 0 in front, 90 on the left, -90 on the right; degrees.")
    ] = 90.0,
    distance: Annotated[float, typer.Option(help="Camera from the figure, metres.")] = 2.75,
    height: Annotated[float, typer.Option(help="Camera above the floor, metres.")] = 1.0,
    pitch: Annotated[float, typer.Option(help="Camera turned up, degrees.")] = 0.0,
    yaw: Annotated[float, typer.Option(help="Camera turned right, degrees.")] = 0.0,
    roll: Annotated[float, typer.Option(help="Camera turned clockwise, degrees.")] = 0.0,
    field_of_view: Annotated[float, typer.Option(help="Horizontal, degrees.")] = 58.0,
    size: Annotated[str, typer.Option(metavar="WIDTHxHEIGHT", help="Even pixels.")] = "640x480",
    fps: Annotated[float, typer.Option(help="Frames a second.")] = 30.0,
    variable_rate: Annotated[
        bool, typer.Option("--variable-rate", help="Uneven times, some frames dropped.")
    ] = False,
    seconds: Annotated[float | None, typer.Option(help="Cut short.")] = None,
    noise: Annotated[float, typer.Option(help="Of the sensor, grey levels.")] = 2.0,
    blur: Annotated[float, typer.Option(help="Of the lens, pixels.")] = 0.0,
    crf: Annotated[int, typer.Option(help="Compression: 18 good, 35 poor.")] = 23,
    passer_by: Annotated[
        str, typer.Option(metavar="|".join(PEOPLE), help="Someone who walks by behind.")
    ] = "",
    seed: Annotated[int, typer.Option(help="The same seed gives the same video.")] = 0,
    language: Annotated[str, typer.Option(metavar="ja|en")] = "en",
) -> None:
    """Render a moving figure to MP4, with its true joint angles as CSV and JSON beside it."""
    if motion == "list":
        for rows in (MOTIONS, PEOPLE, ROOMS):
            typer.echo("  ".join(rows))
        return
    _choose(TIERS, "--tier", tier, language)
    if TIERS[tier] == "ray" and find_spec("numba") is None:
        _fail("no_renderer", language)
    if samples is not None:
        declaration = samples / "samples.toml"
        if not declaration.is_file():
            _fail("file_not_found", language, path=declaration)
        declared = read_samples(declaration)
        for name in only or declared:
            _choose(declared, "--only", name, language)
            _record(declared[name].clip, samples / f"{name}.mp4", TIERS[tier])
        return
    _choose(MOTIONS, "MOTION", motion, language)
    _choose(PEOPLE, "--person", person, language)
    _choose(PEOPLE, "--passer-by", passer_by or person, language)
    _choose(ROOMS, "--room", room, language)
    width_px, height_px = _size(size, language)
    camera = Camera(
        azimuth_deg=azimuth,
        distance_m=distance,
        height_m=height,
        pitch_deg=pitch,
        yaw_deg=yaw,
        roll_deg=roll,
        field_of_view_deg=field_of_view,
        width_px=width_px,
        height_px=height_px,
    )
    clip = Clip(
        person=person,
        motion=motion,
        room=room,
        camera=camera,
        seed=seed,
        fps=fps,
        is_variable_rate=variable_rate,
        duration_s=seconds,
        noise=noise,
        blur_px=blur,
        crf=crf,
        passer_by=passer_by,
    )
    _record(clip, out or Path(f"{motion}.mp4"), TIERS[tier])


def _record(clip: Clip, path: Path, tier: Tier) -> None:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        line = bar.add_task(path.name, total=len(clip.time_s))
        record(clip, path, tier, lambda done, _: bar.update(line, completed=done))
    typer.echo(path)


def _size(text: str, language: str) -> tuple[int, int]:
    parts = text.split("x")
    if len(parts) != 2 or not all(part.isdigit() and int(part) % 2 == 0 for part in parts):
        _fail("no_such_choice", language, option="--size", chosen=text, choices="640x480, 1280x720")
    return int(parts[0]), int(parts[1])


def _choose(rows: Iterable[str], option: str, chosen: str, language: str) -> None:
    if chosen not in rows:
        choices = ", ".join(rows)
        _fail("no_such_choice", language, option=option, chosen=chosen, choices=choices)


def _fail(key: str, language: str, **values: object) -> NoReturn:
    err.print(translate(f"error.{key}", language, **values), markup=False)
    raise typer.Exit(BAD_INPUT)
