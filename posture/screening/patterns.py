"""How a stance looks from the side: a description of the picture, never more."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan

from scipy.special import ndtr

from posture.screening.report import Finding

P_SURE = 0.80  # that each condition holds; or, for neutral, that each pattern does not


@dataclass(frozen=True)
class Condition:
    """A finding beyond a bound."""

    key: str
    above: float = -inf
    below: float = inf

    def probability(self, finding: Finding) -> float:
        """Return how probable it is that the truth lies beyond."""
        share = ndtr((self.below - finding.value) / finding.sigma)
        return float(share - ndtr((self.above - finding.value) / finding.sigma))


PATTERNS: dict[str, tuple[Condition, ...]] = {
    "hips_forward": (
        Condition("posture.hip_offset", above=0.05),
        Condition("posture.trunk_inclination", below=-4.0),
    ),
    "forward_lean": (Condition("posture.trunk_inclination", above=7.0),),
    "head_forward": (Condition("posture.forward_head", above=25.0),),
}
NEUTRAL, UNCLEAR = "neutral", "unclear"


def describe(findings: Sequence[Finding]) -> str:
    """Return the first pattern that surely holds, "neutral" if surely none does, or "unclear"."""
    by_key = {finding.key: finding for finding in findings}
    none_holds = True
    for pattern, conditions in PATTERNS.items():
        shares = [_probability(condition, by_key.get(condition.key)) for condition in conditions]
        if min(shares) >= P_SURE:
            return pattern
        none_holds &= min(shares) <= 1.0 - P_SURE
    return NEUTRAL if none_holds else UNCLEAR


def _probability(condition: Condition, finding: Finding | None) -> float:
    if finding is None or isnan(finding.value):
        return 0.5
    return condition.probability(finding)
