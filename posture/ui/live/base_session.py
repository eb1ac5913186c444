"""What any session at the camera has, whatever is watched for."""

import secrets
from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

import numpy as np

from posture.io.models import DEFAULT_MODEL
from posture.live.record import Record
from posture.pose import PoseFrame, PoseModel

MAX_ASPECT_CHANGE = 0.02


class PictureTurnedError(Exception):
    """The picture has another shape than when the session began."""


class _Coach(Protocol):
    record: Record


CoachT = TypeVar("CoachT", bound=_Coach)


class BaseSession(ABC, Generic[CoachT]):
    """A session whose coach is made with its first picture.

    Attributes
    ----------
    key : str
        Names it to the page: after a restart no other session is taken for it.
    coach : Coach, StanceCoach or None
    connections : int
        That it has had so far: one may break and be taken up again.
    """

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(8)
        self.coach: CoachT | None = None
        self.connections = 1

    @abstractmethod
    def _new_coach(self, size_px: tuple[int, int], model: PoseModel) -> CoachT: ...

    def _coach_for(self, size_px: tuple[int, int], model: PoseModel) -> CoachT:
        """Return the coach, made now if this is the first picture."""
        if self.coach is None:
            self.coach = self._new_coach(size_px, model)
        return self.coach

    def start_anew(self) -> None:
        """Forget what was seen so far."""
        self.coach = None

    @property
    def model_name(self) -> str:
        """The model that sees the session throughout."""
        return DEFAULT_MODEL if self.coach is None else self.coach.record.model.name

    @property
    def last_s(self) -> float:
        """The time of the newest frame; minus infinity before the first."""
        return -np.inf if self.coach is None else self.coach.record.last_s


def scaled(frame: PoseFrame, size_px: tuple[int, int], wanted_px: np.ndarray) -> PoseFrame:
    """Return the frame with the pixels of the first picture: a page may send other sizes.

    Raises
    ------
    PictureTurnedError
        It has another shape.
    """
    width_px, height_px = size_px
    change = (wanted_px[0] * height_px) / (wanted_px[1] * width_px)
    if abs(change - 1.0) > MAX_ASPECT_CHANGE:
        raise PictureTurnedError
    return frame._replace(image_px=frame.image_px * np.float32(wanted_px[0] / width_px))
