"""The two pictures of each exercise and test, read from data/pictures/pictures.toml.

Each shows the figure at rest and at its far end, in the same light and framing.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from posture.figure.camera import Camera
from posture.figure.clip import Clip, Tier, draw_clip
from posture.io.atomic import replacing
from posture.pose import Side

SUFFIX = ".webp"
SIZE_PX = (480, 360)
_LARGER = 2  # drawn so many times larger, then shrunk: smooth outlines
_QUALITY = 90


@dataclass(frozen=True)
class Shot:
    """One picture.

    Attributes
    ----------
    name : str
        Of its file, <activity>_start or <activity>_end.
    clip : Clip
        The motion it is taken from.
    time_s : float
        When it is taken.
    """

    name: str
    clip: Clip
    time_s: float


def read_shots(path: Path) -> dict[str, Shot]:
    """Return the pictures declared in a TOML file, by name, in its order."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _shot(name, dict(table)) for name, table in tables.items()}


def _shot(name: str, table: dict[str, Any]) -> Shot:
    time_s, camera = table.pop("time_s"), table.pop("camera")
    camera = camera | {"aim_m": tuple(camera["aim_m"])}
    settings = table.pop("settings", {})
    if "stance" in settings:
        settings = settings | {"stance": Side(settings["stance"])}
    width_px, height_px = (_LARGER * length for length in SIZE_PX)
    clip = Clip(
        camera=Camera(width_px=width_px, height_px=height_px, **camera),
        room="studio",
        noise=0.0,
        settings=settings,
        **table,
    )
    return Shot(name, clip, time_s)


def draw_shot(shot: Shot, tier: Tier) -> np.ndarray:
    """Return a picture, shape (360, 480, 3), 8-bit RGB."""
    frame = round(shot.time_s * shot.clip.fps)
    drawn = next(draw_clip(shot.clip, tier, slice(frame, frame + 1))).image_rgb
    width_px, height_px = SIZE_PX
    blocks = drawn.reshape(height_px, _LARGER, width_px, _LARGER, 3)
    return (blocks.mean(axis=(1, 3)) + 0.5).astype(np.uint8)


def write_shot(shot: Shot, folder: Path, tier: Tier) -> Path:
    """Draw a picture into a folder and return its path."""
    import cv2

    path = folder / f"{shot.name}{SUFFIX}"
    encoded = cv2.imencode(
        SUFFIX, draw_shot(shot, tier)[..., ::-1], [cv2.IMWRITE_WEBP_QUALITY, _QUALITY]
    )[1]
    with replacing(path) as part:
        part.write_bytes(encoded.tobytes())
    return path
