"""A set from taking one's place to the last repetition: what stage it is at, frame by frame."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil, inf, nan

import numpy as np

from posture.exercises.base import Exercise
from posture.live.live_set import LiveSet, SetState
from posture.live.record import Record
from posture.live.set_up import STEADY_S, Advice, SetUp
from posture.live.smoothing import CausalCleaner
from posture.live.timing import (
    AFTER_LAST_S,
    AFTER_TRIES_S,
    clock_s,
    ends_count,
    ends_s,
    started_at,
)
from posture.pose import Landmark, PoseFrame, PoseModel, PoseSequence, Side
from posture.view import View

COUNT_IN_S = 3.0
KEPT_S = 2.0  # of standing or sitting ready: a set's record starts with it
HANDS_UP_S = 1.0
MIN_VISIBILITY = 0.5
MAX_SET_S = 600.0
RATE_FRAMES = 20


class Stage(StrEnum):
    """How far a set has come."""

    SET_UP = "set_up"
    COUNT_IN = "count_in"
    EXERCISE = "exercise"
    DONE = "done"


@dataclass(frozen=True)
class LiveState:
    """What to show and say after a frame.

    Attributes
    ----------
    stage : Stage
    is_seen : bool
        Whether anybody is in the picture.
    advice : Advice
        What to change before the set; its key is empty if nothing.
    count_in : int
        3, 2, 1 before the start, otherwise 0.
    elapsed_s : float
        Since the start signal.
    clock_s : float
        What a clock shows in a test against time; NaN in all else.
    hands_up : float
        How nearly raised hands have stopped the set, 0 to 1.
    rate_hz : float
        Frames a second.
    moving : SetState
    """

    stage: Stage
    is_seen: bool = False
    advice: Advice = field(default_factory=Advice)
    count_in: int = 0
    elapsed_s: float = 0.0
    clock_s: float = nan
    hands_up: float = 0.0
    rate_hz: float = nan
    moving: SetState = field(default_factory=SetState)


class Coach:
    """Follows one person through one set.

    Parameters
    ----------
    exercise : Exercise
    view : View
        From where it is to be seen.
    size_px : tuple of int
        Width and height of the picture.
    model : PoseModel
    """

    def __init__(
        self, exercise: Exercise, view: View, size_px: tuple[int, int], model: PoseModel
    ) -> None:
        self.exercise, self.view = exercise, view
        self.stage = Stage.SET_UP
        self.record = Record(size_px, model)
        # which leg moves is told with what the model is not sure of, too
        min_visibility = 0.0 if exercise.one_leg_moves else MIN_VISIBILITY
        self._cleaner = CausalCleaner(size_px[1], min_visibility)
        self._set_up = SetUp(exercise, view)
        self._set = LiveSet(exercise, view)
        self._since_s = nan  # when the stage began
        self._begun_s = nan  # when the start signal came
        self._hands_up_since_s = inf
        self._all_done_s = inf  # when the last of a given number of movements was made
        self._tried_s = inf  # since when either leg was tried and none is up

    def push(self, frame: PoseFrame) -> LiveState:
        """Take in a frame, later than all before, and return what to show.

        Once the set is DONE nothing is taken in.
        """
        if self.stage is Stage.DONE:
            return self._state(frame, Advice(""))
        self.record.push(frame, self._cleaner.push(frame, self.record.size_px))
        advice = Advice("")
        if self.stage is Stage.SET_UP:
            self.record.forget_before(frame.time_s - KEPT_S)
            advice = self._set_up.look(self.record)
            if advice.steady_s >= STEADY_S:
                self._enter(Stage.COUNT_IN, frame.time_s)
        elif self.stage is Stage.COUNT_IN:
            advice = self._set_up.look(self.record)
            # who walks past may wait beside the picture
            if advice.key == "often_nobody" and not self.exercise.by_pass:
                self._enter(Stage.SET_UP, frame.time_s)
            elif frame.time_s - self._since_s >= COUNT_IN_S:
                self._enter(Stage.EXERCISE, frame.time_s)
        if self.stage is Stage.EXERCISE:
            self._set.look(self.record)
            if self._hands_up_share(frame) >= 1.0 or self._is_over(frame.time_s):
                self.stop()
        return self._state(frame, advice)

    def begin(self) -> None:
        """Start the set at once, without waiting for the person to stand right."""
        if self.stage is Stage.SET_UP and len(self.record):
            self._enter(Stage.COUNT_IN, self.record.last_s)

    def stop(self) -> None:
        """End the set."""
        self.stage = Stage.DONE

    def restore(self, frames: list[PoseFrame]) -> None:
        """Take back the frames of a set under way, in order of time, and go on with it."""
        for frame in frames:
            if frame.time_s > self.record.last_s:
                self.record.push(frame, self._cleaner.push(frame, self.record.size_px))
        if len(self.record):
            self._enter(Stage.EXERCISE, float(self.record.time_s[0]))

    @property
    def exercised_s(self) -> float:
        """For how long the set has gone on since the start signal; 0 before."""
        if self.stage not in (Stage.EXERCISE, Stage.DONE) or np.isnan(self._begun_s):
            return 0.0
        return self.record.last_s - self._begun_s

    def timed_exercise(self) -> Exercise:
        """Return the exercise with its start signal on the clock of `poses`."""
        if np.isnan(self._begun_s) or not len(self.record):
            return self.exercise
        return started_at(self.exercise, self._begun_s - float(self.record.time_s[0]))

    def _is_over(self, now_s: float) -> bool:
        """Tell whether the bell rang, everything was done, or the set became too long."""
        if self._set.state.count >= ends_count(self.exercise):
            self._all_done_s = min(self._all_done_s, now_s)
        is_tried = len(self._set.state.tried) == len(Side) and self._set.state.hold_s == 0.0
        self._tried_s = min(self._tried_s, now_s) if is_tried else inf
        return (
            now_s - self._begun_s >= ends_s(self.exercise)
            or now_s - self._all_done_s >= AFTER_LAST_S
            or now_s - self._tried_s >= AFTER_TRIES_S
            or now_s - self.record.time_s[0] > MAX_SET_S
        )

    def poses(self) -> PoseSequence:
        """Return the set's landmarks as the model saw them, from time 0."""
        return self.record.copy()

    def _enter(self, stage: Stage, now_s: float) -> None:
        self.stage, self._since_s = stage, now_s
        if stage is Stage.EXERCISE:
            self._begun_s = now_s
            self._set = LiveSet(started_at(self.exercise, now_s), self.view)

    def _hands_up_share(self, frame: PoseFrame) -> float:
        wrists = [Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST]
        seen = frame.visibility[[*wrists, Landmark.NOSE]] >= MIN_VISIBILITY
        with np.errstate(invalid="ignore"):
            up = frame.image_px[wrists, 1] < frame.image_px[Landmark.NOSE, 1]
        if not (seen.all() and up.all()):
            self._hands_up_since_s = inf
            return 0.0
        self._hands_up_since_s = min(self._hands_up_since_s, frame.time_s)
        return min((frame.time_s - self._hands_up_since_s) / HANDS_UP_S, 1.0)

    def _state(self, frame: PoseFrame, advice: Advice) -> LiveState:
        in_stage_s = frame.time_s - self._since_s
        elapsed_s = in_stage_s if self.stage is Stage.EXERCISE else 0.0
        return LiveState(
            stage=self.stage,
            is_seen=bool(np.isfinite(frame.image_px[0, 0])),
            advice=advice,
            count_in=ceil(COUNT_IN_S - in_stage_s) if self.stage is Stage.COUNT_IN else 0,
            elapsed_s=elapsed_s,
            clock_s=clock_s(self.exercise, elapsed_s),
            hands_up=min((frame.time_s - self._hands_up_since_s) / HANDS_UP_S, 1.0)
            if np.isfinite(self._hands_up_since_s)
            else 0.0,
            rate_hz=self._rate_hz(),
            moving=self._set.state,
        )

    def _rate_hz(self) -> float:
        times = self.record.time_s[-RATE_FRAMES:]
        return float((len(times) - 1) / (times[-1] - times[0])) if len(times) > 1 else nan
