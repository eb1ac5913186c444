"""A file the user names: there, regular, readable and not absurdly large."""

from pathlib import Path

from posture.io.errors import InputError


def check_local_file(path: Path, max_bytes: int) -> None:
    """Refuse what is no readable file of this computer.

    Raises
    ------
    InputError
        It is missing, empty, a folder or device, may not be read, or is larger than `max_bytes`.
    """
    try:
        if not path.exists():
            raise InputError("file_not_found", path=path)
        if not path.is_file():
            raise InputError("not_a_file", path=path)
        n_bytes = path.stat().st_size
        with path.open("rb"):
            pass
    except PermissionError as error:
        raise InputError("file_unreadable", path=path) from error
    except (OSError, ValueError) as error:  # a name too long, or with a null character in it
        raise InputError("file_not_found", path=path) from error
    if n_bytes == 0:
        raise InputError("file_empty", path=path)
    if n_bytes > max_bytes:
        raise InputError("file_too_large", path=path, limit_gb=max_bytes / 1e9)
