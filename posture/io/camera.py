"""A camera of this computer, picture by picture."""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import cv2
import numpy as np

from posture.io.errors import InputError
from posture.io.video import VideoFrame

_MAX_FAILURES = 30  # a camera may need a second to warm up


def read_camera(index: int = 0) -> Generator[VideoFrame, None, None]:
    """Yield what the camera sees, until closed; it is released then.

    Times are from 0 at the first picture, by a clock that never jumps.

    Parameters
    ----------
    index : int
        0 is the first camera of the computer.

    Raises
    ------
    InputError
        The camera cannot be opened, or stops giving pictures.
    """
    with _opened(index) as camera:
        start_s: float | None = None
        failures = 0
        while True:
            is_grabbed = camera.grab()
            time_s = time.monotonic()
            is_read, image_bgr = camera.retrieve() if is_grabbed else (False, None)
            if not is_read or image_bgr is None:
                failures += 1
                if failures > _MAX_FAILURES:
                    raise InputError("camera_lost", index=index)
                continue
            failures = 0
            start_s = time_s if start_s is None else start_s
            image_rgb: np.ndarray = cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB)
            yield VideoFrame(image_rgb, time_s - start_s)


@contextmanager
def _opened(index: int) -> Iterator[cv2.VideoCapture]:
    # its own complaints would stand beside our sentence
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    camera = cv2.VideoCapture(index)
    cv2.utils.logging.setLogLevel(level)
    try:
        if not camera.isOpened():
            raise InputError("no_camera", index=index)
        # an old picture is worth less than a skipped one
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        yield camera
    finally:
        camera.release()
