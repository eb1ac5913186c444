"""The good-looking figure: ray-marched solids, lit, in a room."""

import numpy as np

from posture.figure.camera import Camera
from posture.figure.face import paint_face
from posture.figure.look import Material
from posture.figure.ray_march import Eye, Hits, march
from posture.figure.room import Backdrop, Room
from posture.figure.shadow import ShadowMap, contact_light
from posture.figure.skeleton import Skeleton
from posture.figure.solids import Column

_SAMPLES = 2  # a side of each pixel, at edges and on the head
_EDGE_M = 0.03  # a step in distance that is an outline
_BOUNCE = np.array([0.46, 0.36, 0.28]) * 0.42  # light from the floor
_WRAP = {Material.SKIN: 0.25, Material.FACE: 0.25, Material.LIPS: 0.25}
_GLOSS = {Material.SKIN: 0.10, Material.FACE: 0.10, Material.HAIR: 0.12, Material.SHOE: 0.06}


class Renderer:
    """Draws one clip: a camera that stays where it is, in one room."""

    def __init__(self, camera: Camera, room: Room) -> None:
        self.camera, self.room = camera, room
        self.backdrop = Backdrop(camera, room)
        self.rays = {1: camera.rays(), _SAMPLES: camera.rays(_SAMPLES)}
        self.sun, self.sky = np.array(room.sun), np.array(room.sky)
        everywhere = np.ones((camera.height_px, camera.width_px), np.bool_)
        bright = np.ones(everywhere.sum())
        self.lit = self._room_light(bright, bright, everywhere).reshape(*everywhere.shape, 3)
        self.empty = self._develop(self.lit)

    def draw(
        self, table: np.ndarray, palette: np.ndarray, skeletons: list[tuple[Skeleton, float]]
    ) -> np.ndarray:
        """Return the picture of the solids in the room.

        Parameters
        ----------
        table : ndarray, shape (N, Column.WIDTH)
            The solids.
        palette : ndarray, shape (M, 3)
            Colours, 0 to 1.
        skeletons : list
            Each figure's skeleton and scale, for what is painted on it.

        Returns
        -------
        ndarray, shape (H, W, 3)
            8-bit RGB.
        """
        shadow = ShadowMap(table, self.backdrop.towards_light)
        behind, shaded = self._shaded_room(table, shadow)
        hits = march(table, self._eye(1))
        figure = self._shade(hits, 1, table, palette, skeletons, shadow)
        cover = np.isfinite(hits.distance_m).astype(float)
        mask = self._needs_more(hits, table, skeletons)
        fine_mask = np.kron(mask, np.ones((_SAMPLES, _SAMPLES), np.bool_))
        fine = march(table, self._eye(_SAMPLES), fine_mask)
        finer = self._shade(fine, _SAMPLES, table, palette, skeletons, shadow)
        figure[mask] = _shrink(finer)[mask]
        cover[mask] = _shrink(np.isfinite(fine.distance_m).astype(float))[mask]
        picture = self.empty.copy()
        changed = (cover > 0) | shaded
        light = figure[changed] + behind[changed] * (1 - cover[changed, None])
        picture[changed] = self._develop(light)
        return picture

    def _develop(self, light: np.ndarray) -> np.ndarray:
        """Return 8-bit colours of light of any strength."""
        tone = 1 - np.exp(-self.room.exposure * light)
        return (np.clip(tone, 0, 1) ** (1 / 2.2) * 255 + 0.5).astype(np.uint8)

    def _eye(self, samples: int) -> Eye:
        camera = self.camera
        return Eye(
            camera.position_m,
            camera.axes,
            camera.width_px * samples,
            camera.height_px * samples,
            camera.focal_px * samples,
        )

    def _shaded_room(self, table: np.ndarray, shadow: ShadowMap) -> tuple[np.ndarray, np.ndarray]:
        """Return the light from the room with the figure in it, and where that dims it."""
        room = self.backdrop
        lit = shadow.light_at(room.points_m.reshape(-1, 3), 0.02, 0.045).reshape(room.facing.shape)
        contact = np.ones_like(lit)
        contact[room.is_floor] = contact_light(room.points_m[room.is_floor], table)
        shaded = (lit < 1) | (contact < 0.999)
        light = self.lit.copy()
        light[shaded] = self._room_light(lit[shaded], contact[shaded], shaded)
        return light, shaded

    def _room_light(self, lit: np.ndarray, contact: np.ndarray, where: np.ndarray) -> np.ndarray:
        """Return the light from some pixels of the room, shape (N, 3)."""
        room = self.backdrop
        sun = (room.facing[where] * (0.35 + 0.65 * lit))[:, None] * self.sun
        sky = (room.openness[where] * contact)[:, None] * self.sky
        return room.albedo[where] * (sun + sky)

    def _needs_more(
        self, hits: Hits, table: np.ndarray, skeletons: list[tuple[Skeleton, float]]
    ) -> np.ndarray:
        """Return where one sample a pixel is too few: outlines, changes of colour, heads."""
        met = hits.solid >= 0
        distance = np.where(met, hits.distance_m, 9.0)
        colour = np.where(met, table[hits.solid, Column.COLOUR], -1)
        mask = np.zeros(met.shape, np.bool_)
        for axis in (0, 1):
            changes = np.abs(np.diff(distance, axis=axis)) > _EDGE_M
            changes |= np.diff(colour, axis=axis) != 0
            one, other = [slice(None)] * 2, [slice(None)] * 2
            one[axis], other[axis] = slice(0, -1), slice(1, None)
            mask[tuple(one)] |= changes
            mask[tuple(other)] |= changes
        camera = self.camera
        y, x = np.ogrid[0 : camera.height_px, 0 : camera.width_px]
        for skeleton, _ in skeletons:
            middle = skeleton.frames["head"].place(0, 0.06, 0.02)
            depth = float(camera.to_camera(middle)[2])
            if depth < 0.3:
                continue
            u, v = camera.project(middle)
            mask |= met & ((x - u) ** 2 + (y - v) ** 2 < (0.15 * camera.focal_px / depth) ** 2)
        return mask

    def _shade(
        self,
        hits: Hits,
        samples: int,
        table: np.ndarray,
        palette: np.ndarray,
        skeletons: list[tuple[Skeleton, float]],
        shadow: ShadowMap,
    ) -> np.ndarray:
        """Return the light from the solids, shape (H, W, 3); nothing where there is none."""
        y, x = np.nonzero(hits.solid >= 0)
        rays = self.rays[samples][y, x]
        points = self.camera.position_m + rays * hits.distance_m[y, x, None]
        normal, openness = hits.normal[y, x], hits.openness[y, x]
        index = table[hits.solid[y, x], Column.COLOUR].astype(int)
        material, figure = index % len(Material), index // len(Material)
        albedo = palette[index]
        for i, (skeleton, scale) in enumerate(skeletons):
            mine = figure == i
            colours = palette[i * len(Material) : (i + 1) * len(Material)]
            albedo[mine] = _detailed(
                albedo[mine], points[mine], material[mine], skeleton, scale, colours
            )
        cosine = normal @ self.backdrop.towards_light
        wrap = np.array([_WRAP.get(m, 0.10) for m in Material])[material]
        direct = np.clip((cosine + wrap) / (1 + wrap), 0, 1)
        lit = np.where(cosine > -0.1, shadow.light_at(points + 0.012 * normal, 0.012, 0.022), 1.0)
        halfway = self.backdrop.towards_light - rays
        halfway /= np.linalg.norm(halfway, axis=1, keepdims=True)
        gloss = np.array([_GLOSS.get(m, 0.03) for m in Material])[material]
        shine = np.clip(np.sum(normal * halfway, axis=1), 0, 1) ** 28 * gloss * lit
        up = 0.5 + 0.5 * normal[:, 1, None]
        ambient = (self.sky * up + _BOUNCE * (1 - up)) * openness[:, None]
        from_camera = np.clip(-normal @ self.camera.axes[2], 0, 1) * 0.16 * openness
        sun = self.sun * (direct * (0.12 + 0.88 * lit))[:, None]
        light = np.zeros((*hits.solid.shape, 3))
        light[y, x] = albedo * (sun + ambient + from_camera[:, None]) + shine[:, None]
        return light


def _detailed(
    albedo: np.ndarray,
    points_m: np.ndarray,
    material: np.ndarray,
    skeleton: Skeleton,
    scale: float,
    colours: np.ndarray,
) -> np.ndarray:
    """Return one figure's colours with folds, strands of hair, and the face."""
    albedo = albedo.copy()
    thorax, head = skeleton.frames["thorax"], skeleton.frames["head"]
    cloth = (material == Material.SHIRT) | (material == Material.LEGWEAR)
    x, y, z = ((points_m[cloth] - thorax.origin_m) @ thorax.axes).T
    folds = 0.04 * np.sin(34 * y + 9 * np.sin(11 * x) + 6 * z) + 0.03 * np.sin(70 * x + 20 * y)
    albedo[cloth] *= 1 + folds[:, None]
    on_head = (points_m - head.origin_m) @ head.axes / scale
    hair = material == Material.HAIR
    x, y, z = on_head[hair].T
    albedo[hair] *= 1 + 0.25 * np.sin(160 * np.arctan2(x, z + 0.02) + 30 * y)[:, None]
    face = material == Material.FACE
    painted = albedo[face]
    paint_face(painted, on_head[face], colours[Material.SKIN], colours[Material.HAIR])
    albedo[face] = painted
    return albedo


def _shrink(picture: np.ndarray) -> np.ndarray:
    """Return the mean of each block of samples."""
    n = _SAMPLES
    return np.mean([picture[i::n, j::n] for i in range(n) for j in range(n)], axis=0)
