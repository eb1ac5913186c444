import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from posture.io.errors import InputError
from posture.io.landmarks import MIN_FRAMES, load_landmarks, save_landmarks
from posture.pose import N_LANDMARKS, PoseModel, PoseSequence

KEYS = ("time_s", "image_px", "world_m", "visibility", "size_px")


def make_poses(n=5):
    random = np.random.default_rng(0)
    image_px = random.uniform(0, 500, (n, N_LANDMARKS, 2)).astype(np.float32)
    image_px[1] = np.nan
    return PoseSequence(
        np.arange(n) / 30,
        image_px,
        random.normal(size=(n, N_LANDMARKS, 3)).astype(np.float32),
        random.uniform(size=(n, N_LANDMARKS)).astype(np.float32),
        np.array([640, 480]),
        PoseModel("full", "0" * 64),
    )


def arrays():
    poses = make_poses()
    return {key: getattr(poses, key).copy() for key in KEYS}


def test_what_is_saved_comes_back(tmp_path):
    path, poses = tmp_path / "landmarks.npz", make_poses()
    save_landmarks(path, poses)
    loaded = load_landmarks(path)
    for key in KEYS:
        np.testing.assert_array_equal(getattr(loaded, key), getattr(poses, key))
        assert getattr(loaded, key).dtype == getattr(poses, key).dtype
    assert loaded.model == poses.model


def test_the_same_landmarks_give_the_same_bytes(tmp_path):
    a, b = tmp_path / "a.npz", tmp_path / "b.npz"
    save_landmarks(a, make_poses())
    save_landmarks(b, load_landmarks(a))
    assert a.read_bytes() == b.read_bytes()
    with zipfile.ZipFile(a) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_numpy_reads_it_by_the_documented_names(tmp_path):
    save_landmarks(tmp_path / "a.npz", make_poses())
    with np.load(tmp_path / "a.npz") as file:
        assert set(file) == {*KEYS, "model_name", "model_sha256"}


def test_files_of_others_need_not_name_a_model(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", **arrays())
    assert load_landmarks(tmp_path / "a.npz").model == PoseModel()


def with_brightness(values):
    return arrays() | {"brightness": np.array(values, np.float32)}


def test_brightness_is_kept_if_it_was_measured(tmp_path):
    path = tmp_path / "a.npz"
    poses = replace(make_poses(), brightness=np.linspace(0, 1, 5, dtype=np.float32))
    save_landmarks(path, poses)
    np.testing.assert_array_equal(load_landmarks(path).brightness, poses.brightness)
    with np.load(path) as file:
        assert set(file) == {*KEYS, "brightness", "model_name", "model_sha256"}


def test_files_without_brightness_stay_valid(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", **arrays())
    assert load_landmarks(tmp_path / "a.npz").brightness is None


def changed(**changes):
    return {key: value for key, value in (arrays() | changes).items() if value is not None}


def with_value(key, index, value):
    values = arrays()[key]
    values[index] = value
    return {key: values}


OBJECTS = np.array([{"a": 1}] * 5, dtype=object)

BAD = {
    **{f"no {key}": (changed(**{key: None}), "landmarks_missing") for key in KEYS},
    "too few landmarks": (changed(image_px=np.zeros((5, 17, 2), np.float32)), "landmarks_shape"),
    "one axis too many": (changed(image_px=np.zeros((5, 33, 3), np.float32)), "landmarks_shape"),
    "another length": (changed(world_m=np.zeros((4, 33, 3), np.float32)), "landmarks_shape"),
    "flat": (changed(visibility=np.zeros(165, np.float32)), "landmarks_shape"),
    "a single time": (changed(time_s=np.float64(0)), "landmarks_shape"),
    "three sizes": (changed(size_px=np.array([1, 2, 3])), "landmarks_shape"),
    "time stands still": (changed(**with_value("time_s", 2, 1 / 30)), "landmarks_times"),
    "time runs back": (changed(time_s=np.arange(5.0)[::-1]), "landmarks_times"),
    "no time": (changed(**with_value("time_s", 2, np.nan)), "landmarks_times_missing"),
    "endless time": (changed(**with_value("time_s", 4, np.inf)), "landmarks_out_of_range"),
    "infinite pixels": (changed(**with_value("image_px", 0, np.inf)), "landmarks_out_of_range"),
    "absurd pixels": (changed(**with_value("image_px", 0, 1e30)), "landmarks_out_of_range"),
    "infinite metres": (changed(**with_value("world_m", 0, -np.inf)), "landmarks_out_of_range"),
    "too visible": (changed(**with_value("visibility", 0, 1.5)), "landmarks_out_of_range"),
    "less than hidden": (changed(**with_value("visibility", 0, -0.1)), "landmarks_out_of_range"),
    "visibility unknown": (
        changed(**with_value("visibility", 0, np.nan)),
        "landmarks_out_of_range",
    ),
    "texts": (changed(time_s=np.array(list("01234"))), "landmarks_type"),
    "whole numbers": (changed(time_s=np.arange(5)), "landmarks_type"),
    "complex": (changed(time_s=np.arange(5) * 1j), "landmarks_type"),
    "part of a pixel": (changed(size_px=np.array([640.0, 480.0])), "landmarks_type"),
    "objects": (changed(time_s=OBJECTS), "landmarks_type"),
    "an object for a name": (changed(model_name=OBJECTS), "landmarks_unreadable"),
    "no size": (changed(size_px=np.array([0, 480])), "landmarks_size"),
    "negative size": (changed(size_px=np.array([640, -480])), "landmarks_size"),
    "brighter than white": (with_brightness([0, 0, 1.5, 0, 0]), "landmarks_out_of_range"),
    "darker than black": (with_brightness([0, 0, -0.1, 0, 0]), "landmarks_out_of_range"),
    "brightness unknown": (with_brightness([0, 0, np.nan, 0, 0]), "landmarks_out_of_range"),
    "brightness of other frames": (with_brightness([0, 0, 0]), "landmarks_shape"),
    "huge size": (changed(size_px=np.array([640, 10**9])), "landmarks_out_of_range"),
    "nobody": (changed(image_px=np.full((5, 33, 2), np.nan, np.float32)), "nobody_seen"),
    "no frames": (
        {k: v[:0] if k != "size_px" else v for k, v in arrays().items()},
        "landmarks_too_short",
    ),
    "one frame": (
        {k: v[:1] if k != "size_px" else v for k, v in arrays().items()},
        "landmarks_too_short",
    ),
}


def error_key(path):
    with pytest.raises(InputError) as raised:
        load_landmarks(path)
    for language in ("ja", "en"):
        assert "\n" not in raised.value.sentence(language)
    return raised.value.key


@pytest.mark.parametrize(("content", "key"), BAD.values(), ids=BAD)
def test_each_fault_has_its_sentence(tmp_path, content, key):
    path = tmp_path / "landmarks.npz"
    np.savez(path, **content)
    assert error_key(path) == key


def test_the_shortest_that_is_accepted(tmp_path):
    content = {k: v[:MIN_FRAMES] if k != "size_px" else v for k, v in arrays().items()}
    np.savez(tmp_path / "a.npz", **content)
    assert len(load_landmarks(tmp_path / "a.npz")) == MIN_FRAMES


@pytest.mark.parametrize("data", [b"text", b"PK\x03\x04 no", b"\x93NUMPY"])
def test_what_is_no_landmarks_file(tmp_path, data):
    path = tmp_path / "landmarks.npz"
    path.write_bytes(data)
    assert error_key(path) == "landmarks_unreadable"


def test_cut_off(tmp_path):
    path = tmp_path / "landmarks.npz"
    save_landmarks(path, make_poses())
    path.write_bytes(path.read_bytes()[:-200])
    assert error_key(path) == "landmarks_unreadable"


def test_damaged_inside(tmp_path):
    path = tmp_path / "landmarks.npz"
    save_landmarks(path, make_poses())
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 50] = b"\xff" * 50
    path.write_bytes(data)
    assert error_key(path) == "landmarks_unreadable"


def test_missing_and_empty(tmp_path):
    assert error_key(tmp_path / "a.npz") == "file_not_found"
    (tmp_path / "a.npz").touch()
    assert error_key(tmp_path / "a.npz") == "file_empty"


def npz_that_claims(path, shape):
    """Write a file of a few hundred bytes whose header promises an array of that shape."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"shape": shape, "fortran_order": False, "descr": "<f8"}
    )
    with zipfile.ZipFile(path, "w") as archive:
        for key, values in arrays().items():
            data = io.BytesIO()
            np.save(data, values)
            archive.writestr(
                f"{key}.npy", header.getvalue() if key == "time_s" else data.getvalue()
            )


def test_a_bomb_is_refused_before_room_is_made_for_it(tmp_path):
    path = tmp_path / "bomb.npz"
    npz_that_claims(path, (10**12,))
    assert error_key(path) == "landmarks_too_large"


def test_a_header_that_promises_more_than_there_is(tmp_path):
    path = tmp_path / "short.npz"
    npz_that_claims(path, (1000,))
    assert error_key(path) == "landmarks_unreadable"
