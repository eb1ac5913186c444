"""What is settled of a set that goes on, so that only its last part is gone over again.

A part begins a while before what is settled ends: there it is seen once more what is known, so that
the body's lengths, its rest and its usual depth are told as in the whole.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from posture.movements import Found

OPEN_S = 30.0  # what began later may still turn out to be something else
LEAD_S = 20.0  # before what is settled ends: a part begins with so much of it
ENDS = 0.75  # of the time from one movement's start to the next one's: mostly at rest


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What was found in a recording before a moment; nothing in it changes any more.

    Attributes
    ----------
    until_s : float
        The moment. What starts earlier is settled.
    found : Found
    values : tuple of dict
        Of each movement, the number that each check drew from it; empty if none was asked for.
    """

    until_s: float = -inf
    found: Found = field(default_factory=Found)
    values: tuple[dict[str, float], ...] = ()

    @property
    def part_from_s(self) -> float:
        """Where the part begins in which the rest is to be found."""
        return self.until_s - LEAD_S

    def with_later(self, found: Found) -> Found:
        """Return everything, given what was found in that part."""
        return self.found.together_with(found.since(self.until_s))


NOTHING = Settled()


def settle(found: Found, now_s: float, values: Sequence[dict[str, float]] = ()) -> Settled:
    """Return what of a set is settled: all before the last movement that began OPEN_S ago.

    That one is complete and the start of no other lies near the moment, so that a start which is
    told a little differently in another part is neither lost nor counted twice.

    Parameters
    ----------
    found : Found
        All that was found so far.
    now_s : float
    values : sequence of dict
        Of each of its movements, the number that each check drew from it.
    """
    starts_s = [movement.start_s for movement in found.movements]
    n = bisect_right(starts_s, now_s - OPEN_S) - 1
    if n < 1:
        return NOTHING
    until_s = starts_s[n - 1] + ENDS * (starts_s[n] - starts_s[n - 1])
    return Settled(until_s=until_s, found=found.until(until_s), values=tuple(values[:n]))
