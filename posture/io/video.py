"""Video files: each frame upright, in RGB, with the time it was taken."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError, InvalidDataError
from av.video.stream import VideoStream

from posture.io.errors import InputError
from posture.io.local_file import check_local_file
from posture.io.upright import Upright

MAX_LONG_SIDE_PX = 1920
MIN_SIDE_PX = 32
MAX_PIXELS = 40_000_000  # 8K has 33 million
MAX_FILE_BYTES = 8_000_000_000
MAX_DURATION_S = 6 * 3600
MIN_FRAMES = 3

# Anything else FFmpeg knows could be a playlist that makes it open other files or addresses.
_OPTIONS = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,gif",
}
_NOMINAL_INTERVAL_S = 1 / 30  # where the file says nothing, or nonsense
_FASTEST_HZ = 1000
_MIN_STEP_S = 0.0005  # closer than this, two frames are the same moment
_CLOCK_RESET_S = 1.0  # times that fall back this far start anew; less is a stray frame
_MISSING_END_S = 1.0


class VideoFrame(NamedTuple):
    """One picture of a recording."""

    image_rgb: np.ndarray  # (H, W, 3), uint8, C-contiguous
    time_s: float


@dataclass(frozen=True)
class VideoInfo:
    """What a video file says of itself.

    Attributes
    ----------
    width_px, height_px : int
        Size of the upright picture, with square pixels.
    duration_s : float or None
        None where the file does not say.
    frames : int or None
        Roughly how many; None where the file does not say.
    """

    width_px: int
    height_px: int
    duration_s: float | None
    frames: int | None


def probe(path: Path) -> VideoInfo:
    """Return what a video file says of itself; its first frame is decoded to be sure.

    Raises
    ------
    InputError
        It is not a video that can be read.
    """
    with _opened(path) as (container, stream):
        first = next(_decoded(container, stream, _Faults()), None)
        if first is None:
            raise InputError("video_incomplete", path=path)
        size_px = Upright.like(first, _pixel_aspect(stream), MAX_PIXELS).size_px
        duration_s = _declared_duration_s(container, stream)
        frames = stream.frames or None
        if duration_s is not None and stream.average_rate:
            # the count in the header may include frames that the file itself says to skip
            frames = round(duration_s * stream.average_rate)
        return VideoInfo(*size_px, duration_s, frames)


def read_frames(
    path: Path,
    max_long_side_px: int = MAX_LONG_SIDE_PX,
    on_truncated: Callable[[], None] | None = None,
) -> Generator[VideoFrame, None, None]:
    """Yield the frames of a video file, upright, with square pixels, at increasing times.

    Times are the file's own, from 0 at the first frame. Of frames with the same time the first is
    kept. All pictures have the size of the first.

    Parameters
    ----------
    path : Path
        An mp4, mov, avi, mkv, webm or gif file; no network address.
    max_long_side_px : int
        Larger pictures are scaled down to this.
    on_truncated : callable, optional
        Called at the end if the file was broken, so that frames are missing.

    Raises
    ------
    InputError
        It is not a video that can be read, has too few frames, or is too large.
    """
    faults = _Faults()
    upright: Upright | None = None
    n = 0
    end_s = 0.0
    with _opened(path) as (container, stream):
        interval_s = _nominal_interval_s(stream)
        declared_s = _declared_duration_s(container, stream)
        for frame, time_s in _timed(_decoded(container, stream, faults), interval_s):
            if time_s > MAX_DURATION_S:
                raise InputError("video_too_long", path=path, limit_h=MAX_DURATION_S // 3600)
            upright = upright or Upright.like(frame, _pixel_aspect(stream), max_long_side_px)
            yield VideoFrame(upright.picture(frame), time_s)
            n += 1
            end_s = time_s + _shown_for_s(frame, interval_s)
    if n == 0:
        raise InputError("video_incomplete", path=path)
    if n < MIN_FRAMES:
        raise InputError("video_too_short", path=path, frames=n, least=MIN_FRAMES)
    ends_early = declared_s is not None and declared_s - end_s > _MISSING_END_S
    if on_truncated is not None and (faults.seen or ends_early):
        on_truncated()


@contextmanager
def _opened(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """Open a local file and find its moving pictures; closed afterwards."""
    check_local_file(path, MAX_FILE_BYTES)
    try:
        # "file:" so that no name, whatever is in it, is taken for an address
        container = av.open(
            f"file:{path.absolute()}",
            container_options=_OPTIONS,
            metadata_errors="replace",  # titles come in any encoding
        )
    except InvalidDataError as error:
        key = "video_incomplete" if _is_isobmff(path) else "not_a_video"
        raise InputError(key, path=path) from error
    except (FFmpegError, OSError) as error:
        raise InputError("not_a_video", path=path) from error
    with container:
        cover = av.stream.Disposition.attached_pic
        stream = next((s for s in container.streams.video if not s.disposition & cover), None)
        if stream is None:
            key = "video_without_pictures" if container.streams.audio else "not_a_video"
            raise InputError(key, path=path)
        if stream.codec_context is None:  # coded in a way that FFmpeg does not know
            raise InputError("not_a_video", path=path)
        _check_picture_size(path, stream)
        stream.thread_type = "AUTO"
        # the size can change within a stream, so the decoder has to know the limit too
        stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        yield container, stream


def _is_isobmff(path: Path) -> bool:
    """Return whether the file begins as MP4 and MOV do; unreadable then, it lacks its index."""
    with path.open("rb") as file:
        return file.read(8)[4:] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def _check_picture_size(path: Path, stream: VideoStream) -> None:
    width_px, height_px = stream.codec_context.width, stream.codec_context.height
    if width_px * height_px > MAX_PIXELS:
        raise InputError("picture_too_large", path=path, limit_megapixels=MAX_PIXELS // 1_000_000)
    # 0 by 0 means that not one frame could be decoded to find out
    if width_px * height_px > 0 and min(width_px, height_px) < MIN_SIDE_PX:
        size = {"width_px": width_px, "height_px": height_px, "least_px": MIN_SIDE_PX}
        raise InputError("picture_too_small", path=path, **size)


class _Faults:
    """Whether something in the file could not be decoded."""

    def __init__(self) -> None:
        self.seen = False


def _decoded(
    container: InputContainer, stream: VideoStream, faults: _Faults
) -> Iterator[av.VideoFrame]:
    """Yield every sound frame, going on after what cannot be decoded."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
        except FFmpegError:
            faults.seen = True
            return
        try:
            frames = packet.decode()
        except FFmpegError:
            faults.seen = True
            continue
        faults.seen |= packet.is_corrupt
        for frame in frames:
            # a half-decoded picture shows a body that was never there
            faults.seen |= frame.is_corrupt
            if not frame.is_corrupt:
                yield frame


def _timed(
    frames: Iterable[av.VideoFrame], interval_s: float
) -> Iterator[tuple[av.VideoFrame, float]]:
    """Yield frames with increasing times from 0, leaving out those that repeat a time.

    Parameters
    ----------
    frames : iterable of VideoFrame
        In the order in which they are shown.
    interval_s : float
        Assumed between frames where the file gives no time.
    """
    offset_s: float | None = None
    previous_s = -interval_s
    for frame in frames:
        stamp_s = frame.time
        if offset_s is None:
            offset_s = -(stamp_s or 0.0)
        time_s = previous_s + interval_s if stamp_s is None else stamp_s + offset_s
        if time_s < previous_s - _CLOCK_RESET_S:
            offset_s += previous_s + interval_s - time_s
            time_s = previous_s + interval_s
        if time_s >= previous_s + _MIN_STEP_S:
            yield frame, time_s
            previous_s = time_s


def _nominal_interval_s(stream: VideoStream) -> float:
    rate_hz = float(stream.average_rate or 0)
    return 1 / rate_hz if 0 < rate_hz <= _FASTEST_HZ else _NOMINAL_INTERVAL_S


def _shown_for_s(frame: av.VideoFrame, interval_s: float) -> float:
    if frame.duration and frame.time_base:
        return float(frame.duration * frame.time_base)
    return interval_s


def _pixel_aspect(stream: VideoStream) -> float:
    return float(stream.sample_aspect_ratio or 1)


def _declared_duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    # of the whole file, so it says nothing of the pictures when there is sound beside them
    if container.duration and len(container.streams) == 1:
        return container.duration / av.time_base
    return None
