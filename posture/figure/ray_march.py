"""Where rays meet the solids: sphere tracing with numba.

Distances to the solids of one group are joined by a quadratic smooth minimum, so that they melt
into each other; groups meet sharply. The picture is cut into tiles, each with its own list of the
solids that may be seen in it.
"""

import math
from typing import NamedTuple

import numba
import numpy as np

from posture.figure.solids import Column

_TILE_PX = 16
_MOST_IN_TILE = 192
_HIT_M = 0.0008
_CAUTION = 0.9  # a smooth union's distance is a little too long
_MOST_STEPS = 72

_X, _Y, _Z = Column.ORIGIN.start, Column.ORIGIN.start + 1, Column.ORIGIN.start + 2
_CX, _CY, _CZ = Column.CENTRE.start, Column.CENTRE.start + 1, Column.CENTRE.start + 2
_INVERSE_X, _INVERSE_Z, _LENGTH = Column.INVERSE_X, Column.INVERSE_Z, Column.LENGTH
_RADIUS, _END_RADIUS = Column.RADIUS, Column.END_RADIUS
_TAPER, _TAPER_ROOT, _BLEND = Column.TAPER, Column.TAPER_ROOT, Column.BLEND
_GROUP, _BOUND, _SHAPE = Column.GROUP, Column.BOUND, Column.SHAPE


class Eye(NamedTuple):
    """Where rays come from.

    `axes` are right, down and forward as rows. Rays spread from `position_m` by `focal_px`, or, if
    `half_height_m` is positive, run in parallel through a field that high.
    """

    position_m: np.ndarray
    axes: np.ndarray
    width_px: int
    height_px: int
    focal_px: float
    half_height_m: float = 0.0


class Hits(NamedTuple):
    """What each ray met: distance in metres (infinite if nothing), normal, solid, openness."""

    distance_m: np.ndarray  # (H, W)
    normal: np.ndarray  # (H, W, 3)
    solid: np.ndarray  # (H, W), row of the table, -1 for none
    openness: np.ndarray  # (H, W), 1 open to the sky, 0 in a crease


def march(table: np.ndarray, eye: Eye, mask: np.ndarray | None = None) -> Hits:
    """Return what the ray through each pixel meets; only where `mask` is true, if it is given."""
    shape = (eye.height_px, eye.width_px)
    hits = Hits(np.full(shape, np.inf), np.zeros((*shape, 3)), np.full(shape, -1), np.ones(shape))
    wanted = np.ones((1, 1), np.bool_) if mask is None else mask
    lists, counts = _tiles(table, eye)
    _march(table, lists, counts, _flat(eye), wanted, mask is not None, True, *hits)
    return hits


def march_depth(table: np.ndarray, eye: Eye) -> np.ndarray:
    """Return only the distances, shape (H, W), in metres; infinite where nothing was met."""
    distance_m = np.full((eye.height_px, eye.width_px), np.inf)
    none = np.zeros((1, 1))
    unused = (np.zeros((1, 1, 3)), np.zeros((1, 1), np.int64), none)
    wanted = np.ones((1, 1), np.bool_)
    lists, counts = _tiles(table, eye)
    _march(table, lists, counts, _flat(eye), wanted, False, False, distance_m, *unused)
    return distance_m


def _flat(eye: Eye) -> tuple:
    right, down, forward = (np.ascontiguousarray(axis, float) for axis in eye.axes)
    position = np.ascontiguousarray(eye.position_m, float)
    return position, right, down, forward, float(eye.focal_px), float(eye.half_height_m)


def _tiles(table: np.ndarray, eye: Eye) -> tuple[np.ndarray, np.ndarray]:
    rows = -(-eye.height_px // _TILE_PX)
    columns = -(-eye.width_px // _TILE_PX)
    lists = np.zeros((rows, columns, _MOST_IN_TILE), np.int64)
    counts = np.zeros((rows, columns), np.int64)
    _cull(table, eye.width_px, eye.height_px, _flat(eye), lists, counts)
    if counts.max() > _MOST_IN_TILE:
        raise ValueError(f"More than {_MOST_IN_TILE} solids overlap in one tile of the picture.")
    return lists, counts


@numba.njit(fastmath=True, cache=True)
def _cull(table, width, height, eye, lists, counts):  # type: ignore[no-untyped-def]
    """Enter every solid, by its bounding sphere, in the lists of the tiles it may be seen in."""
    ro, right, down, forward, focal, half_height = eye
    rows, columns, most = lists.shape
    for i in range(table.shape[0]):
        ex, ey, ez = table[i, _CX] - ro[0], table[i, _CY] - ro[1], table[i, _CZ] - ro[2]
        x = ex * right[0] + ey * right[1] + ez * right[2]
        y = ex * down[0] + ey * down[1] + ez * down[2]
        z = ex * forward[0] + ey * forward[1] + ez * forward[2]
        r = table[i, _BOUND]
        if half_height > 0.0:
            scale = height * 0.5 / half_height
            u, v, reach = x * scale, y * scale, r * scale
        else:
            if z < r + 0.05:
                continue
            u, v = x / z * focal, y / z * focal
            reach = r * focal / math.sqrt(z * z - r * r)
            reach *= math.sqrt(1 + (u * u + v * v) / (focal * focal)) * 1.05
        first_column = max(0, int((u + width * 0.5 - reach) // _TILE_PX))
        last_column = min(columns - 1, int((u + width * 0.5 + reach) // _TILE_PX))
        first_row = max(0, int((v + height * 0.5 - reach) // _TILE_PX))
        last_row = min(rows - 1, int((v + height * 0.5 + reach) // _TILE_PX))
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                k = counts[row, column]
                if k < most:
                    lists[row, column, k] = i
                counts[row, column] = k + 1


@numba.njit(fastmath=True, inline="always", cache=True)
def _distance(table, i, px, py, pz):  # type: ignore[no-untyped-def]
    """Return the signed distance from a point to one solid."""
    dx, dy, dz = px - table[i, _X], py - table[i, _Y], pz - table[i, _Z]
    x = table[i, 0] * dx + table[i, 1] * dy + table[i, 2] * dz
    y = table[i, 3] * dx + table[i, 4] * dy + table[i, 5] * dz
    z = table[i, 6] * dx + table[i, 7] * dy + table[i, 8] * dz
    if table[i, _SHAPE] > 0.5:
        edge = table[i, _TAPER]
        qx = abs(x) - table[i, _RADIUS] + edge
        qy = abs(y) - table[i, _LENGTH] + edge
        qz = abs(z) - table[i, _END_RADIUS] + edge
        ox, oy, oz = max(qx, 0.0), max(qy, 0.0), max(qz, 0.0)
        inside = min(max(qx, max(qy, qz)), 0.0)
        return math.sqrt(ox * ox + oy * oy + oz * oz) + inside - edge
    sx, sz = table[i, _INVERSE_X], table[i, _INVERSE_Z]
    x *= sx
    z *= sz
    taper, root, length = table[i, _TAPER], table[i, _TAPER_ROOT], table[i, _LENGTH]
    rho = math.sqrt(x * x + z * z) + 1e-9
    along = root * y - taper * rho
    if along < 0.0 or along > root * length:
        radius = table[i, _RADIUS]
        if along >= 0.0:
            y -= length
            radius = table[i, _END_RADIUS]
        reach = math.sqrt(rho * rho + y * y) + 1e-9
        distance = reach - radius
        gx, gy, gz = x / reach, y / reach, z / reach
    else:
        distance = rho * root + y * taper - table[i, _RADIUS]
        gx, gy, gz = root * x / rho, taper, root * z / rho
    # Flattening stretches space; dividing by the gradient's length keeps this nearly a distance.
    gx *= sx
    gz *= sz
    return distance / math.sqrt(gx * gx + gy * gy + gz * gz)


@numba.njit(fastmath=True, inline="always", cache=True)
def _join(a, b, blend):  # type: ignore[no-untyped-def]
    nearer = min(a, b)
    overlap = blend - abs(a - b)
    return nearer - overlap * overlap * 0.25 / blend if overlap > 0.0 else nearer


@numba.njit(fastmath=True, cache=True)
def _scene(table, solids, n, px, py, pz):  # type: ignore[no-untyped-def]
    """Return the signed distance to all listed solids; they are sorted by group."""
    best = current = 1e9
    group = -1.0
    for q in range(n):
        i = solids[q]
        if table[i, _GROUP] != group:
            best = min(best, current)
            current = 1e9
            group = table[i, _GROUP]
        nearest = min(best, current)
        if nearest < 1e8:  # its bounding sphere is farther than what is already there
            ex, ey, ez = px - table[i, _CX], py - table[i, _CY], pz - table[i, _CZ]
            w = nearest + table[i, _BOUND]
            if w > 0.0 and ex * ex + ey * ey + ez * ez > w * w:
                continue
        current = _join(current, _distance(table, i, px, py, pz), table[i, _BLEND])
    return min(best, current)


@numba.njit(fastmath=True, cache=True)
def _solid_at(table, solids, n, px, py, pz):  # type: ignore[no-untyped-def]
    """Return the nearest solid of the nearest group."""
    best_group, group = -1.0, -1.0
    best = current = 1e9
    for q in range(n + 1):
        if q == n or table[solids[q], _GROUP] != group:
            if current < best:
                best, best_group = current, group
            if q == n:
                break
            current, group = 1e9, table[solids[q], _GROUP]
        i = solids[q]
        current = _join(current, _distance(table, i, px, py, pz), table[i, _BLEND])
    nearest, found = 1e9, -1
    for q in range(n):
        i = solids[q]
        if table[i, _GROUP] == best_group:
            d = _distance(table, i, px, py, pz)
            if d < nearest:
                nearest, found = d, i
    return found


@numba.njit(parallel=True, fastmath=True, cache=True)
def _march(  # type: ignore[no-untyped-def]
    table, lists, counts, eye, wanted, is_masked, is_full, distance_m, normal, solid, openness
):
    ro, right, down, forward, focal, half_height = eye
    height, width = distance_m.shape
    rows, columns = counts.shape
    for tile in numba.prange(rows * columns):
        row, column = tile // columns, tile % columns
        n = counts[row, column]
        if n == 0:
            continue
        solids = lists[row, column]
        for j in range(row * _TILE_PX, min(height, (row + 1) * _TILE_PX)):
            for i in range(column * _TILE_PX, min(width, (column + 1) * _TILE_PX)):
                if is_masked and not wanted[j, i]:
                    continue
                u, v = i + 0.5 - width * 0.5, j + 0.5 - height * 0.5
                ox, oy, oz = ro[0], ro[1], ro[2]
                if half_height > 0.0:
                    scale = half_height / (height * 0.5)
                    ox += (right[0] * u + down[0] * v) * scale
                    oy += (right[1] * u + down[1] * v) * scale
                    oz += (right[2] * u + down[2] * v) * scale
                    dx, dy, dz = forward[0], forward[1], forward[2]
                else:
                    dx = right[0] * u + down[0] * v + forward[0] * focal
                    dy = right[1] * u + down[1] * v + forward[1] * focal
                    dz = right[2] * u + down[2] * v + forward[2] * focal
                    inverse = 1.0 / math.sqrt(dx * dx + dy * dy + dz * dz)
                    dx *= inverse
                    dy *= inverse
                    dz *= inverse
                t = _meet(table, solids, n, ox, oy, oz, dx, dy, dz)
                if t < 0.0:
                    continue
                distance_m[j, i] = t
                if not is_full:
                    continue
                px, py, pz = ox + dx * t, oy + dy * t, oz + dz * t
                nx, ny, nz = _normal(table, solids, n, px, py, pz)
                normal[j, i, 0], normal[j, i, 1], normal[j, i, 2] = nx, ny, nz
                solid[j, i] = _solid_at(table, solids, n, px, py, pz)
                crease = 0.0
                for q in range(1, 4):
                    h = 0.010 * q * q + 0.010
                    d = _scene(table, solids, n, px + nx * h, py + ny * h, pz + nz * h)
                    crease += (h - d) / h / 3.0
                openness[j, i] = min(1.0, max(0.15, 1.0 - 0.8 * crease))


@numba.njit(fastmath=True, cache=True)
def _meet(table, solids, n, ox, oy, oz, dx, dy, dz):  # type: ignore[no-untyped-def]
    """Return how far along the ray it meets a solid, or -1."""
    start, stop = 1e9, -1e9
    for q in range(n):  # between the first and the last bounding sphere
        i = solids[q]
        ex, ey, ez = table[i, _CX] - ox, table[i, _CY] - oy, table[i, _CZ] - oz
        ahead = ex * dx + ey * dy + ez * dz
        aside_2 = ex * ex + ey * ey + ez * ez - ahead * ahead
        r_2 = table[i, _BOUND] * table[i, _BOUND]
        if aside_2 < r_2:
            w = math.sqrt(r_2 - aside_2)
            start, stop = min(start, ahead - w), max(stop, ahead + w)
    t = start
    for _ in range(_MOST_STEPS):
        if t > stop:
            return -1.0
        d = _scene(table, solids, n, ox + dx * t, oy + dy * t, oz + dz * t)
        if d < _HIT_M:
            return t
        t += d * _CAUTION
    return -1.0


@numba.njit(fastmath=True, cache=True)
def _normal(table, solids, n, px, py, pz):  # type: ignore[no-untyped-def]
    e = 0.0012  # corners of a tetrahedron around the point
    a = _scene(table, solids, n, px + e, py - e, pz - e)
    b = _scene(table, solids, n, px - e, py - e, pz + e)
    c = _scene(table, solids, n, px - e, py + e, pz - e)
    d = _scene(table, solids, n, px + e, py + e, pz + e)
    nx, ny, nz = a - b - c + d, -a - b + c + d, -a + b - c + d
    inverse = 1.0 / (math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12)
    return nx * inverse, ny * inverse, nz * inverse
