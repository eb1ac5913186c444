from importlib import metadata
from types import SimpleNamespace

import pytest

from posture.io import doctor, models
from posture.io.camera import VideoFrame
from posture.io.doctor import checkup
from posture.io.mannequin import draw_mannequin


def by_key():
    return {finding.key: finding for finding in checkup()}


@pytest.fixture
def camera(monkeypatch):
    """A camera that works, whatever this computer has."""

    def show(_index=0):
        yield VideoFrame(draw_mannequin(640, 480), 0.0)

    monkeypatch.setattr("posture.io.camera.read_camera", show)


def test_a_computer_with_everything(model, camera):
    findings = by_key()
    assert set(findings) == {"python", "packages", "disk", "model", "speed", "camera"}
    # disk and speed depend on what else the computer does
    assert all(findings[key].ok for key in ("python", "packages", "model", "camera"))
    assert findings["camera"].values == {"width_px": 640, "height_px": 480}
    assert findings["speed"].values["ms"] > 1


def test_every_finding_has_one_line_in_both_languages(model):
    problems = [finding._replace(ok=not finding.ok) for finding in checkup()]
    for finding in checkup() + [p for p in problems if p.key not in ("model", "camera")]:
        for language in ("ja", "en"):
            sentence = finding.sentence(language)
            assert "\n" not in sentence
            assert "{" not in sentence


def test_a_missing_model(monkeypatch, tmp_path, camera):
    monkeypatch.setattr(models, "models_folder", lambda: tmp_path)
    findings = by_key()
    assert not findings["model"].ok
    assert "posture models fetch full" in findings["model"].sentence("ja")
    assert "speed" not in findings


def test_a_later_mediapipe_is_noticed(monkeypatch, camera):
    """Later releases report to Google."""
    version = metadata.version

    def later(name):
        return "0.10.35" if name == "mediapipe" else version(name)

    monkeypatch.setattr(metadata, "version", later)
    findings = by_key()
    assert not findings["packages"].ok
    assert "mediapipe==0.10.31" in findings["packages"].sentence("en")


def test_a_library_that_does_not_load_is_noticed(monkeypatch):
    monkeypatch.setattr(doctor, "_NATIVE_MODULES", ("no_such_module",))
    findings = by_key()
    assert "no_such_module" in findings["packages"].sentence("en")
    assert "camera" not in findings


def test_an_old_python_is_noticed(monkeypatch, model, camera):
    monkeypatch.setattr(doctor.sys, "version_info", (3, 10, 1))
    assert not by_key()["python"].ok


def test_a_full_disk_is_noticed(monkeypatch, model, camera):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=5e8))
    assert not by_key()["disk"].ok


def test_a_slow_computer_is_noticed(monkeypatch, model, camera):
    monkeypatch.setattr(doctor, "_inference_ms", lambda _: 200.0)
    assert not by_key()["speed"].ok


def test_no_camera(monkeypatch, model):
    monkeypatch.setattr("cv2.VideoCapture", lambda _: NoCamera())
    finding = by_key()["camera"]
    assert not finding.ok
    assert "Recordings work" in finding.sentence("en")


class NoCamera:
    def isOpened(self):  # noqa: N802 - cv2's name
        return False

    def release(self):
        return
