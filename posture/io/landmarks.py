"""Landmarks on disk: everything an analysis needs, without a picture."""

import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.lib import format as npy

from posture.io.atomic import replacing
from posture.io.errors import InputError
from posture.io.local_file import check_local_file
from posture.pose import N_LANDMARKS, PoseModel, PoseSequence

MIN_FRAMES = 3

_MAX_FILE_BYTES = 4_000_000_000
_MAX_FRAMES = 2_000_000  # six hours at 90 frames a second
_MAX_SIDE_PX = 100_000
_MAX_TEXT = 200
_DATE = (1980, 1, 1, 0, 0, 0)


class _Array(NamedTuple):
    """What an array of the file must be like."""

    kinds: str  # of numpy's dtype.kind
    shape: tuple[int | None, ...]  # None stands for the number of frames
    largest: float  # in absolute value


_ARRAYS = {
    "time_s": _Array("f", (None,), 1e9),
    "image_px": _Array("f", (None, N_LANDMARKS, 2), 1e7),
    "world_m": _Array("f", (None, N_LANDMARKS, 3), 1e4),
    "visibility": _Array("f", (None, N_LANDMARKS), 1.0),
    "size_px": _Array("iu", (2,), _MAX_SIDE_PX),
}
_OPTIONAL = {"brightness": _Array("f", (None,), 1.0)}


def save_landmarks(path: Path, poses: PoseSequence) -> None:
    """Write landmarks to an .npz file; the same landmarks always give the same bytes.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    arrays = {name: getattr(poses, name) for name in (*_ARRAYS, *_OPTIONAL)}
    arrays = {name: values for name, values in arrays.items() if values is not None}
    arrays |= {f"model_{key}": np.array(text) for key, text in poses.model._asdict().items()}
    with replacing(path) as part, zipfile.ZipFile(part, "w") as archive:
        for name, values in arrays.items():
            # np.savez would write the time of day into the file
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_DATE)
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                npy.write_array(file, np.asanyarray(values), allow_pickle=False)


def load_landmarks(path: Path) -> PoseSequence:
    """Read landmarks from an .npz file, trusting nothing in it.

    Raises
    ------
    InputError
        The file is missing, is no landmarks file, or what it holds cannot be.
    """
    check_local_file(path, _MAX_FILE_BYTES)
    try:
        with zipfile.ZipFile(path) as archive:
            arrays = {
                name: _read_numbers(path, archive, name)
                for name in (*_ARRAYS, *_OPTIONAL)
                if name in _ARRAYS or f"{name}.npy" in archive.namelist()
            }
            model = PoseModel(*(_read_text(archive, f"model_{key}") for key in PoseModel._fields))
    except PermissionError as error:
        raise InputError("file_unreadable", path=path) from error
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError) as error:
        raise InputError("landmarks_unreadable", path=path) from error
    _check_frames(path, arrays)
    return PoseSequence(**arrays, model=model)


def _read_numbers(path: Path, archive: zipfile.ZipFile, name: str) -> np.ndarray:
    """Read one array after its header has shown that it is what it should be."""
    wanted = (_ARRAYS | _OPTIONAL)[name]
    if f"{name}.npy" not in archive.namelist():
        raise InputError("landmarks_missing", path=path, name=name)
    shape, dtype = _header(archive, name)
    if dtype.kind not in wanted.kinds or dtype.itemsize > 8:
        raise InputError("landmarks_type", path=path, name=name)
    if len(shape) != len(wanted.shape) or any(
        w not in (None, g) for w, g in zip(wanted.shape, shape, strict=True)
    ):
        expected = str(wanted.shape).replace("None", "T")
        raise InputError("landmarks_shape", path=path, name=name, got=shape, expected=expected)
    if shape[0] > _MAX_FRAMES:
        raise InputError("landmarks_too_large", path=path)
    with archive.open(f"{name}.npy") as file:
        values = npy.read_array(file, allow_pickle=False)
    if np.any(np.abs(values) > wanted.largest):
        raise InputError("landmarks_out_of_range", path=path, name=name)
    return np.ascontiguousarray(values)


def _read_text(archive: zipfile.ZipFile, name: str) -> str:
    """Read one text; empty if the file, written by others, has none."""
    if f"{name}.npy" not in archive.namelist():
        return ""
    shape, dtype = _header(archive, name)
    if shape != () or dtype.kind != "U" or dtype.itemsize > 4 * _MAX_TEXT:
        raise ValueError(f"{name} must be one short text.")
    with archive.open(f"{name}.npy") as file:
        return str(npy.read_array(file, allow_pickle=False))


def _header(archive: zipfile.ZipFile, name: str) -> tuple[tuple[int, ...], np.dtype]:
    """Return shape and type as the array's header has them, before room is made for its values."""
    with archive.open(f"{name}.npy") as file:
        if npy.read_magic(file) != (1, 0):
            raise ValueError(f"{name} is in a version of the format that we never write.")
        shape, _, dtype = npy.read_array_header_1_0(file)
    return shape, dtype


def _check_frames(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Refuse what is well-formed but cannot have come from a recording."""
    time_s = arrays["time_s"]
    n = len(time_s)
    for name in arrays.keys() - {"time_s", "size_px"}:
        got = arrays[name].shape
        if got[0] != n:
            expected = (n, *got[1:])
            raise InputError("landmarks_shape", path=path, name=name, got=got, expected=expected)
    if n < MIN_FRAMES:
        raise InputError("landmarks_too_short", path=path, frames=n, least=MIN_FRAMES)
    if np.any(np.isnan(time_s)):
        raise InputError("landmarks_times_missing", path=path)
    if np.any(np.diff(time_s) <= 0):
        raise InputError("landmarks_times", path=path)
    for name in arrays.keys() & {"visibility", "brightness"}:
        if not np.all(arrays[name] >= 0):
            raise InputError("landmarks_out_of_range", path=path, name=name)
    width_px, height_px = arrays["size_px"].tolist()
    if width_px < 1 or height_px < 1:
        raise InputError("landmarks_size", path=path, width_px=width_px, height_px=height_px)
    if np.all(np.isnan(arrays["image_px"])):
        raise InputError("nobody_seen", path=path)
