"""Painting a face: eyes, brows, mouth and nostrils, by where a point lies on the head."""

import numpy as np


def paint_face(albedo: np.ndarray, points: np.ndarray, skin: np.ndarray, hair: np.ndarray) -> None:
    """Change the colours of points on a face.

    Parameters
    ----------
    albedo : ndarray, shape (N, 3)
        The colours; changed in place.
    points : ndarray, shape (N, 3)
        On the head's own axes, for a stature of 1.75 m: x to its left, y up, z forward.
    skin, hair : ndarray, shape (3,)
    """
    x, y, z = points.T
    aside = np.abs(x)
    front = z > 0.035

    def spot(mx: float, my: float, wx: float, wy: float) -> np.ndarray:
        return ((aside - mx) / wx) ** 2 + ((y - my) / wy) ** 2

    def tint(by: np.ndarray) -> None:
        albedo[front] *= by[front]

    def paint(where: np.ndarray, colour: np.ndarray | tuple[float, float, float]) -> None:
        albedo[front & where] = colour

    tint(1 - 0.22 * np.exp(-spot(0.032, 0.070, 0.020, 0.013))[:, None])  # eye sockets
    blush = np.exp(-spot(0.045, 0.030, 0.018, 0.016))[:, None]
    tint(1 + blush * np.array([0.06, -0.06, -0.06]))
    eye, around = spot(0.032, 0.067, 0.0155, 0.0068), (aside - 0.032) ** 2 + (y - 0.067) ** 2
    paint(eye < 1, (0.86, 0.84, 0.82))
    paint((eye < 1) & (around < 0.0063**2), (0.16, 0.11, 0.07))
    paint(around < 0.0030**2, (0.02, 0.02, 0.02))
    paint((eye >= 1) & (eye < 1.5) & (y > 0.067), 0.35 * skin)
    arch = 0.087 - 10 * (aside - 0.030) ** 2
    paint((np.abs(y - arch) < 0.0038) & (aside > 0.014) & (aside < 0.052), 0.9 * hair + 0.02)
    paint((np.abs(y - 0.0035) < 0.0016) & (aside < 0.022), 0.32 * skin)
    paint((spot(0.009, 0.030, 0.004, 0.003) < 1) & (z > 0.085), 0.35 * skin)
