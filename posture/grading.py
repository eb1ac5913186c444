"""From a number and its error to an outcome: how surely does it lie on one side of a bound."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isnan

from scipy.special import ndtr

P_GOOD = 0.80  # to call it within the range
P_NOT_GOOD = 0.80  # to call it outside ...
P_POOR = 0.90  # ... and far outside: false alarms frighten


class Grade(StrEnum):
    """How a value stands to its range, allowing for its error."""

    GOOD = "good"
    CAUTION = "caution"
    POOR = "poor"
    UNCERTAIN = "uncertain"


class Outcome(StrEnum):
    """What a check found."""

    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    UNCERTAIN = "uncertain"
    NOT_MEASURABLE = "not_measurable"


@dataclass(frozen=True, kw_only=True)
class Range:
    """A good range with a caution zone on either side; an open end is infinite.

    Attributes
    ----------
    poor_below, lower, upper, poor_above : float
        Good from `lower` to `upper`; caution out to the poor bounds; poor beyond.
    sigma : float
        Standard deviation of (reading - truth), in `unit`.
    """

    key: str
    unit: str
    poor_below: float = -inf
    lower: float = -inf
    upper: float = inf
    poor_above: float = inf
    sigma: float
    basis: str
    source: str
    locator: str

    def __post_init__(self) -> None:
        if not self.poor_below <= self.lower < self.upper <= self.poor_above:
            raise ValueError(
                f"ranges.csv, row '{self.key}': bounds must rise, but got "
                f"{self.poor_below}, {self.lower}, {self.upper}, {self.poor_above}."
            )
        if not self.sigma > 0:
            raise ValueError(
                f"ranges.csv, row '{self.key}': sigma must be positive, got {self.sigma}."
            )


def grade(value: float, bounds: Range) -> tuple[Grade, Outcome]:
    """Judge one value against its range.

    The truth is taken as normally distributed about the value. `good` and `caution` need 80 %
    of it on their side, `poor` needs 90 %; anything else is `uncertain`, which is a result.

    Returns
    -------
    Grade, Outcome
        The grade, and for `caution` and `poor` the side on which the value lies.
    """
    if isnan(value):
        return Grade.UNCERTAIN, Outcome.NOT_MEASURABLE
    p_good = _share(value, bounds.lower, bounds.upper, bounds.sigma)
    p_below = _share(value, -inf, bounds.lower, bounds.sigma)
    p_above = _share(value, bounds.upper, inf, bounds.sigma)
    p_poor = _share(value, -inf, bounds.poor_below, bounds.sigma) + _share(
        value, bounds.poor_above, inf, bounds.sigma
    )
    side = Outcome.BELOW if p_below > p_above else Outcome.ABOVE
    if p_good >= P_GOOD:
        return Grade.GOOD, Outcome.WITHIN
    if p_poor >= P_POOR:
        return Grade.POOR, side
    if 1.0 - p_good >= P_NOT_GOOD:
        return Grade.CAUTION, side
    return Grade.UNCERTAIN, Outcome.UNCERTAIN


def _share(value: float, low: float, high: float, sigma: float) -> float:
    """Return the probability that the truth lies between `low` and `high`."""
    return float(ndtr((high - value) / sigma) - ndtr((low - value) / sigma))
