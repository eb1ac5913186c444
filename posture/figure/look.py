"""What a person looks like: skin, hair and clothes; and the materials things are drawn in."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

Colour = tuple[float, float, float]
"""Red, green, blue; the share of light that is reflected, 0 to 1."""


class Material(IntEnum):
    """What a solid is made of; the number is its row in a palette."""

    SKIN = 0
    FACE = 1
    LIPS = 2
    HAIR = 3
    SHIRT = 4
    LEGWEAR = 5
    SHOE = 6
    SOLE = 7
    SOCK = 8
    WOOD = 9
    FABRIC = 10
    RUBBER = 11
    STICKER = 12


PROP_COLOURS = {
    Material.WOOD: (0.36, 0.24, 0.15),
    Material.FABRIC: (0.62, 0.66, 0.60),
    Material.RUBBER: (0.14, 0.15, 0.17),
}


@dataclass(frozen=True)
class Look:
    """Colours and cut of one person.

    `legwear` is "shorts" or "tights"; `sleeve` the share of the upper arm it covers; without `sock`
    the ankle is bare. `sticker` is the colour of dots worn on the pelvis; None wears none.
    """

    skin: Colour = (0.80, 0.58, 0.46)
    hair: Colour = (0.13, 0.08, 0.05)
    shirt: Colour = (0.16, 0.32, 0.55)
    trousers: Colour = (0.10, 0.10, 0.12)
    shoe: Colour = (0.05, 0.06, 0.09)
    sole: Colour = (0.85, 0.85, 0.83)
    sock: Colour | None = None
    long_hair: bool = False
    legwear: str = "shorts"
    sleeve: float = 0.62
    sticker: Colour | None = None

    def palette(self) -> np.ndarray:
        """Return the colour of every material, shape (len(Material), 3)."""
        red, green, blue = self.skin
        colours = PROP_COLOURS | {
            Material.SKIN: self.skin,
            Material.FACE: self.skin,
            Material.LIPS: (0.80 * red, 0.52 * green, 0.52 * blue),
            Material.HAIR: self.hair,
            Material.SHIRT: self.shirt,
            Material.LEGWEAR: self.trousers,
            Material.SHOE: self.shoe,
            Material.SOLE: self.sole,
            Material.SOCK: self.sock or self.skin,
            Material.STICKER: self.sticker or self.skin,
        }
        return np.array([colours[material] for material in Material])
