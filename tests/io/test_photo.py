import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from clips import BLUE, GREEN, RED, WHITE, colours_of_corners, corners
from PIL import Image

from posture.io import photo
from posture.io.errors import InputError
from posture.io.photo import read_photo

ORIENTATION = 0x0112


def save(path, image, **options):
    Image.fromarray(image).save(path, **options)
    return path


def error_key(path):
    with pytest.raises(InputError) as raised:
        read_photo(path)
    return raised.value.key


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.bmp"])
def test_every_format(tmp_path, name):
    image = read_photo(save(tmp_path / name, corners()))
    assert image.shape == (64, 96, 3)
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    assert image.flags.writeable
    assert colours_of_corners(image) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_the_way_the_camera_was_held_is_obeyed(tmp_path, name, orientation, expected):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = read_photo(save(tmp_path / name, corners(), exif=exif))
    assert colours_of_corners(image) == expected
    assert image.shape == ((96, 64, 3) if orientation > 4 else (64, 96, 3))


def test_print_colours(tmp_path):
    path = tmp_path / "cmyk.jpg"
    Image.fromarray(corners()).convert("CMYK").save(path)
    assert colours_of_corners(read_photo(path)) == [RED, GREEN, BLUE, WHITE]


def test_sixteen_bits_keep_their_range(tmp_path):
    path = tmp_path / "deep.png"
    ramp = np.linspace(0, 65_535, 64).astype(np.uint16)
    Image.fromarray(np.tile(ramp, (64, 1))).save(path)
    image = read_photo(path)
    assert image.shape == (64, 64, 3)
    np.testing.assert_allclose(image[0, :, 0], np.linspace(0, 255, 64), atol=1)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(tmp_path, mode):
    path = tmp_path / "cut_out.png"
    layer = Image.fromarray(corners()).convert("RGBA")
    alpha = np.zeros((64, 96), np.uint8)
    alpha[:, :48] = 255
    layer.putalpha(Image.fromarray(alpha))
    exif = Image.Exif()
    exif[ORIENTATION] = 2
    layer.convert(mode).save(path, exif=exif)
    image = read_photo(path)
    # mirrored by its orientation, so the transparent half is now on the left
    np.testing.assert_array_equal(image[:, :40], 255)
    assert np.any(image[:, 56:] < 200)


def test_grey_becomes_rgb(tmp_path):
    image = read_photo(save(tmp_path / "grey.png", corners()[..., 0]))
    assert image.shape == (64, 96, 3)


@pytest.mark.parametrize("name", ["8k.jpg", "8k.png"])
def test_8k_is_scaled_down(tmp_path, name):
    image = read_photo(save(tmp_path / name, corners(7680, 4320)))
    assert image.shape == (1080, 1920, 3)
    assert colours_of_corners(image) == [RED, GREEN, BLUE, WHITE]


def png_that_claims(width_px, height_px):
    """Return a PNG of a few bytes whose header promises a huge picture."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side_px", [13_000, 60_000])
def test_a_bomb_is_not_opened(tmp_path, side_px):
    path = tmp_path / "bomb.png"
    path.write_bytes(png_that_claims(side_px, side_px))
    assert error_key(path) == "picture_too_large"


def test_the_largest_phone_photos_are_within_the_limit():
    assert photo.MAX_PIXELS > 12_000 * 9_000


class TestBadInput:
    def test_one_pixel(self, tmp_path):
        assert error_key(save(tmp_path / "dot.png", corners(1, 1))) == "picture_too_small"

    def test_text(self, tmp_path):
        path = tmp_path / "a.jpg"
        path.write_text("not a photo")
        assert error_key(path) == "not_a_photo"

    def test_a_format_that_could_run_programs(self, tmp_path):
        path = tmp_path / "a.eps"
        path.write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n")
        assert error_key(path) == "not_a_photo"

    @pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
    def test_cut_off(self, tmp_path, name):
        noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
        path = save(tmp_path / name, noise)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert error_key(path) == "photo_damaged"

    def test_missing(self, tmp_path):
        assert error_key(tmp_path / "a.jpg") == "file_not_found"

    def test_empty(self, tmp_path):
        path = tmp_path / "a.jpg"
        path.touch()
        assert error_key(path) == "file_empty"


def test_a_photo_from_an_iphone():
    image = read_photo(Path(__file__).parent / "data" / "corners.heic")
    assert image.shape == (64, 96, 3)
    assert colours_of_corners(image) == [RED, GREEN, BLUE, WHITE]
