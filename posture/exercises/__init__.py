"""The exercises we know. To add one: a file like squat.py, and a name here."""

from posture.exercises.squat import SQUAT

EXERCISES = {exercise.key: exercise for exercise in (SQUAT,)}
