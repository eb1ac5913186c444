"""One photo or clip of somebody standing: what the model saw in it and what is known of it."""

from cmath import exp
from dataclasses import dataclass
from math import atan2, degrees, hypot, isnan, nan, radians
from typing import Self

import numpy as np

from posture.filtering import median_of_seen
from posture.level import roll_deg_of
from posture.pose import PoseSequence
from posture.view import View

UNMARKED_ROLL_DEG = 1.5  # standard deviation of a camera set level by eye; our assumption
LEVELLED_DEG = 0.5  # of a camera set up with a spirit level; our assumption
MARKING_DEG = 0.4  # of a line along a door, marked by hand; our assumption
PITCH_DEG = 3.0  # how far a camera looks down or up: verticals away from the body then converge
FOCAL_WIDTHS = 1.1  # focal length of a phone or webcam, in picture widths

STICKER_COLOURS = ("red", "orange", "yellow", "green", "blue", "pink")


@dataclass(frozen=True)
class StickerPair:
    """Two dots on the pelvis in one picture, in pixels.

    Attributes
    ----------
    first_px, second_px : tuple of float
        From the front and from behind, the one on the subject's left and on the right. From the
        side, the one on the back spine (PSIS) and on the front spine (ASIS).
    """

    first_px: tuple[float, float]
    second_px: tuple[float, float]


@dataclass(frozen=True)
class Vertical:
    """A line in the picture that is upright in truth, such as the edge of a door."""

    top_px: tuple[float, float]
    bottom_px: tuple[float, float]

    @classmethod
    def from_percent(cls, x1: float, y1: float, x2: float, y2: float, size_px: np.ndarray) -> Self:
        """Return the line between two points given in percent of the picture's size.

        Raises
        ------
        ValueError
            The points are one, or lie outside the picture.
        """
        points = np.array([[x1, y1], [x2, y2]])
        if not np.all((points >= 0.0) & (points <= 100.0)) or np.array_equal(*points):
            raise ValueError("A vertical needs two points within the picture.")
        (ax, ay), (bx, by) = (points * np.asarray(size_px) / 100.0).tolist()
        return cls((ax, ay), (bx, by))

    @property
    def roll_deg(self) -> float:
        return roll_deg_of(np.array(self.top_px), np.array(self.bottom_px))

    def sigma_deg(self, body_x_px: float, width_px: float) -> float:
        """Return the standard deviation of the roll it tells where the body stands.

        A camera that looks down makes verticals lean towards the picture's middle; beside the
        body that leans as the body does, far from it differently.
        """
        away = (self.top_px[0] + self.bottom_px[0]) / 2 - body_x_px
        return hypot(MARKING_DEG, PITCH_DEG * away / (FOCAL_WIDTHS * width_px))


@dataclass(frozen=True, eq=False)
class Capture:
    """What the model saw of somebody who stands.

    Attributes
    ----------
    poses : PoseSequence
        Of a clip its frames; of a photo the same picture seen several times.
    is_photo : bool
    vertical : Vertical or None
        Marked by the user in the pixels of `poses`.
    is_levelled : bool
        Whether the user says that the camera was set up with a spirit level.
    stickers : StickerPair or None
        Found in the picture, in the pixels of `poses`.
    sticker_fault : str
        Why they were looked for and not found; empty otherwise.
    """

    poses: PoseSequence
    is_photo: bool = False
    vertical: Vertical | None = None
    is_levelled: bool = False
    stickers: StickerPair | None = None
    sticker_fault: str = ""

    @property
    def roll_deg(self) -> float:
        return self.vertical.roll_deg if self.vertical else 0.0

    @property
    def is_roll_known(self) -> bool:
        return self.vertical is not None or self.is_levelled

    @property
    def roll_sigma_deg(self) -> float:
        """The standard deviation of what is left of the camera's roll."""
        if self.vertical is None:
            return LEVELLED_DEG if self.is_levelled else UNMARKED_ROLL_DEG
        width_px = float(self.poses.size_px[0])
        body_x_px = median_of_seen(self.poses.image_midpoint("hip")[:, 0])
        if isnan(body_x_px):
            body_x_px = width_px / 2
        return self.vertical.sigma_deg(body_x_px, width_px)

    def sticker_tilt_deg(self, view: View) -> float:
        """Return the slope of the line between the stickers, as a level camera sees it.

        Degrees; from the front and from behind positive if the subject's right is higher, from
        the side positive if the front is lower. NaN without stickers.
        """
        if self.stickers is None:
            return nan
        along = complex(*self.stickers.second_px) - complex(*self.stickers.first_px)
        levelled = along * exp(-1j * radians(self.roll_deg))
        falls_deg = degrees(atan2(levelled.imag, abs(levelled.real)))
        return falls_deg if view is View.SIDE else -falls_deg
