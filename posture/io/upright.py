"""Decoded frames as a viewer shows them: upright, with square pixels, in RGB."""

from dataclasses import dataclass
from typing import Self, cast

import av
import cv2
import numpy as np
from av.sidedata.sidedata import SideDataContainer, Type

_WIDEST_PIXEL = 4.0  # a pixel stretched further is a mistake in the file


@dataclass(frozen=True)
class Upright:
    """How to turn stored frames into pictures for the eye.

    Attributes
    ----------
    stored_size_px : tuple of int
        Width and height to scale the stored frame to, before it is turned.
    is_transposed : bool
        Rows become columns; done before the flips.
    flips_x, flips_y : bool
        Left and right, or top and bottom, change places.
    """

    stored_size_px: tuple[int, int]
    is_transposed: bool
    flips_x: bool
    flips_y: bool

    @classmethod
    def like(cls, frame: av.VideoFrame, pixel_aspect: float, max_long_side_px: int) -> Self:
        """Return what `frame` needs, and with it every frame of its recording.

        Parameters
        ----------
        frame : VideoFrame
            The first of the recording.
        pixel_aspect : float
            Width of a stored pixel over its height.
        max_long_side_px : int
            Larger pictures are scaled down to this.
        """
        if not 1 / _WIDEST_PIXEL <= pixel_aspect <= _WIDEST_PIXEL:
            pixel_aspect = 1.0
        width_px, height_px = frame.width * pixel_aspect, float(frame.height)
        shrink = min(1.0, max_long_side_px / max(width_px, height_px))
        size_px = (max(1, round(width_px * shrink)), max(1, round(height_px * shrink)))
        return cls(size_px, *_turns(frame))

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the pictures."""
        width_px, height_px = self.stored_size_px
        return (height_px, width_px) if self.is_transposed else (width_px, height_px)

    def picture(self, frame: av.VideoFrame) -> np.ndarray:
        """Return the frame as RGB, shape (H, W, 3), uint8, C-contiguous."""
        width_px, height_px = self.stored_size_px
        smaller = width_px < frame.width or height_px < frame.height
        # swscale and cv2 work without the interpreter lock, so inference goes on meanwhile
        rgb = frame.reformat(
            width_px, height_px, "rgb24", interpolation="AREA" if smaller else "BICUBIC"
        )
        image: np.ndarray = rgb.to_ndarray()
        if self.is_transposed:
            image = cv2.transpose(image)
        if self.flips_x or self.flips_y:
            # cv2.flip: 1 about the vertical axis, 0 about the horizontal, -1 both
            image = cv2.flip(image, (1 if not self.flips_y else -1) if self.flips_x else 0)
        return np.ascontiguousarray(image)


def _turns(frame: av.VideoFrame) -> tuple[bool, bool, bool]:
    """Return (is_transposed, flips_x, flips_y) from the display matrix, to the next quarter turn.

    The matrix maps a stored point (p, q) to the shown x = a p + c q, y = b p + d q.
    """
    # the type that PyAV declares for it is not the one it has
    entry = cast("SideDataContainer", frame.side_data).get(Type.DISPLAYMATRIX)
    if entry is None:
        return False, False, False
    (a, b, _), (c, d, _), _ = np.frombuffer(bytes(entry), "=i4").reshape(3, 3).tolist()
    if abs(b) + abs(c) > abs(a) + abs(d):
        return True, c < 0, b < 0
    return False, a < 0, d < 0
