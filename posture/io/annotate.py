"""The recording once more, as an H.264 file for the browser, with the analysis drawn on it."""

from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream

from posture.io.atomic import replacing
from posture.io.drawing import Overlay, draw_overlay
from posture.io.prefetch import prefetched
from posture.io.recording import Cancelled, Progress, fraction_done
from posture.io.video import VideoFrame, probe, read_frames

_TICKS_PER_S = 90_000
_NOMINAL_RATE = 30  # for the encoder's bit budget only; the times are the frames' own
_ENCODER_OPTIONS = {"preset": "veryfast", "crf": "22"}
_LEAST_LONG_SIDE_PX = 640  # smaller pictures are enlarged, or the numbers could not be read


def write_annotated(
    source_path: Path,
    target_path: Path,
    overlay_at: Callable[[int], Overlay],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write a video with the same frames at the same times and an overlay on each.

    Parameters
    ----------
    source_path : Path
        The video that was analysed.
    target_path : Path
        An .mp4 file; it appears when it is complete.
    overlay_at : callable
        Gives the overlay of a frame by its number, in the pixels in which it was analysed.
    progress, cancelled : callable, optional
        As in `estimate_poses`.

    Raises
    ------
    InputError
        The source cannot be read or the target not written.
    Cancelled
        `cancelled` said so; no file is left.
    """
    duration_s = probe(source_path).duration_s
    with (
        replacing(target_path) as part,
        av.open(str(part), "w", format="mp4", options={"movflags": "faststart"}) as container,
        closing(prefetched(read_frames(source_path))) as frames,
    ):
        stream: VideoStream | None = None
        for i, frame in enumerate(frames):
            image = _drawn(frame, overlay_at(i))
            stream = stream or _add_stream(container, image)
            container.mux(stream.encode(_encodable(image, frame.time_s)))
            if progress is not None:
                progress(fraction_done(frame.time_s, duration_s), i + 1)
            if cancelled is not None and cancelled():
                raise Cancelled
        if stream is not None:
            container.mux(stream.encode(None))


def _drawn(frame: VideoFrame, overlay: Overlay) -> np.ndarray:
    """Return the picture with its overlay; enlarged if small, sides even as H.264 needs them."""
    image = frame.image_rgb
    factor = -(-_LEAST_LONG_SIDE_PX // max(image.shape[:2]))
    if factor > 1:
        size_px = (image.shape[1] * factor, image.shape[0] * factor)
        image = cv2.resize(image, size_px, interpolation=cv2.INTER_CUBIC)
        overlay = overlay.scaled(factor)
    height_px, width_px = image.shape[:2]
    image = draw_overlay(image, overlay)
    return np.ascontiguousarray(image[: height_px // 2 * 2, : width_px // 2 * 2])


def _add_stream(container: OutputContainer, image: np.ndarray) -> VideoStream:
    stream = container.add_stream("libx264", rate=_NOMINAL_RATE, options=_ENCODER_OPTIONS)
    stream.height, stream.width = image.shape[:2]
    stream.pix_fmt = "yuv420p"
    stream.time_base = stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
    return stream


def _encodable(image: np.ndarray, time_s: float) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(image, format="rgb24")
    frame.pts = round(time_s * _TICKS_PER_S)
    frame.time_base = Fraction(1, _TICKS_PER_S)
    return frame
