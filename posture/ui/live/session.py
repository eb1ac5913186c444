"""One set on the server: frames in, states out, cues beside it, a report at the end."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np

from posture import wording
from posture.analysis import Analysis, analyze
from posture.exercises.base import Exercise
from posture.i18n import LANGUAGES
from posture.io import results
from posture.live.coach import Coach, Stage
from posture.live.cues import Cue, CueChooser
from posture.live.running_report import RunningReport
from posture.pose import PoseFrame, PoseModel, PoseSequence
from posture.ui.live.base_session import BaseSession, scaled
from posture.ui.live.messages import plain_state
from posture.view import View

MIN_SET_S = 1.0  # less is a set that was called off
JUDGE_SHARE = 0.2  # of the time: as long as an analysis takes, it holds up the pictures

SETTLED_S = 2.0  # without another: what the last repetition was is plain only once it is over

# Cues and reports of all visitors: brief work that must not hold up anybody's frames.
BESIDE = ThreadPoolExecutor(1, thread_name_prefix="live-cues")


class LiveSession(BaseSession[Coach]):
    """A set under way. All but `cue` and `finish` is called from one thread at a time.

    Parameters
    ----------
    exercise : Exercise
    view : View
        From where it is to be seen.
    """

    def __init__(self, exercise: Exercise, view: View) -> None:
        super().__init__()
        self.exercise, self.view = exercise, view
        self._cues = CueChooser()
        self._cue: dict[str, Any] | None = None
        self._n_cues = 0
        self._counted, self._counted_s = 0, np.inf
        self._judged, self._is_settled = 0, True
        self._correction = 0  # what the whole analysis counts more than the running one
        self._so_far = RunningReport(view)
        self._is_judging = threading.Event()
        self._judge_again_s = -np.inf

    def _new_coach(self, size_px: tuple[int, int], model: PoseModel) -> Coach:
        return Coach(self.exercise, self.view, size_px, model)

    def push(self, frame: PoseFrame, size_px: tuple[int, int], model: PoseModel) -> dict[str, Any]:
        """Take in a frame and return the state for the page.

        Raises
        ------
        PictureTurnedError
            The picture's shape changed, so that its pixels mean something else.
        """
        coach = self._coach_for(size_px, model)
        state = coach.push(scaled(frame, size_px, coach.record.size_px))
        self._judge_if_due(state.moving.count, frame.time_s)
        plain = plain_state(state)
        plain["count"] = max(0, state.moving.count + self._correction)
        plain["set"] = self.key
        if self._cue is not None:
            plain["cue"] = self._cue
        return plain

    def restore(self, frames: list[PoseFrame], size_px: tuple[int, int], model: PoseModel) -> None:
        """Take back frames that the page kept while the server was away."""
        self._coach_for(size_px, model).restore(frames)

    @property
    def is_in_set_up(self) -> bool:
        """Whether the set has not begun yet."""
        return self.coach is None or self.coach.stage is Stage.SET_UP

    @property
    def is_over(self) -> bool:
        """Whether the person has ended the set."""
        return self.coach is not None and self.coach.stage is Stage.DONE

    @property
    def is_worth_keeping(self) -> bool:
        """Whether the set has begun and lasted long enough for a report."""
        coach = self.coach
        return coach is not None and coach.exercised_s >= MIN_SET_S

    def _judge_if_due(self, count: int, now_s: float) -> None:
        """Let the checks choose a cue after a repetition, and count once more after the last."""
        if count > self._counted:
            self._counted, self._counted_s, self._is_settled = count, now_s, False
        is_last = not self._is_settled and now_s - self._counted_s > SETTLED_S
        is_at_it = self._is_judging.is_set() or monotonic() < self._judge_again_s
        if self.coach is None or is_at_it or not (count > self._judged or is_last):
            return
        self._is_judging.set()
        self._judged, self._is_settled = count, is_last
        part = self._so_far.part(self.coach.record)
        BESIDE.submit(self._judge, part, self.coach.timed_exercise(), count)

    def _judge(self, part: PoseSequence, exercise: Exercise, counted: int) -> None:
        started_s = monotonic()
        try:
            report = self._so_far.after(part, exercise)
            self._correction = report.rep_count - counted
            chosen = self._cues.choose(float(part.time_s[-1]), report.checks)
            if chosen:
                self._n_cues += 1
                self._cue = {"n": self._n_cues} | {
                    language: " ".join(_said(cue, language) for cue in chosen)
                    for language in LANGUAGES
                }
        finally:
            ended_s = monotonic()
            self._judge_again_s = ended_s + (ended_s - started_s) / JUDGE_SHARE
            self._is_judging.clear()

    def finish(self, folder: Path) -> Analysis | None:
        """Write the set's report and return it; None if nothing in it could be measured."""
        if self.coach is None or not self.is_worth_keeping:
            return None
        self.coach.stop()
        poses = self.coach.poses()
        analysis = analyze(poses, self.coach.timed_exercise(), self.view)
        if analysis.report.frames_used == 0:
            return None
        folder.mkdir(parents=True)
        results.write_results(folder, poses, analysis)
        return analysis


def _said(cue: Cue, language: str) -> str:
    return wording.sentence(cue.result, language)
