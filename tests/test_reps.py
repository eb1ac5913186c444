"""Every full movement is counted exactly once, at its true time; nothing else is."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import Curve, Dip, frame_times

from posture.reps import Movements, RepDriver, find_reps, timed_by

KNEE = RepDriver(measure="knee_flexion", min_depth=25.0)
HIPS = RepDriver(measure="hip_height", min_depth=25.0, falls=True)
DEPTH = 90.0

frame_rates = st.sampled_from([5.0, 8.0, 12.5, 15.0, 24.0, 29.97, 60.0])
jitters = st.sampled_from([0.0, 0.6])
paces = st.floats(0.8, 3.0)
whole_dips = st.builds(
    Dip,
    depth=st.floats(0.7 * DEPTH, DEPTH),
    down_s=paces,
    up_s=paces,
    hold_s=st.sampled_from([0.0, 0.3, 1.0]),
    rest_s=st.sampled_from([0.0, 0.3, 1.5]),
)
sets = st.lists(whole_dips, min_size=1, max_size=6)
rest_levels = st.floats(-15.0, 20.0)


def film(
    curve: Curve, fps: float, jitter: float = 0.0, tail_s: float = 0.5
) -> tuple[np.ndarray, np.ndarray]:
    times = frame_times(curve.duration_s + tail_s, fps, jitter)
    return times, curve(times)


def noise(times: np.ndarray, sigma: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, sigma, len(times))


@given(dips=sets, rest=rest_levels, fps=frame_rates, jitter=jitters)
def test_every_movement_is_counted_once_at_its_time(dips, rest, fps, jitter):
    curve = Curve(dips)
    times, values = film(curve, fps, jitter)
    found = find_reps(times, rest + values, KNEE)
    assert len(found.reps) == len(dips)
    assert not found.dips
    for rep, truth, dip in zip(found.reps, curve.reps, dips, strict=True):
        assert rep.start_s == pytest.approx(truth.start_s, abs=0.4 / fps)
        assert rep.end_s == pytest.approx(truth.end_s, abs=0.4 / fps)
        # the bottom of a long stay, or of a quick rise after a slow descent, is a matter of taste
        leeway_s = dip.hold_s / 2 + 0.1 * abs(dip.down_s - dip.up_s)
        assert rep.peak_s == pytest.approx(truth.peak_s, abs=leeway_s + 0.6 / fps)
        assert rep.depth == pytest.approx(dip.depth, rel=0.15 if fps < 10 else 0.05)
        assert rep.rest == pytest.approx(rest, abs=1.0)


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_times_lie_between_frames(fps):
    # 1.013: so that no bottom falls on a frame
    curve = Curve([Dip(depth=DEPTH, hold_s=0.0, down_s=1.0, up_s=1.0)] * 3, lead_s=1.013)
    found = find_reps(*film(curve, fps), KNEE)
    for rep, truth in zip(found.reps, curve.reps, strict=True):
        assert rep.start_s == pytest.approx(truth.start_s, abs=0.1 / fps)
        assert rep.peak_s == pytest.approx(truth.peak_s, abs=0.1 / fps)
        assert rep.end_s == pytest.approx(truth.end_s, abs=0.1 / fps)


@given(dips=sets, rest=rest_levels, fps=frame_rates, seed=st.integers(0, 999))
def test_noise_neither_adds_nor_loses_a_movement(dips, rest, fps, seed):
    curve = Curve(dips)
    times, values = film(curve, fps, jitter=0.6)
    found = find_reps(times, rest + values + noise(times, 0.02 * DEPTH, seed), KNEE)
    assert len(found.reps) == len(dips)
    for rep, dip in zip(found.reps, dips, strict=True):
        at_start, at_peak, at_end = curve(np.array([rep.start_s, rep.peak_s, rep.end_s]))
        assert at_peak > 0.8 * dip.depth
        assert max(at_start, at_end) < 0.3 * dip.depth


@given(dips=sets, fps=st.sampled_from([15.0, 30.0, 60.0]), seed=st.integers(0, 999))
def test_frames_that_are_missing_here_and_there_do_not_matter(dips, fps, seed):
    times, values = film(Curve(dips), fps)
    is_lost = np.random.default_rng(seed).random(len(times)) < 0.4
    found = find_reps(times, np.where(is_lost, np.nan, values), KNEE)
    assert len(found.reps) == len(dips)
    without = find_reps(times[~is_lost], values[~is_lost], KNEE)
    assert found == without


@given(dips=sets, shift_s=st.sampled_from([-1000.0, 0.5, 1e6]))
def test_when_the_recording_began_does_not_matter(dips, shift_s):
    times, values = film(Curve(dips), 30.0)
    here, there = find_reps(times, values, KNEE).reps, find_reps(times + shift_s, values, KNEE).reps
    for a, b in zip(here, there, strict=True):
        np.testing.assert_allclose(np.add(a, [shift_s] * 3 + [0, 0]), b, atol=1e-3)


@given(dips=sets, rest=rest_levels)
def test_a_fall_is_counted_like_a_rise(dips, rest):
    times, values = film(Curve(dips), 30.0)
    rises = find_reps(times, rest + values, KNEE).reps
    falls = find_reps(times, -rest - values, HIPS).reps
    assert [rep[:3] for rep in rises] == [rep[:3] for rep in falls]
    for rise, fall in zip(rises, falls, strict=True):
        assert (fall.depth, fall.rest) == pytest.approx((-rise.depth, -rise.rest))


@given(dips=sets, size=st.floats(0.01, 100.0))
def test_only_the_shares_of_the_persons_own_range_matter(dips, size):
    times, values = film(Curve(dips), 30.0)
    driver = RepDriver(measure="knee_flexion", min_depth=25.0 * size)
    plain, sized = find_reps(times, values, KNEE).reps, find_reps(times, size * values, driver).reps
    np.testing.assert_allclose([r[:3] for r in plain], [r[:3] for r in sized], atol=1e-6)


@given(
    dips=st.lists(whole_dips, min_size=2, max_size=4),
    shallow=st.floats(0.3, 0.5),
    at=st.integers(0, 4),
)
def test_a_half_hearted_dip_among_whole_ones_is_none(dips, shallow, at):
    dip = Dip(depth=shallow * 0.7 * DEPTH)
    curve = Curve([*dips[:at], dip, *dips[at:]])
    found = find_reps(*film(curve, 30.0), KNEE)
    assert len(found.reps) == len(dips)
    assert len(found.dips) <= 1
    if dip.depth > 26.0:
        truth = curve.reps[min(at, len(dips))]
        assert found.dips[0].start_s < truth.peak_s < found.dips[0].end_s


@pytest.mark.parametrize("dips_share", [0.45, 0.5])
def test_many_half_hearted_dips_do_not_pass_for_whole_ones(dips_share):
    dips = [Dip(depth=DEPTH)] * 3 + [Dip(depth=dips_share * DEPTH)] * 3
    found = find_reps(*film(Curve(dips), 30.0), KNEE)
    assert (len(found.reps), len(found.dips)) == (3, 3)


@pytest.mark.parametrize("left_bent", [0.0, 0.1, 0.2, 0.3])
def test_who_never_straightens_between_is_counted_all_the_same(left_bent):
    dips = [Dip(depth=DEPTH, rest=left_bent * DEPTH, rest_s=0.4)] * 5
    found = find_reps(*film(Curve(dips, lead_s=2.0), 30.0), KNEE)
    assert len(found.reps) == 5
    for before, after in pairwise(found.reps):
        assert before.end_s <= after.start_s


@pytest.mark.parametrize("left_bent", [0.5, 0.6])
def test_who_comes_only_half_way_up_makes_one_long_movement(left_bent):
    dips = [Dip(depth=DEPTH, rest=left_bent * DEPTH), Dip(depth=DEPTH)]
    assert len(find_reps(*film(Curve(dips), 30.0), KNEE).reps) == 1


@pytest.mark.parametrize("frequency_hz", [3.0, 6.0, 9.0])
def test_a_trembling_joint_counts_once(frequency_hz):
    times, values = film(Curve([Dip(depth=DEPTH, down_s=3.0, up_s=3.0, hold_s=2.0)] * 3), 60.0)
    trembling = values + 0.08 * DEPTH * np.sin(2 * np.pi * frequency_hz * times)
    assert len(find_reps(times, trembling, KNEE).reps) == 3


class TestNotCounted:
    @staticmethod
    def cut(keep_from_s: float, keep_to_s: float) -> Movements:
        times, values = film(Curve([Dip(depth=DEPTH, hold_s=0.4)] * 4), 30.0)
        kept = (times >= keep_from_s) & (times <= keep_to_s)
        return find_reps(times[kept], values[kept], KNEE)

    def test_is_a_movement_that_had_begun_before_the_recording(self):
        assert len(self.cut(2.3, 99.0).reps) == 3

    def test_is_a_movement_half_way_down_when_the_recording_began(self):
        curve = Curve([Dip(depth=DEPTH)] * 4)
        times, values = film(curve, 30.0)
        kept = (times > 1.0) & (values >= 0.5 * DEPTH) | (times > curve.reps[0].peak_s)
        assert 0.5 <= values[kept][0] / DEPTH <= 0.6
        assert len(find_reps(times[kept], values[kept], KNEE).reps) == 3

    def test_is_a_movement_that_goes_on_after_it(self):
        assert len(self.cut(0.0, 13.0).reps) == 3

    def test_is_half_a_movement(self):
        assert self.cut(2.3, 4.0) == ([], [], [])
        assert self.cut(0.0, 2.0) == ([], [], [])

    @pytest.mark.parametrize(("depth", "count"), [(24.0, 0), (26.0, 3)])
    def test_is_what_does_not_reach_the_least_depth(self, depth, count):
        times, values = film(Curve([Dip(depth=depth)] * 3), 60.0)
        assert len(find_reps(times, values, KNEE).reps) == count

    @pytest.mark.parametrize(("unseen_s", "count"), [(0.8, 3), (1.4, 2)])
    def test_is_a_movement_that_was_not_seen_for_long(self, unseen_s, count):
        curve = Curve([Dip(depth=DEPTH, down_s=2.0, up_s=2.0)] * 3)
        times, values = film(curve, 30.0)
        unseen = np.abs(times - curve.reps[1].peak_s) < unseen_s / 2
        assert len(find_reps(times, np.where(unseen, np.nan, values), KNEE).reps) == count

    def test_is_unseen_rest_however_long(self):
        curve = Curve([Dip(depth=DEPTH, rest_s=6.0)] * 3)
        times, values = film(curve, 30.0)
        unseen = (times > curve.reps[0].end_s + 0.5) & (times < curve.reps[1].start_s - 0.5)
        assert len(find_reps(times, np.where(unseen, np.nan, values), KNEE).reps) == 3

    @pytest.mark.parametrize(
        "values",
        [
            np.zeros(0),
            np.zeros(1),
            np.zeros(2),
            np.zeros(90),
            np.full(90, np.nan),
            np.r_[np.full(88, np.nan), 0.0, 90.0],
            np.linspace(0.0, 90.0, 90),
            np.linspace(90.0, 0.0, 90),
        ],
        ids=["empty", "1", "2", "still", "unseen", "two frames", "only down", "only up"],
    )
    def test_is_anything_without_a_way_there_and_back(self, values):
        assert find_reps(np.arange(len(values)) / 30, values, KNEE) == ([], [], [])


@given(seed=st.integers(0, 10**6), frames=st.integers(0, 80))
def test_movements_are_in_order_and_apart_whatever_the_values(seed, frames):
    rng = np.random.default_rng(seed)
    values = np.cumsum(rng.normal(0, 20, frames))
    values[rng.random(frames) < 0.2] = np.nan
    times = np.cumsum(rng.uniform(0.01, 0.4, frames))
    found = find_reps(times, values, KNEE)
    for rep in [*found.reps, *found.dips]:
        assert times[0] <= rep.start_s <= rep.peak_s <= rep.end_s <= times[-1]
        assert rep.depth >= KNEE.min_depth
    for movements in (found.reps, found.dips):
        for before, after in pairwise(movements):
            assert before.end_s <= after.start_s


@pytest.mark.parametrize(("slip_s", "count"), [(0.1, 1), (0.2, 1), (0.5, 2)])
def test_a_return_too_quick_for_a_body_is_none(slip_s, count):
    times, values = film(Curve([Dip(depth=DEPTH, down_s=1.0, hold_s=2.0, up_s=1.0)]), 30)
    middle = times[np.argmax(values)] + 1.0
    values[np.abs(times - middle) < slip_s / 2] = 0.0
    assert len(find_reps(times, values, KNEE).reps) == count


def test_the_peak_of_a_held_bottom_is_its_middle_whatever_the_error_wanders():
    time_s = np.arange(0.0, 8.0, 1 / 30)
    down = np.clip((time_s - 1.0) / 1.5, 0.0, 1.0) - np.clip((time_s - 5.5) / 1.5, 0.0, 1.0)
    drift = np.where(down >= 1.0, 3.0 * (time_s - 4.0), 0.0)  # of a degree or two, while held
    (rep,) = find_reps(time_s, 90.0 * down + drift, KNEE).reps
    assert rep.peak_s == pytest.approx(4.0, abs=0.03)


def test_another_measure_tells_the_times_of_the_same_repetitions():
    curve = Curve([Dip(depth=1.0)] * 3)
    times = frame_times(curve.duration_s, 30.0)
    # seen late off rest and early back on it
    values = np.maximum(curve(times) - 0.3, 0.0) / 0.7
    reps = find_reps(times, values, RepDriver(measure="heel_lift", min_depth=0.2)).reps
    true = find_reps(times, curve(times), RepDriver(measure="body_rise", min_depth=0.2)).reps
    retimed = timed_by(times, 2.0 * curve(times) + 5.0, reps)
    assert len(retimed) == len(reps) == 3
    for own, before, expected in zip(retimed, reps, true, strict=True):
        assert before.start_s > expected.start_s + 0.05
        assert (own.start_s, own.end_s) == pytest.approx(
            (expected.start_s, expected.end_s), abs=0.01
        )
        assert (own.rest, own.depth) == pytest.approx((5.0, 2.0), abs=0.05)
    falling = timed_by(times, 5.0 - 2.0 * curve(times), reps, falls=True)
    for own, same in zip(falling, retimed, strict=True):
        assert (own.start_s, own.end_s) == pytest.approx((same.start_s, same.end_s))
        assert (own.rest, own.depth) == pytest.approx((5.0, -2.0), abs=0.05)
    nothing = [None] * 3
    assert timed_by(times, np.zeros(len(times)), reps) == nothing
    assert timed_by(times, np.full(len(times), np.nan), reps) == nothing
    assert timed_by(times, curve(times), []) == []
