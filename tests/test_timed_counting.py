"""Stands and stances of any pace, however they were filmed: how many, and for how long."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import Curve, Dip, standing_up
from sitting import filmed, hips_m, report_of, true_stands
from stick_figure import FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, one_after_another, pick
from test_floor_counting import dropped
from test_strength import on_one_leg, value

from posture.pose import PoseSequence, Side
from posture.reps import ENTER

PROFILES, FACES = (LEFT_PROFILE, RIGHT_PROFILE), (FRONT, REAR)
RATES = st.sampled_from([15.0, 24.0, 30.0, 60.0])
JITTERS = st.floats(0.0, 0.9)
NOISES = st.floats(0.0, 1.0)
DROPPED = st.sampled_from([0.0, 0.1, 0.3])
SEEDS = st.integers(0, 99)
PACES = st.floats(0.6, 2.0)

BELL_S = 30.0
STOOD = 1.5 * ENTER  # of the way from the seat to standing: who is so far up has stood up
UPS = np.linspace(0.0, 1.0, 2001)


def way_up(up: np.ndarray) -> np.ndarray:
    """Return how far the hips are up, from 0 on the seat to 1 standing."""
    seated, straight = hips_m(standing_up(np.array([0.0, 1.0])).left)
    return (hips_m(standing_up(up).left) - seated) / (straight - seated)


def on_either_leg(
    tries: list[tuple[Side, float, float]], yaw_deg: float, **camera: float
) -> tuple[PoseSequence, list[tuple[Side, float, float]]]:
    """Return somebody who stands on a leg, for so long, after standing on both for so long.

    With it, of each the leg, and when the other foot was lifted and put down.
    """
    parts, lifts, began_s = [], [], 0.0
    for side, lasting_s, pause_s in tries:
        lift = (pause_s, pause_s + lasting_s)
        parts.append(on_one_leg(side, [lift], yaw_deg, pause_s + lasting_s + 0.4, **camera))
        lifts.append((side, began_s + lift[0], began_s + lift[1]))
        began_s += parts[-1].duration_s + 1 / 30
    return one_after_another(*parts), lifts


BRIEFLY, LONG = st.floats(0.4, 0.9), st.floats(1.2, 9.0)
PAUSES = st.floats(0.4, 3.0)


@settings(max_examples=25, deadline=None)
@given(
    tries=st.lists(
        st.tuples(st.sampled_from(Side), LONG | BRIEFLY, PAUSES), min_size=1, max_size=5
    ),
    yaw_deg=st.sampled_from(FACES),
    noise_px=NOISES,
    share=DROPPED,
    seed=SEEDS,
)
def test_every_stance_is_timed_for_its_leg(tries, yaw_deg, noise_px, share, seed):
    poses, lifts = on_either_leg(tries, yaw_deg, noise_px=noise_px, seed=seed)
    report = report_of(dropped(poses, share, seed), "single_leg_stance")
    lasting = [lift for lift in lifts if lift[2] - lift[1] >= 1.0]
    holds = sorted(report.holds, key=lambda hold: hold.start_s)
    assert [(hold.side, hold.ended_by) for hold in holds] == [(s, "foot_down") for s, *_ in lasting]
    for hold, (_, start_s, end_s) in zip(holds, lasting, strict=True):
        assert (hold.start_s, hold.end_s) == pytest.approx((start_s, end_s), abs=0.3)
        assert hold.duration_s == pytest.approx(end_s - start_s, abs=0.3)
    for side in {side for side, *_ in lasting}:
        longest_s = max(end_s - start_s for s, start_s, end_s in lasting if s is side)
        told_s = value(report, "single_leg_stance.time", side)
        assert told_s == pytest.approx(longest_s, abs=0.3)


@settings(max_examples=25, deadline=None)
@given(
    tries=st.lists(st.tuples(st.sampled_from(Side), BRIEFLY, PAUSES), min_size=1, max_size=8),
    yaw_deg=st.sampled_from(FACES),
    noise_px=NOISES,
    share=DROPPED,
    seed=SEEDS,
)
def test_who_lifts_no_foot_for_a_second_stands_on_none(tries, yaw_deg, noise_px, share, seed):
    poses, _ = on_either_leg(tries, yaw_deg, noise_px=noise_px, seed=seed)
    report = report_of(dropped(poses, share, seed), "single_leg_stance")
    assert (report.holds, report.absence) == ((), "no_such_movement")


stand_ups = st.builds(
    Dip, down_s=PACES, hold_s=st.floats(0.1, 1.0), up_s=PACES, rest_s=st.floats(0.2, 1.0)
)


def until_the_bell(dips: list[Dip], share: float) -> tuple[Curve, int]:
    """Return stands without a break, one of them so far up at the bell, and how many count then.

    The rest before that one is made so long that it is.
    """
    while sum(dip.down_s + dip.hold_s + dip.up_s + dip.rest_s for dip in dips) < BELL_S + 6.0:
        dips = dips + dips
    curve = Curve(dips, lead_s=1.5)
    times = np.arange(0.0, curve.duration_s, 0.001)
    way, passed_s = way_up(curve(times)), []
    truths = true_stands(curve)
    for truth in truths:
        rising = (times >= truth.start_s) & (times <= truth.up_s)
        passed_s.append(np.interp(share, way[rising], times[rising]))
    bell_s = truths[0].start_s + BELL_S
    last = int(np.searchsorted(passed_s, bell_s)) - 1
    rest_s = dips[last - 1].rest_s + bell_s - passed_s[last]
    dips = [*dips[: last - 1], replace(dips[last - 1], rest_s=rest_s), *dips[last : last + 3]]
    return Curve(dips, lead_s=1.5), last + (share > 0.5)


@settings(max_examples=25, deadline=None)
@given(
    dips=st.lists(stand_ups, min_size=3, max_size=6),
    share=st.floats(0.2, 0.44) | st.floats(0.56, 0.85),
    yaw_deg=st.sampled_from([*PROFILES, *FACES]),
    fps=RATES,
    jitter=JITTERS,
    noise_px=NOISES,
    dropped_share=DROPPED,
    seed=SEEDS,
)
def test_the_stand_at_the_bell_counts_from_half_way_up(
    dips, share, yaw_deg, fps, jitter, noise_px, dropped_share, seed
):
    curve, count = until_the_bell(dips, share)
    poses = filmed(curve, yaw_deg, fps, jitter, seed, noise_px=noise_px)
    report = report_of(dropped(poses, dropped_share, seed), "chair_stand_30s")
    assert value(report, "chair_stand_30s.count") == count
    assert {movement.reason for movement in report.not_counted} == {"after_bell"}


@settings(max_examples=25, deadline=None)
@given(
    dips=st.lists(stand_ups, min_size=5, max_size=7),
    yaw_deg=st.sampled_from([*PROFILES, *FACES]),
    fps=RATES,
    jitter=JITTERS,
    noise_px=NOISES,
    seed=SEEDS,
)
def test_five_stands_are_timed_at_any_frame_rate(dips, yaw_deg, fps, jitter, noise_px, seed):
    curve = Curve(dips, lead_s=1.5)
    poses = filmed(curve, yaw_deg, fps, jitter, seed, noise_px=noise_px)
    report = report_of(poses, "five_chair_stands")
    truths = true_stands(curve, is_knee_seen=yaw_deg in PROFILES)
    assert report.rep_count == 5
    for key, truth_s in (("t5_stand", truths[4].up_s), ("t5_sit", truths[4].end_s)):
        told_s = value(report, f"five_chair_stands.{key}")
        assert told_s == pytest.approx(truth_s - truths[0].start_s, abs=0.1)


# How far up: just enough or just too little, too; and how far down again: to the seat or not.
FULLY = st.just(STOOD + 0.05) | st.floats(STOOD + 0.05, 1.0)
PARTLY = st.just(STOOD - 0.08) | st.floats(0.2, STOOD - 0.08)  # of who mostly gets to 0.95, too
BACK = st.just(0.0) | st.floats(0.25, 0.45)


@settings(max_examples=40, deadline=None)
@given(
    tries=st.lists(st.tuples(FULLY | PARTLY, BACK, stand_ups), min_size=1, max_size=6),
    first=stand_ups,
    is_cut=st.booleans(),
    yaw_deg=st.sampled_from([*PROFILES, *FACES, 45.0]),
    fps=RATES,
    jitter=JITTERS,
    noise_px=NOISES,
    share=DROPPED,
    seed=SEEDS,
)
def test_who_was_up_and_sat_down_again_has_made_a_repetition(
    tries, first, is_cut, yaw_deg, fps, jitter, noise_px, share, seed
):
    dips, count, has_stood = [first], 1, False
    for i, (way, back, pace) in enumerate(tries):
        is_last = i + 1 == len(tries)
        back = 0.0 if is_last else min(back, way)
        depth, rest = np.interp([way, back], way_up(UPS), UPS)
        dips.append(replace(pace, depth=depth, rest=rest))
        has_stood = has_stood or way > STOOD
        if back == 0.0 and not (is_cut and is_last):
            count, has_stood = count + has_stood, False
    curve = Curve(dips, lead_s=1.5)
    poses = filmed(curve, yaw_deg, fps, jitter, seed, noise_px=noise_px)
    if is_cut:  # before the last one goes down
        poses = pick(poses, poses.time_s <= curve.times[-3])
    assert report_of(dropped(poses, share, seed)).rep_count == count
