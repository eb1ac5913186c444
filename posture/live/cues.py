"""Which cue to give during a set: one at a time, what matters most first, never nagging."""

from collections.abc import Iterable
from dataclasses import dataclass

from posture.checks import CheckResult, cues
from posture.grading import Grade

GAP_S = 4.0  # between two cues, whatever they say
REPEAT_S = 20.0  # before the same is said again
PRAISE_EVERY_S = 30.0


@dataclass(frozen=True)
class Cue:
    """Something to say while the person moves.

    Attributes
    ----------
    result : CheckResult
        What was found; its sentence is the cue.
    is_praise : bool
        Whether it is well done rather than to be changed.
    """

    result: CheckResult
    is_praise: bool


class CueChooser:
    """Remembers what was said, so that a cue is not repeated at once."""

    def __init__(self) -> None:
        self._said_s: dict[str, float] = {}
        self._last_s = float("-inf")

    def choose(self, now_s: float, results: Iterable[CheckResult]) -> list[Cue]:
        """Return what to say now, in order: at most a praise before a cue; mostly nothing.

        Parameters
        ----------
        now_s : float
        results : iterable of CheckResult
            The checks of the repetitions so far.
        """
        results = tuple(results)
        if now_s - self._last_s < GAP_S:
            return []
        wanting = next((r for r in cues(results) if self._may_say(r.key, now_s, REPEAT_S)), None)
        good = [r for r in results if r.grade is Grade.GOOD and not r.classes]
        praised = next((r for r in good if self._may_say(r.key, now_s, PRAISE_EVERY_S)), None)
        chosen = [Cue(r, is_praise) for r, is_praise in ((praised, True), (wanting, False)) if r]
        if wanting is None and cues(results):
            return []  # a cue was given lately and still holds: praise alone would contradict it
        for cue in chosen:
            self._said_s[cue.result.key] = now_s
            self._last_s = now_s
        return chosen

    def _may_say(self, key: str, now_s: float, after_s: float) -> bool:
        return now_s - self._said_s.get(key, float("-inf")) >= after_s
