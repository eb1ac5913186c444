"""The cheap figure: every solid as shaded polygons, painted from back to front with OpenCV.

Made for tests: more than ten frames a second on one core, and MediaPipe's landmarks are nearly as
good as on the ray-marched figure.
"""

import cv2
import numpy as np

from posture.figure.camera import Camera
from posture.figure.room import Room
from posture.figure.skeleton import Skeleton
from posture.figure.solids import BOX, GROUPS_PER_FIGURE, Column
from posture.figure.stickers import STICKER_GROUP

_SUBPIXEL_BITS = 4
_LIGHT = np.array([-0.45, -0.80])  # from the picture's upper left
_ROUND = np.linspace(0, 2 * np.pi, 14, endpoint=False)
_CIRCLE = np.stack([np.cos(_ROUND), np.sin(_ROUND)], axis=1)
_CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
_FACES = np.array(
    [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]]
)
_FACE_LIGHT = (0.80, 0.80, 0.55, 1.15, 0.92, 0.92)  # sides, below, above, back, front


def backdrop(camera: Camera, room: Room) -> np.ndarray:
    """Return a plain room: a wall, a floor, a skirting board; shape (H, W, 3), uint8."""
    height, width = camera.height_px, camera.width_px
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = _tone(0.8 * np.array(room.wall))
    rays = camera.rays()
    ahead = rays @ camera.axes[2]
    to_wall = camera.distance_m + room.wall_m
    with np.errstate(divide="ignore"):
        to_floor = np.where(rays[..., 1] < 0, -camera.position_m[1] / rays[..., 1], np.inf)
    is_floor = to_floor * ahead < to_wall
    height_m = camera.position_m[1] + rays[..., 1] / ahead * to_wall
    picture[~is_floor & (height_m < 0.09)] = _tone(np.array([0.8, 0.79, 0.77]))
    picture[is_floor] = _tone(0.8 * np.array(room.floor))
    return picture


def draw_puppet(
    table: np.ndarray,
    palette: np.ndarray,
    skeletons: list[tuple[Skeleton, float]],
    camera: Camera,
    room: np.ndarray,
) -> np.ndarray:
    """Return the picture of the solids in front of a backdrop.

    Parameters
    ----------
    table : ndarray, shape (N, Column.WIDTH)
        The solids.
    palette : ndarray, shape (M, 3)
        Colours, 0 to 1.
    skeletons : list
        Each figure's skeleton and scale, for its face.
    camera : Camera
        Who looks.
    room : ndarray, shape (H, W, 3)
        The backdrop; it is not changed.

    Returns
    -------
    ndarray, shape (H, W, 3)
        8-bit RGB.
    """
    picture = room.copy()
    axes = table[:, Column.AXES].reshape(-1, 3, 3)
    start = table[:, Column.ORIGIN]
    stop = start + axes[:, 1] * table[:, Column.LENGTH, None]
    depth = camera.to_camera(table[:, Column.CENTRE])[:, 2]
    # Large solids reach forward: they are painted as if they were nearer than their middle. What
    # lies flat on the floor is under everything.
    lies_flat = table[:, Column.CENTRE.start + 1] < 0.025
    nearness = depth - 0.6 * table[:, Column.BOUND] + 100 * lies_flat
    order = _with_stickers_on_top(np.argsort(-nearness), table, skeletons, camera)
    flat = np.minimum(1 / table[:, Column.INVERSE_X], 1 / table[:, Column.INVERSE_Z]).clip(0.55, 1)
    from_px, to_px = camera.project(start), camera.project(stop)
    from_depth, to_depth = camera.to_camera(start)[:, 2], camera.to_camera(stop)[:, 2]
    nearest = np.minimum(depth, np.minimum(from_depth, to_depth))
    per_m = camera.focal_px * flat
    from_radius = table[:, Column.RADIUS] * per_m / np.maximum(from_depth, 0.05)
    to_radius = table[:, Column.END_RADIUS] * per_m / np.maximum(to_depth, 0.05)
    for i in order:
        if nearest[i] < 0.1:  # at the lens or behind it
            continue
        colour = palette[int(table[i, Column.COLOUR])]
        if table[i, Column.SHAPE] == BOX:
            _paint_box(picture, table[i], axes[i], camera, colour)
        else:
            ends = np.stack([from_px[i], to_px[i]])
            _paint_capsule(picture, ends, np.array([from_radius[i], to_radius[i]]), colour)
    for skeleton, scale in skeletons:
        _paint_face(picture, skeleton, scale, camera)
    return picture


def _with_stickers_on_top(
    order: np.ndarray,
    table: np.ndarray,
    skeletons: list[tuple[Skeleton, float]],
    camera: Camera,
) -> np.ndarray:
    """Return the order of painting with stickers last, but for those behind their pelvis.

    They lie on a solid so large that it would count as nearer than they are.
    """
    figure, group = np.divmod(table[order, Column.GROUP].astype(int), GROUPS_PER_FIGURE)
    is_sticker = group == STICKER_GROUP
    if not is_sticker.any():
        return order
    pelvis_m = np.array([skeleton.frames["pelvis"].origin_m for skeleton, _ in skeletons])
    behind_m = camera.to_camera(table[order, Column.CENTRE])[:, 2]
    behind_m -= camera.to_camera(pelvis_m)[figure, 2]
    return np.concatenate([order[~is_sticker], order[is_sticker & (behind_m < -0.02)]])


def _paint_capsule(
    picture: np.ndarray, ends: np.ndarray, radii: np.ndarray, colour: np.ndarray
) -> None:
    layers = 5 if radii.max() > 9 else 3 if radii.max() > 3.5 else 1
    for k in range(layers):
        share = 1 - 0.75 * k / layers
        middles = ends + _LIGHT * ((1 - share) * 0.55) * radii[:, None]
        rims = middles[:, None] + (share * radii)[:, None, None] * _CIRCLE
        brightness = 0.62 + 0.42 * (k if layers > 1 else 0.6) / layers
        _fill(picture, rims.reshape(-1, 2), colour * brightness)


def _paint_box(
    picture: np.ndarray, row: np.ndarray, axes: np.ndarray, camera: Camera, colour: np.ndarray
) -> None:
    half = row[[Column.RADIUS, Column.LENGTH, Column.END_RADIUS]]
    corners = row[Column.ORIGIN] + (_CORNERS * half) @ axes
    seen = camera.to_camera(corners)
    if seen[:, 2].min() < 0.1:
        return
    corners_px = camera.project(corners)
    distance = np.linalg.norm(seen[_FACES].mean(axis=1), axis=1)
    for f in np.argsort(-distance)[3:]:
        _fill(picture, corners_px[_FACES[f]], colour * _FACE_LIGHT[f])


def _tone(light: np.ndarray) -> np.ndarray:
    return np.clip(1 - np.exp(-1.4 * light), 0, 1) ** (1 / 2.2) * 255


def _fill(picture: np.ndarray, points_px: np.ndarray, light: np.ndarray) -> None:
    tone = _tone(light)
    hull = cv2.convexHull(np.round(points_px * 2**_SUBPIXEL_BITS).astype(np.int32))
    # A pixel's middle is at half a pixel for the camera, at a whole one for OpenCV.
    hull -= 2 ** (_SUBPIXEL_BITS - 1)
    cv2.fillConvexPoly(picture, hull, tone.tolist(), cv2.LINE_AA, _SUBPIXEL_BITS)


def _paint_face(picture: np.ndarray, skeleton: Skeleton, scale: float, camera: Camera) -> None:
    head = skeleton.frames["head"]
    if camera.to_camera(head.origin_m)[2] < 0.3:
        return
    for side in (-1, 1):
        outwards = head.axes @ np.array([side * 0.45, 0.0, 0.9])
        eye = head.place(side * 0.032 * scale, 0.067 * scale, 0.085 * scale)
        if outwards @ (camera.position_m - eye) <= 0:
            continue
        brow = head.place(side * 0.032 * scale, 0.087 * scale, 0.088 * scale)
        size = camera.focal_px * scale / float(camera.to_camera(eye)[2])
        _ellipse(picture, camera.project(eye), size * 0.014, size * 0.007, (225, 222, 218))
        _ellipse(picture, camera.project(eye), size * 0.0065, size * 0.0065, (40, 28, 20))
        _ellipse(picture, camera.project(brow), size * 0.018, size * 0.004, (60, 40, 30))
    mouth = head.place(0, 0.002 * scale, 0.092 * scale)
    if head.axes[:, 2] @ (camera.position_m - mouth) > 0:
        size = camera.focal_px * scale / float(camera.to_camera(mouth)[2])
        _ellipse(picture, camera.project(mouth), size * 0.020, size * 0.005, (120, 60, 55))


def _ellipse(
    picture: np.ndarray, middle: np.ndarray, wide: float, high: float, colour: tuple[int, int, int]
) -> None:
    unit = 2**_SUBPIXEL_BITS
    x, y = np.round((middle - 0.5) * unit).astype(int)
    size = (int(wide * unit), int(high * unit))
    cv2.ellipse(picture, (int(x), int(y)), size, 0, 0, 360, colour, -1, cv2.LINE_AA, _SUBPIXEL_BITS)
