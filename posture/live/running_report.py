"""The report of a set while it goes on, brought up to date by the last part of the set."""

from math import inf

from posture.analysis import analyze
from posture.exercises.base import Exercise
from posture.live.record import Record
from posture.live.timing import settle_untimed
from posture.pose import PoseSequence
from posture.report import Report
from posture.settled import NOTHING
from posture.view import View

# As many frames as the whole has, so many times over, are gone over in parts before the whole is
# once more: what a part cannot know is set right, and the frames a minute stay the same.
PARTS_PER_WHOLE = 2.0


class RunningReport:
    """What the analysis of a recording would say of a set so far.

    Parameters
    ----------
    view : View
        From where it is seen.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._settled = NOTHING
        self._handed = 0  # frames, since the whole was

    def part(self, record: Record) -> PoseSequence:
        """Return the frames to go over next: the last part of a set or, now and then, the whole."""
        if self._handed >= PARTS_PER_WHOLE * len(record):
            self._settled, self._handed = NOTHING, 0
        poses = record.copy(self._settled.part_from_s)
        self._handed += len(poses) if self._settled.until_s > -inf else 0
        return poses

    def after(self, part: PoseSequence, exercise: Exercise) -> Report:
        """Return the report with what that part adds to what was settled before."""
        analysis = analyze(part, exercise, self._view, settled=self._settled, is_over=False)
        drawn = [rep.values for rep in analysis.report.reps]
        self._settled = settle_untimed(exercise, analysis.found, float(part.time_s[-1]), drawn)
        return analysis.report
