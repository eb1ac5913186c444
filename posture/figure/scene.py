"""What is in front of the camera at a moment: people and things, as solids and colours."""

from dataclasses import dataclass

import numpy as np

from posture.figure.anatomy import add_person
from posture.figure.furniture import add_prop
from posture.figure.look import Look
from posture.figure.motions.motion import Motion
from posture.figure.skeleton import Skeleton
from posture.figure.solids import Solids
from posture.figure.stickers import add_stickers


@dataclass(frozen=True, eq=False)
class Actor:
    """Someone who moves, somewhere in the room.

    `heading` turns the whole motion to its left, `x_m` and `z_m` move it over the floor.
    """

    motion: Motion
    look: Look
    heading: float = 0.0
    x_m: float = 0.0
    z_m: float = 0.0

    def skeleton(self, time_s: float) -> Skeleton:
        """Return where the joints are at that time; the motion's last pose lasts."""
        own = self.motion.skeleton(min(time_s, self.motion.duration_s))
        return own.moved(self.heading, self.x_m, self.z_m)


def scene_palette(actors: tuple[Actor, ...]) -> np.ndarray:
    """Return the colours that the solids' rows refer to, shape (M, 3)."""
    return np.concatenate([actor.look.palette() for actor in actors])


def scene_solids(actors: tuple[Actor, ...], skeletons: list[Skeleton]) -> np.ndarray:
    """Return every solid of the actors and their things, shape (N, Column.WIDTH)."""
    solids = Solids()
    for i, (actor, skeleton) in enumerate(zip(actors, skeletons, strict=True)):
        solids.figure = i
        add_person(solids, actor.motion.body, actor.look, skeleton)
        if actor.look.sticker is not None:
            add_stickers(solids, actor.motion.body, skeleton)
        for prop in actor.motion.props:
            add_prop(solids, prop, actor.motion.body, skeleton)
    return solids.table()
