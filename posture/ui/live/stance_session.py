"""Stances taken at the camera: pictures of the quiet seconds in, observations out."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from posture.io.captures import CLIP_STEP_S, Observation, observe_pictures
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL
from posture.io.video import VideoFrame
from posture.live.stance import N_CAPTURES, Place, Stage, StanceCoach, StanceState
from posture.pose import PoseFrame, PoseModel
from posture.screening.capture import Vertical
from posture.ui.live.base_session import BaseSession, scaled
from posture.ui.live.messages import read_picture, rounded

# Two seconds of work for a capture, while the person steps: cues of others must not wait for it.
MEASURING = ThreadPoolExecutor(1, thread_name_prefix="stance")


@dataclass(frozen=True, eq=False)
class TakenStance:
    """What was taken from one place, kept in memory at the visitor's desk.

    Attributes
    ----------
    number : int
        Which of this visit's.
    place : Place
    observations : tuple of Observation
        One for each capture in which somebody could be measured.
    faults : tuple of InputError
        Why others could not.
    session_key : str
        Of the session it came from.
    """

    number: int
    place: Place
    observations: tuple[Observation, ...]
    faults: tuple[InputError, ...]
    session_key: str


class StanceSession(BaseSession[StanceCoach]):
    """The captures from one place. All but `finish` is called from one thread at a time.

    Parameters
    ----------
    place : Place
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self._vertical_percent: tuple[float, float, float, float] | None = None
        self._pictures: list[tuple[bytes, float]] = []
        self._measured: list[Future[Observation]] = []

    def _new_coach(self, size_px: tuple[int, int], model: PoseModel) -> StanceCoach:
        return StanceCoach(self.place, size_px, model)

    def mark(self, percent: tuple[float, float, float, float] | None) -> None:
        """Take a vertical in percent of the picture's width and height; None takes it back.

        Raises
        ------
        ValueError
            Its points are one, or lie outside the picture.
        """
        if percent is not None:
            Vertical.from_percent(*percent, np.array([100.0, 100.0]))
        self._vertical_percent = percent

    def push(self, frame: PoseFrame, size_px: tuple[int, int], model: PoseModel) -> dict[str, Any]:
        """Take in a frame and return the state for the page.

        Raises
        ------
        PictureTurnedError
            The picture's shape changed, so that its pixels mean something else.
        """
        coach = self._coach_for(size_px, model)
        wanted_px = coach.record.size_px
        coach.vertical = self._vertical(wanted_px)
        taken = coach.taken
        state = coach.push(scaled(frame, size_px, wanted_px))
        if coach.taken > taken:
            self._measure()
        elif state.stage is not Stage.HOLD:
            self._pictures.clear()
        return _plain(state) | {"set": self.key}

    def keep(self, jpeg: bytes, time_s: float) -> None:
        """Keep the picture of the frame just pushed, if it is one of the quiet seconds."""
        if self.coach is None or self.coach.stage is not Stage.HOLD:
            return
        if not self._pictures or time_s >= self._pictures[-1][1] + CLIP_STEP_S:
            self._pictures.append((jpeg, time_s))

    @property
    def is_in_set_up(self) -> bool:
        """Whether nothing was taken yet nor is being taken."""
        coach = self.coach
        return coach is None or (coach.stage is Stage.SET_UP and coach.taken == 0)

    @property
    def is_over(self) -> bool:
        """Whether every capture was taken."""
        return self.coach is not None and self.coach.stage is Stage.DONE

    def finish(self, number: int) -> TakenStance | None:
        """Return what was measured of each capture, in MEASURING; None if none was taken."""
        observations, faults = [], []
        for measured in self._measured:
            try:
                observations.append(measured.result())
            except InputError as error:
                faults.append(error)
        if not observations and not faults:
            return None
        return TakenStance(number, self.place, tuple(observations), tuple(faults), self.key)

    def _measure(self) -> None:
        pictures, self._pictures = self._pictures, []
        if pictures:
            percent = self._vertical_percent
            self._measured.append(MEASURING.submit(_observe, pictures, percent))

    def _vertical(self, size_px: np.ndarray) -> Vertical | None:
        percent = self._vertical_percent
        return None if percent is None else Vertical.from_percent(*percent, size_px)


def _observe(
    pictures: list[tuple[bytes, float]], percent: tuple[float, float, float, float] | None
) -> Observation:
    seen = observe_pictures(
        _decoded(pictures), DEFAULT_MODEL, shown=len(pictures) // 2, name="camera"
    )
    if percent is None:
        return seen
    return seen.with_vertical(Vertical.from_percent(*percent, seen.capture.poses.size_px))


def _decoded(pictures: list[tuple[bytes, float]]) -> Iterator[VideoFrame]:
    for jpeg, time_s in pictures:
        yield VideoFrame(read_picture(jpeg), time_s)


def _plain(state: StanceState) -> dict[str, Any]:
    return {
        "stage": state.stage,
        "met": state.met,
        "advice": state.advice,
        "steady": round(state.steady, 2),
        "countIn": state.count_in,
        "held": round(state.held, 2),
        "taken": state.taken,
        "wanted": N_CAPTURES,
        "again": state.again,
        "roll": rounded(state.roll_deg, 1),
        "rate": rounded(state.rate_hz, 1),
    }
