"""The exercises we know. To add one: a file like squat.py, and a name here."""

from posture.exercises.chair_squat import CHAIR_SQUAT
from posture.exercises.squat import SQUAT
from posture.strength import STRENGTH_TESTS

EXERCISES = {exercise.key: exercise for exercise in (SQUAT, CHAIR_SQUAT, *STRENGTH_TESTS)}
