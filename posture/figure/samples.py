"""The sample videos: read from their declarations in sample_videos/samples.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posture.figure.camera import Camera
from posture.figure.clip import Clip
from posture.figure.timing import Tempo


@dataclass(frozen=True)
class Sample:
    """One sample video.

    Attributes
    ----------
    name : str
        Of its files and of its sentence, sample.<name>.
    exercise, view : str
        What to analyze it as.
    clip : Clip
        How it is rendered.
    """

    name: str
    exercise: str
    view: str
    clip: Clip


def read_samples(path: Path) -> dict[str, Sample]:
    """Return the samples declared in a TOML file, by name, in its order."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _sample(name, table) for name, table in tables.items()}


def _sample(name: str, table: dict[str, Any]) -> Sample:
    table = dict(table)
    exercise, view = table.pop("exercise"), table.pop("view")
    camera = table.pop("camera", {})
    if "tempo" in (settings := table.get("settings", {})):
        table["settings"] = settings | {"tempo": Tempo(**settings["tempo"])}
    if "aim_m" in camera:
        camera = camera | {"aim_m": tuple(camera["aim_m"])}
    return Sample(name, exercise, view, Clip(camera=Camera(**camera), **table))
