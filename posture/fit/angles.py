"""The angles of a body in space, by the definitions and signs of `posture.kinematics`.

Sagittal angles are those of the joints seen exactly from the body's own side: level, along the
line across it. Frontal ones likewise from in front. Degrees, shape (T,); NaN where not known.
"""

import numpy as np

from posture.fit.body import forward, leftward
from posture.fit.in_space import BodyInSpace
from posture.geometry import included_angle
from posture.pose import Side


def _ahead(body: BodyInSpace) -> np.ndarray:
    return forward(np.radians(body.heading_deg), body.axes)[0]


def _left(body: BodyInSpace) -> np.ndarray:
    return leftward(np.radians(body.heading_deg), body.axes)[0]


def _lean(
    body: BodyInSpace, lower: np.ndarray, upper: np.ndarray, towards: np.ndarray
) -> np.ndarray:
    """Return how far a segment leans off the vertical towards a level direction."""
    segment = upper - lower
    return np.degrees(np.arctan2(np.sum(segment * towards, axis=1), segment @ -body.axes[1]))


def knee_flexion_3d(body: BodyInSpace, side: Side) -> np.ndarray:
    """Return the knee's departure from straight in whatever plane it bends; never negative."""
    return 180.0 - included_angle(*(body.joint(n, side) for n in ("hip", "knee", "ankle")))


def knee_flexion(body: BodyInSpace, side: Side) -> np.ndarray:
    """Return the knee's departure from straight; negative if it bends backwards."""
    thigh_lean = _lean(body, body.joint("knee", side), body.joint("hip", side), _ahead(body))
    flexion = shin_lean(body, side) - thigh_lean
    return (flexion + 180.0) % 360.0 - 180.0


def shin_lean(body: BodyInSpace, side: Side) -> np.ndarray:
    """Return the shin's lean, positive with the knee in front of the ankle."""
    return _lean(body, body.joint("ankle", side), body.joint("knee", side), _ahead(body))


def thigh_elevation(body: BodyInSpace, side: Side) -> np.ndarray:
    """Return the thigh's angle above the horizontal: 90 standing, negative with the hip below."""
    return 90.0 + _lean(body, body.joint("knee", side), body.joint("hip", side), _ahead(body))


def trunk_lean(body: BodyInSpace, side: Side) -> np.ndarray:
    """Return the lean of a side's shoulder over its hip, positive forwards."""
    return _lean(body, body.joint("hip", side), body.joint("shoulder", side), _ahead(body))


def mid_trunk_lean(body: BodyInSpace) -> np.ndarray:
    """Return the lean of the mid-shoulder over the mid-hip, positive forwards."""
    return _lean(body, body.midpoint("hip"), body.midpoint("shoulder"), _ahead(body))


def trunk_shin_angle(body: BodyInSpace, side: Side) -> np.ndarray:
    """Return how much further the trunk leans forward than the shin."""
    return trunk_lean(body, side) - shin_lean(body, side)


def trunk_thigh_flexion(body: BodyInSpace, side: Side) -> np.ndarray:
    """Return the bend between trunk and thigh in the sagittal plane; never negative."""
    thigh_lean = _lean(body, body.joint("knee", side), body.joint("hip", side), _ahead(body))
    return np.abs(trunk_lean(body, side) - thigh_lean)


def lateral_trunk_lean(body: BodyInSpace) -> np.ndarray:
    """Return the lean of the mid-shoulder over the mid-hip, positive to the subject's right."""
    return _lean(body, body.midpoint("hip"), body.midpoint("shoulder"), -_left(body))
