"""Grades against the normal distribution of the standard library, and rows worked by hand."""

from math import inf, nan
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from posture.grading import Grade, Outcome, Range, grade


def bounds(
    poor_below: float = -inf,
    lower: float = -inf,
    upper: float = inf,
    poor_above: float = inf,
    sigma: float = 1.0,
) -> Range:
    return Range(
        key="a.check",
        unit="deg",
        poor_below=poor_below,
        lower=lower,
        upper=upper,
        poor_above=poor_above,
        sigma=sigma,
        basis="design",
        source="assumption",
        locator="",
    )


# With an error of 10 and bounds 100 apart, only the nearest bound matters: 80 % of the truth is on
# one side of a bound 8.416 away, 90 % of it 12.816 away.
FAR = bounds(-200, -100, 100, 200, sigma=10)


@pytest.mark.parametrize(
    ("value", "expected", "outcome"),
    [
        (0, "good", "within"),
        (91.5, "good", "within"),
        (91.6, "uncertain", "uncertain"),
        (100, "uncertain", "uncertain"),
        (108.4, "uncertain", "uncertain"),
        (108.5, "caution", "above"),
        (212.8, "caution", "above"),
        (212.9, "poor", "above"),
        (-91.5, "good", "within"),
        (-91.6, "uncertain", "uncertain"),
        (-108.4, "uncertain", "uncertain"),
        (-108.5, "caution", "below"),
        (-212.8, "caution", "below"),
        (-212.9, "poor", "below"),
        (nan, "uncertain", "not_measurable"),
    ],
)
def test_80_percent_make_good_or_not_and_90_make_poor(value, expected, outcome):
    assert grade(value, FAR) == (expected, outcome)


KNEE_EXTENSION = bounds(-15, -8, 15, 27, sigma=6)
SHOULDER_TILT = bounds(-6, -3, 3, 6, sigma=1.5)


@pytest.mark.parametrize(
    ("range_", "value", "expected"),
    [
        (KNEE_EXTENSION, -3, "uncertain"),  # 0.799 of it within: the written -3 is rounded
        (KNEE_EXTENSION, -2.9, "good"),
        (KNEE_EXTENSION, 9.9, "good"),
        (KNEE_EXTENSION, 10, "uncertain"),
        (KNEE_EXTENSION, 20, "uncertain"),
        (KNEE_EXTENSION, 20.1, "caution"),
        (KNEE_EXTENSION, 34.6, "caution"),
        (KNEE_EXTENSION, 34.7, "poor"),
        (SHOULDER_TILT, 1.7, "good"),
        (SHOULDER_TILT, -1.7, "good"),
        (SHOULDER_TILT, 1.8, "uncertain"),
        (SHOULDER_TILT, 7.9, "caution"),
        (SHOULDER_TILT, 8.0, "poor"),
        (SHOULDER_TILT, -8.0, "poor"),
    ],
)
def test_the_worked_examples_come_out(range_, value, expected):
    assert grade(value, range_)[0] == expected


def in_words(value: float, range_: Range) -> tuple[str, str]:
    """Grade by the standard library's normal distribution and the rules as they are written."""
    truth = NormalDist(value, range_.sigma)
    below, above = truth.cdf(range_.lower), 1 - truth.cdf(range_.upper)
    far_out = truth.cdf(range_.poor_below) + 1 - truth.cdf(range_.poor_above)
    if 1 - below - above >= 0.8:
        return "good", "within"
    side = "below" if below > above else "above"
    if far_out >= 0.9:
        return "poor", side
    return ("caution", side) if below + above >= 0.8 else ("uncertain", "uncertain")


rising = st.lists(st.floats(-100, 100), min_size=4, max_size=4, unique=True).map(sorted)


@given(edges=rising, sigma=st.floats(0.1, 30.0), value=st.floats(-200, 200))
def test_grades_follow_the_normal_distribution(edges, sigma, value):
    range_ = bounds(*edges, sigma=sigma)
    truth = NormalDist(value, sigma)
    inside = truth.cdf(range_.upper) - truth.cdf(range_.lower)
    far_out = truth.cdf(range_.poor_below) + 1 - truth.cdf(range_.poor_above)
    if min(abs(inside - 0.8), abs(inside - 0.2), abs(far_out - 0.9)) > 1e-9:
        assert grade(value, range_) == in_words(value, range_)


@pytest.mark.parametrize("value", np.linspace(-20, 40, 13))
def test_grades_follow_a_hundred_thousand_draws(value):
    drawn = np.random.default_rng(0).normal(value, KNEE_EXTENSION.sigma, 100_000)
    inside = np.mean((drawn >= KNEE_EXTENSION.lower) & (drawn <= KNEE_EXTENSION.upper))
    far_out = np.mean((drawn < KNEE_EXTENSION.poor_below) | (drawn > KNEE_EXTENSION.poor_above))
    found = grade(value, KNEE_EXTENSION)[0]
    assert (found is Grade.GOOD) == (inside >= 0.8)
    assert (found is Grade.POOR) == (far_out >= 0.9)
    assert (found is Grade.UNCERTAIN) == (0.2 < inside < 0.8)


@given(edges=rising, sigma=st.floats(0.1, 30.0), value=st.floats(-200, 200))
def test_a_range_turned_round_gives_the_same_grade_on_the_other_side(edges, sigma, value):
    assume(abs(edges[1] + edges[2] - 2 * value) > 1e-6)  # right in the middle, either side will do
    turned = {"below": "above", "above": "below"}
    found, outcome = grade(value, bounds(*edges, sigma=sigma))
    twin, other = grade(-value, bounds(*(-edge for edge in reversed(edges)), sigma=sigma))
    assert (found, turned.get(outcome, outcome)) == (twin, other)


@pytest.mark.parametrize("value", [-1e6, 0.0, 1e6])
def test_without_bounds_everything_is_within(value):
    assert grade(value, bounds()) == (Grade.GOOD, Outcome.WITHIN)


@pytest.mark.parametrize(
    ("range_", "value", "outcome"),
    [
        (bounds(upper=5, poor_above=9), -1e3, "within"),
        (bounds(upper=5, poor_above=9), 1e3, "above"),
        (bounds(lower=5, poor_below=1), 1e3, "within"),
        (bounds(lower=5, poor_below=1), -1e3, "below"),
    ],
)
def test_a_range_may_be_open_at_one_end(range_, value, outcome):
    assert grade(value, range_)[1] == outcome


def test_a_range_narrower_than_the_error_is_never_surely_met():
    assert grade(0.0, bounds(-9, -1, 1, 9, sigma=5))[0] is not Grade.GOOD


@pytest.mark.parametrize(
    "edges", [(0, 1, 1, 2), (0, 2, 1, 3), (2, 1, 3, 4), (0, 1, 4, 3), (0, nan, 1, 2)]
)
def test_bounds_must_rise(edges):
    with pytest.raises(ValueError, match=r"row 'a.check': bounds must rise"):
        bounds(*edges)


@pytest.mark.parametrize("sigma", [0.0, -1.0, nan])
def test_the_error_must_be_positive(sigma):
    with pytest.raises(ValueError, match="sigma must be positive"):
        bounds(0, 1, 2, 3, sigma=sigma)
