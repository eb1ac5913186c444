"""A walk past the camera and back, cut into ways that each have a near leg of their own."""

import numpy as np
import pytest
from walks import WIDE, filmed, motion

from posture.figure.camera import Camera
from posture.figure.truth import projected_poses
from posture.filtering import clean
from posture.passes import find_passes, longest, measure_passes
from posture.pose import Landmark, Side


def passes_of(poses):
    return find_passes(clean(poses))


@pytest.mark.parametrize(("azimuth_deg", "near"), [(90.0, Side.LEFT), (-90.0, Side.RIGHT)])
def test_there_and_back_are_two_passes_with_the_other_leg_near(azimuth_deg, near):
    found = passes_of(filmed(motion("walking", n_passes=4, half_path_m=2.7), azimuth_deg))
    facings = [one.baseline.viewpoint.facing for one in found]
    assert [one.near for one in found] == [near, near.other] * 2
    assert facings == [facings[0], -facings[0]] * 2
    assert {str(one.view) for one in found} == {"side"}


def test_what_is_measured_has_the_same_signs_both_ways_and_is_unknown_between():
    poses = clean(filmed(motion("walking", n_passes=2, half_path_m=2.7)))
    there, back = find_passes(poses)
    table = measure_passes(poses, (there, back))
    assert list(table.index) == list(poses.time_s)
    for one in (there, back):
        part = table.iloc[one.frames]
        assert part[f"knee_flexion_{one.near}"].max() > 50.0
        assert part[f"knee_flexion_{one.near}"].min() > -5.0
        assert np.ptp(part[f"heel_ahead_{one.near}"].dropna()) > 0.5
    outside = np.ones(len(poses), bool)
    outside[there.frames] = outside[back.frames] = False
    assert outside.any()
    assert table[outside].isna().all(axis=None)


def test_on_a_treadmill_it_is_all_one_pass():
    poses = filmed(motion("walking_treadmill", duration_s=6.0), distance_m=3.0)
    (one,) = passes_of(poses)
    assert one.frames == slice(0, len(poses))
    assert not one.starts_in_view
    assert not one.stops_in_view


def test_who_stands_first_and_last_begins_and_ends_the_pass_in_view():
    moving = motion("walking_treadmill", duration_s=6.0)
    times = np.arange(0.0, 12.0, 1 / 30)
    skeletons = [moving.skeleton(float(np.clip(t - 3.0, 0.0, 5.9))) for t in times]
    (one,) = passes_of(projected_poses(skeletons, times, Camera(azimuth_deg=90.0, **WIDE)))
    assert (one.starts_in_view, one.stops_in_view) == (True, True)
    assert times[one.frames][[0, -1]] == pytest.approx([3.0, 8.9], abs=0.7)


def test_turning_on_the_spot_and_standing_are_no_pass():
    for name in ("turning", "standing", "squat", "picking_up"):
        assert passes_of(filmed(motion(name), fps=20.0, distance_m=3.0)) == (), name


def test_nobody_walks_in_an_empty_room():
    poses = filmed(motion("standing"), fps=20.0)
    assert passes_of(poses.without(np.arange(len(poses)))) == ()


def test_the_longest_pass_has_the_most_frames():
    found = passes_of(filmed(motion("walking", n_passes=3, half_path_m=2.7)))
    lengths = [one.frames.stop - one.frames.start for one in found]
    assert longest(found) is found[int(np.argmax(lengths))]


@pytest.mark.parametrize(("n_frames", "n_passes"), [(3, 1), (9, 2)])
def test_what_lasts_a_few_frames_parts_no_pass(n_frames, n_passes):
    poses = clean(filmed(motion("walking", n_passes=1, half_path_m=2.7)))
    (one,) = find_passes(poses)
    middle = (one.frames.start + one.frames.stop) // 2
    image_px = poses.image_px.copy()
    image_px[middle : middle + n_frames, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = np.nan
    assert len(find_passes(poses.with_image(image_px))) == n_passes
