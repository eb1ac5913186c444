"""The figure standing before a camera, as a perfect model would see it: the oracle."""

import numpy as np

from posture.figure.camera import Camera
from posture.figure.clip import Clip
from posture.figure.truth import projected_poses
from posture.screening import Capture

AZIMUTH_DEG = {"front": 0.0, "rear": 180.0, "left": 90.0, "right": -90.0, "oblique": 45.0}


def clip(
    view: str,
    person: str = "kenji",
    roll_deg: float = 0.0,
    seconds: float = 1.0,
    **settings: object,
) -> Clip:
    camera = Camera(
        azimuth_deg=AZIMUTH_DEG[view],
        roll_deg=roll_deg,
        width_px=720,
        height_px=960,
        field_of_view_deg=44.0,
        distance_m=3.0,
    )
    wanted = {"duration_s": seconds, **settings}
    return Clip(person=person, motion="standing", camera=camera, settings=wanted, fps=10.0)


def capture(view: str, **wanted) -> Capture:
    """Return a photo's worth of true landmarks."""
    stood = clip(view, **wanted)
    n = 4
    skeletons = stood.skeletons()[:n]
    return Capture(projected_poses(skeletons, np.arange(n, dtype=float), stood.camera), True)
