"""A check-up of this computer: whether everything is there, and fast enough.

What the other modules need is imported only once it is known to be there, because a missing
package is one of the things to be found.
"""

import importlib
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

from posture.i18n import translate
from posture.io.errors import InputError

_OLDEST_PYTHON = (3, 11)
_NATIVE_MODULES = ("numpy", "cv2", "av", "mediapipe")  # that may be installed and yet not load
_LEAST_FREE_GB = 1.0
_SLOWEST_MS = 66.0  # 15 frames a second; below it a live count misses quick movements
_WARM_UP_FRAMES = 5
_TIMED_FRAMES = 20


class Finding(NamedTuple):
    """One line of the check-up.

    Attributes
    ----------
    key : str
        What was looked at.
    ok : bool
        Whether nothing need be done.
    values : dict
        What fills the sentence "doctor.<key>.ok" or "doctor.<key>.problem".
    """

    key: str
    ok: bool
    values: dict[str, object]

    def sentence(self, language: str) -> str:
        """Return what was found and, unless it is fine, what to do."""
        words = {
            name: value.sentence(language) if isinstance(value, InputError) else value
            for name, value in self.values.items()
        }
        state = "ok" if self.ok else "problem"
        return translate(f"doctor.{self.key}.{state}", language, **words)


def checkup() -> list[Finding]:
    """Look at everything the program needs.

    This takes a few seconds and turns the camera on for a moment. What cannot be looked at
    because something before it is missing is left out.
    """
    return list(_findings())


def _findings() -> Iterator[Finding]:
    yield _check_python()
    packages = _check_packages()
    yield packages
    yield _check_disk(Path.cwd())
    if packages.ok:
        model = _check_model()
        yield model
        if model.ok:
            yield _check_speed()
        yield _check_camera()


def _check_python() -> Finding:
    needed = ".".join(map(str, _OLDEST_PYTHON))
    values: dict[str, object] = {"version": platform.python_version(), "needed": needed}
    return Finding("python", sys.version_info >= _OLDEST_PYTHON, values)


def _check_packages() -> Finding:
    wanted = [Requirement(text) for text in metadata.requires("posture") or []]
    needed = [r for r in wanted if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = [str(requirement) for requirement in needed if not _is_installed(requirement)]
    wrong += [name for name in _NATIVE_MODULES if not _loads(name)]
    return Finding("packages", not wrong, {"count": len(needed), "wrong": ", ".join(wrong)})


def _is_installed(requirement: Requirement) -> bool:
    try:
        return requirement.specifier.contains(metadata.version(requirement.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return False


def _loads(module: str) -> bool:
    try:
        importlib.import_module(module)
    except (ImportError, OSError):  # OSError: a native library beside it is missing
        return False
    return True


def _check_disk(folder: Path) -> Finding:
    free_gb = shutil.disk_usage(folder).free / 1e9
    values: dict[str, object] = {"free_gb": free_gb, "least_gb": _LEAST_FREE_GB}
    return Finding("disk", free_gb >= _LEAST_FREE_GB, values)


def _check_model() -> Finding:
    from posture.io.models import find_model

    try:
        return Finding("model", True, {"path": find_model()})
    except InputError as problem:
        return Finding("model", False, {"problem": problem})


def _check_speed() -> Finding:
    from posture.io.models import find_model

    ms = _inference_ms(find_model())
    return Finding("speed", ms <= _SLOWEST_MS, {"ms": ms, "per_s": 1000 / ms})


def _inference_ms(model_path: Path) -> float:
    """Return the time per frame with someone in the picture."""
    from posture.io.estimator import PoseEstimator
    from posture.io.mannequin import draw_mannequin

    picture = draw_mannequin(640, 480)
    with PoseEstimator(model_path) as estimator:
        for i in range(_WARM_UP_FRAMES):
            estimator.detect(picture, i / 30)
        start_s = time.perf_counter()
        for i in range(_WARM_UP_FRAMES, _WARM_UP_FRAMES + _TIMED_FRAMES):
            estimator.detect(picture, i / 30)
        return (time.perf_counter() - start_s) / _TIMED_FRAMES * 1000


def _check_camera() -> Finding:
    from posture.io.camera import read_camera

    try:
        with closing(read_camera()) as frames:
            height_px, width_px = next(frames).image_rgb.shape[:2]
    except InputError as problem:
        return Finding("camera", False, {"problem": problem})
    return Finding("camera", True, {"width_px": width_px, "height_px": height_px})
