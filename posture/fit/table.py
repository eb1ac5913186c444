"""The measures that are best read from the fitted body, with the angles' standard deviations.

The columns are those of `posture.measures.compute_measures`, so that one may replace the other.
Measures that are not here are best read from the picture's plane: those of the frontal plane, which
a camera in front sees undistorted, and heights but for those that tell when somebody stands up:
there the hips of a body that is turned are drawn too low on the way.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from posture.fit import angles, heights
from posture.fit.body_fit import BodyFit
from posture.fit.in_space import BodyInSpace
from posture.fit.sigma import BUDGETS, sigma_deg
from posture.measures import MEASURES
from posture.pose import PoseSequence, Side

FITTED: dict[str, Callable[[BodyInSpace, Side], np.ndarray]] = {
    "knee_flexion": angles.knee_flexion,
    "thigh_elevation": angles.thigh_elevation,
    "shin_lean": angles.shin_lean,
    "trunk_lean": angles.trunk_lean,
    "trunk_shin_angle": angles.trunk_shin_angle,
    "trunk_thigh_flexion": angles.trunk_thigh_flexion,
}

FITTED_HEIGHTS: dict[str, Callable[[BodyInSpace, Side], np.ndarray]] = {
    "hip_height": heights.hip_height,
    "seat_height": heights.seat_height,
}


def fitted_measures(fit: BodyFit, poses: PoseSequence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the fitted body's angles and their standard deviations, in degrees.

    Parameters
    ----------
    fit : BodyFit
    poses : PoseSequence
        What it was fitted to.

    Returns
    -------
    values, sigmas : DataFrame
        A row per frame, indexed by time_s, and a column per measure and side. NaN where a joint
        was not seen.
    """
    time = pd.Index(poses.time_s, name="time_s")
    values, sigmas = {}, {}
    for key, read in FITTED.items():
        for side in Side:
            column = MEASURES[key].column_for(side)
            values[column] = read(fit, side)
            sigma = sigma_deg(BUDGETS[key], fit, poses, side)
            sigmas[column] = np.where(np.isfinite(values[column]), sigma, np.nan)
    return pd.DataFrame(values, index=time), pd.DataFrame(sigmas, index=time)


def fitted_height(fit: BodyFit, key: str, near: Side) -> dict[str, np.ndarray]:
    """Return the columns of one of FITTED_HEIGHTS, of shape (T,), in leg lengths."""
    height = FITTED_HEIGHTS[key](fit, near)
    return dict.fromkeys(MEASURES[key].columns.values(), height)
