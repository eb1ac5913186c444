"""Skeleton, angles, count and depth line onto a picture; numbers only, never words."""

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Self

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from posture.pose import Landmark, Side

# Okabe and Ito's colours, told apart with any colour vision; each line has a dark rim, so that it
# stands out on light and on dark
_LEFT_RGB = (230, 159, 0)
_RIGHT_RGB = (86, 180, 233)
_MIDLINE_RGB = (240, 240, 240)
_ANGLE_RGB = (240, 228, 66)
_RIM_RGB = (20, 20, 20)

_SIDE_RGB = {Side.LEFT: _LEFT_RGB, Side.RIGHT: _RIGHT_RGB}
_LIMBS = (
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("heel", "toe"),
    ("ankle", "toe"),
)
_CROSSBARS = ("shoulder", "hip")

# shares of the picture's long side
_LINE = 0.005
_NUMBER = 0.032
_COUNT = 0.11
_ARC = 0.05

_NUMBER_AWAY_DEG = 35


@dataclass(frozen=True)
class Angle:
    """An angle to draw as an arc with its number.

    Attributes
    ----------
    vertex_px, from_px, to_px : ndarray, shape (2,)
        The arc goes round `vertex_px`, the shorter way from the direction of `from_px` to that
        of `to_px`.
    value_deg : float
        The number beside it.
    """

    vertex_px: np.ndarray
    from_px: np.ndarray
    to_px: np.ndarray
    value_deg: float

    @classmethod
    def of_knee_flexion(cls, landmarks_px: np.ndarray, side: Side, value_deg: float) -> Self:
        """Return the angle from the thigh's line, drawn on beyond the knee, to the shin."""
        hip, knee, ankle = (landmarks_px[Landmark.of(n, side)] for n in ("hip", "knee", "ankle"))
        return cls(knee, knee + (knee - hip), ankle, value_deg)

    @classmethod
    def of_trunk_lean(cls, landmarks_px: np.ndarray, side: Side, value_deg: float) -> Self:
        """Return the angle at the hip from straight up to the shoulder."""
        hip, shoulder = (landmarks_px[Landmark.of(n, side)] for n in ("hip", "shoulder"))
        length_px = np.hypot(*(shoulder - hip))
        return cls(hip, hip + np.array([0.0, -length_px]), shoulder, value_deg)

    @property
    def is_visible(self) -> bool:
        numbers = (*self.vertex_px, *self.from_px, *self.to_px, self.value_deg)
        return bool(np.all(np.isfinite(numbers)))


@dataclass(frozen=True)
class Overlay:
    """What to draw onto one frame.

    Attributes
    ----------
    landmarks_px : ndarray, shape (33, 2), or None
        In pixels of the frame; those that are NaN are left out.
    near_side : Side or None
        Drawn thicker; None where both are equally near.
    angles : tuple of Angle
        In pixels of the frame.
    rep_count : int or None
        Shown large.
    depth_line_y_px : float or None
        The height to which the hip should sink.
    """

    landmarks_px: np.ndarray | None = None
    near_side: Side | None = None
    angles: tuple[Angle, ...] = field(default=())
    rep_count: int | None = None
    depth_line_y_px: float | None = None

    def scaled(self, factor: float) -> Self:
        """Return the same for a picture enlarged by `factor`."""
        landmarks_px, y_px = self.landmarks_px, self.depth_line_y_px
        return replace(
            self,
            landmarks_px=None if landmarks_px is None else landmarks_px * factor,
            angles=tuple(
                Angle(a.vertex_px * factor, a.from_px * factor, a.to_px * factor, a.value_deg)
                for a in self.angles
            ),
            depth_line_y_px=None if y_px is None else y_px * factor,
        )


def draw_overlay(image_rgb: np.ndarray, overlay: Overlay) -> np.ndarray:
    """Return a copy of the picture, shape (H, W, 3), with the overlay drawn on it."""
    image = np.ascontiguousarray(image_rgb).copy()
    if overlay.depth_line_y_px is not None and np.isfinite(overlay.depth_line_y_px):
        _draw_depth_line(image, overlay.depth_line_y_px)
    if overlay.landmarks_px is not None:
        _draw_skeleton(image, overlay.landmarks_px, overlay.near_side)
    for angle in overlay.angles:
        if angle.is_visible:
            _draw_angle(image, angle)
    if overlay.rep_count is not None:
        size_px = _share(image, _COUNT)
        _draw_number(image, str(overlay.rep_count), (size_px * 0.8, size_px * 0.8), size_px)
    return image


def draw_pose(
    image_rgb: np.ndarray, landmarks_px: np.ndarray, near_side: Side | None = None
) -> np.ndarray:
    """Return a copy of the picture with the skeleton alone.

    Parameters
    ----------
    image_rgb : ndarray, shape (H, W, 3), uint8
        The picture.
    landmarks_px : ndarray, shape (33, 2)
        Those that are NaN are left out.
    near_side : Side, optional
        Drawn thicker.
    """
    return draw_overlay(image_rgb, Overlay(landmarks_px, near_side))


def _draw_skeleton(image: np.ndarray, landmarks_px: np.ndarray, near_side: Side | None) -> None:
    line_px = _share(image, _LINE)
    # the near side last, so that it lies on top
    sides = sorted(Side, key=lambda side: side is near_side)
    for side in sides:
        is_far = near_side is not None and side is not near_side
        width_px = max(1, line_px // 2) if is_far else line_px
        points = {n: landmarks_px[Landmark.of(n, side)] for pair in _LIMBS for n in pair}
        for a, b in _LIMBS:
            _draw_line(image, points[a], points[b], _SIDE_RGB[side], width_px)
        for point in points.values():
            _draw_dot(image, point, _SIDE_RGB[side], width_px)
        if side is sides[0]:
            for name in _CROSSBARS:
                left, right = (landmarks_px[Landmark.of(name, s)] for s in Side)
                _draw_line(image, left, right, _MIDLINE_RGB, max(1, line_px // 2))
    _draw_dot(image, landmarks_px[Landmark.NOSE], _MIDLINE_RGB, line_px)


def _draw_angle(image: np.ndarray, angle: Angle) -> None:
    line_px = max(1, _share(image, _LINE) // 2)
    radius_px = _share(image, _ARC)
    start_deg = _direction_deg(angle.from_px - angle.vertex_px)
    turn_deg = (_direction_deg(angle.to_px - angle.vertex_px) - start_deg + 180) % 360 - 180
    arm_end = angle.vertex_px + _towards(start_deg, radius_px * 1.4)
    _draw_line(image, angle.vertex_px, arm_end, _ANGLE_RGB, line_px)
    centre = _pixel(angle.vertex_px)
    for rgb, width_px in ((_RIM_RGB, line_px + 2 * _rim(line_px)), (_ANGLE_RGB, line_px)):
        cv2.ellipse(
            image,
            centre,
            (radius_px, radius_px),
            0,
            start_deg,
            start_deg + turn_deg,
            rgb,
            width_px,
            cv2.LINE_AA,
        )
    # on the far side of the first arm, where neither the arc nor the limb is in the way
    away_deg = start_deg - math.copysign(_NUMBER_AWAY_DEG, turn_deg)
    beside = angle.vertex_px + _towards(away_deg, radius_px * 1.5)
    _draw_number(image, f"{angle.value_deg:.0f}°", beside, _share(image, _NUMBER))


def _draw_depth_line(image: np.ndarray, y_px: float) -> None:
    line_px = max(1, _share(image, _LINE) // 2)
    dash_px = line_px * 8
    for x_px in range(0, image.shape[1], dash_px * 2):
        start, end = np.array([x_px, y_px]), np.array([x_px + dash_px, y_px])
        _draw_line(image, start, end, _ANGLE_RGB, line_px)


def _draw_line(
    image: np.ndarray, a: np.ndarray, b: np.ndarray, rgb: tuple[int, int, int], width_px: int
) -> None:
    if np.all(np.isfinite([a, b])):
        start, end = _pixel(a), _pixel(b)
        cv2.line(image, start, end, _RIM_RGB, width_px + 2 * _rim(width_px), cv2.LINE_AA)
        cv2.line(image, start, end, rgb, width_px, cv2.LINE_AA)


def _draw_dot(
    image: np.ndarray, point: np.ndarray, rgb: tuple[int, int, int], width_px: int
) -> None:
    if np.all(np.isfinite(point)):
        centre = _pixel(point)
        cv2.circle(image, centre, width_px + _rim(width_px), _RIM_RGB, cv2.FILLED, cv2.LINE_AA)
        cv2.circle(image, centre, width_px, rgb, cv2.FILLED, cv2.LINE_AA)


def _draw_number(
    image: np.ndarray, text: str, centre_px: tuple[float, float] | np.ndarray, size_px: int
) -> None:
    """Blend a number in, moved as far as needed to stay within the picture."""
    fill, rim = _number_masks(text, size_px)
    height_px, width_px = min(fill.shape[0], image.shape[0]), min(fill.shape[1], image.shape[1])
    left = int(np.clip(centre_px[0] - width_px / 2, 0, image.shape[1] - width_px))
    top = int(np.clip(centre_px[1] - height_px / 2, 0, image.shape[0] - height_px))
    region = image[top : top + height_px, left : left + width_px]
    for mask, rgb in ((rim, _RIM_RGB), (fill, _MIDLINE_RGB)):
        share = mask[:height_px, :width_px, np.newaxis]
        region[:] = region + share * (np.array(rgb) - region)


@lru_cache(maxsize=1024)
def _number_masks(text: str, size_px: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how much of each pixel the digits cover, and how much with their rim, 0 to 1."""
    # the font that Pillow carries; OpenCV's own have no degree sign
    font = ImageFont.load_default(size_px)
    rim_px = max(1, size_px // 10)
    left, top, right, bottom = font.getbbox(text, stroke_width=rim_px)
    masks = []
    for stroke_px in (0, rim_px):
        mask = Image.new("L", (math.ceil(right - left), math.ceil(bottom - top)))
        ImageDraw.Draw(mask).text((-left, -top), text, 255, font, stroke_width=stroke_px)
        masks.append(np.asarray(mask, np.float32) / 255)
    return masks[0], masks[1]


def _share(image: np.ndarray, share: float) -> int:
    return max(2, round(share * max(image.shape[:2])))


def _rim(width_px: int) -> int:
    return max(1, width_px // 3)


def _pixel(point: np.ndarray) -> tuple[int, int]:
    # far outside the picture is as good as anywhere outside it, and fits OpenCV's integers
    x_px, y_px = np.clip(np.round(point), -20_000, 20_000)
    return int(x_px), int(y_px)


def _direction_deg(vector: np.ndarray) -> float:
    return math.degrees(math.atan2(vector[1], vector[0]))


def _towards(direction_deg: float, length_px: float) -> np.ndarray:
    angle = math.radians(direction_deg)
    return length_px * np.array([math.cos(angle), math.sin(angle)])
