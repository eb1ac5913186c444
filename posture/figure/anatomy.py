"""The shape of a person around their skeleton: a table of capsules, data/figure/anatomy.csv.

A row places a capsule on a segment, from one anchor to another, by offsets in metres for a stature
of 1.75 m. Rows of a limb are for both sides; their x is away from the midline. Left and right limbs
blend in groups of their own, each with its copy of the pelvis or the shoulder girdle: so limbs melt
into the trunk and never into each other. No skin is under cloth, where it would show through.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.look import Look, Material
from posture.figure.skeleton import Skeleton
from posture.figure.solids import Solids
from posture.pose import Side

_MIDLINE_GROUPS = {"trunk": 0, "head": 1, "hair": 2}
_LIMB_GROUPS = {"leg": 4, "cloth_leg": 6, "shoe": 8, "arm": 10, "sleeve": 12}  # plus 1 on the right
_PAIRED_SEGMENTS = {"thigh", "shank", "foot", "toes", "upper_arm", "forearm", "hand"}

Offset = tuple[float, float, float]


class Part(NamedTuple):
    """One capsule of the table.

    `when` limits it to a look ("shorts", "tights", "sock", "long_hair"), or says that it has a
    mirrored twin ("pair"). `girth` names what grows with it: "none", "start" or "both" radii.
    """

    segment: str
    group: str
    material: Material
    when: str
    anchor: str
    offset_m: Offset
    end_anchor: str
    end_offset_m: Offset
    radius_m: float
    end_radius_m: float
    girth: str
    blend_m: float
    wide: float
    deep: float


@cache
def parts() -> tuple[Part, ...]:
    """Return the table's rows."""
    text = (files("posture") / "data" / "figure" / "anatomy.csv").read_text(encoding="utf-8")
    return tuple(
        Part(
            row["segment"],
            row["group"],
            Material[row["material"].upper()],
            row["when"],
            row["from"],
            (float(row["x"]), float(row["y"]), float(row["z"])),
            row["to"],
            (float(row["end_x"]), float(row["end_y"]), float(row["end_z"])),
            float(row["radius"]),
            float(row["end_radius"]),
            row["girth"],
            float(row["blend"]),
            float(row["wide"]),
            float(row["deep"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


def add_person(solids: Solids, body: Body, look: Look, skeleton: Skeleton) -> None:
    """Add the solids of one person."""
    worn = {"", "pair", look.legwear}
    worn |= {"sock"} if look.sock is not None else set()
    worn |= {"long_hair"} if look.long_hair else set()
    anchors = {side: _anchors(body, look, skeleton, side) for side in SIDES}
    for part in parts():
        if part.when not in worn:
            continue
        if part.group in _MIDLINE_GROUPS:
            sides = SIDES if part.when == "pair" else SIDES[:1]
            group = dict.fromkeys(SIDES, _MIDLINE_GROUPS[part.group])
        else:
            sides = SIDES
            group = {side: _LIMB_GROUPS[part.group] + i for i, side in enumerate(SIDES)}
        for side in sides:
            _add(solids, part, side, group[side], anchors[side], body, skeleton)


def _anchors(body: Body, look: Look, skeleton: Skeleton, side: Side) -> dict[str, Offset]:
    """Return the points that depend on the body, in the units of the table, by segment and name."""
    k = body.scale
    ankle, ball, heel = body.ankle_height_m / k, body.ball_m / k, body.heel_m / k
    upper_arm, collar = body.upper_arm_m / k, body.chest_m / k
    thorax = skeleton.frames["thorax"]
    # a raised shoulder takes the shirt along
    raised = thorax.axes.T @ (skeleton.joint("shoulder", side) - thorax.origin_m) / k
    return {
        "thigh.end": (0.0, -body.thigh_m / k, 0.0),
        "shank.end": (0.0, -body.shank_m(side) / k, 0.0),
        "foot.heel": (0.0, -ankle, -heel),
        "foot.ball": (0.0, -ankle, ball),
        "toes.end": (0.0, 0.0, body.toe_m / k - ball),
        "upper_arm.end": (0.0, -upper_arm, 0.0),
        "upper_arm.cuff": (0.0, -upper_arm * look.sleeve, 0.0),
        "forearm.end": (0.0, -body.forearm_m / k, 0.0),
        "thorax.collar": (0.0, collar, 0.0),
        "thorax.shoulder": (body.half_shoulders_m / k, float(raised[1]), 0.0),
    }


def _add(
    solids: Solids,
    part: Part,
    side: Side,
    group: int,
    anchors: dict[str, Offset],
    body: Body,
    skeleton: Skeleton,
) -> None:
    out, k = OUTWARD[side], body.scale

    def point(anchor: str, offset: Offset) -> Offset:
        ax, ay, az = (0.0, 0.0, 0.0) if anchor == "origin" else anchors[f"{part.segment}.{anchor}"]
        return k * out * (ax + offset[0]), k * (ay + offset[1]), k * (az + offset[2])

    name = f"{side}_{part.segment}" if part.segment in _PAIRED_SEGMENTS else part.segment
    solids.add_capsule(
        skeleton.frames[name],
        point(part.anchor, part.offset_m),
        point(part.end_anchor, part.end_offset_m),
        k * part.radius_m * (1.0 if part.girth == "none" else body.girth),
        k * part.end_radius_m * (body.girth if part.girth == "both" else 1.0),
        part.material,
        group,
        part.blend_m,
        part.wide,
        part.deep,
    )
