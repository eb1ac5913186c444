"""What is asked of today before a set, and of pain after it: which exercises are for today.

The questions of posture/safety.py are about warning signs, which lock everything. These are about
today: who hurts or is unsteady does what can be done sitting, or rests.
"""

from dataclasses import dataclass
from enum import StrEnum

from posture.guide import GUIDES, Position

PAIN = (0, 10)  # on the numeric rating scale
MAX_PAIN = 5  # more, before or after a set, and it is enough for today
MAX_RISE = 2  # of pain over what it was before
SETTLED_PAIN = 2  # up to there pain is settled


@dataclass(frozen=True)
class Today:
    """How somebody is today.

    Attributes
    ----------
    pain : int
        From PAIN.
    signs : frozenset of str
        Keys of SIGNS that are true.
    """

    pain: int = 0
    signs: frozenset[str] = frozenset()

    @property
    def is_seated_only(self) -> bool:
        """Whether standing exercises and tests are not for today."""
        return self.pain > MAX_PAIN or bool(self.signs)

    def allows(self, activity: str) -> bool:
        """Tell whether an exercise or test, a key of GUIDES, is for today."""
        return not self.is_seated_only or GUIDES[activity].position is not Position.STANDING


SIGNS = ("unsteady", "newly_swollen", "alone_after_fall")
"""What is asked of today; each has its sentence today.sign.<key>."""


class Afterwards(StrEnum):
    """What pain after a set means, by comparison with before."""

    SETTLED = "settled"
    SAME = "same"
    REST = "rest"


def afterwards(before: int, after: int) -> Afterwards:
    """Return what pain after a set means.

    The model of pain monitoring that physiotherapists use, in the stricter form for those who
    exercise at home alone: enough for today above MAX_PAIN or with a rise of more than MAX_RISE.
    """
    if after > MAX_PAIN or after > before + MAX_RISE:
        return Afterwards.REST
    return Afterwards.SETTLED if after <= SETTLED_PAIN else Afterwards.SAME
