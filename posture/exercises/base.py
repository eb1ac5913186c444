"""What an exercise is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from posture.checks import Check
from posture.conditions import Disqualifier
from posture.reps import RepDriver
from posture.view import View


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise, entirely as data.

    Attributes
    ----------
    key : str
        Name in code, data files and sentences.
    drivers : mapping of View to RepDriver
        What is counted, by view.
    min_duration_s, max_duration_s : float
        A movement quicker or slower than that is not one repetition.
    disqualifiers : tuple of Disqualifier
        What makes a movement something else.
    checks : tuple of Check
    """

    key: str
    drivers: Mapping[View, RepDriver]
    min_duration_s: float
    max_duration_s: float
    disqualifiers: tuple[Disqualifier, ...]
    checks: tuple[Check, ...]
