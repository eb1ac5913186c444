"""The shape of chairs, mats, towels and treadmills."""

import numpy as np

from posture.figure.body import Body
from posture.figure.look import Material
from posture.figure.props import Chair, Mat, Prop, Towel, Treadmill
from posture.figure.rotation import about_y
from posture.figure.skeleton import Frame, Skeleton
from posture.figure.solids import Solids
from posture.pose import Side

_FURNITURE, _TOWEL = 20, 22
_WORLD = Frame(np.eye(3), np.zeros(3))


def add_prop(solids: Solids, prop: Prop, body: Body, skeleton: Skeleton) -> None:
    """Add the solids of one thing; a towel goes where the hands and the foot are."""
    match prop:
        case Chair():
            _add_chair(solids, prop)
        case Mat():
            size = (prop.width_m, 0.012, prop.length_m)
            solids.add_box(_WORLD, (0, 0.006, prop.z_m), size, Material.FABRIC, _FURNITURE)
        case Towel():
            _add_towel(solids, prop, body, skeleton)
        case Treadmill():
            _add_treadmill(solids, prop)


def _add_chair(solids: Solids, chair: Chair) -> None:
    turned = about_y(chair.heading)
    frame = Frame(turned, np.array([chair.x_m, 0.0, chair.z_m]))
    width, depth, slab = 0.42, 0.40, 0.035
    wood, seat = Material.WOOD, chair.seat_m

    def box(centre: tuple[float, float, float], size: tuple[float, float, float]) -> None:
        solids.add_box(frame, centre, size, wood, _FURNITURE)

    box((0, seat - slab / 2, 0), (width, slab, depth))
    leg, x, z = 0.034, width / 2 - 0.022, depth / 2 - 0.022
    for q in (-1, 1):
        box((q * x, (seat - slab) / 2, z), (leg, seat - slab, leg))
        box((q * x, (seat - slab) / 2, -z), (leg, seat - slab, leg))
        box((q * x, 0.16, 0), (0.018, 0.026, 2 * z))
    box((0, seat - slab - 0.03, z), (2 * x, 0.05, 0.018))
    if not chair.backrest:
        return
    back = 0.40
    for q in (-1, 1):
        box((q * x, seat + back / 2, -z), (leg, back, leg * 0.8))
    for y in (0.17, 0.27, 0.37):
        box((0, seat + y, -z), (2 * x, 0.055, 0.016))


def _add_towel(solids: Solids, towel: Towel, body: Body, skeleton: Skeleton) -> None:
    foot = skeleton.frames[f"{towel.side}_foot"]
    ball_y, ball_z = 0.004 - body.ankle_height_m, body.ball_m
    under = [foot.place(x, ball_y, ball_z) for x in (0.055, -0.055)]
    solids.add_capsule(
        _WORLD, _xyz(under[0]), _xyz(under[1]), 0.020, 0.020, Material.FABRIC, _TOWEL, 0.01
    )
    for side, end in zip((Side.LEFT, Side.RIGHT), under, strict=True):
        hand = skeleton.frames[f"{side}_hand"].place(0, -0.5 * body.hand_m, 0)
        solids.add_capsule(
            _WORLD, _xyz(end), _xyz(hand), 0.016, 0.018, Material.FABRIC, _TOWEL, 0.01
        )


def _add_treadmill(solids: Solids, belt: Treadmill) -> None:
    rubber, wood = Material.RUBBER, Material.WOOD
    half, width = belt.length_m / 2, belt.width_m
    solids.add_box(_WORLD, (0, -0.001, 0), (width, 0.004, belt.length_m), rubber, _FURNITURE)
    for q in (-1, 1):
        rail = (q * (width / 2 + 0.03), 0.02, 0.0)
        solids.add_box(_WORLD, rail, (0.06, 0.04, 2 * half), wood, _FURNITURE)


def _xyz(point: np.ndarray) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in point)
    return x, y, z
