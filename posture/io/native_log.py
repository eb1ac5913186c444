"""Keeping the chatter of native libraries out of the user's terminal."""

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

# what MediaPipe, absl and TensorFlow Lite say below the level of an error
_CHATTER = re.compile(
    rb"^(INFO: |WARNING: All log messages before absl|[IW]\d{4} \d\d:\d\d:\d+\.\d+ ).*\n?", re.M
)
_STDERR_FD = 2


class _HeldBack:
    """Standard error of the whole process, held back while anyone wants it so."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._capture: IO[bytes]
        self._real_fd: int

    def __enter__(self) -> None:
        with self._lock:
            if self._users == 0:
                self._capture = tempfile.TemporaryFile()
                self._real_fd = os.dup(_STDERR_FD)
                os.dup2(self._capture.fileno(), _STDERR_FD)
            self._users += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                os.dup2(self._real_fd, _STDERR_FD)
                os.close(self._real_fd)
                with self._capture as capture:
                    capture.seek(0)
                    os.write(_STDERR_FD, _CHATTER.sub(b"", capture.read()))


_held_back = _HeldBack()


@contextmanager
def quiet_native_log() -> Iterator[None]:
    """Hold back standard error, and afterwards pass on all that is not chatter.

    Native code writes to the file descriptor itself, so that no logging setting of Python reaches
    it. The descriptor is the whole process's: keep this short. Nested and parallel use is safe.
    """
    with _held_back:
        yield
