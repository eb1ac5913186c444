"""Work that runs beside the page, so that it can show progress and be stopped."""

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import StrEnum
from os import cpu_count

from posture.io.errors import InputError
from posture.io.recording import Cancelled

# One inference fills a core; more at once would only make everybody slower.
_places = threading.BoundedSemaphore(cpu_count() or 1)


class Stage(StrEnum):
    """What a job is doing."""

    WAITING = "waiting"
    WATCHING = "watching"
    WATCHING_AGAIN = "watching_again"
    DRAWING = "drawing"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(eq=False, kw_only=True)
class Work(ABC):
    """Something on its way to a result; written by its thread, read by the page.

    Attributes
    ----------
    stage : Stage
    fraction : float or None
        How much of the stage is done; None if that is not known.
    error : InputError or None
        Why it FAILED; None if that was our fault, not the recording's.
    """

    stage: Stage = Stage.WAITING
    fraction: float | None = None
    error: InputError | None = None
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
        return self.stage not in (Stage.DONE, Stage.FAILED, Stage.STOPPED)

    @abstractmethod
    def _do(self) -> None:
        """Do the work itself; raise Cancelled once `_stop` is set."""

    def _clean_up(self) -> None:  # noqa: B027 - most leave nothing
        """Leave nothing behind; called in the end, whatever happened."""

    def _run(self) -> None:
        try:
            while not _places.acquire(timeout=0.2):
                self._check_stop()
            try:
                self._do()
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
        finally:
            self._clean_up()

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise Cancelled
