"""Writing pictures to an MP4 file that browsers play."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av

from posture.figure.clip import Picture

_TICKS_HZ = 90_000


def write_mp4(path: Path, pictures: Iterable[Picture], fps: float, crf: int) -> int:
    """Write H.264, each picture at its own time, and return how many there were."""
    count = 0
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=Fraction(fps).limit_denominator(1001))
        stream.pix_fmt = "yuv420p"
        # A fixed number of threads, because the encoder's output depends on it.
        stream.options = {"crf": str(crf), "preset": "medium", "threads": "1"}
        stream.codec_context.time_base = Fraction(1, _TICKS_HZ)
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(picture.image_rgb, format="rgb24")
            if count == 0:
                stream.width, stream.height = frame.width, frame.height
            frame.pts = round(picture.time_s * _TICKS_HZ)
            frame.time_base = Fraction(1, _TICKS_HZ)
            container.mux(stream.encode(frame))
            count += 1
        container.mux(stream.encode())
    return count
