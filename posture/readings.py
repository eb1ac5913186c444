"""Which reading of each measure is believed: the picture's plane or the fitted body.

From true profile the picture's plane is as good as anything; the further the body is turned from
it the more the fit is better, and beyond a point neither may be judged (docs/body-fit.md has the
table behind this).
"""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from posture.fit import BodyFit, fit_body
from posture.fit.sigma import MAX_OFF_PROFILE_DEG, off_profile
from posture.fit.table import fitted_height, fitted_measures
from posture.pose import PoseSequence
from posture.view import View, Viewpoint

IN_PLANE_DEG = 10.0  # off profile: nearer, the fit gains nothing. Our choice, from the table.
LEVEL_SD_DEG = 2.0  # of a camera that nobody notices to be rolled. Our assumption.
FITTED_VIEWS = frozenset({View.SIDE, View.OBLIQUE})


class Representation(StrEnum):
    """What a measure was read from."""

    IMAGE = "image"
    FIT = "fit"


@dataclass(frozen=True, eq=False)
class Readings:
    """The best table of measures.

    Attributes
    ----------
    table : DataFrame
        As `compute_measures` gives it.
    sigmas : DataFrame
        Standard deviations of the angles that were read from the fitted body; of no other columns.
    heights : dict of str to ndarray, shape (T,)
        The columns of the height that was read from it, if one was asked for.
    """

    table: pd.DataFrame
    sigmas: pd.DataFrame
    heights: dict[str, np.ndarray] = field(default_factory=dict)


def best_readings(
    measures: pd.DataFrame,
    poses: PoseSequence,
    viewpoint: Viewpoint,
    *,
    height: str = "",
    is_one_way: bool = True,
    one_leg_moves: bool = False,
) -> Readings:
    """Return the measures with those of the fitted body where they are the better ones.

    Parameters
    ----------
    measures : DataFrame
        From the picture's plane.
    poses : PoseSequence
        One person's, before cleaning.
    viewpoint : Viewpoint
        From where the body is seen.
    height : str
        One of FITTED_HEIGHTS that is to be read from the fitted body as well.
    is_one_way : bool
        Whether the body faces one way throughout; otherwise there is nothing to fit.
    one_leg_moves : bool
        Whether a leg is held up.
    """
    as_it_is = Readings(measures, pd.DataFrame(index=measures.index))
    if not is_one_way or not wants_fit(viewpoint, one_leg_moves=one_leg_moves):
        return as_it_is
    fit = fit_body(poses)
    if fit is None or not fit.is_credible or off_profile_deg(fit) > MAX_OFF_PROFILE_DEG:
        return as_it_is
    values, sigmas = fitted_measures(fit, poses)
    heights = fitted_height(fit, height, viewpoint.near) if height else {}
    return Readings(measures.assign(**values, **heights), sigmas, heights)


def wants_fit(viewpoint: Viewpoint, *, one_leg_moves: bool = False) -> bool:
    """Tell whether sagittal angles are read better from a fitted body than from the picture.

    Not those of a leg that is held up: the fit takes a foot that keeps still for one that stands.
    """
    off_deg = abs(90.0 - abs(viewpoint.yaw_deg))
    is_in_plane = viewpoint.view is View.SIDE and off_deg <= IN_PLANE_DEG
    return viewpoint.view in FITTED_VIEWS and not is_in_plane and not one_leg_moves


def off_profile_deg(fit: BodyFit) -> float:
    """Return how far a body is mostly turned from true profile, 0 to 90 degrees."""
    return float(np.degrees(np.median(np.arcsin(off_profile(fit.heading_deg)))))
