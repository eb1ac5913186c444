"""The measures that are best read from the fitted body, with their standard deviations.

The columns are those of `posture.measures.compute_measures`, so that one may replace the other.
Measures that are not here are best read from the picture's plane: those of the frontal plane, which
a camera in front sees undistorted, and heights.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from posture.fit import angles
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


def fitted_measures(fit: BodyFit, poses: PoseSequence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the fitted body's measures and their standard deviations, in degrees.

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
