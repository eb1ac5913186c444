"""The shape of a person around their skeleton: about a hundred capsules.

Measures are drawn for a stature of 1.75 m and scaled. Left and right limbs are in groups of their
own, each with its copy of the pelvis or the shoulder girdle: so limbs melt into the trunk and never
into each other. There is no skin under cloth, where it would show through.
"""

from collections.abc import Callable

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.look import Look, Material
from posture.figure.skeleton import Frame, Skeleton
from posture.figure.solids import Solids
from posture.pose import Side

TRUNK, HEAD, HAIR = 0, 1, 2
LEG, CLOTH_LEG, SHOE, ARM, SLEEVE = 4, 6, 8, 10, 12  # plus 1 on the right

Add = Callable[..., None]


def add_person(solids: Solids, body: Body, look: Look, skeleton: Skeleton) -> None:
    """Add the solids of one person."""
    k = body.scale

    def add(
        segment: str,
        start: tuple[float, float, float],
        stop: tuple[float, float, float],
        radius: float,
        end_radius: float,
        material: Material,
        group: int,
        blend: float = 0.02,
        wide: float = 1.0,
        deep: float = 1.0,
    ) -> None:
        frame: Frame = skeleton.frames[segment]
        (a, b, c), (d, e, f) = start, stop
        solids.add_capsule(
            frame,
            (k * a, k * b, k * c),
            (k * d, k * e, k * f),
            k * radius,
            k * end_radius,
            material,
            group,
            blend,
            wide,
            deep,
        )

    _add_trunk(add, body)
    _add_head(add, body, look)
    for i, side in enumerate(SIDES):
        _add_thigh(add, body, look, side, i)
        _add_shank(add, body, look, side, i)
        _add_shoe(add, body, look, side, i)
        _add_arm(add, body, look, side, i)


def _add_trunk(add: Add, body: Body) -> None:
    g, shoulder_y = body.girth, body.chest_m / body.scale
    cloth = Material.SHIRT
    add(
        "pelvis",
        (-0.075, 0.085, -0.004),
        (0.075, 0.085, -0.004),
        0.102 * g,
        0.102 * g,
        cloth,
        TRUNK,
        0.03,
    )
    add(
        "lumbar",
        (-0.055, 0.05, 0.004),
        (0.055, 0.05, 0.004),
        0.096 * g,
        0.096 * g,
        cloth,
        TRUNK,
        0.04,
    )
    for y, half, z, radius in (
        (0.03, 0.060, 0.006, 0.100),
        (0.13, 0.072, 0.004, 0.104),
        (0.22, 0.085, -0.004, 0.098),
    ):
        add("thorax", (-half, y, z), (half, y, z), radius * g, radius * g, cloth, TRUNK, 0.04)
    half_shoulders = body.half_shoulders_m / body.scale
    for q in (1, -1):
        add(
            "thorax",
            (q * 0.062, 0.185, 0.052),
            (q * 0.095, 0.215, 0.036),
            0.055 * g,
            0.05 * g,
            cloth,
            TRUNK,
            0.04,
        )
        add(
            "thorax",
            (q * 0.075, 0.24, -0.050),
            (q * 0.065, 0.14, -0.045),
            0.058,
            0.055,
            cloth,
            TRUNK,
            0.04,
        )
        add(
            "thorax",
            (q * 0.035, shoulder_y + 0.045, -0.018),
            (q * (half_shoulders - 0.020), shoulder_y - 0.006, -0.008),
            0.043,
            0.050,
            cloth,
            TRUNK,
            0.03,
        )
    collar_y = shoulder_y + 0.022
    add("thorax", (-0.026, collar_y, -0.022), (0.026, collar_y, -0.022), 0.062, 0.062, cloth, TRUNK)
    add("neck", (0, -0.055, -0.010), (0, 0.085, 0.012), 0.060, 0.053, Material.SKIN, HEAD)


def _add_head(add: Add, body: Body, look: Look) -> None:
    face = Material.FACE
    add("head", (0, 0.092, -0.012), (0, 0.098, -0.022), 0.086, 0.086, face, HEAD, 0.02, wide=0.90)
    add("head", (0, 0.10, 0.018), (0, 0.085, 0.030), 0.070, 0.066, face, HEAD)
    add("head", (0, 0.055, 0.032), (0, -0.010, 0.046), 0.060, 0.038, face, HEAD, 0.025)
    add("head", (0, -0.030, 0.062), (0, -0.034, 0.066), 0.022, 0.020, face, HEAD, 0.025)
    for q in (1, -1):
        add("head", (q * 0.036, 0.036, 0.056), (q * 0.044, 0.030, 0.040), 0.026, 0.024, face, HEAD)
        add("head", (q * 0.036, -0.006, 0.032), (q * 0.046, 0.035, 0.008), 0.028, 0.029, face, HEAD)
        add(
            "head",
            (q * 0.078, 0.066, -0.004),
            (q * 0.076, 0.036, 0.002),
            0.016,
            0.011,
            face,
            HEAD,
            0.006,
            wide=0.45,
        )
    add("head", (0, 0.074, 0.092), (0, 0.042, 0.106), 0.008, 0.0115, face, HEAD, 0.010)
    for q in (1, -1):
        add(
            "head",
            (q * 0.010, 0.036, 0.096),
            (q * 0.010, 0.036, 0.096),
            0.0085,
            0.0085,
            face,
            HEAD,
            0.008,
        )
    add(
        "head",
        (-0.012, 0.0035, 0.0865),
        (0.012, 0.0035, 0.0865),
        0.0075,
        0.0075,
        Material.LIPS,
        HEAD,
        0.004,
        deep=0.8,
    )
    hair = Material.HAIR
    add("head", (0, 0.108, -0.022), (0, 0.104, -0.030), 0.094, 0.094, hair, HAIR, 0.02, wide=0.93)
    add("head", (0, 0.150, 0.022), (0, 0.158, -0.010), 0.052, 0.056, hair, HAIR, 0.03, wide=1.15)
    add("head", (0, 0.06, -0.052), (0, 0.02, -0.050), 0.066, 0.050, hair, HAIR)
    if look.long_hair:
        add("head", (0, 0.08, -0.075), (0, -0.06, -0.085), 0.06, 0.045, hair, HAIR, 0.03, wide=1.2)
        add("head", (0, 0.06, -0.10), (0, -0.14, -0.10), 0.035, 0.022, hair, HAIR, 0.03)


def _add_thigh(add: Add, body: Body, look: Look, side: Side, i: int) -> None:
    g, out = body.girth, 0.018 * OUTWARD[side]
    thigh, segment = body.thigh_m / body.scale, f"{side}_thigh"
    if look.legwear == "tights":
        material, group = Material.LEGWEAR, LEG + i
        add(
            segment,
            (out, -0.01, -0.004),
            (0, -thigh, 0.004),
            0.088 * g,
            0.056,
            material,
            group,
            0.03,
        )
        add(
            segment,
            (out * 0.5, -0.12, 0.026),
            (0, -0.33, 0.020),
            0.062 * g,
            0.046,
            material,
            group,
            0.03,
        )
        add(
            segment,
            (out * 0.5, -0.13, -0.026),
            (0, -0.36, -0.014),
            0.060 * g,
            0.040,
            material,
            group,
            0.03,
        )
        seat, buttock = 0.098, 0.082
    else:
        skin = Material.SKIN
        add(
            segment,
            (out * 0.5, -0.20, 0),
            (0, -thigh, 0.004),
            0.074 * g,
            0.056,
            skin,
            LEG + i,
            0.03,
        )
        add(
            segment,
            (out * 0.3, -0.22, 0.020),
            (0, -0.33, 0.020),
            0.056 * g,
            0.046,
            skin,
            LEG + i,
            0.03,
        )
        add(
            segment,
            (out * 0.3, -0.22, -0.020),
            (0, -0.36, -0.014),
            0.054 * g,
            0.040,
            skin,
            LEG + i,
            0.03,
        )
        material, group = Material.LEGWEAR, CLOTH_LEG + i
        add(
            segment,
            (out, -0.01, -0.006),
            (out * 0.35, -0.235, 0),
            0.100 * g,
            0.088 * g,
            material,
            group,
            0.03,
        )
        seat, buttock = 0.104, 0.086
    add(
        "pelvis",
        (-0.071, 0.045, -0.004),
        (0.071, 0.045, -0.004),
        seat * g,
        seat * g,
        material,
        group,
        0.03,
    )
    for q in (1, -1):
        add(
            "pelvis",
            (q * 0.070, -0.013, -0.051),
            (q * 0.066, 0.045, -0.041),
            buttock * g,
            (buttock - 0.004) * g,
            material,
            group,
            0.03,
        )


def _add_shank(add: Add, body: Body, look: Look, side: Side, i: int) -> None:
    g, m, group = body.girth, OUTWARD[side], LEG + i
    shank, segment = body.shank_m(side) / body.scale, f"{side}_shank"
    material = Material.SKIN if look.legwear == "shorts" else Material.LEGWEAR
    add(segment, (0, 0.004, 0.002), (0, -shank, 0), 0.054, 0.035, material, group, 0.025)
    add(segment, (0, -0.002, 0.016), (0, -0.055, 0.018), 0.035, 0.026, material, group)  # kneecap
    add(
        segment,
        (0.012 * m, -0.075, -0.034),
        (0.004 * m, -0.21, -0.022),
        0.045 * g,
        0.029,
        material,
        group,
        0.03,
    )
    add(
        segment,
        (-0.016 * m, -0.085, -0.030),
        (-0.006 * m, -0.20, -0.020),
        0.045 * g,
        0.027,
        material,
        group,
        0.03,
    )
    add(segment, (0, 0.015 - shank, 0), (0, -shank, 0), 0.037, 0.037, Material.SKIN, group, 0.015)
    if look.sock is not None:
        add(
            segment,
            (0, 0.075 - shank, -0.002),
            (0, -shank, 0.002),
            0.0405,
            0.041,
            Material.SOCK,
            SHOE + i,
            0.01,
        )


def _add_shoe(add: Add, body: Body, look: Look, side: Side, i: int) -> None:
    k, m, group = body.scale, OUTWARD[side], SHOE + i
    ankle, heel, ball = body.ankle_height_m / k, body.heel_m / k, body.ball_m / k
    beyond = (body.toe_m - body.ball_m) / k
    foot, toes, shoe, sole = f"{side}_foot", f"{side}_toes", Material.SHOE, Material.SOLE
    add(foot, (0, -0.022, -0.006), (0, 0.056 - ankle, 0.038 - heel), 0.043, 0.036, shoe, group)
    add(
        foot,
        (0, -0.026, 0.012),
        (0.006 * m, 0.050 - ankle, ball),
        0.046,
        0.034,
        shoe,
        group,
        0.025,
        wide=1.05,
    )
    add(
        foot,
        (0, 0.046 - ankle, 0.038 - heel),
        (0, 0.042 - ankle, ball),
        0.035,
        0.041,
        shoe,
        group,
        0.015,
        deep=0.75,
    )
    add(
        foot,
        (0, 0.016 - ankle, 0.036 - heel),
        (0, 0.016 - ankle, ball),
        0.037,
        0.042,
        sole,
        group,
        0.006,
        deep=0.40,
    )
    add(
        toes,
        (0, 0.030, -0.004),
        (-0.004 * m, 0.026, beyond - 0.034),
        0.042,
        0.034,
        shoe,
        group,
        0.02,
        deep=0.70,
    )
    add(
        toes,
        (0, 0.006, -0.006),
        (-0.004 * m, 0.006, beyond - 0.032),
        0.042,
        0.036,
        sole,
        group,
        0.006,
        deep=0.38,
    )


def _add_arm(add: Add, body: Body, look: Look, side: Side, i: int) -> None:
    g, k, m = body.girth, body.scale, OUTWARD[side]
    upper, fore, hand = f"{side}_upper_arm", f"{side}_forearm", f"{side}_hand"
    upper_m, fore_m, shoulder_y = body.upper_arm_m / k, body.forearm_m / k, body.chest_m / k
    half_shoulders = body.half_shoulders_m / k
    skin, group, sleeve = Material.SKIN, ARM + i, SLEEVE + i
    add(upper, (0, -0.12, 0), (0, -upper_m, 0), 0.046 * g, 0.038, skin, group)
    add(upper, (0, -0.14, 0.010), (0, -0.22, 0.008), 0.040 * g, 0.034, skin, group)
    add(fore, (0, 0, 0), (0, -fore_m, 0), 0.040, 0.0265, skin, group)
    add(fore, (0, -0.04, 0.006), (0, -0.12, 0.002), 0.041, 0.034, skin, group)
    shirt = Material.SHIRT
    add(
        upper,
        (0.002 * m, -0.006, 0),
        (0, -upper_m * look.sleeve, 0.004),
        0.056 * g,
        0.0575 * g,
        shirt,
        sleeve,
        0.03,
    )
    add(
        "thorax",
        (m * 0.035, shoulder_y + 0.045, -0.018),
        (m * (half_shoulders - 0.020), shoulder_y - 0.006, -0.008),
        0.044,
        0.051,
        shirt,
        sleeve,
        0.03,
    )
    add(
        "thorax",
        (m * 0.085, 0.22, -0.004),
        (m * 0.07, 0.22, -0.004),
        0.099 * g,
        0.099 * g,
        shirt,
        sleeve,
        0.04,
    )
    add(hand, (0, 0.01, 0), (0, -0.03, 0), 0.026, 0.030, skin, group, 0.015, deep=0.75)
    add(hand, (-0.012, -0.045, 0), (0.012, -0.045, 0), 0.034, 0.034, skin, group, 0.012, deep=0.5)
    add(hand, (-0.012, -0.07, 0), (0.012, -0.07, 0), 0.026, 0.026, skin, group, 0.012, deep=0.5)
    for x, length in ((-0.027, 0.066), (-0.009, 0.078), (0.009, 0.074), (0.026, 0.056)):
        middle = (x * 1.15, -0.095 - length * 0.55, 0.012)
        add(hand, (x, -0.085, 0), middle, 0.0092, 0.0085, skin, group, 0.006)
        add(hand, middle, (x * 1.1, -0.095 - length, 0.030), 0.0085, 0.0070, skin, group, 0.006)
    add(hand, (-0.026, -0.03, 0.006), (-0.046, -0.075, 0.020), 0.0135, 0.0105, skin, group, 0.012)
    add(hand, (-0.046, -0.075, 0.020), (-0.046, -0.105, 0.026), 0.0105, 0.0085, skin, group, 0.008)
