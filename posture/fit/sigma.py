"""How wrong a fitted body's angle may be: one standard deviation, in every frame.

Three things make an angle doubtful: a camera that looks along the plane it lies in, joints that
were guessed, and a bent knee. What each costs was fitted on the project's own figure
(benchmarks/sigma.py), where 90 % intervals hold the errors of a person who was left out about as
often as they should, from each side. How far picture, model and fit disagree, how much the thigh
points at the camera and how strained the fit is were tried too: they told nothing more.
"""

from dataclasses import astuple, dataclass

import numpy as np

from posture.fit.angles import knee_flexion_3d
from posture.fit.body import LANDMARKS, Joint
from posture.fit.in_space import BodyInSpace
from posture.pose import PoseSequence, Side

# Beyond, sagittal angles are read for a look, and not judged: nearer to the front than that, one in
# a hundred frames and more is wrong by over 10 degrees with a small standard deviation.
MAX_OFF_PROFILE_DEG = 60.0


@dataclass(frozen=True)
class Budget:
    """What adds to the variance of an angle; square roots of it in degrees.

    Attributes
    ----------
    always : float
        Even in the best of views.
    off_profile : float
        With the camera straight in front or behind; in between as the sine off profile.
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
    return np.abs(np.cos(np.radians(heading_deg)))


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
    "knee_flexion": Budget(always=1.7, off_profile=7.2, doubt=2.7, bend=2.5),
    "thigh_elevation": Budget(always=1.4, off_profile=5.4, doubt=1.8, bend=0.8),
    "shin_lean": Budget(always=1.0, off_profile=5.5, doubt=0.1, bend=1.8),
    "trunk_lean": Budget(always=0.8, off_profile=4.7, doubt=1.9, bend=5.2),
    "trunk_shin_angle": Budget(always=1.0, off_profile=8.5, doubt=0.0, bend=5.8),
    "trunk_thigh_flexion": Budget(always=2.1, off_profile=7.0, doubt=0.1, bend=1.7),
}
