"""The command `posture render`: videos of the figure, with what is true of them beside them."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from posture.console import Language, choose, one_sentence, out, progress_bar
from posture.figure.camera import Camera
from posture.figure.clip import Clip, Tier
from posture.figure.motions import MOTIONS
from posture.figure.people import PEOPLE
from posture.figure.pictures import read_shots, write_shot
from posture.figure.recording import record
from posture.figure.room import ROOMS
from posture.figure.samples import read_samples
from posture.io.errors import InputError

TIERS: dict[str, Tier] = {"ray": "ray", "puppet": "puppet"}
MAX_SIDE_PX = 3840


def render(
    language: Language,
    motion: Annotated[
        str, typer.Argument(help="What the figure does; `list` names them all.")
    ] = "squat",
    path: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="[MOTION.mp4]")] = None,
    samples: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Render what FOLDER/samples.toml declares instead, into it."
        ),
    ] = None,
    pictures: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Draw what FOLDER/pictures.toml declares instead, into it."
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Of the samples or pictures, only this one."),
    ] = None,
    person: Annotated[str, typer.Option(metavar="|".join(PEOPLE))] = "kenji",
    room: Annotated[str, typer.Option(metavar="|".join(ROOMS))] = "living_room",
    tier: Annotated[
        str, typer.Option(metavar="|".join(TIERS), help="Good-looking or quick.")
    ] = "ray",
    azimuth: Annotated[
        float, typer.Option(help="Camera: 0 in front, 90 on the left, -90 on the right; degrees.")
    ] = 90.0,
    distance: Annotated[
        float, typer.Option(min=0.5, max=50, help="Camera from the figure, metres.")
    ] = 2.75,
    height: Annotated[float, typer.Option(help="Camera above the floor, metres.")] = 1.0,
    pitch: Annotated[float, typer.Option(help="Camera turned up, degrees.")] = 0.0,
    yaw: Annotated[float, typer.Option(help="Camera turned right, degrees.")] = 0.0,
    roll: Annotated[float, typer.Option(help="Camera turned clockwise, degrees.")] = 0.0,
    field_of_view: Annotated[
        float, typer.Option(min=10, max=150, help="Horizontal, degrees.")
    ] = 58.0,
    size: Annotated[str, typer.Option(metavar="WIDTHxHEIGHT", help="Even pixels.")] = "640x480",
    fps: Annotated[float, typer.Option(min=1, max=240, help="Frames a second.")] = 30.0,
    variable_rate: Annotated[
        bool, typer.Option("--variable-rate", help="Uneven times, some frames dropped.")
    ] = False,
    seconds: Annotated[float | None, typer.Option(min=0.2, help="Cut short.")] = None,
    noise: Annotated[float, typer.Option(min=0, max=100, help="Of the sensor, grey levels.")] = 2.0,
    blur: Annotated[float, typer.Option(min=0, max=50, help="Of the lens, pixels.")] = 0.0,
    crf: Annotated[int, typer.Option(min=0, max=51, help="Compression: 18 good, 35 poor.")] = 23,
    passer_by: Annotated[
        str, typer.Option(metavar="|".join(PEOPLE), help="Someone who walks by behind.")
    ] = "",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same video.")] = 0,
) -> None:
    """Render a moving figure to MP4, with its true joint angles as CSV and JSON beside it."""
    if motion == "list":
        for rows in (MOTIONS, PEOPLE, ROOMS):
            out.print("  ".join(rows))
        return
    with one_sentence(language):
        drawn = choose(TIERS, "--tier", tier)
        if drawn == "ray" and find_spec("numba") is None:
            raise InputError("no_renderer")
        if samples is not None:
            _record_samples(samples, only, drawn)
            return
        if pictures is not None:
            _draw_pictures(pictures, only, drawn)
            return
        width_px, height_px = _size(size)
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
        choose(MOTIONS, "MOTION", motion)
        choose(PEOPLE, "--person", person)
        choose(PEOPLE, "--passer-by", passer_by or person)
        choose(ROOMS, "--room", room)
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
        _record(clip, path or Path(f"{motion}.mp4"), drawn)


def _record_samples(folder: Path, only: list[str] | None, tier: Tier) -> None:
    declared = read_samples(_declaration(folder / "samples.toml"))
    for name in only or declared:
        sample = choose(declared, "--only", name)
        _record(sample.clip, folder / f"{name}.mp4", tier)


def _draw_pictures(folder: Path, only: list[str] | None, tier: Tier) -> None:
    declared = read_shots(_declaration(folder / "pictures.toml"))
    for name in only or declared:
        path = write_shot(choose(declared, "--only", name), folder, tier)
        out.print(str(path), markup=False, soft_wrap=True)


def _declaration(path: Path) -> Path:
    if not path.is_file():
        raise InputError("file_not_found", path=path)
    return path


def _record(clip: Clip, path: Path, tier: Tier) -> None:
    with progress_bar(path.name) as update:
        record(clip, path, tier, lambda done, total: update(done / total, done))
    out.print(str(path), markup=False, soft_wrap=True)


def _size(text: str) -> tuple[int, int]:
    parts = text.split("x")
    sides = [int(part) for part in parts if part.isdecimal() and len(part) <= 4]
    if (
        len(parts) != 2
        or len(sides) != 2
        or any(s % 2 or not 64 <= s <= MAX_SIDE_PX for s in sides)
    ):
        choices = "640x480, 1280x720, 480x640"
        raise InputError("no_such_choice", option="--size", chosen=text, choices=choices)
    return sides[0], sides[1]
