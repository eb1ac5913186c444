"""The people who can be rendered."""

from dataclasses import dataclass

from posture.figure.body import Body
from posture.figure.look import Look


@dataclass(frozen=True)
class Person:
    body: Body
    look: Look


PEOPLE = {
    "hana": Person(
        Body(stature_m=1.58, girth=0.94, shoulder_breadth=0.93, hip_breadth=1.04),
        Look(
            skin=(0.84, 0.64, 0.52),
            hair=(0.05, 0.035, 0.03),
            shirt=(0.62, 0.30, 0.34),
            trousers=(0.09, 0.10, 0.14),
            shoe=(0.16, 0.17, 0.22),
            long_hair=True,
            legwear="tights",
        ),
    ),
    "kenji": Person(
        Body(stature_m=1.72),
        Look(
            skin=(0.78, 0.57, 0.44),
            hair=(0.045, 0.035, 0.03),
            shirt=(0.16, 0.32, 0.55),
            trousers=(0.11, 0.11, 0.13),
        ),
    ),
    "sachiko": Person(
        Body(stature_m=1.53, girth=1.06, shoulder_breadth=0.93, hip_breadth=1.05),
        Look(
            skin=(0.82, 0.63, 0.53),
            hair=(0.46, 0.45, 0.45),
            shirt=(0.24, 0.44, 0.36),
            trousers=(0.17, 0.18, 0.24),
            shoe=(0.30, 0.12, 0.12),
            sole=(0.80, 0.79, 0.76),
            legwear="tights",
            sleeve=0.85,
        ),
    ),
    "david": Person(
        Body(stature_m=1.84, girth=1.13, shoulder_breadth=1.03),
        Look(
            skin=(0.30, 0.185, 0.125),
            hair=(0.025, 0.02, 0.02),
            shirt=(0.62, 0.60, 0.52),
            trousers=(0.10, 0.16, 0.26),
            shoe=(0.55, 0.56, 0.58),
            sole=(0.10, 0.10, 0.11),
            sock=(0.12, 0.12, 0.14),
        ),
    ),
    "emma": Person(
        Body(stature_m=1.67, girth=0.90, shoulder_breadth=0.95, hip_breadth=1.02, sole_m=0.004),
        Look(
            skin=(0.88, 0.70, 0.60),
            hair=(0.42, 0.27, 0.13),
            shirt=(0.10, 0.12, 0.16),
            trousers=(0.24, 0.20, 0.34),
            shoe=(0.46, 0.46, 0.48),
            sole=(0.40, 0.40, 0.42),
            long_hair=True,
            legwear="tights",
            sleeve=0.25,
        ),
    ),
}
"""Rows to add to: stature, build, skin, clothes, shoes or socks, hair."""
