"""Photos and clips of a posture check being watched beside the page."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from posture.io.captures import Observation, observe
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL
from posture.ui.work import Stage, Work
from posture.view import View


@dataclass(eq=False, kw_only=True)
class PostureJob(Work):
    """Pictures on their way to a posture check.

    Attributes
    ----------
    pictures : tuple of (Path, str)
        Where each lies, and what the visitor calls it.
    folder : Path or None
        Removed in the end, with the visitor's files in it; None for samples.
    view : View or None
        Where the visitor says the camera stood.
    colour : str or None
        Of the stickers.
    is_levelled : bool
        Whether the camera is known to have been level.
    n_done : int
    observations : list of Observation
    faults : list of InputError
        Why a picture could not be used.
    """

    pictures: tuple[tuple[Path, str], ...]
    folder: Path | None = None
    view: View | None = None
    colour: str | None = None
    is_levelled: bool = False
    n_done: int = 0
    observations: list[Observation] = field(default_factory=list)
    faults: list[InputError] = field(default_factory=list)

    def _do(self) -> None:
        self.stage = Stage.WATCHING
        for path, name in self.pictures:
            self._progress(0.0, 0)
            try:
                seen = observe(
                    path, DEFAULT_MODEL, progress=self._progress, cancelled=self._stop.is_set
                )
                self.observations.append(seen)
            except InputError as error:
                self.faults.append(InputError(error.key, **error.values | {"path": name}))
            self.n_done += 1

    def _progress(self, fraction: float | None, _: int) -> None:
        self.fraction = (self.n_done + (fraction or 0.0)) / len(self.pictures)

    def _clean_up(self) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(eq=False)
class Bench:
    """Where one visitor's job is; it stops when they leave."""

    job: PostureJob | None = None

    def begin(self, job: PostureJob) -> None:
        """Start a job in the place of the one before."""
        self.leave()
        self.job = job
        job.start()

    def leave(self) -> None:
        """Stop what runs."""
        if self.job is not None:
            self.job.stop()
            self.job.join()
        self.job = None


@st.cache_resource(scope="session", on_release=Bench.leave, show_spinner=False)
def current_bench() -> Bench:
    """Return this browser session's bench."""
    return Bench()
