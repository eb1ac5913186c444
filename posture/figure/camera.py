"""A pinhole camera that looks at the figure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from posture.figure.rotation import unit


@dataclass(frozen=True)
class Camera:
    """Where the camera stands and what it takes in.

    Attributes
    ----------
    azimuth_deg : float
        Around the figure: 0 in front of it, 90 on its left side, -90 on its right, 180 behind.
    distance_m, height_m : float
        Over the floor from what it is aimed at; lens above the floor.
    aim_m : tuple of float
        The point it is aimed at, before `pitch_deg` and `yaw_deg`.
    pitch_deg, yaw_deg : float
        Turned up, and to its own right, away from that point.
    roll_deg : float
        The camera turned clockwise as seen from behind it, so that the picture leans to the left.
    field_of_view_deg : float
        Horizontal.
    width_px, height_px : int
        Size of the picture; even numbers, as H.264 asks.
    """

    azimuth_deg: float = 90.0
    distance_m: float = 2.75
    height_m: float = 1.0
    aim_m: tuple[float, float, float] = (0.0, 0.86, 0.0)
    pitch_deg: float = 0.0
    yaw_deg: float = 0.0
    roll_deg: float = 0.0
    field_of_view_deg: float = 58.0
    width_px: int = 640
    height_px: int = 480

    @cached_property
    def position_m(self) -> np.ndarray:
        """Where the lens is, shape (3,)."""
        a = np.radians(self.azimuth_deg)
        x, _, z = self.aim_m
        return np.array(
            [x + self.distance_m * np.sin(a), self.height_m, z + self.distance_m * np.cos(a)]
        )

    @cached_property
    def axes(self) -> np.ndarray:
        """The picture's right, its down and the view, as rows in the world's axes."""
        view = unit(np.array(self.aim_m) - self.position_m)
        right = unit(np.cross(view, [0.0, 1.0, 0.0]))
        up = np.cross(right, view)
        p, y, r = np.radians([self.pitch_deg, self.yaw_deg, self.roll_deg])
        view, up = np.cos(p) * view + np.sin(p) * up, np.cos(p) * up - np.sin(p) * view
        view, right = np.cos(y) * view + np.sin(y) * right, np.cos(y) * right - np.sin(y) * view
        right, up = np.cos(r) * right - np.sin(r) * up, np.cos(r) * up + np.sin(r) * right
        return np.stack([right, -up, view])

    @property
    def size_px(self) -> tuple[int, int]:
        return self.width_px, self.height_px

    @property
    def focal_px(self) -> float:
        return self.width_px / 2 / float(np.tan(np.radians(self.field_of_view_deg) / 2))

    def to_camera(self, points_m: np.ndarray) -> np.ndarray:
        """Return points on the camera's axes, x right, y down, z away; shape (..., 3)."""
        return (points_m - self.position_m) @ self.axes.T

    def project(self, points_m: np.ndarray) -> np.ndarray:
        """Return where points appear, in pixels from the top left corner; shape (..., 2).

        NaN for a point behind the lens.
        """
        seen = self.to_camera(points_m)
        depth = np.where(seen[..., 2:] > 0, seen[..., 2:], np.nan)
        return np.array(self.size_px) / 2 + self.focal_px * seen[..., :2] / depth

    def rays(self, samples: int = 1) -> np.ndarray:
        """Return the direction through each pixel's middle, shape (H*samples, W*samples, 3)."""
        width, height = self.width_px * samples, self.height_px * samples
        x = (np.arange(width) + 0.5 - width / 2)[None, :, None]
        y = (np.arange(height) + 0.5 - height / 2)[:, None, None]
        right, down, view = self.axes
        rays = x * right + y * down + self.focal_px * samples * view
        return rays / np.linalg.norm(rays, axis=-1, keepdims=True)
