"""Shadows: a depth map seen from the light, and the dark under whatever stands on the floor."""

import math

import numba
import numpy as np
from scipy.ndimage import minimum_filter

from posture.figure.ray_march import Eye, march_depth
from posture.figure.rotation import unit
from posture.figure.solids import Column

_MAP_PX = 352
_CONTACT_M = 1.1  # beyond this, what stands on the floor hides nothing of the sky
_CX, _CY, _CZ = Column.CENTRE.start, Column.CENTRE.start + 1, Column.CENTRE.start + 2
_BOUND = Column.BOUND


class ShadowMap:
    """How far the light reaches before it meets a solid.

    `towards_light` is a unit vector.
    """

    def __init__(self, table: np.ndarray, towards_light: np.ndarray) -> None:
        centres = table[:, Column.CENTRE]
        middle = (centres.min(axis=0) + centres.max(axis=0)) / 2
        self.half_m = float(np.max(np.linalg.norm(centres - middle, axis=1))) + 0.25
        forward = -towards_light
        right = unit(np.cross(forward, [0.0, 1.0, 0.0]))
        axes = np.stack([right, np.cross(forward, right), forward])
        self.eye = Eye(middle + 4 * towards_light, axes, _MAP_PX, _MAP_PX, 1.0, self.half_m)
        self.depth_m = march_depth(table, self.eye)

    def light_at(self, points_m: np.ndarray, bias_m: float, soft_m: float) -> np.ndarray:
        """Return how much light arrives at points, shape (N, 3): 1 all of it, 0 none."""
        lit = np.ones(len(points_m))
        radius = max(1, round(soft_m * _MAP_PX / 2 / self.half_m))
        points = np.ascontiguousarray(points_m)
        position, axes = self.eye.position_m, self.eye.axes
        nearest = minimum_filter(self.depth_m, 2 * radius + 1)
        _filter(self.depth_m, nearest, self.half_m, position, axes, points, bias_m, radius, lit)
        return lit


@numba.njit(parallel=True, fastmath=True, cache=True)
def _filter(depth, nearest, half_m, origin, axes, points, bias, radius, lit):  # type: ignore[no-untyped-def]
    size = depth.shape[0]
    per_m = size * 0.5 / half_m
    for q in numba.prange(points.shape[0]):
        ex, ey, ez = points[q, 0] - origin[0], points[q, 1] - origin[1], points[q, 2] - origin[2]
        u = (ex * axes[0, 0] + ey * axes[0, 1] + ez * axes[0, 2]) * per_m + size * 0.5
        v = (ex * axes[1, 0] + ey * axes[1, 1] + ez * axes[1, 2]) * per_m + size * 0.5
        z = ex * axes[2, 0] + ey * axes[2, 1] + ez * axes[2, 2]
        if u < -radius or v < -radius or u > size + radius or v > size + radius:
            continue
        i0, j0 = int(u), int(v)
        if 0 <= i0 < size and 0 <= j0 < size and not nearest[j0, i0] < z - bias:
            continue  # nothing around is in the light's way
        total = weight = 0.0
        for dj in range(-radius, radius + 1):
            for di in range(-radius, radius + 1):
                w = radius + 1.0 - math.sqrt(di * di + dj * dj)
                if w <= 0.0:
                    continue
                weight += w
                i, j = i0 + di, j0 + dj
                if i < 0 or j < 0 or i >= size or j >= size or not depth[j, i] < z - bias:
                    total += w
        lit[q] = total / weight


def contact_light(points_m: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Return how much of the sky floor points see past what stands near, shape (N,)."""
    low = table[table[:, _CY] < 0.9]
    seen = np.ones(len(points_m))
    _contact(np.ascontiguousarray(points_m), low, seen)
    return seen


@numba.njit(parallel=True, fastmath=True, cache=True)
def _contact(points, table, seen):  # type: ignore[no-untyped-def]
    reach_2 = _CONTACT_M * _CONTACT_M
    for q in numba.prange(points.shape[0]):
        hidden = 0.0
        for i in range(table.shape[0]):
            dx, dz = points[q, 0] - table[i, _CX], points[q, 2] - table[i, _CZ]
            dy = table[i, _CY] - points[q, 1]
            r = min(table[i, _BOUND], 0.25)
            d_2 = max(dx * dx + dy * dy + dz * dz, r * r)
            if d_2 < reach_2:
                hidden += 0.10 * r * r * (1.0 / d_2 - 1.0 / reach_2)
        seen[q] = 1.0 / (1.0 + hidden)
