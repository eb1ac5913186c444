"""Files that appear whole or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posture.io.errors import InputError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def replacing(final_path: Path) -> Iterator[Path]:
    """Give a temporary path beside `final_path`, renamed to it once all went well.

    Whatever stops the writing (an error, a full disk, a killed process), the final name never
    holds half a file. The folder is made if it is not there.

    Raises
    ------
    InputError
        The folder cannot be written, or the disk is full.
    """
    # the ending stays, because writers choose the file format by it
    part = final_path.with_name(
        f".{final_path.stem}.{secrets.token_hex(4)}.part{final_path.suffix}"
    )
    try:
        final_path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(final_path)
    except OSError as error:
        key = "disk_full" if error.errno in _FULL else "output_not_writable"
        raise InputError(key, path=final_path) from error
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    """Delete what a failure left, without hiding that failure behind another."""
    try:
        part.unlink(missing_ok=True)
    except OSError:
        # the folder itself is not writable or not a folder: nothing can have been left in it
        return
