"""Rooms: floor boards, a wall with a door and a picture, and the light in them."""

from dataclasses import dataclass

import numpy as np

from posture.figure.camera import Camera
from posture.figure.look import Colour
from posture.figure.rotation import unit


@dataclass(frozen=True)
class Room:
    """One room.

    Attributes
    ----------
    wall, floor, door : tuple of float
        Colours.
    board_m : float
        Width of the floor boards.
    wall_m : float
        From the figure back to the wall.
    light : tuple of float
        Where the lamp is, from the figure: to the camera's left, up, and towards the camera.
    sun, sky : tuple of float
        Colour and strength of the lamp and of the light from all around.
    exposure : float
        How bright the picture comes out.
    is_furnished : bool
        Whether a door and a picture are on the wall.
    """

    wall: Colour = (0.78, 0.77, 0.73)
    floor: Colour = (0.50, 0.36, 0.24)
    door: Colour = (0.62, 0.55, 0.46)
    board_m: float = 0.14
    wall_m: float = 1.6
    light: tuple[float, float, float] = (0.45, 1.0, 0.60)
    sun: Colour = (0.95, 0.91, 0.84)
    sky: Colour = (0.31, 0.33, 0.36)
    exposure: float = 1.25
    is_furnished: bool = True


ROOMS = {
    "living_room": Room(),
    "clinic": Room(
        wall=(0.72, 0.78, 0.80),
        floor=(0.52, 0.52, 0.50),
        door=(0.78, 0.80, 0.80),
        board_m=0.45,
        sun=(0.92, 0.94, 0.95),
        exposure=1.3,
    ),
    "tatami": Room(
        wall=(0.70, 0.65, 0.55),
        floor=(0.46, 0.46, 0.28),
        door=(0.80, 0.78, 0.70),
        board_m=0.88,
        light=(-0.6, 1.0, 0.5),
    ),
    "evening": Room(
        wall=(0.50, 0.52, 0.56),
        floor=(0.34, 0.24, 0.17),
        light=(1.1, 0.8, 0.4),
        sun=(0.98, 0.82, 0.62),
        sky=(0.20, 0.21, 0.25),
        exposure=0.95,
    ),
    "studio": Room(
        wall=(0.90, 0.87, 0.80),
        floor=(0.66, 0.58, 0.47),
        light=(0.5, 1.0, 0.8),
        sky=(0.36, 0.37, 0.39),
        exposure=1.15,
        is_furnished=False,
    ),
    "plain": Room(wall=(0.62, 0.62, 0.62), floor=(0.42, 0.42, 0.42), is_furnished=False),
}
"""Rows to add to."""


class Backdrop:
    """The empty room as one camera sees it, computed once for a clip.

    Attributes
    ----------
    towards_light : ndarray, shape (3,)
        Unit vector.
    albedo : ndarray, shape (H, W, 3)
        Colours, anti-aliased.
    points_m : ndarray, shape (H, W, 3)
        Where each pixel's ray meets floor or wall.
    is_floor : ndarray, shape (H, W), bool
    facing : ndarray, shape (H, W)
        Cosine between the surface and the light.
    openness : ndarray, shape (H, W)
        Darker along the corner of floor and wall.
    """

    def __init__(self, camera: Camera, room: Room) -> None:
        self.room, self.camera = room, camera
        forward = camera.axes[2] * np.array([1.0, 0.0, 1.0])
        self.forward = unit(forward)
        self.right = unit(np.cross(self.forward, [0.0, 1.0, 0.0]))
        left, up, near = room.light
        self.towards_light = unit(
            -self.forward * near - self.right * left + np.array([0.0, up, 0.0])
        )
        height, width = camera.height_px, camera.width_px
        fine = self._colours(*self._meet(camera.rays(3)))
        self.albedo = fine.reshape(height, 3, width, 3, 3).mean(axis=(1, 3))
        self.points_m, self.is_floor = self._meet(camera.rays())
        wall_facing = max(0.25, float(-self.forward @ self.towards_light))
        self.facing = np.where(self.is_floor, self.towards_light[1], wall_facing)
        to_wall = (self._wall_point() - self.points_m) @ self.forward
        to_corner = np.where(self.is_floor, np.abs(to_wall), self.points_m[..., 1])
        self.openness = 1 - 0.35 * np.exp(-to_corner / 0.12)

    def _wall_point(self) -> np.ndarray:
        return self.forward * self.room.wall_m

    def _meet(self, rays: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        lens = self.camera.position_m
        with np.errstate(divide="ignore", invalid="ignore"):
            to_wall = ((self._wall_point() - lens) @ self.forward) / (rays @ self.forward)
            to_floor = -lens[1] / rays[..., 1]
        to_wall = np.where(to_wall > 0, to_wall, np.inf)
        to_floor = np.where(to_floor > 0, to_floor, np.inf)
        reach = np.minimum(np.minimum(to_wall, to_floor), 50.0)
        return lens + rays * reach[..., None], to_floor < to_wall

    def _colours(self, points_m: np.ndarray, is_floor: np.ndarray) -> np.ndarray:
        return np.where(is_floor[..., None], self._floor(points_m), self._wall(points_m))

    def _floor(self, points_m: np.ndarray) -> np.ndarray:
        x, z = points_m[..., 0], points_m[..., 2]
        width, length = self.room.board_m, 8 * self.room.board_m
        row = np.floor(x / width)
        shift = _hash(row * 127.1)
        along = z + shift * length
        board = np.floor(along / length)
        tone = _hash(row * 12.9898 + board * 78.233)
        is_gap = np.abs(x / width - row - 0.5) > 0.488
        is_gap |= np.abs(along / length - board - 0.5) > 0.4975
        grain = 0.03 * np.sin(z * 9 + 5 * np.sin(x * 60 + row * 3) + row)
        grain += 0.02 * np.sin(x * 310 + 2 * np.sin(z * 4))
        colour = np.array(self.room.floor) * (0.82 + 0.28 * tone + grain)[..., None]
        return colour * np.where(is_gap, 0.72, 1.0)[..., None]

    def _wall(self, points_m: np.ndarray) -> np.ndarray:
        room = self.room
        u, y = points_m @ self.right, points_m[..., 1]
        shade = 0.93 + 0.05 * np.clip(y / 2.4, 0, 1.2) - 0.025 * np.clip(np.abs(u) - 0.5, 0, 3)
        colour = np.array(room.wall) * shade[..., None]
        if room.is_furnished:
            framed, painted = (
                (np.abs(u - 0.95), np.abs(y - 1.55)),
                np.stack(
                    [
                        0.45 + 0.25 * np.sin(7 * u + 3 * y),
                        0.5 + 0.2 * np.sin(9 * y),
                        0.55 + 0.2 * np.cos(5 * u),
                    ],
                    axis=-1,
                ),
            )
            colour = _fill(colour, (framed[0] < 0.30) & (framed[1] < 0.22), (0.18, 0.15, 0.12))
            colour = _fill(colour, (framed[0] < 0.27) & (framed[1] < 0.19), painted)
            aside = np.abs(u + 1.45)
            colour = _fill(colour, (aside < 0.42) & (y < 2.05), np.array(room.wall) * 0.78)
            colour = _fill(colour, (aside < 0.37) & (y < 2.00), room.door)
            knob = np.hypot(u + 1.14, y - 1.0) < 0.022
            colour = _fill(colour, knob, (0.25, 0.24, 0.22))
        colour = _fill(colour, y < 0.09, (0.86, 0.85, 0.83))
        return _fill(colour, y < 0.012, (0.52, 0.51, 0.50))


def _hash(values: np.ndarray) -> np.ndarray:
    """Return numbers from 0 to 1 that look random but depend only on the values."""
    scrambled = np.sin(values) * 43758.5453
    return scrambled - np.floor(scrambled)


def _fill(picture: np.ndarray, where: np.ndarray, colour: np.ndarray | Colour) -> np.ndarray:
    return np.where(where[..., None], colour, picture)
