"""Coloured dots on the pelvis, found in a picture near the hips."""

from dataclasses import dataclass

import cv2
import numpy as np

from posture.pose import Landmark, Side
from posture.screening.capture import STICKER_COLOURS, StickerPair
from posture.view import View, Viewpoint

# Middle of the hue in OpenCV's half degrees. A sticker is meant to be loud: saturated and bright.
_HUES = dict(zip(STICKER_COLOURS, (0, 12, 28, 62, 108, 165), strict=True))

_HUE_WIDTH = 9
_MIN_SATURATION = 110
_MIN_VALUE = 70
# A dot is 2 to 3 cm across; a leg from hip to ankle about 83 cm. The half is for a blob's edge.
_MIN_ACROSS_LEGS, _MAX_ACROSS_LEGS = 0.012, 0.060
_MIN_AREA_PX = 6
_MIN_ROUNDNESS = 0.55  # area over that of the box's circle
_LIKE = 0.45  # a second blob this large beside the largest leaves it open which is the sticker


@dataclass(frozen=True)
class _Blob:
    middle_px: np.ndarray  # (2,)
    area_px: float


class StickersUnclear(Exception):  # noqa: N818 - an answer, not an error
    """The stickers were not found, or more than two could be meant; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def find_stickers(
    image_rgb: np.ndarray, landmarks_px: np.ndarray, viewpoint: Viewpoint, colour: str
) -> StickerPair:
    """Return the two dots of a colour on the pelvis.

    Parameters
    ----------
    image_rgb : ndarray, shape (H, W, 3), uint8
    landmarks_px : ndarray, shape (33, 2)
        Of the same picture, NaN where not seen.
    viewpoint : Viewpoint
        From the front and from behind one dot is looked for on each side of the midline, from the
        side one behind and one in front of the hip.
    colour : str
        One of STICKER_COLOURS.

    Raises
    ------
    StickersUnclear
        "stickers_not_found" or "stickers_ambiguous".
    """
    hips = landmarks_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]
    leg_px = _leg_px(landmarks_px)
    if not np.isfinite(hips).all() or not np.isfinite(leg_px):
        raise StickersUnclear("stickers_not_found")
    corner, region = _around_hips(image_rgb, hips, leg_px, viewpoint.view)
    blobs = _blobs(region, corner, _HUES[colour], leg_px)
    middle_x = hips[:, 0].mean()
    left = _the_one([blob for blob in blobs if blob.middle_px[0] < middle_x])
    right = _the_one([blob for blob in blobs if blob.middle_px[0] >= middle_x])
    in_order = (left, right)
    # from the side the back spine is the first, otherwise the one on the subject's left
    is_to_the_left = viewpoint.facing < 0
    is_swapped = is_to_the_left if viewpoint.view is View.SIDE else hips[0, 0] > hips[1, 0]
    first, second = in_order[::-1] if is_swapped else in_order
    return StickerPair(_pair(first), _pair(second))


def _pair(point_px: np.ndarray) -> tuple[float, float]:
    return float(point_px[0]), float(point_px[1])


def _leg_px(landmarks_px: np.ndarray) -> float:
    lengths = []
    for side in Side:
        hip, knee, ankle = (landmarks_px[Landmark.of(n, side)] for n in ("hip", "knee", "ankle"))
        lengths.append(np.linalg.norm(hip - knee) + np.linalg.norm(knee - ankle))
    return float(np.fmax(lengths[0], lengths[1]))


def _around_hips(
    image_rgb: np.ndarray, hips: np.ndarray, leg_px: float, view: View
) -> tuple[np.ndarray, np.ndarray]:
    """Return where the searched region begins, and the region.

    The front spines lie 8 cm above the hip joints and 12 cm beside the midline.
    """
    middle = hips.mean(axis=0)
    beside_px = (0.26 if view is View.SIDE else 0.24) * leg_px
    low = np.floor(middle - np.array([beside_px, 0.28 * leg_px])).astype(int)
    high = np.ceil(middle + np.array([beside_px, 0.08 * leg_px])).astype(int)
    height, width = image_rgb.shape[:2]
    low, high = np.clip(low, 0, [width, height]), np.clip(high, 0, [width, height])
    return low, image_rgb[low[1] : high[1], low[0] : high[0]]


def _blobs(region: np.ndarray, corner: np.ndarray, hue: int, leg_px: float) -> list[_Blob]:
    if not region.size:
        return []
    hsv = cv2.cvtColor(np.ascontiguousarray(region), cv2.COLOR_RGB2HSV).astype(int)
    away = np.abs((hsv[..., 0] - hue + 90) % 180 - 90)
    is_loud = (hsv[..., 1] >= _MIN_SATURATION) & (hsv[..., 2] >= _MIN_VALUE)
    mask = ((away <= _HUE_WIDTH) & is_loud).astype(np.uint8)
    n, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for label in range(1, n):
        _, _, width, height, area = (int(v) for v in stats[label])
        across = max(width, height)
        is_sized = _MIN_ACROSS_LEGS * leg_px <= across <= _MAX_ACROSS_LEGS * leg_px
        is_round = area >= _MIN_ROUNDNESS * np.pi / 4 * across**2
        if area >= _MIN_AREA_PX and is_sized and is_round:
            ys, xs = np.nonzero(labels == label)
            # pixels at the edge are a mixture and less saturated: they count for less
            weights = hsv[ys, xs, 1].astype(float)
            middle = np.array([np.average(xs, weights=weights), np.average(ys, weights=weights)])
            found.append(_Blob(corner + middle + 0.5, float(area)))
    return found


def _the_one(blobs: list[_Blob]) -> np.ndarray:
    """Return the only blob's middle, shape (2,)."""
    if not blobs:
        raise StickersUnclear("stickers_not_found")
    largest, *others = sorted(blobs, key=lambda blob: -blob.area_px)
    if others and others[0].area_px >= _LIKE * largest.area_px:
        raise StickersUnclear("stickers_ambiguous")
    return largest.middle_px
