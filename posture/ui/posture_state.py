"""What one visitor's posture check holds: in memory only, gone when they leave or erase it."""

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from posture.io.captures import Observation
from posture.io.errors import InputError
from posture.screening.capture import Vertical
from posture.screening.report import ScreeningReport
from posture.screening.screen import screen
from posture.ui.posture_live import forget_stances
from posture.ui.sheet_form import forget_sheet
from posture.view import View

_KEY = "posture_shown"


@dataclass(eq=False)
class Shown:
    """The pictures of a check and what the visitor said about them.

    Attributes
    ----------
    observations : tuple of Observation
        As the model saw them, without verticals.
    view : View or None
        Where the visitor says the camera stood.
    colour : str or None
        Of the stickers.
    faults : tuple of InputError
        What was wrong with pictures that could not be used.
    verticals : dict
        By the observation's number, the vertical marked in it.
    is_levelled : bool
        Whether the visitor says that the camera was level.
    """

    observations: tuple[Observation, ...]
    view: View | None
    colour: str | None
    faults: tuple[InputError, ...] = ()
    verticals: dict[int, Vertical] = field(default_factory=dict)
    is_levelled: bool = False

    def with_marks(self) -> tuple[Observation, ...]:
        """Return the observations with what is known of the camera, and stickers looked for."""
        return tuple(
            seen.with_vertical(self.verticals.get(i), is_levelled=self.is_levelled).with_stickers(
                self.colour, self.view
            )
            for i, seen in enumerate(self.observations)
        )

    def report(self, observations: tuple[Observation, ...]) -> ScreeningReport:
        """Return the screening of today."""
        captures = [seen.capture for seen in observations]
        return screen(captures, self.view, date.today().isoformat())


def shown() -> Shown | None:
    """Return this visitor's check, if there is one."""
    found: Shown | None = st.session_state.get(_KEY)
    return found


def remember(check: Shown) -> None:
    """Keep a check for this visitor's session."""
    st.session_state[_KEY] = check


def forget() -> None:
    """Erase it, the sheet made of it and what was taken at the camera."""
    forget_stances()
    forget_sheet()
    st.session_state.pop(_KEY, None)
