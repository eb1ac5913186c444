import hashlib
import io
import json
import signal
import subprocess
import sys
import time
import urllib.error
import zipfile
from email.message import Message

import numpy as np
import pytest
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_fb
from mediapipe.tasks.metadata import schema_py_generated as model_fb

from posture.io import model_bundle, models
from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.models import MODELS, fetch_model, find_model, list_models, model_sha256
from posture.io.recording import estimate_poses

NETWORKS = ("pose_detector.tflite", "pose_landmarks_detector.tflite")


def bundle(names=NETWORKS, content=b"\x1c\0\0\0TFL3" + b"\0" * 5000):
    """Return the bytes of a .task file that is sound as far as can be seen from outside."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return data.getvalue()


def key_of(action, *arguments, **named):
    with pytest.raises(InputError) as raised:
        action(*arguments, **named)
    return raised.value.key


def put(folder, data, name="full"):
    path = folder / MODELS[name].file_name
    path.write_bytes(data)
    return path


class TestFinding:
    @pytest.mark.parametrize("name", MODELS)
    def test_an_official_file_of_the_user_is_used(self, tmp_path, name):
        path = put(tmp_path, bundle((*NETWORKS, "more.txt")), name)
        assert find_model(name, tmp_path) == path

    def test_missing(self, tmp_path):
        assert key_of(find_model, "full", tmp_path) == "model_missing"

    def test_unknown_name(self, tmp_path):
        assert key_of(find_model, "huge", tmp_path) == "model_unknown"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"not a model",
            bundle()[:6000],
            bundle(NETWORKS[:1]),
            bundle(content=b"\0" * 5000),
            bundle().replace(b"\0" * 100, b"\1" * 100, 1),
        ],
        ids=["empty", "text", "cut off", "one network", "no networks", "a bit flipped"],
    )
    def test_broken_or_foreign(self, tmp_path, data):
        put(tmp_path, data)
        assert key_of(find_model, "full", tmp_path) == "model_broken"

    def test_the_sentence_says_how_to_repair(self, tmp_path):
        put(tmp_path, b"not a model")
        with pytest.raises(InputError) as raised:
            find_model("full", tmp_path)
        for language in ("ja", "en"):
            assert "posture models fetch full" in raised.value.sentence(language)

    def test_the_list_tells_of_each(self, tmp_path):
        path = put(tmp_path, bundle(), "lite")
        put(tmp_path, b"not a model", "heavy")
        lite, full, heavy = list_models(tmp_path)
        assert (lite.sha256, lite.problem) == (hashlib.sha256(path.read_bytes()).hexdigest(), None)
        assert (full.problem.key, full.sha256) == ("model_missing", None)
        assert (heavy.problem.key, heavy.sha256) == ("model_broken", None)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The full model, built out of the wheel."""
    try:
        return fetch_model("full", folder=tmp_path_factory.mktemp("built"))
    except InputError as problem:
        if problem.key == "model_not_downloaded":
            pytest.skip("the wheel that holds the model cannot be had here")
        raise


class TestBuilding:
    def test_the_bytes_are_always_the_same(self, built, tmp_path):
        again = fetch_model("full", folder=tmp_path)
        assert model_sha256(again) == model_sha256(built)
        assert list(tmp_path.iterdir()) == [again]

    def test_it_is_sound(self, built):
        assert find_model("full", built.parent) == built

    def test_pixel_values_are_divided_by_255(self, built):
        with zipfile.ZipFile(built) as archive:
            network = model_fb.Model.GetRootAsModel(archive.read(NETWORKS[1]), 0)
        buffer = network.Buffers(network.Metadata(network.MetadataLength() - 1).Buffer())
        described = metadata_fb.ModelMetadata.GetRootAs(buffer.DataAsNumpy().tobytes())
        told = metadata_fb.ModelMetadataT.InitFromObj(described)
        scaling = told.subgraphMetadata[0].inputTensorMetadata[0].processUnits[0].options
        assert (list(scaling.mean), list(scaling.std)) == ([0.0], [255.0])

    def test_it_sees_what_google_expects_of_the_model(self, built, evaluation):
        """Pictures scaled otherwise give 20 pixels and more."""
        folder = evaluation / "squat_5fps"
        expected_px = np.array(json.loads((folder / "pose_squats.full.json").read_text()))
        with PoseEstimator(built) as estimator:
            poses = estimate_poses(folder / "pose_squats.mp4", estimator)
        errors_px = np.linalg.norm(poses.image_px - expected_px[..., :2], axis=-1)
        assert np.mean(errors_px) < 10

    def test_a_sound_file_is_left_alone(self, tmp_path):
        mine = bundle()
        path = put(tmp_path, mine)
        assert fetch_model("full", folder=tmp_path) == path
        assert path.read_bytes() == mine

    def test_a_broken_file_is_replaced(self, built, tmp_path):
        put(tmp_path, b"not a model")
        assert model_sha256(fetch_model("full", folder=tmp_path)) == model_sha256(built)

    def test_another_wheel_is_refused(self, tmp_path, monkeypatch):
        def download_another(command, **_):
            folder = command[command.index("--dest") + 1]
            with zipfile.ZipFile(f"{folder}/mediapipe.whl", "w") as wheel:
                for member in model_bundle._WHEEL_MEMBERS.values():
                    wheel.writestr(member, b"\x1c\0\0\0TFL3")

        monkeypatch.setattr(subprocess, "run", download_another)
        assert key_of(fetch_model, "full", folder=tmp_path) == "model_source_differs"
        assert list(tmp_path.iterdir()) == []

    def test_no_network(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
        monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
        folder = tmp_path / "models"
        assert key_of(fetch_model, "full", folder=folder) == "model_not_downloaded"
        assert list(folder.iterdir()) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
    def test_a_killed_build_leaves_no_half_model(self, built, tmp_path):
        code = "import sys; from pathlib import Path; from posture.io.models import fetch_model; "
        code += "fetch_model('full', folder=Path(sys.argv[1]))"
        with subprocess.Popen([sys.executable, "-c", code, tmp_path]) as build:
            deadline_s = time.monotonic() + 120
            # killed while it writes, if we are quick enough
            while build.poll() is None and not any(tmp_path.iterdir()):
                assert time.monotonic() < deadline_s
                time.sleep(0.001)
            build.send_signal(signal.SIGKILL)
        final = tmp_path / MODELS["full"].file_name
        assert not final.exists() or model_sha256(final) == model_sha256(built)
        assert model_sha256(fetch_model("full", folder=tmp_path)) == model_sha256(built)


class Response(io.BytesIO):
    """What a server sends."""

    def __init__(self, data, url, declared=None):
        super().__init__(data)
        self.url = url
        self.headers = Message()
        self.headers["Content-Length"] = str(len(data) if declared is None else declared)


class TestDownloading:
    @pytest.fixture
    def served(self, monkeypatch):
        """Answer the next request with these bytes."""

        def serve(data, **named):
            def answer(url, timeout):
                return Response(data, **({"url": url} | named))

            monkeypatch.setattr(urllib.request, "urlopen", answer)

        return serve

    @pytest.mark.parametrize("name", ["lite", "heavy"])
    def test_it_comes_over_https(self, name):
        assert MODELS[name].url.startswith("https://")
        assert MODELS[name].url.endswith(MODELS[name].file_name)

    def test_what_comes_is_kept(self, served, tmp_path):
        served(bundle())
        told = []
        path = fetch_model("lite", told.append, tmp_path)
        assert path.read_bytes() == bundle()
        assert told[0] is None
        assert told[-1] == 1.0

    def test_half_of_it_is_not_kept(self, served, tmp_path):
        served(bundle()[:7000], declared=len(bundle()))
        assert key_of(fetch_model, "lite", folder=tmp_path) == "model_broken"
        assert list(tmp_path.iterdir()) == []

    def test_a_redirection_away_from_https_is_not_followed(self, served, tmp_path):
        served(bundle(), url="http://example.org/lite")
        assert key_of(fetch_model, "lite", folder=tmp_path) == "model_not_downloaded"
        assert list(tmp_path.iterdir()) == []

    def test_endless_data_is_not_kept(self, served, tmp_path, monkeypatch):
        monkeypatch.setattr(models, "_MAX_BYTES", 1000)
        served(bundle(), declared=0)
        assert key_of(fetch_model, "lite", folder=tmp_path) == "model_not_downloaded"

    @pytest.mark.parametrize(
        "error", [urllib.error.URLError("no route"), TimeoutError(), ConnectionResetError()]
    )
    def test_no_network(self, tmp_path, monkeypatch, error):
        def fail(url, timeout):
            raise error

        monkeypatch.setattr(urllib.request, "urlopen", fail)
        assert key_of(fetch_model, "heavy", folder=tmp_path) == "model_not_downloaded"
        assert list(tmp_path.iterdir()) == []
