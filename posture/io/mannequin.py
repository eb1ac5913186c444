"""A person in simple shapes that the pose model takes for one; needs no file and shows nobody."""

import cv2
import numpy as np

_SKIN_RGB = (224, 172, 140)
_SHIRT_RGB = (40, 70, 150)
_TROUSERS_RGB = (50, 50, 60)
_SHOES_RGB = (20, 20, 20)
_HAIR_RGB = (60, 40, 30)
_EYES_RGB = (30, 30, 30)
_WALL_RGB = (200, 200, 200)
_HEIGHT = 480  # of the drawing, in its own units; x is from the midline, y from the top

# lines of both sides alike: x, y at one end and at the other, colour, width
_LIMBS = (
    (20, 235, 24, 330, _TROUSERS_RGB, 34),
    (24, 330, 24, 420, _TROUSERS_RGB, 26),
    (22, 430, 34, 436, _SHOES_RGB, 16),
    (40, 125, 58, 190, _SHIRT_RGB, 22),
    (58, 190, 62, 250, _SKIN_RGB, 15),
    (62, 258, 62, 262, _SKIN_RGB, 20),
)
_TRUNK = ((-48, 115), (48, 115), (38, 240), (-38, 240))


def draw_mannequin(width_px: int = 360, height_px: int = 480, shift_px: int = 0) -> np.ndarray:
    """Return a picture of someone standing, seen from the front.

    Parameters
    ----------
    width_px, height_px : int
        Size of the picture; the figure is as tall as it.
    shift_px : int
        How far right of the middle the figure stands.

    Returns
    -------
    ndarray, shape (H, W, 3), uint8
        RGB.
    """
    image = np.full((height_px, width_px, 3), _WALL_RGB, np.uint8)
    scale = height_px / _HEIGHT

    def at(x: float, y: float) -> tuple[int, int]:
        return round(width_px / 2 + shift_px + x * scale), round(y * scale)

    def size(length: float) -> int:
        return max(1, round(length * scale))

    for side in (-1, 1):
        for x0, y0, x1, y1, rgb, width in _LIMBS:
            ends = at(side * x0, y0), at(side * x1, y1)
            cv2.line(image, *ends, rgb, size(width), cv2.LINE_AA)
    cv2.fillConvexPoly(image, np.array([at(*corner) for corner in _TRUNK]), _SHIRT_RGB, cv2.LINE_AA)
    cv2.line(image, at(0, 90), at(0, 115), _SKIN_RGB, size(22), cv2.LINE_AA)
    cv2.ellipse(image, at(0, 66), (size(24), size(32)), 0, 0, 360, _SKIN_RGB, -1, cv2.LINE_AA)
    cv2.ellipse(image, at(0, 52), (size(26), size(24)), 0, 180, 360, _HAIR_RGB, -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.circle(image, at(side * 9, 64), size(3), _EYES_RGB, -1, cv2.LINE_AA)
    return image
