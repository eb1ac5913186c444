"""The exercises we know. To add one: docs/adding-an-exercise.md."""

from posture.exercises.calf_stretch import CALF_STRETCH
from posture.exercises.chair_squat import CHAIR_SQUAT
from posture.exercises.hamstring_stretch import HAMSTRING_STRETCH
from posture.exercises.heel_raise import HEEL_RAISE
from posture.exercises.knee_extension import KNEE_EXTENSION
from posture.exercises.squat import SQUAT
from posture.exercises.walking import WALKING
from posture.strength import STRENGTH_TESTS

EXERCISES = {
    exercise.key: exercise
    for exercise in (
        CHAIR_SQUAT,
        SQUAT,
        KNEE_EXTENSION,
        HEEL_RAISE,
        HAMSTRING_STRETCH,
        CALF_STRETCH,
        WALKING,
        *STRENGTH_TESTS,
    )
}
