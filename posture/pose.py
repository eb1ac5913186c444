"""One person's landmarks: in a single frame, and in a sequence of frames over time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from math import nan
from typing import NamedTuple, Self

import numpy as np


class Side(StrEnum):
    """The subject's own left and right, never the image's."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Landmark(IntEnum):
    """The 33 landmarks, numbered as in MediaPipe's pose model."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_MOUTH = 9
    RIGHT_MOUTH = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_TOE = 31
    RIGHT_TOE = 32

    @classmethod
    def of(cls, name: str, side: Side) -> "Landmark":
        """Return a paired landmark: of("knee", Side.LEFT) is LEFT_KNEE."""
        return cls[f"{side}_{name}".upper()]


N_LANDMARKS = len(Landmark)


class PoseModel(NamedTuple):
    """Which model saw the landmarks; empty strings where that is not known."""

    name: str = ""
    sha256: str = ""


UNKNOWN_MODEL = PoseModel()


class PoseFrame(NamedTuple):
    """What the model saw in one frame; NaN where it saw nothing."""

    time_s: float
    image_px: np.ndarray  # (33, 2)
    world_m: np.ndarray  # (33, 3)
    visibility: np.ndarray  # (33,)
    brightness: float = nan  # of the picture: 0 black, 1 white; NaN if not measured

    @classmethod
    def missing(cls, time_s: float, brightness: float = nan) -> Self:
        """Return the frame in which nobody was found."""
        return cls(
            time_s,
            image_px=np.full((N_LANDMARKS, 2), np.nan, np.float32),
            world_m=np.full((N_LANDMARKS, 3), np.nan, np.float32),
            visibility=np.zeros(N_LANDMARKS, np.float32),
            brightness=brightness,
        )


@dataclass(frozen=True, eq=False)
class PoseSequence:
    """One person's landmarks over time.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Capture time in seconds; increasing, not necessarily evenly spaced.
    image_px : ndarray, shape (T, 33, 2)
        Pixels; x to the image's right, y down. NaN where nothing was seen.
    world_m : ndarray, shape (T, 33, 3)
        Metres from the mid-hip, on the camera's axes; x right, y down, z away.
    visibility : ndarray, shape (T, 33)
        0 (hidden) to 1 (in plain view).
    size_px : ndarray, shape (2,)
        Width and height of the picture.
    model : PoseModel
        Which model saw them.
    brightness : ndarray, shape (T,), optional
        Of each picture, 0 black to 1 white; None if it was not measured.
    """

    time_s: np.ndarray
    image_px: np.ndarray
    world_m: np.ndarray
    visibility: np.ndarray
    size_px: np.ndarray
    model: PoseModel = UNKNOWN_MODEL
    brightness: np.ndarray | None = None

    def __post_init__(self) -> None:
        n = len(self.time_s)
        if not n:
            raise ValueError("time_s must hold at least one frame, but it is empty.")
        for name, shape in (
            ("time_s", (n,)),
            ("image_px", (n, N_LANDMARKS, 2)),
            ("world_m", (n, N_LANDMARKS, 3)),
            ("visibility", (n, N_LANDMARKS)),
            ("size_px", (2,)),
            *([("brightness", (n,))] if self.brightness is not None else []),
        ):
            got = np.shape(getattr(self, name))
            if got != shape:
                raise ValueError(f"{name} must have shape {shape}, but got {got}.")
        if not np.all(np.isfinite(self.time_s)):
            raise ValueError("time_s must be finite, but it has NaN or infinity.")
        if np.any(np.diff(self.time_s) <= 0):
            raise ValueError("time_s must increase from frame to frame.")

    @classmethod
    def from_frames(
        cls, frames: Iterable[PoseFrame], size_px: tuple[int, int], model: PoseModel = UNKNOWN_MODEL
    ) -> Self:
        """Stack frames, in order of time; at least one."""
        time_s, image_px, world_m, visibility, brightness = zip(*frames, strict=True)
        is_measured = bool(np.all(np.isfinite(brightness)))
        return cls(
            np.array(time_s, float),
            np.stack(image_px),
            np.stack(world_m),
            np.stack(visibility),
            np.array(size_px, int),
            model,
            np.array(brightness, np.float32) if is_measured else None,
        )

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def duration_s(self) -> float:
        """Time from the first frame to the last, in seconds."""
        return float(self.time_s[-1] - self.time_s[0])

    def image(self, name: str, side: Side) -> np.ndarray:
        """Return a paired landmark's pixels, shape (T, 2)."""
        return self.image_px[:, Landmark.of(name, side)]

    def image_midpoint(self, name: str) -> np.ndarray:
        """Return the pixels midway between left and right, shape (T, 2)."""
        return (self.image(name, Side.LEFT) + self.image(name, Side.RIGHT)) / 2

    def with_image(self, image_px: np.ndarray) -> Self:
        """Return the same sequence with other pixels."""
        return replace(self, image_px=image_px)

    def part(self, frames: slice) -> Self:
        """Return the same sequence between two frames."""
        brightness = None if self.brightness is None else self.brightness[frames]
        return replace(
            self,
            time_s=self.time_s[frames],
            image_px=self.image_px[frames],
            world_m=self.world_m[frames],
            visibility=self.visibility[frames],
            brightness=brightness,
        )

    def without(self, frames: np.ndarray) -> Self:
        """Return the same sequence with nobody in these frames."""
        gone = np.zeros(len(self), bool)
        gone[frames] = True
        return replace(
            self,
            image_px=np.where(gone[:, np.newaxis, np.newaxis], np.nan, self.image_px),
            world_m=np.where(gone[:, np.newaxis, np.newaxis], np.nan, self.world_m),
            visibility=np.where(gone[:, np.newaxis], 0.0, self.visibility),
        )
