"""Photos: one picture, upright, in RGB."""

import warnings
from pathlib import Path

import numpy as np
import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from posture.io.errors import InputError
from posture.io.local_file import check_local_file
from posture.io.video import MAX_LONG_SIDE_PX, MIN_SIDE_PX

MAX_PIXELS = 150_000_000  # phones take up to 108 million

_MAX_FILE_BYTES = 500_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "HEIF")
_SIXTEEN_BIT = ("I;16", "I;16B", "I;16L", "I;16N")
pi_heif.register_heif_opener()  # the photos of iPhones; its library cannot encode them

_PAPER = (255, 255, 255)  # what shows through where a picture is transparent


def read_photo(path: Path, max_long_side_px: int = MAX_LONG_SIDE_PX) -> np.ndarray:
    """Return a photo as RGB, shape (H, W, 3), uint8, turned as the camera was held.

    Parameters
    ----------
    path : Path
        A JPEG, PNG, WebP, BMP or HEIC file.
    max_long_side_px : int
        Larger pictures are scaled down to this.

    Raises
    ------
    InputError
        It is not a photo that can be read, or is too small or too large.
    """
    check_local_file(path, _MAX_FILE_BYTES)
    try:
        with warnings.catch_warnings():
            # our own limit follows; Pillow refuses by itself what is far beyond it
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            photo = Image.open(path, formats=_FORMATS)
        with photo:
            _check_size(path, *photo.size)
            # a JPEG can be decoded at an eighth of its size, which saves most of the memory
            photo.draft("RGB", (max_long_side_px, max_long_side_px))
            return _upright_rgb(photo, max_long_side_px)
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except UnidentifiedImageError as error:
        raise InputError("not_a_photo", path=path) from error
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for damaged files
        raise InputError("photo_damaged", path=path) from error


def _check_size(path: Path, width_px: int, height_px: int) -> None:
    if width_px * height_px > MAX_PIXELS:
        raise _too_large(path)
    if min(width_px, height_px) < MIN_SIDE_PX:
        size = {"width_px": width_px, "height_px": height_px, "least_px": MIN_SIDE_PX}
        raise InputError("picture_too_small", path=path, **size)


def _too_large(path: Path) -> InputError:
    return InputError("picture_too_large", path=path, limit_megapixels=MAX_PIXELS // 1_000_000)


def _upright_rgb(photo: Image.Image, max_long_side_px: int) -> np.ndarray:
    if photo.mode in _SIXTEEN_BIT:
        # Pillow would cut off the upper half of the range instead of scaling it
        photo = _with_exif(Image.fromarray((np.asarray(photo) >> 8).astype(np.uint8)), photo)
    if photo.has_transparency_data:
        layer = photo.convert("RGBA")
        flat = Image.new("RGB", layer.size, _PAPER)
        flat.paste(layer, mask=layer.getchannel("A"))
        photo = _with_exif(flat, photo)
    upright = ImageOps.exif_transpose(photo).convert("RGB")
    upright.thumbnail((max_long_side_px, max_long_side_px))
    return np.array(upright)


def _with_exif(picture: Image.Image, original: Image.Image) -> Image.Image:
    """Return the picture with the original's EXIF data, which says how the camera was held."""
    picture.info["exif"] = original.getexif().tobytes()
    return picture
