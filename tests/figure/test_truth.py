"""The truth is true: projecting the joints gives the angles that the figure was posed with."""

import numpy as np
import pytest

from posture.baseline import measure_baseline
from posture.figure.body import SIDES, Body
from posture.figure.camera import Camera
from posture.figure.clip import Clip
from posture.figure.limbs import FreeLeg
from posture.figure.recording import truth_facts, truth_table
from posture.figure.skeleton import Pose, pose_skeleton
from posture.figure.truth import planar_poses, projected_poses, true_measures
from posture.measures import compute_measures
from posture.pose import Side
from posture.view import View, estimate_viewpoint

BODY = Body()
TIMES = np.array([0.0])
EXACT_DEG = 0.01


def posed(thigh: float, knee: float, **settings: float):
    # The foot stays level: where the toes point is how one tells which way the body faces.
    leg = FreeLeg(thigh, 0.0, knee, ankle_dorsiflexion=knee - thigh, toe_out=0.0)
    return pose_skeleton(BODY, Pose((0, 0.9, 0), dict.fromkeys(SIDES, leg), **settings))


def measured(poses, view: View):
    return compute_measures(poses, measure_baseline(poses, estimate_viewpoint(poses, view))).iloc[0]


@pytest.mark.parametrize("azimuth_deg", [90.0, -90.0], ids=["left", "right"])
@pytest.mark.parametrize("thigh", [-10.0, 0.0, 35.0, 90.0])
@pytest.mark.parametrize("knee", [0.0, 30.0, 90.0, 130.0])
def test_a_level_camera_at_the_side_sees_the_legs_true_angles(azimuth_deg, thigh, knee):
    camera = Camera(azimuth_deg=azimuth_deg, height_m=0.86)
    side = Side.LEFT if azimuth_deg > 0 else Side.RIGHT
    seen = measured(projected_poses([posed(thigh, knee)], TIMES, camera), View.SIDE)
    assert seen[f"knee_flexion_{side}"] == pytest.approx(knee, abs=EXACT_DEG)
    assert seen[f"thigh_elevation_{side}"] == pytest.approx(90 - thigh, abs=EXACT_DEG)
    assert seen[f"shin_lean_{side}"] == pytest.approx(knee - thigh, abs=EXACT_DEG)


@pytest.mark.parametrize("heading", [0.0, 70.0, 180.0])
@pytest.mark.parametrize("knee", [0.0, 30.0, 90.0, 130.0])
def test_in_the_bodys_own_plane_the_angles_are_true_wherever_it_faces(heading, knee):
    truth = true_measures([posed(40.0, knee, heading=heading)], TIMES).iloc[0]
    for side in SIDES:
        assert truth[f"knee_flexion_{side}"] == pytest.approx(knee, abs=EXACT_DEG)


@pytest.mark.parametrize("obliquity", [-8.0, 0.0, 5.0])
def test_the_obliquity_of_pelvis_and_trunk_is_true(obliquity):
    truth = true_measures([posed(0.0, 0.0, pelvic_obliquity=obliquity)], TIMES).iloc[0]
    # Measures count the subject's right as up, the figure its left; a rigid trunk leans along.
    assert truth["pelvic_obliquity"] == pytest.approx(-obliquity, abs=EXACT_DEG)
    assert truth["lateral_trunk_lean"] == pytest.approx(obliquity, abs=EXACT_DEG)


def test_a_bow_leans_the_trunk_forward_by_as_much():
    lean = [
        true_measures([posed(0.0, 0.0, pelvic_tilt=tilt)], TIMES)["trunk_lean_left"].iloc[0]
        for tilt in (0.0, 35.0)
    ]
    assert lean[1] - lean[0] == pytest.approx(35.0, abs=EXACT_DEG)


def test_from_the_front_left_is_on_the_pictures_right():
    poses = planar_poses([posed(0.0, 0.0)], TIMES, View.FRONT)
    assert np.all(poses.image("hip", Side.LEFT)[:, 0] > poses.image("hip", Side.RIGHT)[:, 0])


@pytest.mark.parametrize(
    ("azimuth_deg", "view"),
    [(90, View.SIDE), (-90, View.SIDE), (0, View.FRONT), (180, View.REAR), (45, View.OBLIQUE)],
)
def test_the_true_landmarks_tell_from_where_they_are_seen(azimuth_deg, view):
    poses = projected_poses([posed(0.0, 5.0)], TIMES, Camera(azimuth_deg=azimuth_deg))
    assert estimate_viewpoint(poses).view is view


def test_the_table_has_a_row_per_frame_and_both_kinds_of_truth():
    clip = Clip(person="kenji", motion="squat", duration_s=3.0)
    table = truth_table(clip)
    assert len(table) == len(clip.time_s) == 90
    assert {"knee_flexion_left", "knee_flexion_left.projected", "left_knee.x_px"} <= set(table)
    apart = table["knee_flexion_left"] - table["knee_flexion_left.projected"]
    assert apart.abs().max() < 3.0


def test_the_facts_hold_the_events_to_the_millisecond():
    clip = Clip(person="kenji", motion="squat")
    facts = truth_facts(clip)
    starts = [e["time_s"] for e in facts["events"] if e["kind"] == "rep_start"]
    assert facts["rep_count"] == len(starts) == 3
    exact = [e.time_s for e in clip.subject.events if e.kind == "rep_start"]
    assert starts == pytest.approx(exact, abs=0.0005)
