"""An analysis of a recording that runs beside the page."""

from dataclasses import dataclass
from pathlib import Path

from posture.analysis import Analysis, analyze
from posture.exercises.base import Exercise
from posture.io import results
from posture.io.annotate import write_annotated
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL
from posture.io.overlay import overlays
from posture.ui.work import Stage, Work
from posture.view import View

MAX_DURATION_S = 600
MAX_FRAMES = 60 * MAX_DURATION_S  # for files that do not say how long they are


@dataclass(eq=False, kw_only=True)
class Job(Work):
    """One recording on its way to a report.

    Attributes
    ----------
    recording, folder : Path
        What to analyse, and where the results go.
    title : str
        The key of a sample's name, or the visitor's own file name.
    is_experimental : bool
        Whether to look for a knee that may have given way, too.
    analysis : Analysis or None
        The result, once the stage is DONE.
    truncated : bool
        Whether the file broke off.
    """

    recording: Path
    folder: Path
    exercise: Exercise
    view: View | None
    title: str
    is_experimental: bool = False
    analysis: Analysis | None = None
    truncated: bool = False

    def _do(self) -> None:
        self.stage = Stage.WATCHING
        poses, analysis = results.read_and_analyze(
            self.recording,
            DEFAULT_MODEL,
            lambda seen: analyze(seen, self.exercise, self.view, experimental=self.is_experimental),
            progress=self._progress,
            cancelled=self._stop.is_set,
            on_truncated=self._on_truncated,
            on_second_look=self._on_second_look,
        )
        results.require_measured(self.recording, analysis)
        results.write_results(self.folder, poses, analysis)
        self.fraction, self.stage = 0.0, Stage.DRAWING
        write_annotated(
            self.recording,
            self.folder / results.VIDEO,
            overlays(analysis),
            progress=self._progress,
            cancelled=self._stop.is_set,
        )
        self.analysis = analysis

    def _progress(self, fraction: float | None, frames: int) -> None:
        if frames > MAX_FRAMES:
            raise InputError("too_long_for_page", minutes=MAX_DURATION_S // 60)
        self.fraction = fraction

    def _on_second_look(self) -> None:
        self.fraction, self.stage = 0.0, Stage.WATCHING_AGAIN

    def _on_truncated(self) -> None:
        self.truncated = True
