"""The clinic's own settings for its sheets: a TOML file."""

import tomllib
from pathlib import Path

from posture.io.errors import InputError
from posture.io.local_file import check_local_file
from posture.sheet import Clinic

_MAX_BYTES = 100_000
_FIELDS = {"name", "contact", "logo", "link"}


def read_clinic(path: Path) -> Clinic:
    """Return the clinic that a file describes by name, contact, logo and link; all may be left out.

    A logo is looked for beside the file.

    Raises
    ------
    InputError
        The file cannot be read, or says something else.
    """
    check_local_file(path, _MAX_BYTES)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("not_clinic_settings", path=path) from error
    if not table.keys() <= _FIELDS or not all(isinstance(text, str) for text in table.values()):
        raise InputError("not_clinic_settings", path=path)
    logo = table.get("logo")
    return Clinic(
        name=table.get("name", ""),
        contact=table.get("contact", ""),
        logo=path.parent / logo if logo else None,
        link=table.get("link", ""),
    )
