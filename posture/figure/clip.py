"""A clip: who does what, in which room, before which camera; and its pictures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

from posture.figure.camera import Camera
from posture.figure.motions import Motion, make_motion
from posture.figure.people import PEOPLE
from posture.figure.scene import Actor, scene_palette, scene_solids
from posture.figure.skeleton import Skeleton

Tier = Literal["puppet", "ray"]
Draw = Callable[[np.ndarray, np.ndarray, list[tuple[Skeleton, float]]], np.ndarray]

_PASSER_BY_M = 1.0  # behind the subject, as the camera sees it


class Picture(NamedTuple):
    image_rgb: np.ndarray  # (H, W, 3), uint8
    time_s: float


@dataclass(frozen=True, kw_only=True)
class Clip:
    """One recording, declared.

    Attributes
    ----------
    person, motion, room : str
        Keys of PEOPLE, MOTIONS and ROOMS.
    settings : dict
        Settings of the motion that overrule its row.
    camera : Camera
    seed : int
        Where every small difference comes from: the same clip gives the same pictures.
    fps : float
        Frames a second.
    is_variable_rate : bool
        Whether the time between frames varies by a third and some are dropped.
    duration_s : float or None
        Cut short; None lasts as long as the motion.
    noise : float
        Standard deviation of the sensor's noise, in grey levels of 255.
    blur_px : float
        Standard deviation of the lens's blur.
    crf : int
        H.264's constant rate factor: 18 is good, 35 poor.
    passer_by : str
        Someone who walks by behind the subject; empty for nobody.
    """

    person: str
    motion: str
    room: str = "living_room"
    settings: dict[str, object] = field(default_factory=dict)
    camera: Camera = field(default_factory=Camera)
    seed: int = 0
    fps: float = 30.0
    is_variable_rate: bool = False
    duration_s: float | None = None
    noise: float = 2.0
    blur_px: float = 0.0
    crf: int = 23
    passer_by: str = ""

    @cached_property
    def subject(self) -> Motion:
        """The motion of the person whom the clip is about."""
        body = PEOPLE[self.person].body
        return make_motion(self.motion, body, self.seed, **self.settings)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Everyone in the picture, the subject first."""
        subject = Actor(self.subject, PEOPLE[self.person].look)
        if not self.passer_by:
            return (subject,)
        passer_by = PEOPLE[self.passer_by]
        walk = make_motion("walking", passer_by.body, self.seed, n_passes=2)
        azimuth = np.radians(self.camera.azimuth_deg)
        return (
            subject,
            Actor(
                walk,
                passer_by.look,
                self.camera.azimuth_deg - 90.0,
                -_PASSER_BY_M * float(np.sin(azimuth)),
                -_PASSER_BY_M * float(np.cos(azimuth)),
            ),
        )

    @cached_property
    def time_s(self) -> np.ndarray:
        """When each frame is taken, shape (T,)."""
        duration_s = self.duration_s or self.subject.duration_s
        times = np.arange(int(duration_s * self.fps)) / self.fps
        if not self.is_variable_rate:
            return times
        rng = np.random.default_rng([self.seed, 1])
        times[1:] += rng.uniform(-0.3, 0.3, len(times) - 1) / self.fps
        return times[rng.uniform(size=len(times)) > 0.03]

    def skeletons(self) -> list[Skeleton]:
        """Return where the subject's joints are in each frame."""
        return [self.actors[0].skeleton(float(t)) for t in self.time_s]


def draw_clip(clip: Clip, tier: Tier, frames: slice = slice(None)) -> Iterator[Picture]:
    """Draw a clip's frames one after another, as the sensor would give them."""
    draw = _drawing(clip, tier)
    palette = scene_palette(clip.actors)
    for i in range(len(clip.time_s))[frames]:
        time_s = float(clip.time_s[i])
        skeletons = [actor.skeleton(time_s) for actor in clip.actors]
        faces = [
            (skeleton, actor.motion.body.scale)
            for actor, skeleton in zip(clip.actors, skeletons, strict=True)
        ]
        image = draw(scene_solids(clip.actors, skeletons), palette, faces)
        yield Picture(_as_sensed(image, clip, i), time_s)


def _drawing(clip: Clip, tier: Tier) -> Draw:
    # What draws is imported only when it is asked for: OpenCV, or numba and its compiler.
    from posture.figure.room import ROOMS

    if tier == "puppet":
        from posture.figure.puppet import backdrop, draw_puppet

        room = backdrop(clip.camera, ROOMS[clip.room])
        return lambda table, palette, faces: draw_puppet(table, palette, faces, clip.camera, room)
    from posture.figure.picture import Renderer

    return Renderer(clip.camera, ROOMS[clip.room]).draw


def _as_sensed(image: np.ndarray, clip: Clip, frame: int) -> np.ndarray:
    """Return the picture with the lens's blur and the sensor's noise."""
    if clip.blur_px > 0:
        import cv2

        image = cv2.GaussianBlur(image, (0, 0), clip.blur_px)
    if clip.noise <= 0:
        return image
    rng = np.random.default_rng([clip.seed, 2, frame])
    noise = rng.standard_normal(image.shape, np.float32) * np.float32(clip.noise)
    return np.clip(image + noise + 0.5, 0, 255).astype(np.uint8)
