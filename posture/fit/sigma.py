"""How wrong a fitted body's angle may be: one standard deviation, in every frame.

Three things make an angle doubtful: a camera that looks along the plane it lies in, joints that
were guessed, and a bent knee. What each costs was fitted on the project's own figure
(benchmarks/sigma.py) and checked on other people of it, whose errors 90 % intervals cover about as
often as they should. How far picture, model and fit disagree was tried too: it told nothing more.
"""

from dataclasses import astuple, dataclass

import numpy as np

from posture.fit.angles import knee_flexion_3d
from posture.fit.body import LANDMARKS, Joint
from posture.fit.in_space import BodyInSpace
from posture.pose import PoseSequence, Side


@dataclass(frozen=True)
class Budget:
    """What adds to the variance of an angle; square roots of it in degrees.

    Attributes
    ----------
    always : float
        Even in the best of views.
    off_profile : float
        With the camera straight in front or behind; as the square of the sine off profile.
    doubt : float
        With a joint that is hidden altogether.
    bend : float
        With the knee at a right angle.
    """

    always: float
    off_profile: float
    doubt: float
    bend: float


def off_profile(heading_deg: np.ndarray) -> np.ndarray:
    """Return how far the camera is from seeing the sagittal plane: 0 in profile, 1 in front."""
    return np.cos(np.radians(heading_deg)) ** 2


def sigma_deg(budget: Budget, body: BodyInSpace, poses: PoseSequence, side: Side) -> np.ndarray:
    """Return the standard deviation of an angle of a side, shape (T,), degrees."""
    return combined(budget, causes(body, poses, side))


def causes(body: BodyInSpace, poses: PoseSequence, side: Side) -> np.ndarray:
    """Return how much of each cause of error there is, in the order of `Budget`, shape (4, T)."""
    limb = [LANDMARKS[Joint.of(name, side)] for name in ("shoulder", "hip", "knee", "ankle")]
    guessed = 1.0 - np.clip(np.min(poses.visibility[:, limb], axis=1), 0.0, 1.0)
    bend = np.abs(np.nan_to_num(knee_flexion_3d(body, side))) / 90.0
    return np.stack([np.ones(len(poses)), off_profile(body.heading_deg), guessed, bend])


def combined(budget: Budget, caused_by: np.ndarray) -> np.ndarray:
    """Return the standard deviation that causes, as `causes` gives them, add up to."""
    shares = np.array(astuple(budget))
    return np.asarray(np.sqrt(np.sum((shares[:, None] * caused_by) ** 2, axis=0)))


# As benchmarks/sigma.py prints them.
BUDGETS = {
    "knee_flexion": Budget(always=3.1, off_profile=8.0, doubt=3.6, bend=2.2),
    "thigh_elevation": Budget(always=2.4, off_profile=6.9, doubt=4.8, bend=0.0),
    "shin_lean": Budget(always=2.5, off_profile=4.3, doubt=0.0, bend=1.6),
    "trunk_lean": Budget(always=1.4, off_profile=6.1, doubt=0.0, bend=5.6),
    "trunk_shin_angle": Budget(always=1.8, off_profile=9.5, doubt=0.0, bend=7.3),
    "trunk_thigh_flexion": Budget(always=3.0, off_profile=8.4, doubt=4.3, bend=1.1),
}
