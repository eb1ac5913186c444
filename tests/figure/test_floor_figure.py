"""The four exercises of sitting and standing on the figure: form, faults, and nothing invented."""

import numpy as np
import pytest

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.motions import MOTIONS, make_motion
from posture.figure.people import PEOPLE
from posture.figure.timing import Tempo
from posture.figure.truth import true_poses
from posture.movements import Measured
from posture.pose import Side
from posture.report import Report

OURS = ("knee_extension", "heel_raise", "hamstring_stretch", "calf_stretch")
SLOWLY = Tempo(lead_in_s=1.0, out_s=1.1, hold_s=5.0, back_s=3.0, rest_s=1.0)
# one heel rises four tenths as high as the other, and the body enough to be counted
LOPSIDED = {"right_share": 0.4, "foot_pitch": 38.0}


def motion(name: str, **how: object):
    return make_motion(name, PEOPLE["hana"].body, 5, **how)


def report_of(name: str, azimuth_deg: float = 90.0, **how: object) -> Report:
    poses = true_poses(motion(name, **how), Camera(azimuth_deg=azimuth_deg), 24.0)
    return analyze(poses, EXERCISES[MOTIONS[name].exercise]).report


@pytest.mark.parametrize("azimuth_deg", [90.0, 0.0])
@pytest.mark.parametrize("name", MOTIONS)
def test_the_wrong_exercise_is_not_found(name, azimuth_deg):
    own = MOTIONS[name].exercise
    others = [key for key in OURS if key != own]
    poses = true_poses(motion(name), Camera(azimuth_deg=azimuth_deg), 24.0)
    first = analyze(poses, EXERCISES[others[0]])
    seen = Measured.of(first.measures, first.baseline)
    assert first.report.rep_count == 0
    assert first.report.absence in ("no_such_movement", "wrong_view")
    for key in others[1:]:
        finder = EXERCISES[key].finder
        if seen.view in finder.views:
            assert finder.find(seen).movements == (), key


@pytest.mark.parametrize("azimuth_deg", [90.0, -90.0])
@pytest.mark.parametrize("side", Side)
def test_extensions_and_their_holds_are_those_that_truly_happened(side, azimuth_deg):
    how = {"n_reps": 3, "sides": (side,), "tempo": SLOWLY}
    truth, report = motion("knee_extension", **how), report_of("knee_extension", azimuth_deg, **how)
    assert [rep.side for rep in report.reps] == [side] * truth.count("rep_end")
    assert report.quality == ()
    starts_s, ends_s = (
        np.array([e.time_s for e in truth.events if e.kind == kind])
        for kind in ("hold_start", "hold_end")
    )
    lasted_s = [hold.duration_s for hold in report.holds]
    assert lasted_s == pytest.approx(ends_s - starts_s, abs=0.2)
    # a leg that is lowered slowly hardly moves at first
    assert [hold.start_s for hold in report.holds] == pytest.approx(starts_s, abs=0.2)
    assert [hold.end_s for hold in report.holds] == pytest.approx(ends_s, abs=0.25)


def test_legs_in_turn_are_told_apart():
    how = {"n_reps": 4, "tempo": SLOWLY}
    report = report_of("knee_extension_alternating", **how)
    assert [rep.side for rep in report.reps] == [Side.LEFT, Side.RIGHT] * 2


@pytest.mark.parametrize("azimuth_deg", [90.0, -90.0, 0.0, 180.0])
def test_heel_raises_start_and_end_a_tenth_of_their_height_above_the_floor(azimuth_deg):
    truth, report = motion("heel_raise"), report_of("heel_raise", azimuth_deg)
    time_s = np.arange(0.0, truth.duration_s, 0.01)
    ankle_m = np.array([truth.skeleton(t).joint("ankle", Side.LEFT)[2] for t in time_s])
    is_up = ankle_m > ankle_m.min() + 0.1 * np.ptp(ankle_m)
    starts_s, ends_s = (time_s[1:][np.diff(is_up.astype(int)) == way] for way in (1, -1))
    assert [rep.start_s for rep in report.reps] == pytest.approx(starts_s, abs=0.16)
    assert [rep.end_s for rep in report.reps] == pytest.approx(ends_s, abs=0.16)


@pytest.mark.parametrize("name", ["hamstring_stretch", "calf_stretch"])
@pytest.mark.parametrize("side", Side)
def test_stretches_last_as_long_as_they_did(name, side):
    azimuth_deg = 90.0 if side is Side.LEFT else -90.0
    truth, report = motion(name, side=side), report_of(name, azimuth_deg, side=side)
    (hold,) = report.holds
    start_s, end_s = (e.time_s for e in truth.events)
    assert (hold.start_s, hold.end_s) == pytest.approx((start_s, end_s), abs=0.2)
    assert hold.side is side


@pytest.mark.parametrize("name", OURS)
def test_good_form_is_told_and_nothing_is_found_fault_with(name):
    assert MOTIONS[name].is_good
    checks = report_of(name).checks
    assert {check.outcome for check in checks} <= {"within", "not_measurable"}
    assert sum(check.outcome == "within" for check in checks) >= min(3, len(checks))


@pytest.mark.parametrize(
    ("name", "how", "azimuth_deg", "found"),
    [
        ("knee_extension_short", {"n_reps": 3}, 90.0, {"straightness": "above"}),
        (
            "knee_extension_quick",
            {},
            90.0,
            {"hold_time": "below", "lowering_time": "below", "straightness": "within"},
        ),
        ("knee_extension", {"n_reps": 3, "lean_back": 22.0}, 90.0, {"lean_back": "below"}),
        ("heel_raise_low", {"foot_pitch": 11.5}, 90.0, {"height": "below", "knee_bend": "within"}),
        ("heel_raise_quick_drop", {}, 90.0, {"lowering_time": "below", "height": "within"}),
        ("heel_raise_knee_bend", {"knee_bend": 28.0}, 90.0, {"knee_bend": "above"}),
        ("heel_raise_lopsided", LOPSIDED, 180.0, {"symmetry": "above"}),
        ("hamstring_stretch_bent_knee", {}, 90.0, {"knee": "above"}),
        ("hamstring_stretch_short", {}, 90.0, {"time": "below", "knee": "within"}),
        ("calf_stretch_bent_knee", {}, 90.0, {"knee": "above"}),
    ],
)
def test_a_fault_is_found(name, how, azimuth_deg, found):
    checks = report_of(name, azimuth_deg, **how).checks
    outcomes = {check.key.split(".")[1]: check for check in checks}
    for aspect, outcome in found.items():
        assert outcomes[aspect].outcome == outcome, aspect
        if aspect == "symmetry":
            assert outcomes[aspect].side is Side.RIGHT


def test_who_sits_facing_the_camera_is_told_the_view_and_not_to_come_closer():
    for azimuth_deg in (0.0, 180.0):
        report = report_of("knee_extension", azimuth_deg)
        assert report.absence == "wrong_view"
        assert set(report.quality) & {"too_far", "small_picture", "partly_unseen"} == set()


def test_bouncing_is_seen_in_the_trunk():
    poses = true_poses(motion("hamstring_stretch", hold_s=12.0), Camera(azimuth_deg=90.0), 24.0)
    hip = poses.image_midpoint("hip")[:, np.newaxis]
    swing = np.radians(4.5 * np.sin(2 * np.pi * 1.6 * poses.time_s))
    turn = np.stack([np.cos(swing), -np.sin(swing), np.sin(swing), np.cos(swing)], axis=-1)
    turn = turn.reshape(-1, 2, 2)
    above = poses.image_px.copy()
    above[:, :23] = hip + np.einsum("tij,tkj->tki", turn, above[:, :23] - hip)
    report = analyze(poses.with_image(above), EXERCISES["hamstring_stretch"]).report
    (bouncing,) = (c for c in report.checks if c.key == "hamstring_stretch.bouncing")
    assert bouncing.outcome == "above"
