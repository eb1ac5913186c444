"""Left and right taken for one another, in sequences where it is known when."""

from dataclasses import replace

import numpy as np
import pytest
from motions import squatting, walking
from stick_figure import FRONT, LEFT_PROFILE, REAR, mirrored, nobody, seen

from posture.pose import Landmark, PoseSequence, Side
from posture.swaps import ARMS, FACE, LEGS, turned_as_told, undo_swaps
from posture.view import View, estimate_viewpoint

TIME_S = np.arange(300) / 30
VIEWS = [LEFT_PROFILE, -60.0, -30.0, 0.0]


def walker(yaw_deg: float = LEFT_PROFILE) -> PoseSequence:
    return seen(walking(TIME_S, speed_m_s=0.3), TIME_S, yaw_deg=yaw_deg, noise_px=2.0)


def squatter(yaw_deg: float) -> PoseSequence:
    depth = (1 - np.cos(2 * np.pi * TIME_S / 2.5)) / 2
    return seen(squatting(depth), TIME_S, yaw_deg=yaw_deg, noise_px=2.0)


def swap(poses: PoseSequence, names: tuple[str, ...], frames: np.ndarray) -> PoseSequence:
    arrays = {n: getattr(poses, n).copy() for n in ("image_px", "world_m", "visibility")}
    for name in names:
        left, right = (Landmark.of(name, side) for side in Side)
        for array in arrays.values():
            array[np.ix_(frames, [left, right])] = array[np.ix_(frames, [right, left])]
    return replace(poses, **arrays)


def some_frames(share: float, run: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    frames = np.zeros(len(TIME_S), bool)
    while frames.mean() < share:
        start = rng.integers(0, len(TIME_S) - run)
        frames[start : start + run] = True
    return frames


def same(a: PoseSequence, b: PoseSequence) -> bool:
    return all(
        np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True)
        for name in ("image_px", "world_m", "visibility")
    )


@pytest.mark.parametrize("yaw_deg", VIEWS)
@pytest.mark.parametrize("moving", [walker, squatter])
def test_limbs_that_are_named_right_are_left_alone(moving, yaw_deg):
    poses = moving(yaw_deg)
    assert undo_swaps(poses).poses is poses


@pytest.mark.parametrize("run", [1, 3, 8])
@pytest.mark.parametrize("yaw_deg", VIEWS)
@pytest.mark.parametrize("moving", [walker, squatter])
def test_a_body_swapped_in_a_twentieth_of_the_frames_is_found_and_undone(moving, yaw_deg, run):
    poses = moving(yaw_deg)
    frames = some_frames(0.05, run, seed=run)
    repaired = undo_swaps(swap(poses, LEGS + ARMS + FACE, frames))
    for found in (repaired.legs, repaired.arms):
        assert np.sum(found & frames) >= 0.98 * np.sum(frames)
        assert np.sum(found & frames) >= 0.98 * np.sum(found)


def test_legs_alone_are_undone_in_walking():
    poses = walker()
    frames = some_frames(0.05, 3, seed=1)
    repaired = undo_swaps(swap(poses, LEGS, frames))
    assert np.array_equal(repaired.legs, frames)
    assert not repaired.arms.any()
    assert same(repaired.poses, poses)


def test_what_most_frames_say_is_believed():
    poses = walker()
    frames = np.arange(len(TIME_S)) < 50
    assert same(undo_swaps(swap(poses, LEGS + ARMS + FACE, ~frames)).poses, mirrored_names(poses))


def mirrored_names(poses: PoseSequence) -> PoseSequence:
    return swap(poses, LEGS + ARMS + FACE, np.ones(len(poses), bool))


def test_a_mirrored_clip_is_repaired_in_the_same_frames():
    frames = some_frames(0.05, 3, seed=2)
    poses = swap(walker(), LEGS, frames)
    assert np.array_equal(undo_swaps(mirrored(poses)).legs, undo_swaps(poses).legs)


def test_frames_without_anybody_are_passed_over():
    poses = walker()
    gone = slice(100, 110)
    arrays = {n: getattr(poses, n).copy() for n in ("image_px", "world_m", "visibility")}
    arrays["image_px"][gone], arrays["world_m"][gone] = np.nan, np.nan
    frames = some_frames(0.05, 3, seed=3)
    frames[95:115] = False
    repaired = undo_swaps(swap(replace(poses, **arrays), LEGS, frames))
    assert np.array_equal(repaired.legs, frames)


def test_nobody_is_not_swapped():
    poses = nobody(TIME_S)
    assert undo_swaps(poses).poses is poses


@pytest.mark.parametrize(("yaw_deg", "view"), [(FRONT, View.FRONT), (REAR, View.REAR)])
def test_a_back_taken_for_a_front_is_turned_round_when_it_is_told(yaw_deg, view):
    poses = squatter(yaw_deg)
    taken = swap(poses, LEGS + ARMS + FACE, np.ones(len(poses), bool))
    assert estimate_viewpoint(taken).view not in (view, View.SIDE, View.OBLIQUE)
    assert same(turned_as_told(taken, view), poses)
    assert turned_as_told(taken, None) is taken
    assert turned_as_told(poses, view) is poses
    assert turned_as_told(poses, View.SIDE) is poses
