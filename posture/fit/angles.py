"""A fitted body's angles, by the definitions and signs of `posture.kinematics`.

Sagittal angles are those of the joints seen exactly from the body's own side: level, along the
line across it. Frontal ones likewise from in front. Degrees, shape (T,); NaN where not known.
"""

import numpy as np

from posture.fit.body import forward, leftward
from posture.fit.body_fit import BodyFit
from posture.geometry import included_angle
from posture.pose import Side


def _ahead(fit: BodyFit) -> np.ndarray:
    return forward(np.radians(fit.heading_deg), fit.axes)[0]


def _left(fit: BodyFit) -> np.ndarray:
    return leftward(np.radians(fit.heading_deg), fit.axes)[0]


def _lean(fit: BodyFit, lower: np.ndarray, upper: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """Return how far a segment leans off the vertical towards a level direction."""
    segment = upper - lower
    return np.degrees(np.arctan2(np.sum(segment * towards, axis=1), segment @ -fit.axes[1]))


def knee_flexion_3d(fit: BodyFit, side: Side) -> np.ndarray:
    """Return the knee's departure from straight in whatever plane it bends; never negative."""
    return 180.0 - included_angle(*(fit.joint(n, side) for n in ("hip", "knee", "ankle")))


def knee_flexion(fit: BodyFit, side: Side) -> np.ndarray:
    """Return the knee's departure from straight; negative if it bends backwards."""
    thigh_lean = _lean(fit, fit.joint("knee", side), fit.joint("hip", side), _ahead(fit))
    return shin_lean(fit, side) - thigh_lean


def shin_lean(fit: BodyFit, side: Side) -> np.ndarray:
    """Return the shin's lean, positive with the knee in front of the ankle."""
    return _lean(fit, fit.joint("ankle", side), fit.joint("knee", side), _ahead(fit))


def thigh_elevation(fit: BodyFit, side: Side) -> np.ndarray:
    """Return the thigh's angle above the horizontal: 90 standing, negative with the hip below."""
    return 90.0 + _lean(fit, fit.joint("knee", side), fit.joint("hip", side), _ahead(fit))


def trunk_lean(fit: BodyFit, side: Side) -> np.ndarray:
    """Return the lean of a side's shoulder over its hip, positive forwards."""
    return _lean(fit, fit.joint("hip", side), fit.joint("shoulder", side), _ahead(fit))


def mid_trunk_lean(fit: BodyFit) -> np.ndarray:
    """Return the lean of the mid-shoulder over the mid-hip, positive forwards."""
    return _lean(fit, fit.midpoint("hip"), fit.midpoint("shoulder"), _ahead(fit))


def trunk_shin_angle(fit: BodyFit, side: Side) -> np.ndarray:
    """Return how much further the trunk leans forward than the shin."""
    return trunk_lean(fit, side) - shin_lean(fit, side)


def trunk_thigh_flexion(fit: BodyFit, side: Side) -> np.ndarray:
    """Return the bend between trunk and thigh in the sagittal plane; never negative."""
    thigh_lean = _lean(fit, fit.joint("knee", side), fit.joint("hip", side), _ahead(fit))
    return np.abs(trunk_lean(fit, side) - thigh_lean)


def lateral_trunk_lean(fit: BodyFit) -> np.ndarray:
    """Return the lean of the mid-shoulder over the mid-hip, positive to the subject's right."""
    return _lean(fit, fit.midpoint("hip"), fit.midpoint("shoulder"), -_left(fit))
