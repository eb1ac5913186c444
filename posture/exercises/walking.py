"""Walking heel first: past the camera and back, on a treadmill, or towards it.

From the side every stride of the near leg is judged, pass by pass; along the line of walking only
pace and sway are told, and of too few frames a second no angles and no symmetry.
docs/exercises/walking.md has the numbers and their reasons.
"""

from posture.checks import Check, SetCheck
from posture.exercises.base import Exercise
from posture.gait import MIN_FRAME_RATE_HZ, Strides
from posture.measures import SAGITTAL

WALKING = Exercise(
    key="walking",
    finder=Strides(),
    counted="stride",
    by_pass=True,
    checks=(
        Check(
            key="walking.late_stance_knee",
            measure="knee_flexion",
            statistic="min",
            phase="late_stance",
            min_frame_rate_hz=MIN_FRAME_RATE_HZ,
        ),
        Check(
            key="walking.loading_knee",
            measure="knee_flexion",
            statistic="max",
            phase="loading",
            min_frame_rate_hz=MIN_FRAME_RATE_HZ,
        ),
        Check(
            key="walking.heel_first",
            measure="foot_pitch",
            statistic="median",
            phase="contact",
            min_reps=6,
            min_frame_rate_hz=MIN_FRAME_RATE_HZ,
        ),
        Check(
            key="walking.contact_knee",
            measure="knee_flexion",
            statistic="median",
            phase="contact",
            min_frame_rate_hz=MIN_FRAME_RATE_HZ,
        ),
        SetCheck(
            key="walking.step_symmetry",
            statistic="step_time_ratio",
            shown_from=SAGITTAL,
            min_frame_rate_hz=MIN_FRAME_RATE_HZ,
        ),
        Check(key="walking.sway", measure="lateral_trunk_lean", statistic="range"),
        SetCheck(key="walking.cadence", statistic="cadence"),
    ),
)
