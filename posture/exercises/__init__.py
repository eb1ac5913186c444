"""The exercises we know. To add one: a file like squat.py, and a name here."""

from posture.exercises.squat import SQUAT
from posture.exercises.walking import WALKING

EXERCISES = {exercise.key: exercise for exercise in (SQUAT, WALKING)}
