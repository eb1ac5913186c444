"""Find an exercise that is a position held: stretches, standing on one leg."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from posture.holds import HoldRule, find_holds, hold_within
from posture.movements import Found, Hold, Measured, Movement, NotCounted, Span
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
    amiss : mapping of str to HoldRule
        By its reason, what the near side keeps for so long where nothing is held because of it.
    """

    rule: HoldRule
    attempt: HoldRule | None = None
    seen_from: frozenset[View]
    by_side: bool = False
    amiss: Mapping[str, HoldRule] = field(default_factory=dict)

    @property
    def views(self) -> frozenset[View]:
        return self.seen_from

    @property
    def phases(self) -> frozenset[str]:
        return frozenset({"rep", "hold"})

    @property
    def reasons(self) -> frozenset[str]:
        return frozenset(self.amiss)

    @property
    def endings(self) -> frozenset[str]:
        return self.rule.endings

    def measure_for(self, _: View) -> str:
        """Return the measure of the first condition."""
        return self.rule.conditions[0].measure

    def find(self, seen: Measured) -> Found:
        """Return the holds of the body, or those of either leg, and what is amiss without any.

        From the side the far leg is believed only while the near one holds nothing.
        """
        near = seen.baseline.viewpoint.near
        found = self._find_each(seen, near) if self.by_side else self._find(seen, None)
        if found.holds:
            return found
        amiss = [
            NotCounted(start_s=kept.start_s, end_s=kept.end_s, reason=reason)
            for reason, rule in self.amiss.items()
            for kept in find_holds(seen, rule, near)
        ]
        return replace(found, not_counted=tuple(amiss))

    def _find_each(self, seen: Measured, near: Side) -> Found:
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
