"""Tests whose result is measured by hand and typed in: steps, standing up from boxes, speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

HEIGHT_CM = (100.0, 220.0)
STEPS_CM = (20.0, 400.0)
PLAUSIBLE = (0.2, 2.0)  # two-step values outside are more likely a slip of the hand; our choice
BOXES_CM = (40, 30, 20, 10)
HOLD_S = 3.0
DISTANCE_M = (4.0, 100.0)  # over less, starting and stopping the watch tells too much
WALK_S = (1.0, 300.0)
PLAUSIBLE_M_S = (0.1, 3.0)  # slower or quicker is more likely a slip of the hand; our choice


def two_step_value(lengths_cm: Sequence[float], height_cm: float) -> float:
    """Return the longer of the tries over the body's height, without a unit.

    A try is measured from the toes at the start to the toes after two steps (the two-step test of
    the Japanese Orthopaedic Association).

    Raises
    ------
    ValueError
        There is no try, or a length is outside HEIGHT_CM or STEPS_CM.
    """
    if not lengths_cm:
        raise ValueError("lengths_cm needs at least one try.")
    low, high = HEIGHT_CM
    if not low <= height_cm <= high:
        raise ValueError(f"height_cm must be from {low:g} to {high:g}, but got {height_cm:g}.")
    low, high = STEPS_CM
    for length_cm in lengths_cm:
        if not low <= length_cm <= high:
            raise ValueError(f"lengths_cm must be from {low:g} to {high:g}, but got {length_cm:g}.")
    return max(lengths_cm) / height_cm


def is_plausible(value: float) -> bool:
    """Tell whether a two-step value is one that people reach."""
    low, high = PLAUSIBLE
    return low <= value <= high


def gait_speed_m_s(distance_m: float, times_s: Sequence[float]) -> float:
    """Return how quickly somebody walks who took these times over a measured distance, on average.

    With a start before the distance and a stop after it.

    Raises
    ------
    ValueError
        There is no time, or something is outside DISTANCE_M or WALK_S.
    """
    if not times_s:
        raise ValueError("times_s needs at least one time.")
    low, high = DISTANCE_M
    if not low <= distance_m <= high:
        raise ValueError(f"distance_m must be from {low:g} to {high:g}, but got {distance_m:g}.")
    low, high = WALK_S
    for time_s in times_s:
        if not low <= time_s <= high:
            raise ValueError(f"times_s must be from {low:g} to {high:g}, but got {time_s:g}.")
    return distance_m * len(times_s) / sum(times_s)


def is_plausible_speed(speed_m_s: float) -> bool:
    """Tell whether people walk so quickly, and no more slowly."""
    low, high = PLAUSIBLE_M_S
    return low <= speed_m_s <= high


class Legs(StrEnum):
    """On what somebody stood up."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class StandUp:
    """The lowest box that somebody stood up from and stayed up for HOLD_S, in cm.

    0 if not even from the highest, None if it was not tried.
    """

    both_cm: int | None = None
    left_cm: int | None = None
    right_cm: int | None = None

    def __post_init__(self) -> None:
        for legs, height_cm in self.lowest_cm.items():
            if height_cm not in (None, 0, *BOXES_CM):
                raise ValueError(f"{legs}_cm must be 0 or one of {BOXES_CM}, but got {height_cm}.")

    @property
    def lowest_cm(self) -> dict[Legs, int | None]:
        return {Legs.BOTH: self.both_cm, Legs.LEFT: self.left_cm, Legs.RIGHT: self.right_cm}

    @property
    def is_consistent(self) -> bool:
        """Whether nobody rises on one leg who cannot on both."""
        return self.both_cm != 0 or not (self.left_cm or self.right_cm)
