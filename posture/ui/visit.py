"""What one visitor has on this computer: a folder and an analysis, gone when they leave."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from posture.ui.job import Job


@dataclass(eq=False)
class Visit:
    """One browser session's own files; nobody else's page can reach them.

    Attributes
    ----------
    folder : Path
    job : Job or None
        The analysis that runs or that is shown.
    """

    folder: Path
    job: Job | None = None

    def new_folder(self) -> Path:
        """Forget the analysis before and return the folder, empty."""
        self.erase()
        self.folder.mkdir(parents=True)
        return self.folder

    def begin(self, job: Job) -> None:
        """Start an analysis whose files lie in the folder."""
        self.job = job
        job.start()

    def erase(self) -> None:
        """Stop what runs and remove every file."""
        if self.job is not None:
            self.job.stop()
            self.job.join()
        self.job = None
        shutil.rmtree(self.folder, ignore_errors=True)


def _leave(visit: Visit) -> None:
    visit.erase()


@st.cache_resource(scope="session", on_release=_leave, show_spinner=False)
def current_visit() -> Visit:
    """Return this browser session's visit; its files are removed when the session ends."""
    return Visit(Path(tempfile.mkdtemp(prefix="posture-")))
