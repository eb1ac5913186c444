"""Measuring a figure that has stood upright before: what the tests of measures share."""

import numpy as np
import pandas as pd
from stick_figure import FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, Body, seen

from posture.baseline import measure_baseline
from posture.measures import compute_measures
from posture.pose import PoseSequence
from posture.view import estimate_viewpoint

PROFILES = {"facing left": LEFT_PROFILE, "facing right": RIGHT_PROFILE}
FACES = {"front": FRONT, "rear": REAR}
STANDING_FRAMES = 9


def measured(poses: PoseSequence) -> pd.DataFrame:
    """Measure after the body has stood upright for a while: the last frame is the one asked for."""
    return compute_measures(poses, measure_baseline(poses, estimate_viewpoint(poses)))


def filmed(body: Body, **camera: object) -> PoseSequence:
    """Return some frames of standing straight, then one of the body."""
    upright = seen(Body(), np.arange(STANDING_FRAMES), **camera)
    asked = seen(body, np.array([float(STANDING_FRAMES)]), **camera)
    return PoseSequence(
        *(
            np.concatenate([getattr(upright, name), getattr(asked, name)])
            for name in ("time_s", "image_px", "world_m", "visibility")
        ),
        asked.size_px,
    )
