"""The pose models in models/: what there is, whether it is sound, and how to get it."""

import hashlib
import http.client
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import posture
from posture.io.atomic import replacing
from posture.io.errors import InputError
from posture.io.model_bundle import DETECTOR, LANDMARKER, build_full_model

DEFAULT_MODEL = "full"

_MAX_BYTES = 200_000_000
_TFLITE_MARK = b"TFL3"  # at byte 4 of every TensorFlow Lite network
_PUBLIC_STORAGE = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"
_DOWNLOAD_TIMEOUT_S = 30
_CHUNK_BYTES = 1 << 16


@dataclass(frozen=True)
class Model:
    """A pose model: larger is slower and a little steadier.

    Attributes
    ----------
    name : str
        lite, full or heavy.
    url : str or None
        Where Google publishes it; None for the one built out of a MediaPipe wheel.
    """

    name: str
    url: str | None

    @property
    def file_name(self) -> str:
        return f"pose_landmarker_{self.name}.task"


MODELS = {
    model.name: model
    for model in (
        Model(
            "lite", f"{_PUBLIC_STORAGE}/pose_landmarker_lite/float16/1/pose_landmarker_lite.task"
        ),
        Model("full", url=None),
        Model(
            "heavy", f"{_PUBLIC_STORAGE}/pose_landmarker_heavy/float16/1/pose_landmarker_heavy.task"
        ),
    )
}


@dataclass(frozen=True)
class ModelState:
    """A model as it is on this computer.

    Attributes
    ----------
    name : str
        lite, full or heavy.
    path : Path
        Where it is or would be.
    sha256 : str or None
        None unless the file is sound.
    problem : InputError or None
        What is wrong with it and what to do.
    """

    name: str
    path: Path
    sha256: str | None
    problem: InputError | None


def models_folder() -> Path:
    """Return models/ of the checkout the program runs from, or else one in the home folder."""
    checkout = Path(posture.__file__).parents[1]
    if (checkout / "pyproject.toml").is_file():
        return checkout / "models"
    return Path.home() / ".posture" / "models"


def find_model(name: str = DEFAULT_MODEL, folder: Path | None = None) -> Path:
    """Return the path of a model that is there and sound.

    Any official .task file is accepted, whoever put it there.

    Raises
    ------
    InputError
        There is no such model, or its file is missing, cut off or something else.
    """
    path = _path_of(name, folder)
    if not path.is_file():
        raise InputError("model_missing", name=name, path=path)
    _check_bundle(path, name)
    return path


def list_models(folder: Path | None = None) -> list[ModelState]:
    """Return the state of every model, smallest first."""
    return [_state_of(name, folder) for name in MODELS]


def fetch_model(
    name: str = DEFAULT_MODEL,
    progress: Callable[[float | None], None] | None = None,
    folder: Path | None = None,
) -> Path:
    """Get a model unless a sound one is there already, and return its path.

    Parameters
    ----------
    name : str
        lite, full or heavy.
    progress : callable, optional
        Told the fraction done, or None while that is not known.
    folder : Path, optional
        Where to put it, models_folder() unless given.

    Raises
    ------
    InputError
        There is no such model, its source cannot be reached or is not the one we know, or the
        folder cannot be written.
    """
    path = _path_of(name, folder)
    tell = progress or (lambda _fraction: None)
    if _state_of(name, folder).problem is not None:
        tell(None)
        with replacing(path) as part:
            url = MODELS[name].url
            if url is None:
                build_full_model(part)
            else:
                _download(name, url, part, tell)
            _check_bundle(part, name)
    tell(1.0)
    return path


def model_sha256(path: Path) -> str:
    """Return the SHA-256 of a model's file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _path_of(name: str, folder: Path | None) -> Path:
    if name not in MODELS:
        raise InputError("model_unknown", name=name, names=", ".join(MODELS))
    return (folder or models_folder()) / MODELS[name].file_name


def _state_of(name: str, folder: Path | None) -> ModelState:
    path = _path_of(name, folder)
    try:
        return ModelState(name, path, model_sha256(find_model(name, folder)), None)
    except InputError as problem:
        return ModelState(name, path, None, problem)


def _check_bundle(path: Path, name: str) -> None:
    """Refuse a file that is not a sound zip of the two networks, before native code reads it."""
    broken = InputError("model_broken", name=name, path=path)
    try:
        with zipfile.ZipFile(path) as bundle:
            sizes = {entry.filename: entry.file_size for entry in bundle.infolist()}
            if not {DETECTOR, LANDMARKER} <= sizes.keys() or sum(sizes.values()) > _MAX_BYTES:
                raise broken
            if bundle.testzip() is not None:
                raise broken
            for network in (DETECTOR, LANDMARKER):
                with bundle.open(network) as file:
                    if file.read(8)[4:] != _TFLITE_MARK:
                        raise broken
    except PermissionError as error:
        raise InputError("file_unreadable", path=path) from error
    # zipfile has RuntimeError for an encrypted entry, and for an unknown compression its subclass
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError) as error:
        raise broken from error


def _download(name: str, url: str, target: Path, tell: Callable[[float | None], None]) -> None:
    with target.open("wb") as file:
        for chunk, total_bytes in _received(name, url):
            file.write(chunk)
            tell(file.tell() / total_bytes if total_bytes else None)


def _received(name: str, url: str) -> Iterator[tuple[bytes, int]]:
    """Yield what comes over the network, with the total size in bytes or 0."""
    n_bytes = 0
    try:
        with urllib.request.urlopen(url, timeout=_DOWNLOAD_TIMEOUT_S) as response:
            total_bytes = int(response.headers.get("Content-Length", 0))
            while chunk := response.read(_CHUNK_BYTES):
                n_bytes += len(chunk)
                if n_bytes > _MAX_BYTES or not response.url.startswith("https://"):
                    raise InputError("model_not_downloaded", name=name)
                yield chunk, total_bytes
    except (OSError, http.client.HTTPException) as error:
        raise InputError("model_not_downloaded", name=name) from error
