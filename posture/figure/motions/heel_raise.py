"""Rising on the balls of the feet."""

import numpy as np

from posture.figure.body import SIDES, Body
from posture.figure.limbs import FreeArm
from posture.figure.motions.motion import Motion
from posture.figure.motions.stance import STRAIGHT, pelvis_over, planted_legs
from posture.figure.skeleton import Pose
from posture.figure.timing import Sway, Tempo, nearly, repeat
from posture.pose import Side

# Lowered in two seconds and a half, so that the middle three fifths of the way take one.
TEMPO = Tempo(lead_in_s=0.8, out_s=0.9, hold_s=0.6, back_s=2.6, rest_s=0.5)


def heel_raise(
    body: Body,
    rng: np.random.Generator,
    n_reps: int = 3,
    foot_pitch: float = 32.0,
    right_share: float = 1.0,
    knee_bend: float = 0.0,
    tempo: Tempo = TEMPO,
) -> Motion:
    """Raise the heels until the feet are pitched by `foot_pitch`, and lower them.

    The right heel comes only `right_share` as high; `knee_bend` is added to the knees' flexion at
    the top. Degrees.
    """
    reps = repeat(nearly(1.0, 0.03, n_reps, rng), tempo, rng)
    lean = Sway(rng)

    def pose(time_s: float) -> Pose:
        up = reps.extent(time_s)
        pitch = {Side.LEFT: -foot_pitch * up, Side.RIGHT: -foot_pitch * right_share * up}
        legs = planted_legs(body, 0.085, pitch, toe_out=5.0)
        ankles = [leg.ankle_m for leg in legs.values()]  # type: ignore[union-attr]
        obliquity = 5.0 * (1 - right_share) * up
        z = float(np.mean([ankle[2] for ankle in ankles])) + 0.015 * up
        pelvis = pelvis_over(body, legs, 0.0, z, STRAIGHT + knee_bend * up, obliquity)
        return Pose(
            pelvis,
            legs,
            arms=dict.fromkeys(SIDES, FreeArm(6 + 10 * up, 9)),
            pelvic_tilt=4.0,
            pelvic_obliquity=obliquity,
            trunk_flexion=-4.0 - up + 0.5 * lean(time_s),
            trunk_lateral_flexion=-obliquity,
            neck_flexion=-2.0,
        )

    return Motion(body, reps.duration_s, pose, reps.events)
