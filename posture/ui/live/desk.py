"""Who may open a live socket, and the sets each visitor has done."""

import secrets
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from posture.analysis import Analysis
from posture.ui.live.session import LiveSession
from posture.ui.live.stance_session import StanceSession, TakenStance

if TYPE_CHECKING:
    from posture.ui.live.connection import Connection


@dataclass(frozen=True, eq=False)
class DoneSet:
    """A finished set with its report; the report page shows it like a recording's.

    Attributes
    ----------
    number : int
        Which of this visit's sets.
    title : str
        The key of its name.
    folder : Path
        Where report, measures and landmarks lie.
    analysis : Analysis
    session_key : str
        Of the session it came from.
    truncated : bool
        Always False: a set has no file that could break off.
    """

    number: int
    title: str
    folder: Path
    analysis: Analysis
    session_key: str
    truncated: bool = False


@dataclass(eq=False)
class Desk:
    """One visitor's place: the token that opens the socket, the set under way, the sets done.

    Attributes
    ----------
    token : str
    folder : Path
        For the results; removed when the visitor leaves.
    session : LiveSession or StanceSession or None
        The set or the captures under way. It outlives its socket for a while.
    connection : Connection or None
        The one through which the visitor's pictures come.
    done : list of DoneSet
    taken : list of TakenStance
    """

    folder: Path
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: LiveSession | StanceSession | None = None
    connection: "Connection | None" = None
    done: list[DoneSet] = field(default_factory=list)
    taken: list[TakenStance] = field(default_factory=list)
    _n_sets: int = 0

    def next_folder(self) -> tuple[int, Path]:
        """Return the number and the folder of the next set to be kept."""
        self._n_sets += 1
        return self._n_sets, self.folder / f"set-{self._n_sets}"

    def number_of(self, session_key: object) -> int | None:
        """Return the number under which what a session brought is kept; None if it is not."""
        kept: tuple[DoneSet | TakenStance, ...] = (*self.done, *self.taken)
        return next((one.number for one in kept if one.session_key == session_key), None)

    def erase(self, number: int) -> None:
        """Remove a set and its files."""
        for found in [done for done in self.done if done.number == number]:
            self.done.remove(found)
            shutil.rmtree(found.folder, ignore_errors=True)

    def leave(self) -> None:
        """Remove everything."""
        DESKS.close(self)
        self.session = None
        self.done.clear()
        self.taken.clear()
        shutil.rmtree(self.folder, ignore_errors=True)


class Desks:
    """The desks of all visitors, by token."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_token: dict[str, Desk] = {}

    def open(self, folder: Path) -> Desk:
        """Give a new visitor a desk."""
        desk = Desk(folder)
        with self._lock:
            self._by_token[desk.token] = desk
        return desk

    def find(self, token: str) -> Desk | None:
        """Return the desk that a token was issued for."""
        with self._lock:
            return self._by_token.get(token)

    def close(self, desk: Desk) -> None:
        """Forget a desk; its token opens nothing any more."""
        with self._lock:
            self._by_token.pop(desk.token, None)


DESKS = Desks()
