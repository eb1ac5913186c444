"""What is said of a chair squat whose form is wrong, and of the same one in good form."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from expected_measures import expected_from_the_front, expected_in_profile
from motions import frame_times, standing_up
from sitting import hips_m, report_of, stands
from stick_figure import FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, Angle, Body, Leg, seen

from posture.checks import CheckResult
from posture.pose import Side
from posture.report import Report

Legs = Callable[[Angle], Leg]  # by how far up somebody is, 0 on the seat and 1 standing

NEAR = {LEFT_PROFILE: Side.LEFT, RIGHT_PROFILE: Side.RIGHT}
PROFILES = pytest.mark.parametrize("yaw_deg", NEAR)
FACES = pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
SEATED_THIGH_DEG = 84.0  # leaning back from upright: almost level


def standing_up_on(
    *,
    shin_deg: float = 20.0,
    forward_deg: float = 5.0,
    standing_knee_deg: float = 0.0,
    **on_the_way: float,
) -> Legs:
    """Return how a leg stands up, in good form unless it is said otherwise.

    The shin leans by `shin_deg` on the seat, and half-way up by `forward_deg` more than half of
    that. What else is said of the leg is so on the first half of the way alone.
    """

    def leg(up: Angle) -> Leg:
        down, share = 1.0 - up, np.clip(8.0 * np.minimum(up, 0.55 - up), 0.0, 1.0)
        return Leg(
            knee_flexion=(SEATED_THIGH_DEG + shin_deg) * down + standing_knee_deg * up,
            shin_lean=shin_deg * down
            + 4.0 * forward_deg * up * down
            + 0.5 * standing_knee_deg * up,
            **{name: value * share for name, value in on_the_way.items()},
        )

    return leg


GOOD = standing_up_on()


def set_of(left: Legs, right: Legs, yaw_deg: float) -> Report:
    curve = stands([1.0] * 3)
    times = frame_times(curve.duration_s)
    up = curve(times)
    near = (NEAR[yaw_deg],) if yaw_deg in NEAR else tuple(Side)
    # upright on the seat, so that who draws the feet far back is still known to sit
    trunk_lean = 4.0 * 32.0 * up * (1.0 - up)
    body = replace(
        standing_up(up), left=left(up), right=right(up), trunk_lean=trunk_lean, planted=near
    )
    report = report_of(seen(body, times, yaw_deg=yaw_deg))
    assert (report.rep_count, report.not_counted) == (3, ())
    return report


def set_from_the_side(near: Legs, far: Legs, yaw_deg: float) -> Report:
    left, right = (near, far) if NEAR[yaw_deg] is Side.LEFT else (far, near)
    return set_of(left, right, yaw_deg)


def found(report: Report, aspect: str, side: Side | None) -> CheckResult:
    (check,) = (
        c for c in report.checks if c.key == f"chair_squat.{aspect}" and c.side in (None, side)
    )
    return check


# What each check reads, and between which shares of the way up.
READ = {
    "foot_placement": ("shin_lean", 0.0, 0.0),
    "knee_over_toe": ("knee_over_toe", 0.15, 0.3),
    "shin_lean": ("shin_lean", 0.15, 0.3),
    "hips_back": ("hips_back", 0.4, 0.6),
    "heel_lift": ("heel_lift", 0.3, 0.3),
    "full_stand": ("knee_flexion", 1.0, 1.0),
}


def truth(legs: Legs, aspect: str) -> float:
    """Return what is to be read in the middle of the time in which the check looks."""
    measure, *shares = READ[aspect]
    ups = np.linspace(0.0, 1.0, 5001)
    height = hips_m(legs(ups))
    way = (height - height[0]) / (height[-1] - height[0])
    edges = [share if share in (0.0, 1.0) else ups[np.argmax(way >= share)] for share in shares]
    clock = np.arccos(1.0 - 2.0 * np.array(edges))  # the way is a raised cosine in time
    up = float(1.0 - np.cos(clock.mean())) / 2.0
    body = Body(left=legs(up), right=legs(up))
    return expected_in_profile(body, Side.LEFT)[f"{measure}_left"]


FAULTS = [
    ("hips_back", {"forward_deg": 29.0}, "caution", "below"),
    ("hips_back", {"forward_deg": 38.0}, "poor", "below"),
    ("knee_over_toe", {"shin_deg": 32.0, "forward_deg": 28.0}, "caution", "above"),
    ("knee_over_toe", {"shin_deg": 38.0, "forward_deg": 50.0}, "poor", "above"),
    ("shin_lean", {"shin_deg": -6.0, "forward_deg": 0.0}, "caution", "below"),
    ("shin_lean", {"shin_deg": -18.0, "forward_deg": 0.0}, "poor", "below"),
    ("shin_lean", {"shin_deg": 32.0, "forward_deg": 28.0}, "caution", "above"),
    ("shin_lean", {"shin_deg": 38.0, "forward_deg": 50.0}, "poor", "above"),
    ("heel_lift", {"heel_lift": 0.15}, "caution", "above"),
    ("heel_lift", {"heel_lift": 0.25}, "poor", "above"),
    ("foot_placement", {"shin_deg": 4.0}, "caution", "below"),
    ("foot_placement", {"shin_deg": -5.0}, "poor", "below"),
    ("foot_placement", {"shin_deg": 36.0}, "caution", "above"),
    ("full_stand", {"standing_knee_deg": -15.0}, "caution", "below"),
    ("full_stand", {"standing_knee_deg": -26.0}, "poor", "below"),
    ("full_stand", {"standing_knee_deg": 25.0}, "caution", "above"),
]
TOLERANCES = {"deg": 0.8, "foot": 0.015, "thigh": 0.03}


@PROFILES
@pytest.mark.parametrize(("aspect", "how", "grade", "outcome"), FAULTS)
def test_a_fault_of_the_near_leg_is_told_of_it(yaw_deg, aspect, how, grade, outcome):
    faulty, near = standing_up_on(**how), NEAR[yaw_deg]
    check = found(set_from_the_side(faulty, GOOD, yaw_deg), aspect, near)
    assert (check.side, check.grade, check.outcome) == (near, grade, outcome)
    assert check.value == pytest.approx(truth(faulty, aspect), abs=TOLERANCES[check.unit])


@PROFILES
@pytest.mark.parametrize(("aspect", "how"), [fault[:2] for fault in FAULTS])
def test_a_fault_of_the_far_leg_alone_is_none(yaw_deg, aspect, how):
    report = set_from_the_side(GOOD, standing_up_on(**how), yaw_deg)
    check = found(report, aspect, NEAR[yaw_deg])
    assert (check.grade, check.outcome) == ("good", "within")
    assert check.value == pytest.approx(truth(GOOD, aspect), abs=TOLERANCES[check.unit])


@PROFILES
def test_good_form_has_no_fault_from_the_side(yaw_deg):
    report = set_from_the_side(GOOD, GOOD, yaw_deg)
    for aspect in READ:
        check = found(report, aspect, NEAR[yaw_deg])
        assert (check.grade, check.outcome) == ("good", "within"), aspect
        assert check.value == pytest.approx(truth(GOOD, aspect), abs=TOLERANCES[check.unit])


@PROFILES
@pytest.mark.parametrize(("is_on_the_way_down", "outcome"), [(True, "below"), (False, "within")])
def test_that_the_knees_lead_is_told_on_the_way_down_alone(yaw_deg, is_on_the_way_down, outcome):
    """Who rises has bowed before, and the hips are where that takes them."""
    faulty = standing_up_on(forward_deg=38.0)

    def leg(up: Angle) -> Leg:
        is_faulty = (np.gradient(up) < 0.0) == is_on_the_way_down
        lean = np.where(is_faulty, faulty(up).shin_lean, GOOD(up).shin_lean)
        return replace(GOOD(up), shin_lean=lean)

    check = found(set_from_the_side(leg, leg, yaw_deg), "hips_back", NEAR[yaw_deg])
    assert check.outcome == outcome


@FACES
@pytest.mark.parametrize("fallen_in", Side)
@pytest.mark.parametrize(("shin_out", "grade"), [(14.0, "caution"), (25.0, "poor")])
def test_a_knee_that_falls_in_bends_its_own_leg(yaw_deg, fallen_in, shin_out, grade):
    faulty = standing_up_on(shin_out=shin_out)
    left, right = (faulty, GOOD) if fallen_in is Side.LEFT else (GOOD, faulty)
    report = set_of(left, right, yaw_deg)
    bent, straight = (found(report, "dynamic_valgus", s) for s in (fallen_in, fallen_in.other))
    assert (bent.side, bent.grade, bent.outcome) == (fallen_in, grade, "above")
    assert (straight.side, straight.grade, straight.outcome) == (fallen_in.other, "good", "within")
    assert (bent.value, straight.value) == pytest.approx((shin_out, 0.0), abs=0.5)


@FACES
def test_knees_that_go_apart_do_not_fall_in(yaw_deg):
    apart = standing_up_on(shin_out=-15.0)
    report = set_of(apart, apart, yaw_deg)
    for side in Side:
        assert found(report, "dynamic_valgus", side).outcome == "within"


@FACES
@pytest.mark.parametrize(
    ("apart_deg", "grade", "outcome"),
    [
        (-4.0, "poor", "below"),
        (-0.8, "caution", "below"),
        (6.0, "good", "within"),
        (12.5, "caution", "above"),
        (18.0, "poor", "above"),
    ],
)
def test_feet_too_close_or_too_far_apart_are_told(yaw_deg, apart_deg, grade, outcome):
    def leg(up: Angle) -> Leg:
        return replace(GOOD(up), thigh_in=-apart_deg, shin_out=apart_deg)

    check = found(set_of(leg, leg, yaw_deg), "stance_width", None)
    assert (check.side, check.grade, check.outcome) == (None, grade, outcome)
    straight = Leg(thigh_in=-apart_deg, shin_out=apart_deg)
    expected = expected_from_the_front(Body(left=straight, right=straight), 0.0, is_rear=False)
    assert check.value == pytest.approx(expected["stance_width"], abs=0.003)
