"""What an exercise is made of."""

from dataclasses import dataclass
from typing import Literal

from posture.checks import MIN_REPS, Check, SetCheck
from posture.movements import Finder


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise, entirely as data.

    Attributes
    ----------
    key : str
        Name in code, data files and sentences.
    finder : Finder
        How its repetitions, holds or strides are found.
    checks : tuple of Check or SetCheck
        In the order of their importance to the person.
    min_reps : int
        How many movements it takes to judge a set.
    counted : str
        What a movement of it is: "rep", "hold", "stride" or "stand".
    kind : str
        "exercise", done to train, or "test", done once and compared.
    neutral : str
        What checks "from standing" compare with: the frames of "standing", the hips as high as
        they get, or those of "rest", in no movement at all.
    one_leg_moves : bool
        Whether one leg is stretched while the other rests: from the side it is then named by its
        movement (posture.moving_leg).
    by_pass : bool
        Whether one walks past the camera and out of the picture, and back: each way is then
        measured for itself.
    from_seat : bool
        Whether one stands up from a seat: out of profile the hips' height is then read from the
        fitted body (posture.readings).
    plots : str
        The measure that shows what is done, if that is not the one it is counted in.
    """

    key: str
    finder: Finder
    checks: tuple[Check | SetCheck, ...]
    min_reps: int = MIN_REPS
    counted: str = "rep"
    kind: Literal["exercise", "test"] = "exercise"
    neutral: str = "standing"
    one_leg_moves: bool = False
    by_pass: bool = False
    from_seat: bool = False
    plots: str = ""
