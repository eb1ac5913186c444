"""Dots that the figure wears on its pelvis: on the front and the back spines of both hip bones.

The front spines (ASIS) lie above, in front of and outside the hip joints, the back ones (PSIS) near
the midline and a little higher; a dot sits on the clothes over the bone.
"""

from enum import StrEnum

import numpy as np

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.look import Material
from posture.figure.skeleton import Skeleton
from posture.figure.solids import Solids
from posture.pose import Side

STICKER_GROUP = 14
RADIUS_M = 0.014


class Spine(StrEnum):
    """Which end of the hip bone's crest."""

    ASIS = "asis"
    PSIS = "psis"


# From the mid-hip, for a stature of 1.75 m: outwards, up, ahead. The heights and the breadth follow
# Harrington et al. 2007's regression of the hip joint's place, solved for a 24 cm wide pelvis.
_PLACE_M = {Spine.ASIS: (0.120, 0.083, 0.097), Spine.PSIS: (0.045, 0.107, -0.113)}


def sticker_m(body: Body, skeleton: Skeleton, spine: Spine, side: Side) -> np.ndarray:
    """Return where a dot's middle is in the world, shape (3,)."""
    x, y, z = _PLACE_M[spine]
    k = body.scale
    # thicker people carry more over the bone, not wider bones
    return skeleton.frames["pelvis"].place(k * OUTWARD[side] * x, k * y, k * z * body.girth)


def add_stickers(solids: Solids, body: Body, skeleton: Skeleton) -> None:
    """Add the four dots."""
    pelvis = skeleton.frames["pelvis"]
    for spine in Spine:
        for side in SIDES:
            own = pelvis.axes.T @ (sticker_m(body, skeleton, spine, side) - pelvis.origin_m)
            at = (float(own[0]), float(own[1]), float(own[2]))
            solids.add_capsule(
                pelvis, at, at, RADIUS_M, RADIUS_M, Material.STICKER, STICKER_GROUP, 0.0
            )
