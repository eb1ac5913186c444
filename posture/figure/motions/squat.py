"""The free squat, good and with the faults one wants to find."""

import numpy as np

from posture.figure.body import SIDES, Body
from posture.figure.limbs import Arm, FreeArm
from posture.figure.motions.motion import Motion
from posture.figure.motions.stance import (
    STRAIGHT,
    hip_ahead_of_ankle,
    pelvis_over,
    planted_legs,
)
from posture.figure.skeleton import Pose
from posture.figure.timing import Sway, Tempo, nearly, repeat
from posture.pose import Side

TEMPO = Tempo(lead_in_s=1.2, out_s=1.3, hold_s=0.4, back_s=1.2, rest_s=0.5)


def squat(
    body: Body,
    rng: np.random.Generator,
    n_reps: int = 3,
    knee_flexion: float = 88.0,
    shin_share: float = 0.28,
    trunk_share: float = 0.40,
    knees_in: float = 0.0,
    heel_lift: float = 0.0,
    lopsided_m: float = 0.0,
    arms: str = "forwards",
    half_stance_m: float = 0.15,
    toe_out: float = 13.0,
    tempo: Tempo = TEMPO,
) -> Motion:
    """Squat `n_reps` times.

    Parameters
    ----------
    body, rng
        Whose, and where the small differences between repetitions come from.
    n_reps : int
        Repetitions.
    knee_flexion : float
        At the bottom, degrees.
    shin_share, trunk_share : float
        Forward lean of shin and trunk, as shares of knee flexion.
    knees_in : float
        How far the knees turn inwards at the bottom, degrees.
    heel_lift : float
        Pitch of the feet at the bottom, heels up, degrees.
    lopsided_m : float
        How far the pelvis shifts to the left at the bottom.
    arms : str
        "forwards", "crossed" or "down".
    half_stance_m, toe_out : float
        Feet from the midline, and turned out.
    tempo : Tempo
        How long each part takes.
    """
    reps = repeat(nearly(1.0, 0.02, n_reps, rng), tempo, rng)
    across, lean = Sway(rng), Sway(rng)

    def pose(time_s: float) -> Pose:
        down = reps.extent(time_s)
        flexion = STRAIGHT + (knee_flexion - STRAIGHT) * down
        bent = flexion - STRAIGHT
        legs = planted_legs(
            body,
            half_stance_m,
            dict.fromkeys(SIDES, -heel_lift * down),
            toe_out,
            toe_out + 2 - knees_in * down,
        )
        ankles = np.mean([leg.ankle_m for leg in legs.values()], axis=0)  # type: ignore[union-attr]
        shin_lean = 1.5 + shin_share * bent + 0.5 * heel_lift * down
        z = float(ankles[2]) + hip_ahead_of_ankle(body, flexion, shin_lean)
        obliquity = -60.0 * lopsided_m * down
        x = lopsided_m * down + 0.003 * across(time_s)
        return Pose(
            pelvis_over(body, legs, x, z, flexion, obliquity),
            legs,
            arms=arms_during_squat(arms, down, bent),
            pelvic_tilt=4.0 + 0.8 * trunk_share * bent,
            pelvic_obliquity=obliquity,
            trunk_flexion=-4.0 + 0.2 * trunk_share * bent + 0.5 * lean(time_s),
            trunk_lateral_flexion=-0.5 * obliquity,
            neck_flexion=-0.55 * trunk_share * bent,
        )

    return Motion(body, reps.duration_s, pose, reps.events)


def arms_during_squat(arms: str, down: float, bent: float) -> dict[Side, Arm]:
    """Return both arms: stretched out, crossed on the chest, or hanging."""
    match arms:
        case "forwards":
            arm = FreeArm(5 + (80 + 0.35 * bent) * min(1.0, 1.5 * down), 6.0, 0.0, 10.0)
        case "crossed":
            arm = FreeArm(34.0, -4.0, 66.0, 126.0)
        case "down":
            arm = FreeArm(5 + 0.36 * bent, 10.0, 0.0, 14.0)
        case _:
            raise ValueError(f"arms must be forwards, crossed or down, but got {arms!r}.")
    return dict.fromkeys(SIDES, arm)
