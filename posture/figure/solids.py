"""The solids everything is drawn from: tapered capsules and rounded boxes, each on a segment."""

import math
from dataclasses import dataclass, field

import numpy as np

from posture.figure.look import Material
from posture.figure.rotation import unit
from posture.figure.skeleton import Frame

CAPSULE, BOX = 0.0, 1.0


class Column:
    """Where each number of a solid is in its row of `Solids.table`."""

    AXES = slice(0, 9)  # rows: the solid's own x, y, z in the world
    ORIGIN = slice(9, 12)
    INVERSE_X, INVERSE_Z = 12, 13  # a capsule's flattening across its axis
    LENGTH, RADIUS, END_RADIUS = 14, 15, 16  # a box: half height, half width, half depth
    TAPER, TAPER_ROOT = 17, 18  # a box: radius of its edges, unused
    BLEND = 19  # over how many metres it melts into its group
    COLOUR = 20  # row of the palette
    GROUP = 21  # solids melt together only within a group
    CENTRE = slice(22, 25)
    BOUND = 25  # radius of a sphere around it
    SHAPE = 26
    WIDTH = 27


GROUPS_PER_FIGURE = 32


@dataclass
class Solids:
    """A growing list of solids; `figure` numbers the person a solid belongs to."""

    figure: int = 0
    rows: list[np.ndarray] = field(default_factory=list)

    def add_capsule(
        self,
        frame: Frame,
        start_m: tuple[float, float, float],
        stop_m: tuple[float, float, float],
        radius_m: float,
        end_radius_m: float,
        material: Material,
        group: int,
        blend_m: float = 0.02,
        wide: float = 1.0,
        deep: float = 1.0,
    ) -> None:
        """Add a capsule between two points of a segment; `wide` and `deep` flatten it."""
        start, stop = np.array(start_m, float), np.array(stop_m, float)
        length = float(np.linalg.norm(stop - start))
        along = (stop - start) / length if length > 1e-6 else np.array([0.0, 1.0, 0.0])
        length = max(length, 1e-5)
        ahead = np.array([0.0, 0.0, 1.0] if abs(along[2]) < 0.99 else [0.0, 1.0, 0.0])
        across = unit(np.cross(along, ahead))
        own = np.column_stack([across, along, np.cross(across, along)])
        if abs(radius_m - end_radius_m) > 0.999 * length:  # one ball holds the other
            radius_m = end_radius_m = max(radius_m, end_radius_m)
        taper = (radius_m - end_radius_m) / length
        row = self._row(frame.axes @ own, frame.place(*start), material, group, blend_m)
        row[Column.INVERSE_X], row[Column.INVERSE_Z] = 1 / wide, 1 / deep
        row[Column.LENGTH], row[Column.RADIUS] = length, radius_m
        row[Column.END_RADIUS] = end_radius_m
        row[Column.TAPER], row[Column.TAPER_ROOT] = taper, math.sqrt(max(0.0, 1 - taper * taper))
        row[Column.CENTRE] = frame.place(*((start + stop) / 2))
        round_m = length / 2 + max(radius_m, end_radius_m) * max(wide, deep, 1.0)
        row[Column.BOUND] = round_m + 1.2 * blend_m + 0.004
        self.rows.append(row)

    def add_box(
        self,
        frame: Frame,
        centre_m: tuple[float, float, float],
        size_m: tuple[float, float, float],
        material: Material,
        group: int,
        edge_m: float = 0.006,
    ) -> None:
        """Add a box along a segment's axes, `size_m` wide, high and deep, its edges rounded."""
        row = self._row(frame.axes, frame.place(*centre_m), material, group, 0.002)
        half = np.array(size_m) / 2
        row[Column.INVERSE_X] = row[Column.INVERSE_Z] = 1.0
        row[Column.RADIUS], row[Column.LENGTH], row[Column.END_RADIUS] = half
        row[Column.TAPER] = min(edge_m, 0.98 * float(half.min()))
        row[Column.CENTRE] = frame.place(*centre_m)
        row[Column.BOUND] = float(np.linalg.norm(half)) + 0.004
        row[Column.SHAPE] = BOX
        self.rows.append(row)

    def _row(
        self, axes: np.ndarray, origin_m: np.ndarray, material: Material, group: int, blend_m: float
    ) -> np.ndarray:
        row = np.zeros(Column.WIDTH)
        row[Column.AXES] = axes.T.ravel()
        row[Column.ORIGIN] = origin_m
        row[Column.BLEND] = blend_m
        row[Column.COLOUR] = self.figure * len(Material) + material
        row[Column.GROUP] = self.figure * GROUPS_PER_FIGURE + group
        return row

    def table(self) -> np.ndarray:
        """Return one row for each solid, groups together; shape (N, Column.WIDTH)."""
        table = np.array(self.rows)
        return table[np.argsort(table[:, Column.GROUP], kind="stable")]
