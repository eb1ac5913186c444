"""Find an exercise that is a position held: stretches, standing on one leg."""

from dataclasses import dataclass

from posture.holds import HoldRule, find_holds, hold_within
from posture.movements import Found, Hold, Measured, Movement, Span
from posture.pose import Side
from posture.view import View


@dataclass(frozen=True, kw_only=True)
class Held:
    """A Finder of positions held: each is a movement, whose phase "hold" is its longest hold.

    Attributes
    ----------
    rule : HoldRule
        What is a hold.
    attempt : HoldRule, optional
        A looser rule: what shows that it is meant. Such a stretch of time is a movement even if
        nothing in it is a hold, so that it can be said what is amiss; without it, holds alone are.
    seen_from : frozenset of View
    by_side : bool
        Whether each leg holds for itself; otherwise the near side tells.
    """

    rule: HoldRule
    attempt: HoldRule | None = None
    seen_from: frozenset[View]
    by_side: bool = False

    @property
    def views(self) -> frozenset[View]:
        return self.seen_from

    @property
    def phases(self) -> frozenset[str]:
        return frozenset({"rep", "hold"})

    @property
    def reasons(self) -> frozenset[str]:
        return frozenset()

    @property
    def endings(self) -> frozenset[str]:
        return self.rule.endings

    def measure_for(self, _: View) -> str:
        """Return the measure of the first condition."""
        return self.rule.conditions[0].measure

    def find(self, seen: Measured) -> Found:
        """Return the holds of the body, or those of either leg.

        From the side the far leg is believed only while the near one holds nothing.
        """
        if not self.by_side:
            return self._find(seen, None)
        near = seen.baseline.viewpoint.near
        own, other = self._find(seen, near), self._find(seen, near.other)
        if seen.view is View.SIDE:
            other = other.apart_from(own.movements)
        return own.together_with(other)

    def _find(self, seen: Measured, side: Side | None) -> Found:
        attempts = find_holds(seen, self.attempt or self.rule, side)
        kept = find_holds(seen, self.rule, side)
        holds = [hold_within(kept, Span(attempt.start_s, attempt.end_s)) for attempt in attempts]
        return Found(
            movements=tuple(map(_as_movement, attempts, holds)),
            holds=tuple(hold for hold in holds if hold),
        )


def _as_movement(attempt: Hold, hold: Hold | None) -> Movement:
    phases = {"rep": Span(attempt.start_s, attempt.end_s)}
    if hold:
        phases["hold"] = Span(hold.start_s, hold.end_s)
    return Movement(
        start_s=attempt.start_s,
        peak_s=(attempt.start_s + attempt.end_s) / 2,
        end_s=attempt.end_s,
        side=attempt.side,
        phases=phases,
    )
