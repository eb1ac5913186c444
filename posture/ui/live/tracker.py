"""One visitor's pose model, and a lighter one where the computer is too slow for it."""

from collections import deque
from statistics import median
from time import perf_counter

import numpy as np

from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.models import DEFAULT_MODEL, find_model
from posture.pose import PoseFrame, PoseModel

LIGHT_MODEL = "lite"
MAX_MS = 45.0  # a picture: more, and with all else there are no 20 pictures a second to judge form
OVER_PICTURES = 30


class Tracker:
    """Finds one person's landmarks from picture to picture; to be closed.

    Parameters
    ----------
    name : str
        Of the model to begin with.

    Attributes
    ----------
    took_ms : float
        What the last picture took.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self._estimator = PoseEstimator(find_model(name))
        self._times_ms: deque[float] = deque(maxlen=OVER_PICTURES)
        self.took_ms = 0.0

    @property
    def model(self) -> PoseModel:
        return self._estimator.model

    def detect(self, image_rgb: np.ndarray, time_s: float) -> PoseFrame:
        """Return the landmarks in a picture; see `PoseEstimator.detect`."""
        started_s = perf_counter()
        frame = self._estimator.detect(image_rgb, time_s)
        self.took_ms = 1000.0 * (perf_counter() - started_s)
        self._times_ms.append(self.took_ms)
        return frame

    def lighten(self) -> bool:
        """Take the light model from here on if this one is too slow, and tell whether it was done.

        The light one is there if somebody has fetched it.
        """
        if self.model.name == LIGHT_MODEL or len(self._times_ms) < OVER_PICTURES:
            return False
        if median(self._times_ms) <= MAX_MS:
            return False
        self._times_ms.clear()
        try:
            lighter = PoseEstimator(find_model(LIGHT_MODEL))
        except InputError:
            return False
        self.close()
        self._estimator = lighter
        return True

    def close(self) -> None:
        """Free the model."""
        self._estimator.__exit__()
