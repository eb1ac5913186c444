"""The skeleton: bones keep their lengths, joints take the angles they are given."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.limbs import FreeArm, FreeLeg, PlacedLeg, ReachingArm, stand_on
from posture.figure.people import PEOPLE
from posture.figure.skeleton import Pose, Skeleton, pose_skeleton
from posture.geometry import included_angle
from posture.pose import Landmark, Side

BODY = Body(stature_m=1.70)
STRAIGHT = dict.fromkeys(SIDES, FreeLeg(0.0))


def flexion(skeleton: Skeleton, side: Side, *names: str) -> float:
    a, b, c = (skeleton.joint(name, side)[None] for name in names)
    return float(180 - included_angle(a, b, c)[0])


def test_segments_are_the_published_shares_of_stature():
    assert BODY.thigh_m == pytest.approx(0.245 * 1.70)
    assert BODY.shank_m(Side.LEFT) == pytest.approx(0.246 * 1.70)
    assert BODY.upper_arm_m == pytest.approx(0.186 * 1.70)
    assert BODY.forearm_m == pytest.approx(0.146 * 1.70)
    assert BODY.foot_m == pytest.approx(0.152 * 1.70)


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_a_standing_person_is_about_as_tall_as_their_stature(person):
    body = person.body
    skeleton = pose_skeleton(body, Pose((0, body.thigh_m + body.shank_m(Side.LEFT), 0), STRAIGHT))
    ankle, nose = skeleton.joint("ankle", Side.LEFT)[1], skeleton.landmarks_m[Landmark.NOSE, 1]
    assert 0.86 < (nose - ankle) / body.stature_m < 0.93


def test_every_landmark_is_somewhere():
    assert np.all(np.isfinite(pose_skeleton(BODY, Pose((0, 1, 0), STRAIGHT)).landmarks_m))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("knee", [0.0, 12.0, 45.0, 90.0, 130.0])
def test_a_free_leg_takes_its_knee_flexion(side, knee):
    legs = STRAIGHT | {side: FreeLeg(20.0, 5.0, knee)}
    skeleton = pose_skeleton(BODY, Pose((0, 1, 0), legs, heading=33.0))
    assert flexion(skeleton, side, "hip", "knee", "ankle") == pytest.approx(knee, abs=1e-6)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("elbow", [0.0, 30.0, 100.0])
def test_a_free_arm_takes_its_elbow_flexion(side, elbow):
    arms = {s: FreeArm(20, 10, 5, elbow) for s in SIDES}
    skeleton = pose_skeleton(BODY, Pose((0, 1, 0), STRAIGHT, arms))
    assert flexion(skeleton, side, "shoulder", "elbow", "wrist") == pytest.approx(elbow, abs=1e-6)


@given(
    x=st.floats(-0.2, 0.2), y=st.floats(0.05, 0.4), z=st.floats(-0.3, 0.3), out=st.floats(-30, 30)
)
def test_a_placed_leg_reaches_its_place_with_bones_of_their_length(x, y, z, out):
    legs = dict.fromkeys(SIDES, PlacedLeg((x, y, z), knee_out=out))
    skeleton = pose_skeleton(BODY, Pose((0, 0.8, 0), legs))
    hip, knee, ankle = (skeleton.joint(n, Side.LEFT) for n in ("hip", "knee", "ankle"))
    assert ankle == pytest.approx([x, y, z])
    assert np.linalg.norm(knee - hip) == pytest.approx(BODY.thigh_m)
    assert np.linalg.norm(ankle - knee) == pytest.approx(BODY.shank_m(Side.LEFT))


def test_a_leg_that_cannot_reach_is_an_error():
    legs = dict.fromkeys(SIDES, PlacedLeg((0, 0, 0)))
    with pytest.raises(ValueError, match="cannot reach"):
        pose_skeleton(BODY, Pose((0, 1.2, 0), legs))


def test_a_reaching_arm_has_its_wrist_where_it_should():
    arms = {s: ReachingArm((OUTWARD[s] * 0.15, 1.1, 0.35)) for s in SIDES}
    skeleton = pose_skeleton(BODY, Pose((0, 0.9, 0), STRAIGHT, arms))
    assert skeleton.joint("wrist", Side.RIGHT) == pytest.approx([-0.15, 1.1, 0.35])


def test_left_is_the_figures_own_left():
    skeleton = pose_skeleton(BODY, Pose((0, 1, 0), STRAIGHT))
    assert np.all(skeleton.joint("hip", Side.LEFT)[0] > skeleton.joint("hip", Side.RIGHT)[0])
    assert skeleton.joint("toe", Side.LEFT)[2] > skeleton.joint("heel", Side.LEFT)[2]


def test_turning_the_figure_turns_all_of_it():
    pose = Pose((0.1, 0.9, 0.2), STRAIGHT, pelvic_obliquity=5, trunk_flexion=20)
    there = pose_skeleton(BODY, pose).moved(70.0, 0.3, -0.2)
    again = there.moved(0.0, -0.3, 0.2).moved(-70.0, 0.0, 0.0)
    assert again.landmarks_m == pytest.approx(pose_skeleton(BODY, pose).landmarks_m)
    assert there.heading == 70.0


@pytest.mark.parametrize(
    ("setting", "joint", "axis"),
    [
        ("pelvic_obliquity", "hip", 1),
        ("shoulder_obliquity", "shoulder", 1),
    ],
)
def test_obliquity_raises_the_left(setting, joint, axis):
    skeleton = pose_skeleton(BODY, Pose((0, 1, 0), STRAIGHT, **{setting: 6.0}))
    left, right = (skeleton.joint(joint, side) for side in SIDES)
    assert left[axis] > right[axis]


@pytest.mark.parametrize("pitch", [-45.0, -15.0, 0.0, 20.0])
def test_a_foot_that_rocks_neither_leaves_nor_enters_the_floor(pitch):
    leg = stand_on(BODY, 1.0, 0.1, 0.0, pitch)
    pose = Pose((0.02, 0.86, -0.05), dict.fromkeys(SIDES, leg))
    foot = pose_skeleton(BODY, pose).frames["left_foot"]
    ankle, heel, ball = BODY.ankle_height_m, BODY.heel_m, BODY.ball_m
    lowest = min(foot.place(0, -ankle, z)[1] for z in (-0.75 * heel, ball))
    assert lowest == pytest.approx(0.0, abs=0.011)
