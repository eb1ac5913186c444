"""An analysis that runs beside the page, so that it can show progress and be stopped."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum
from os import cpu_count
from pathlib import Path

from posture.analysis import Analysis, analyze
from posture.exercises.base import Exercise
from posture.io import results
from posture.io.annotate import write_annotated
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL
from posture.io.overlay import overlays
from posture.io.recording import Cancelled
from posture.view import View

MAX_DURATION_S = 600
MAX_FRAMES = 60 * MAX_DURATION_S  # for files that do not say how long they are

# One inference fills a core; more at once would only make everybody slower.
_places = threading.BoundedSemaphore(cpu_count() or 1)


class Stage(StrEnum):
    """What a job is doing."""

    WAITING = "waiting"
    WATCHING = "watching"
    DRAWING = "drawing"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(eq=False)
class Job:
    """One recording on its way to a report; written by its thread, read by the page.

    Attributes
    ----------
    recording, folder : Path
        What to analyse, and where the results go.
    title : str
        The key of a sample's name, or the visitor's own file name.
    is_experimental : bool
        Whether to look for a knee that may have given way, too.
    stage : Stage
    fraction : float or None
        How much of the stage is done; None if that is not known.
    analysis : Analysis or None
        The result, once the stage is DONE.
    error : InputError or None
        Why it FAILED; None if that was our fault, not the recording's.
    truncated : bool
        Whether the file broke off.
    """

    recording: Path
    folder: Path
    exercise: Exercise
    view: View | None
    title: str
    is_experimental: bool = False
    stage: Stage = Stage.WAITING
    fraction: float | None = None
    analysis: Analysis | None = None
    error: InputError | None = None
    truncated: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="analysis", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask it to stop; it does so at the next frame."""
        self._stop.set()

    def join(self) -> None:
        """Wait until its thread has ended."""
        if self._thread is not None:
            self._thread.join()

    @property
    def is_running(self) -> bool:
        return self.stage in (Stage.WAITING, Stage.WATCHING, Stage.DRAWING)

    def _run(self) -> None:
        try:
            while not _places.acquire(timeout=0.2):
                self._check_stop()
            try:
                self._analyze()
            finally:
                _places.release()
            self.stage = Stage.DONE
        except Cancelled:
            self.stage = Stage.STOPPED
        except InputError as error:
            self.error, self.stage = error, Stage.FAILED
        except BaseException:
            self.stage = Stage.FAILED
            raise

    def _analyze(self) -> None:
        self.stage = Stage.WATCHING
        poses = results.read_poses(
            self.recording,
            DEFAULT_MODEL,
            progress=self._progress,
            cancelled=self._stop.is_set,
            on_truncated=self._on_truncated,
        )
        analysis = analyze(poses, self.exercise, self.view, experimental=self.is_experimental)
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

    def _on_truncated(self) -> None:
        self.truncated = True

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise Cancelled
