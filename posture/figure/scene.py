"""What is in front of the camera at a moment: people and things, as solids and colours."""

from dataclasses import dataclass

import numpy as np

from posture.figure.anatomy import add_person
from posture.figure.furniture import add_prop
from posture.figure.look import Look
from posture.figure.motions.motion import Motion
from posture.figure.skeleton import Skeleton
from posture.figure.solids import Solids


@dataclass(frozen=True, eq=False)
class Actor:
    """Someone who moves; `delay_s` after the start of the recording."""

    motion: Motion
    look: Look
    delay_s: float = 0.0

    def skeleton(self, time_s: float) -> Skeleton:
        return self.motion.skeleton(time_s - self.delay_s)


def scene_palette(actors: tuple[Actor, ...]) -> np.ndarray:
    """Return the colours that the solids' rows refer to, shape (M, 3)."""
    return np.concatenate([actor.look.palette() for actor in actors])


def scene_solids(actors: tuple[Actor, ...], skeletons: list[Skeleton]) -> np.ndarray:
    """Return every solid of the actors and their things, shape (N, Column.WIDTH)."""
    solids = Solids()
    for i, (actor, skeleton) in enumerate(zip(actors, skeletons, strict=True)):
        solids.figure = i
        add_person(solids, actor.motion.body, actor.look, skeleton)
        for prop in actor.motion.props:
            add_prop(solids, prop, actor.motion.body, skeleton)
    return solids.table()
