"""Builds the videos that the tests read: any codec, times, rotation, odd sizes."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from posture.io.mannequin import draw_mannequin

TICKS_PER_S = 90_000
# a picture whose every corner has another colour, so that a turn shows
RED, GREEN, BLUE, WHITE = (250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 250)


def corners(width_px: int = 96, height_px: int = 64) -> np.ndarray:
    """Return a picture: red and green above, blue and white below."""
    image = np.zeros((height_px, width_px, 3), np.uint8)
    top, left = slice(0, height_px // 2), slice(0, width_px // 2)
    bottom, right = slice(height_px // 2, None), slice(width_px // 2, None)
    image[top, left], image[top, right] = RED, GREEN
    image[bottom, left], image[bottom, right] = BLUE, WHITE
    return image


def colours_of_corners(image: np.ndarray) -> list[tuple[int, ...]]:
    """Return the colours top left, top right, bottom left, bottom right, each part 0 or 250."""
    height_px, width_px = image.shape[:2]
    ys, xs = (height_px // 4, 3 * height_px // 4), (width_px // 4, 3 * width_px // 4)
    return [tuple(int(250 * (v > 125)) for v in image[y, x]) for y in ys for x in xs]


def grey(value: int, width_px: int = 64, height_px: int = 64) -> np.ndarray:
    return np.full((height_px, width_px, 3), value, np.uint8)


def noise(n: int, width_px: int = 160, height_px: int = 128) -> list[np.ndarray]:
    """Return pictures that no codec can make small."""
    random = np.random.default_rng(0)
    return [random.integers(0, 255, (height_px, width_px, 3), np.uint8) for _ in range(n)]


def mannequins(n: int) -> list[np.ndarray]:
    """Return pictures in which someone drifts to the right."""
    return [draw_mannequin(360, 480, shift_px=2 * i) for i in range(n)]


def write_clip(
    path: Path,
    pictures: Iterable[np.ndarray],
    *,
    times_s: Iterable[float] | None = None,
    rate: int = 30,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    rotation_deg: int = 0,
    hflip: bool = False,
    pixel_aspect: Fraction | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a video; with `times_s` each frame gets its own time, otherwise 1 / `rate` apart."""
    pictures = list(pictures)
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=rate)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = pix_fmt
        if rotation_deg or hflip:
            stream.set_display_rotation(rotation_deg, hflip=hflip)
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if times_s is not None:
            stream.codec_context.time_base = Fraction(1, TICKS_PER_S)
        for picture, time_s in zip(pictures, times_s or [None] * len(pictures), strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            if time_s is not None:
                frame.pts = round(time_s * TICKS_PER_S)
                frame.time_base = Fraction(1, TICKS_PER_S)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_sound(path: Path, cover: np.ndarray | None = None) -> Path:
    """Write an mp4 with a second of silence; with a picture as on a record's cover, if given."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44_100)
        if cover is not None:
            art = container.add_stream("png", rate=1)
            art.height, art.width = cover.shape[:2]
            art.pix_fmt = "rgb24"
            art.disposition = av.stream.Disposition.attached_pic
            container.mux(art.encode(av.VideoFrame.from_ndarray(cover, "rgb24")))
            container.mux(art.encode(None))
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 44_100), np.int16), "s16", "mono")
        sound.rate = 44_100
        container.mux(stream.encode(sound))
        container.mux(stream.encode(None))
    return path
