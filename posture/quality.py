"""What is wrong with a recording: a row for each finding; the bounds are our own choices."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from posture import footage
from posture.footage import Footage

MIN_FRAME_RATE_HZ = 20.0
MAX_STALLED_SHARE = 0.1
MIN_BRIGHTNESS = 0.1
MIN_LEG_PX = 60.0
MAX_LOST_SHARE = 0.2
MAX_OTHER_S = 0.3
MAX_UNSTEADINESS = 0.005
MAX_TILT_DEG = 4.0
MAX_SLIP_SHARE = 0.15
YES = 0.5  # between no, 0, and yes, 1


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Found if its number lies below or above a bound; NaN never does.

    Attributes
    ----------
    key : str
    number : callable
    unit : str
        Of the number, which the report then gives; empty if it only says yes or no.
    below, above : float
    unless : tuple of str
        Faults that say as much: if one of them is found, this one is not.
    forbids_judging : bool
        Whether values are shown then, but nothing is judged.
    forbids_measuring : bool
        Whether no values are shown either: what was counted is all that is known.
    hides_body : bool
        Whether so little was seen then that nobody knows what else was done.
    """

    key: str
    number: Callable[[Footage], float]
    unit: str = ""
    below: float = -inf
    above: float = inf
    unless: tuple[str, ...] = ()
    forbids_judging: bool = False
    forbids_measuring: bool = False
    hides_body: bool = False

    def is_found(self, number: float) -> bool:
        return number < self.below or number > self.above


FAULTS = (
    Fault(
        key="low_frame_rate",
        number=footage.frame_rate,
        unit="Hz",
        below=MIN_FRAME_RATE_HZ,
        forbids_judging=True,
    ),
    Fault(
        key="uneven_frames",
        number=footage.stalled_share,
        unit="share",
        above=MAX_STALLED_SHARE,
    ),
    Fault(
        key="too_far",
        number=footage.leg_px_in_large_picture,
        unit="px",
        below=MIN_LEG_PX,
        forbids_judging=True,
    ),
    Fault(
        key="small_picture",
        number=footage.leg_px_in_small_picture,
        unit="px",
        below=MIN_LEG_PX,
        forbids_judging=True,
    ),
    Fault(
        key="too_near",
        number=footage.both_out_share,
        unit="share",
        above=MAX_LOST_SHARE,
        hides_body=True,
    ),
    Fault(
        key="head_out",
        number=footage.head_out_share,
        unit="share",
        above=MAX_LOST_SHARE,
        unless=("too_near",),
    ),
    Fault(
        key="feet_out",
        number=footage.feet_out_share,
        unit="share",
        above=MAX_LOST_SHARE,
        unless=("too_near",),
        hides_body=True,
    ),
    Fault(
        key="side_out",
        number=footage.side_out_share,
        unit="share",
        above=MAX_LOST_SHARE,
        hides_body=True,
    ),
    Fault(key="too_dark", number=footage.brightness, unit="share", below=MIN_BRIGHTNESS),
    Fault(
        key="often_nobody",
        number=footage.nobody_share,
        unit="share",
        above=MAX_LOST_SHARE,
    ),
    Fault(
        key="not_alone",
        number=footage.other_person_share,
        unit="share",
        above=MAX_LOST_SHARE,
        unless=("too_near",),
        forbids_judging=True,
        forbids_measuring=True,
        hides_body=True,
    ),
    Fault(
        key="other_person",
        number=footage.other_person_s,
        unit="s",
        above=MAX_OTHER_S,
        unless=("too_near", "not_alone"),
        hides_body=True,
    ),
    Fault(key="feet_unseen", number=footage.feet_hidden_share, unit="share", above=MAX_LOST_SHARE),
    Fault(
        key="partly_unseen",
        number=footage.driver_unseen_share,
        unit="share",
        above=MAX_LOST_SHARE,
        forbids_judging=True,
        hides_body=True,
    ),
    Fault(
        key="legs_confused",
        number=footage.leg_slip_share,
        unit="share",
        above=MAX_SLIP_SHARE,
        forbids_judging=True,
        forbids_measuring=True,
    ),
    Fault(key="unsteady", number=footage.unsteadiness, unit="leg", above=MAX_UNSTEADINESS),
    Fault(key="tilted", number=footage.tilt_deg, unit="deg", above=MAX_TILT_DEG),
    Fault(key="oblique_view", number=footage.is_oblique, above=YES),
    Fault(key="view_disagrees", number=footage.is_another_view, above=YES),
)

# Findings under which nothing is judged; the worst first.
DOUBTS = tuple(fault.key for fault in FAULTS if fault.forbids_judging)
# Those under which nothing but the count is known.
UNMEASURED = frozenset(fault.key for fault in FAULTS if fault.forbids_measuring)
# Those under which nobody knows whether there was more to count.
HIDING = frozenset(fault.key for fault in FAULTS if fault.hides_body)


def find_faults(found_in: Footage) -> dict[str, float]:
    """Return the number of each thing that was wrong with a recording, in the table's order."""
    if not np.isfinite(found_in.seen.image_px).any():
        return {"often_nobody": 1.0}
    found: dict[str, float] = {}
    for fault in FAULTS:
        number = fault.number(found_in)
        if fault.is_found(number) and found.keys().isdisjoint(fault.unless):
            found[fault.key] = number
    return found


def measured(faults: dict[str, float]) -> dict[str, float]:
    """Return the faults whose number says more than yes."""
    return {fault.key: faults[fault.key] for fault in FAULTS if fault.unit and fault.key in faults}


def doubt(faults: dict[str, float]) -> str:
    """Return the fault for which nothing may be judged, or an empty string."""
    return next((key for key in DOUBTS if key in faults), "")
