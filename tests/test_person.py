"""One person is kept and nobody is spliced onto them: figures that pass, stay, and come back."""

from dataclasses import replace

import numpy as np
import pytest
from motions import Curve, Dip, bowing, frame_times, raising_arms, squatting, walking
from squats import EVERY_VIEW, report_of
from stick_figure import (
    FRONT,
    LEFT_PROFILE,
    RIGHT_PROFILE,
    Body,
    hide,
    nobody,
    one_after_another,
    pick,
    seen,
    shifted,
)

from posture.filtering import clean
from posture.person import choose_person
from posture.pose import Landmark, PoseSequence

BODY_PX = 1.32 * 0.7 * 720 / 1.6  # shoulder to ankle of the figure, as it is filmed below


def film(reps: int = 2, yaw_deg: float = RIGHT_PROFILE, **camera: object) -> PoseSequence:
    curve = Curve([Dip()] * reps)
    times = frame_times(curve.duration_s)
    return seen(squatting(curve(times)), times, yaw_deg=yaw_deg, **camera)


def bystander(duration_s: float, x_px: float = 300.0, fill: float = 0.7) -> PoseSequence:
    poses = seen(Body(), frame_times(duration_s), yaw_deg=FRONT, fill=fill)
    return shifted(poses, x_px=x_px)


def kept(poses: PoseSequence) -> np.ndarray:
    return np.isfinite(choose_person(poses).poses.image_px).all(axis=(1, 2))


class TestWhoPasses:
    def test_is_left_out_and_the_person_kept_before_and_after(self):
        before, other, after = film(), bystander(1.0), film()
        chosen = kept(one_after_another(before, other, after))
        assert chosen.tolist() == [True] * len(before) + [False] * len(other) + [True] * len(after)

    def test_is_nobody_in_every_array(self):
        before, other = film(), bystander(1.0)
        poses = choose_person(one_after_another(before, other)).poses
        gone = slice(len(before), None)
        assert np.isnan(poses.image_px[gone]).all()
        assert np.isnan(poses.world_m[gone]).all()
        assert (poses.visibility[gone] == 0).all()

    def test_is_told_by_how_long_it_was(self):
        found = choose_person(one_after_another(film(), bystander(1.5), film()))
        assert found.other_s == pytest.approx(1.5, abs=0.05)

    def test_need_not_stand_far_away(self):
        leap_px = 0.1 * BODY_PX
        parts = film(), shifted(bystander(0.5, x_px=0.0), x_px=leap_px), film()
        chosen = kept(one_after_another(*parts))
        assert not chosen[len(parts[0]) : -len(parts[2])].any()
        assert chosen.sum() == 2 * len(parts[0])

    def test_may_walk_on_with_the_landmarks_and_leave_the_picture(self):
        """As the model does: over to who passes in front, along, and back with a leap."""
        first, then = film(), film()
        times = frame_times(1.2)
        passing = shifted(seen(walking(times), times, yaw_deg=LEFT_PROFILE), x_px=-40)
        lost = nobody(np.arange(2) / 30)
        chosen = kept(one_after_another(first, passing, lost, then))
        assert chosen[: len(first)].all()
        assert not chosen[len(first) : -len(then)].any()
        assert chosen[-len(then) :].all()

    def test_changes_no_count_and_no_value(self):
        first, then = film(), film()
        alone = report_of(one_after_another(first, nobody(frame_times(1.0)), then))
        passed = report_of(one_after_another(first, bystander(1.0), then))
        assert passed.quality == ("other_person",)
        assert passed.rep_count == alone.rep_count == 4
        assert passed.reps == alone.reps


class TestOfTwoPeople:
    def test_who_is_seen_longer_is_kept(self):
        short, long = bystander(2.0), bystander(3.0, x_px=-300.0)
        assert kept(one_after_another(short, long)).sum() == len(long)
        assert kept(one_after_another(long, short)).sum() == len(long)

    def test_who_is_larger_is_kept_if_both_are_seen_as_long(self):
        small, large = bystander(2.0, fill=0.4), bystander(2.0, x_px=-300.0, fill=0.8)
        chosen = kept(one_after_another(small, large))
        assert chosen[len(small) :].all()
        assert not chosen[: len(small)].any()

    def test_a_larger_one_at_the_same_place_is_somebody_else(self):
        person = film()
        therapist = seen(Body(), frame_times(1.5), yaw_deg=RIGHT_PROFILE, fill=1.0)
        chosen = kept(one_after_another(person, therapist, film()))
        assert not chosen[len(person) : len(person) + len(therapist)].any()

    def test_one_at_the_same_place_but_turned_otherwise_is_somebody_else(self):
        person, therapist = film(), bystander(1.5, x_px=0.15 * BODY_PX)
        crouched = pick(person, slice(0, 60))  # cut at the bottom, so that the trunk leaps
        chosen = kept(one_after_another(crouched, therapist, film()))
        assert not chosen[len(crouched) : len(crouched) + len(therapist)].any()

    def test_nothing_moves_from_one_to_the_other(self):
        poses = one_after_another(film(), bystander(1.0), film())
        x_px = clean(choose_person(poses).poses).image("hip", "right")[:, 0]
        assert np.nanmax(x_px) < 640 + BODY_PX / 2


class TestOnePersonIsNotCut:
    @EVERY_VIEW
    @pytest.mark.parametrize("fps", [5.0, 12.5, 30.0, 60.0])
    def test_by_squatting_quickly_at_any_frame_rate(self, yaw_deg, fps):
        curve = Curve([Dip(down_s=0.5, hold_s=0.0, up_s=0.5, rest_s=0.5)] * 4)
        times = frame_times(curve.duration_s, fps, jitter=0.5)
        poses = seen(squatting(curve(times), knee_deg=110.0), times, yaw_deg=yaw_deg, noise_px=2.0)
        assert kept(poses).all()

    @pytest.mark.parametrize("move", [walking, raising_arms], ids=lambda move: move.__name__)
    def test_by_other_movements(self, move):
        times = frame_times(3.0)
        assert kept(seen(move(times), times, yaw_deg=RIGHT_PROFILE, noise_px=2.0)).all()

    def test_by_bowing(self):
        curve = Curve([Dip(down_s=0.7, up_s=0.7)] * 2)
        times = frame_times(curve.duration_s)
        for yaw_deg in (FRONT, RIGHT_PROFILE):
            assert kept(seen(bowing(curve(times)), times, yaw_deg=yaw_deg)).all()

    def test_by_left_and_right_changing_places(self):
        poses = film(yaw_deg=FRONT)
        image_px = poses.image_px.copy()
        left = [landmark for landmark in Landmark if landmark.name.startswith("LEFT")]
        right = [Landmark[landmark.name.replace("LEFT", "RIGHT")] for landmark in left]
        image_px[30:33, left], image_px[30:33, right] = (
            poses.image_px[30:33, right],
            poses.image_px[30:33, left],
        )
        assert kept(poses.with_image(image_px)).all()

    def test_by_landmarks_that_come_and_go(self):
        poses = hide(hide(film(), Landmark.LEFT_SHOULDER, slice(20, 60)), Landmark.RIGHT_HIP)
        assert choose_person(poses).other_s == 0

    def test_by_dropped_frames(self):
        poses = film(reps=4)
        left = np.random.default_rng(0).random(len(poses)) < 0.5
        assert kept(pick(poses, left)).all()

    def test_by_going_out_and_coming_back(self):
        poses = one_after_another(film(), nobody(frame_times(3.0)), shifted(film(), x_px=150))
        assert choose_person(poses).other_s == 0

    def test_by_a_slip_of_the_model_which_is_left_out_itself(self):
        poses = film()
        image_px = poses.image_px.copy()
        image_px[40:42] += 200.0
        slipped = poses.with_image(image_px)
        assert np.flatnonzero(~kept(slipped)).tolist() == [40, 41]
        assert "other_person" not in report_of(slipped).quality


def test_a_leap_that_stays_is_the_same_person_if_they_are_still_where_they_mostly_were():
    poses = one_after_another(film(), shifted(film(), x_px=0.2 * BODY_PX))
    assert choose_person(poses).other_s == 0


def test_of_nobody_nobody_is_chosen():
    poses = nobody(np.arange(30) / 30)
    assert choose_person(poses).poses is poses


def test_landmarks_are_not_touched_while_there_is_one_person():
    poses = film()
    assert choose_person(poses).poses is poses


@pytest.mark.parametrize("wild", [np.nan, np.inf, 1e6])
def test_single_wild_values_are_survived(wild):
    poses = film()
    image_px = poses.image_px.copy()
    image_px[50, Landmark.LEFT_HIP] = wild
    assert kept(replace(poses, image_px=image_px)).sum() >= len(poses) - 1


def test_a_last_guess_at_the_edge_of_the_picture_makes_nobody_else_of_who_comes_back():
    there = film()
    out = shifted(there, x_px=40.0 - np.nanmin(there.image_midpoint("hip")[:, 0]))
    # only the hips are still inside, and leap by a little as the model begins to guess
    leap = pick(shifted(out, x_px=-0.1 * BODY_PX), np.arange(len(out)) == len(out) - 1)
    back = film(yaw_deg=LEFT_PROFILE)
    left = one_after_another(out, leap, nobody(frame_times(2.0)), back)
    assert choose_person(left).other_s < 0.1


def test_guesses_about_who_has_left_the_picture_make_nobody_else_of_them():
    before, gone, after = film(), shifted(film(), x_px=-900.0), film()
    leaping = gone.with_image(gone.image_px - 80.0 * (np.arange(len(gone)) % 2)[:, None, None])
    assert choose_person(one_after_another(before, leaping, after)).other_s == 0.0
