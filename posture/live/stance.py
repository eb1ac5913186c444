"""Take somebody's stance live: who stands right is counted in and watched for three quiet seconds.

The conditions are the gates of the screening itself, asked of the last second; after three quiet
seconds they are asked again of these. A step on the spot parts the captures, so that their spread
says how alike somebody stands.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, inf, nan

import numpy as np

from posture.baseline import measure_baseline
from posture.level import level
from posture.live.record import Record
from posture.live.smoothing import CausalCleaner
from posture.pose import PoseFrame, PoseModel, PoseSequence, Side
from posture.screening.capture import Capture, Vertical
from posture.screening.gates import GATES
from posture.screening.stance import QUIET_S, Stance
from posture.view import View, estimate_viewpoint

N_CAPTURES = 3
LOOK_EVERY_S = 0.15
WINDOW_S = 1.0
STEADY_S = 1.0  # of standing right before it is counted in
COUNT_IN_S = 3.0
FORGIVEN_S = 0.7  # of a condition that flickers while it is counted in
STEP_LEGS = 0.08  # an ankle that moves so far has stepped
STEP_WINDOW_S = 1.5
KEPT_S = QUIET_S + 1.0
RATE_FRAMES = 20


class Place(StrEnum):
    """From where a stance is taken; from the side, named after the subject's near side."""

    FRONT = "front"
    SIDE_LEFT = "side_left"
    SIDE_RIGHT = "side_right"
    REAR = "rear"

    @property
    def view(self) -> View:
        return View(self.partition("_")[0])

    @property
    def near(self) -> Side | None:
        side = self.partition("_")[2]
        return Side(side) if side else None


class Stage(StrEnum):
    """How far a stance has come."""

    SET_UP = "set_up"
    COUNT_IN = "count_in"
    HOLD = "hold"
    STEP = "step"
    DONE = "done"


@dataclass(frozen=True)
class Step:
    """A line of the list that is ticked off: keys of GATES, or a check of its own."""

    key: str
    gates: tuple[str, ...] = ()


STEPS = (
    Step("body", ("too_dark", "too_far", "head_out", "feet_out", "not_standing")),
    Step("view"),
    Step("camera", ("bad_vertical", "rolled")),
    Step("feet", ("arm_raised", "feet_apart", "toes_out", "knees_bent")),
    Step("quiet", ("moving",)),
)
"""In the order in which they are told; the later ones are asked once the earlier ones are met."""

NOBODY, TURN = "nobody", {place: f"turn_{place}" for place in Place}


@dataclass(frozen=True)
class StanceState:
    """What to show and say after a frame.

    Attributes
    ----------
    stage : Stage
    met : tuple of str
        Keys of the STEPS that are met, in order; "camera" only with a vertical to tell.
    advice : str
        What to change: the key of a gate, or NOBODY, or of TURN; empty if nothing.
    steady : float
        How much of STEADY_S has passed, 0 to 1.
    count_in : int
        3, 2, 1 before the quiet seconds, otherwise 0.
    held : float
        How much of the quiet seconds has passed, 0 to 1.
    taken : int
        Captures so far.
    again : str
        Why the last one has to be taken again; empty if it has not.
    roll_deg : float
        Of the marked vertical; NaN without one.
    """

    stage: Stage = Stage.SET_UP
    met: tuple[str, ...] = ()
    advice: str = NOBODY
    steady: float = 0.0
    count_in: int = 0
    held: float = 0.0
    taken: int = 0
    again: str = ""
    roll_deg: float = nan
    rate_hz: float = nan


@dataclass(frozen=True)
class _Look:
    met: tuple[str, ...] = ()
    advice: str = NOBODY


class StanceCoach:
    """Follows one person through the captures from one place.

    Parameters
    ----------
    place : Place
    size_px : tuple of int
        Width and height of the picture.
    model : PoseModel
    """

    def __init__(self, place: Place, size_px: tuple[int, int], model: PoseModel) -> None:
        self.place, self.stage, self.taken = place, Stage.SET_UP, 0
        self.vertical: Vertical | None = None
        self.record = Record(size_px, model)
        self._cleaner = CausalCleaner(size_px[1])
        self._since_s = nan  # when the stage began
        self._good_since_s, self._bad_since_s = inf, inf
        self._looked_s = -inf
        self._look = _Look()
        self._again = ""
        self._is_forced = False

    def push(self, frame: PoseFrame) -> StanceState:
        """Take in a frame, later than all before, and return what to show."""
        if self.stage is not Stage.DONE:
            self.record.push(frame, self._cleaner.push(frame, self.record.size_px))
            self.record.forget_before(frame.time_s - KEPT_S)
            if frame.time_s - self._looked_s >= LOOK_EVERY_S:
                self._looked_s = frame.time_s
                self._look_round(frame.time_s)
            self._go_on(frame.time_s)
        return self._state(frame.time_s)

    def begin(self) -> None:
        """Take the next capture at once, whether or not everything is met."""
        if self.stage in (Stage.SET_UP, Stage.STEP) and len(self.record):
            self._is_forced = True
            self._enter(Stage.COUNT_IN, self.record.last_s)

    def _look_round(self, now_s: float) -> None:
        self._look = self._what_is_met(WINDOW_S)
        if self._look.advice:
            self._good_since_s = inf
            self._bad_since_s = min(self._bad_since_s, now_s)
        else:
            self._good_since_s = min(self._good_since_s, now_s)
            self._bad_since_s = inf

    def _go_on(self, now_s: float) -> None:
        in_stage_s = now_s - self._since_s
        match self.stage:
            case Stage.SET_UP if now_s - self._good_since_s >= STEADY_S:
                self._enter(Stage.COUNT_IN, now_s)
            case Stage.COUNT_IN if not self._is_forced and now_s - self._bad_since_s > FORGIVEN_S:
                self._take_again(self._look.advice, now_s)
            case Stage.COUNT_IN if in_stage_s >= COUNT_IN_S:
                self._enter(Stage.HOLD, now_s)
            case Stage.HOLD if in_stage_s >= QUIET_S:
                self._end_hold(now_s)
            case Stage.STEP if in_stage_s >= STEP_WINDOW_S and self._has_stepped():
                self._enter(Stage.SET_UP, now_s)

    def _end_hold(self, now_s: float) -> None:
        advice = "" if self._is_forced else self._what_is_met(QUIET_S).advice
        if advice:
            self._take_again(advice, now_s)
            return
        self.taken += 1
        self._again, self._is_forced = "", False
        self._enter(Stage.DONE if self.taken >= N_CAPTURES else Stage.STEP, now_s)

    def _take_again(self, why: str, now_s: float) -> None:
        self._again, self._is_forced = why, False
        self._enter(Stage.SET_UP, now_s)

    def _enter(self, stage: Stage, now_s: float) -> None:
        self.stage, self._since_s = stage, now_s
        self._good_since_s = self._bad_since_s = inf

    def _has_stepped(self) -> bool:
        poses = self.record.clean(STEP_WINDOW_S)
        leg_px = measure_baseline(poses, estimate_viewpoint(poses, self.place.view)).leg_px
        for side in Side:
            ankle_px = poses.image("ankle", side)
            ankle_px = ankle_px[np.isfinite(ankle_px[:, 0])]
            if len(ankle_px) and np.max(np.ptp(ankle_px, axis=0)) > STEP_LEGS * leg_px:
                return True
        return False

    def _what_is_met(self, last_s: float) -> _Look:
        """Return what is met in the last seconds, up to the first condition that is not."""
        clean = self.record.clean(last_s)
        if not np.isfinite(clean.image_px).any():
            return _Look()
        vertical = self.vertical
        stance = _stance(clean, vertical)
        met: list[str] = []
        for step in STEPS:
            unmet = next((key for key in step.gates if not GATES[key].is_met(stance)), "")
            if step.key == "view" and not self._is_turned_right(stance):
                unmet = TURN[self.place]
            if unmet:
                return _Look(tuple(met), unmet)
            if step.key != "camera" or vertical is not None:
                met.append(step.key)
        return _Look(tuple(met), "")

    def _is_turned_right(self, stance: Stance) -> bool:
        viewpoint = stance.baseline.viewpoint
        is_near_side = self.place.near in (None, viewpoint.near)
        return viewpoint.view is self.place.view and is_near_side

    def _state(self, now_s: float) -> StanceState:
        in_stage_s = now_s - self._since_s
        is_set_up = self.stage is Stage.SET_UP
        steady_s = now_s - self._good_since_s if np.isfinite(self._good_since_s) else 0.0
        times = self.record.time_s[-RATE_FRAMES:]
        return StanceState(
            stage=self.stage,
            met=self._look.met,
            advice=self._look.advice,
            steady=min(steady_s / STEADY_S, 1.0) if is_set_up else 0.0,
            count_in=ceil(COUNT_IN_S - in_stage_s) if self.stage is Stage.COUNT_IN else 0,
            held=min(in_stage_s / QUIET_S, 1.0) if self.stage is Stage.HOLD else 0.0,
            taken=self.taken,
            again=self._again,
            roll_deg=nan if self.vertical is None else self.vertical.roll_deg,
            rate_hz=float((len(times) - 1) / (times[-1] - times[0])) if len(times) > 1 else nan,
        )


def _stance(clean: PoseSequence, vertical: Vertical | None) -> Stance:
    capture = Capture(clean, vertical=vertical)
    clean = level(clean, capture.roll_deg)
    baseline = measure_baseline(clean, estimate_viewpoint(clean))
    start_s, end_s = float(clean.time_s[0]), float(clean.time_s[-1])
    return Stance(capture, clean, baseline, start_s, end_s)
