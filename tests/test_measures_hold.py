"""What must hold for every measure, whatever its formula: mirrors, places, views, hidden points."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import FACES, PROFILES, STANDING_FRAMES, filmed, measured
from stick_figure import (
    FRONT,
    LEFT_PROFILE,
    REAR,
    RIGHT_PROFILE,
    SIZES,
    Body,
    Leg,
    hide,
    mirrored,
    seen,
    turned,
)

from posture.baseline import measure_baseline
from posture.measures import MEASURES, compute_measures
from posture.pose import Landmark, Side
from posture.view import View, estimate_viewpoint

UNLIKE = Body(
    left=Leg(knee_flexion=70.0, shin_lean=20.0, heel_lift=0.1, thigh_in=6.0, shin_out=4.0),
    right=Leg(knee_flexion=35.0, shin_lean=15.0, heel_lift=0.2, thigh_in=-5.0, shin_out=-2.0),
    trunk_lean=30.0,
    lateral_trunk_lean=9.0,
    pelvic_obliquity=5.0,
)
SIGN_FLIPS_IN_A_MIRROR = {
    *("pelvic_obliquity", "lateral_trunk_lean"),
    *("heel_difference", "hip_sway"),
}
NONE_AT_REST = {"heel_difference"}  # with both heels down, neither is the lower one


@pytest.mark.parametrize("size_px", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("yaw_deg", [*PROFILES.values(), *FACES.values()])
def test_in_a_mirror_left_and_right_swap_and_nothing_else_changes(yaw_deg, size_px):
    poses = filmed(UNLIKE, yaw_deg=yaw_deg, size_px=size_px)
    straight, mirror = measured(poses), measured(mirrored(poses))
    for measure in MEASURES.values():
        sign = -1.0 if measure.key in SIGN_FLIPS_IN_A_MIRROR else 1.0
        for side, column in measure.columns.items():
            swapped = measure.columns[side.other if side else None]
            expected = sign * straight[column]
            np.testing.assert_allclose(mirror[swapped], expected, atol=1e-6, err_msg=column)


@settings(max_examples=40)
@pytest.mark.parametrize("yaw_deg", [*PROFILES.values(), *FACES.values()])
@given(scale=st.floats(0.1, 20.0), dx=st.floats(0.0, 1e4), dy=st.floats(0.0, 1e4))
def test_scale_and_place_in_the_picture_change_nothing(yaw_deg, scale, dx, dy):
    poses = filmed(UNLIKE, yaw_deg=yaw_deg)
    moved = replace(
        poses.with_image(poses.image_px * scale + [dx, dy]),
        size_px=np.ceil(poses.size_px * scale + [dx, dy]).astype(int),
    )
    pd.testing.assert_frame_equal(measured(poses), measured(moved), rtol=0, atol=1e-6)


@pytest.mark.parametrize("yaw_deg", [*PROFILES.values(), *FACES.values(), 45.0])
def test_what_a_view_cannot_show_is_nan_and_what_it_can_is_a_number(yaw_deg):
    poses = filmed(UNLIKE, yaw_deg=yaw_deg)
    view = estimate_viewpoint(poses).view
    table = measured(poses)
    for measure in MEASURES.values():
        for column in measure.columns.values():
            there = table[column].iloc[-1:] if measure.key in NONE_AT_REST else table[column]
            assert there.notna().all() == (view in measure.views), column
            assert table[column].isna().all() == (view not in measure.views), column


@pytest.mark.parametrize("yaw_deg", FACES.values(), ids=FACES)
@pytest.mark.parametrize(("thigh_lean_deg", "is_read"), [(-50.0, True), (-56.0, False)])
def test_a_thigh_that_points_at_the_camera_has_no_fppa(yaw_deg, thigh_lean_deg, is_read):
    body = Body.on_two_like_legs(knee_flexion=-thigh_lean_deg)
    last = measured(filmed(body, yaw_deg=yaw_deg)).iloc[-1]
    assert np.isfinite(last[["fppa_left", "fppa_right"]].to_numpy(float)).tolist() == [is_read] * 2


USES = {  # landmarks of the side; of both sides for measures without sides
    "knee_flexion": ("hip", "knee", "ankle"),
    "thigh_elevation": ("hip", "knee"),
    "shin_lean": ("ankle", "knee"),
    "trunk_lean": ("hip", "shoulder"),
    "trunk_shin_angle": ("hip", "shoulder", "ankle", "knee"),
    "trunk_thigh_flexion": ("shoulder", "hip", "knee"),
    "heel_lift": ("heel",),
    "pelvic_obliquity": ("hip",),
    "lateral_trunk_lean": ("hip", "shoulder"),
    "fppa": ("hip", "knee", "ankle"),
    "knee_medial_shift": ("knee", "toe"),
    "hip_height": ("hip", "ankle"),
    "trunk_height": ("hip", "shoulder"),
    "hand_height": ("ankle",),
    "foot_travel": ("ankle",),
    "hips_back": ("hip", "ankle"),
    "knee_over_toe": ("knee", "toe"),
    "stance_width": ("ankle", "shoulder"),
    "thigh_rise": ("hip", "knee", "ankle"),
    "thigh_upright": ("hip", "knee", "ankle"),
    "trunk_behind_feet": ("shoulder", "hip", "ankle"),
    "other_foot_lift": (),  # of heel and toe the ankle stands in for the one that is hidden
    "ankle_travel": ("ankle",),
    "hand_to_leg": ("hip", "knee"),
    "foot_pitch": ("heel", "toe"),
    "heel_ahead": ("heel",),  # and the middle of the hips, or of the other heel
    "toe_ahead": ("toe",),
    "toe_rise": ("heel", "toe"),
    "body_turn": (),  # from the landmarks in metres
    "heel_difference": ("heel",),
    "toe_travel": ("toe",),
    "body_rise": ("shoulder", "hip"),
    "tiptoe_rise": ("heel",),  # and those of the body's rise, of both sides
    "seat_height": ("hip",),  # and where the ankles mostly are
    "hip_sway": ("hip",),
    "trunk_bounce": ("shoulder", "hip"),
    "elbow_reach": ("elbow", "hip"),
}


@pytest.mark.parametrize("yaw_deg", [*PROFILES.values(), *FACES.values()])
@pytest.mark.parametrize(
    "name", ["shoulder", "elbow", "hip", "knee", "ankle", "heel", "toe", "ear"]
)
@pytest.mark.parametrize("side", Side)
def test_a_hidden_landmark_takes_its_own_measures_in_its_own_frame(yaw_deg, name, side):
    poses = filmed(UNLIKE, yaw_deg=yaw_deg)
    viewpoint = estimate_viewpoint(poses)
    all_there = measured(poses)
    frame = STANDING_FRAMES // 2
    table = measured(hide(poses, Landmark.of(name, side), frame))
    for measure in MEASURES.values():
        for own, column in measure.columns.items():
            used = name in USES[measure.key]
            if measure.bilateral:
                # fppa and the shift of the knee also need to know on which side the other hip is
                own = own.other if measure.key == "other_foot_lift" else own
                is_hit = (used and own is side) or (name == "hip" and measure.unit == "hip width")
                is_hit |= name == "hip" and measure.key == "fppa"
                is_hit |= measure.key == "tiptoe_rise" and name in USES["body_rise"]
                if measure.key in ("heel_ahead", "toe_ahead"):
                    is_hit |= name == ("hip" if viewpoint.view is View.SIDE else "heel")
            elif measure.key in ("body_rise", *NONE_AT_REST):
                is_hit = used and measure.key not in NONE_AT_REST  # of both sides from anywhere
            elif viewpoint.view is View.SIDE or measure.key in ("trunk_height", "hand_height"):
                is_hit = used and side is viewpoint.near
            elif measure.key in ("trunk_behind_feet", "hand_to_leg"):
                is_hit = False  # the landmarks in metres tell, or the other hand
            else:
                is_hit = used
            lost = table[column].isna() & all_there[column].notna()
            frames = [frame] if is_hit and viewpoint.view in measure.views else []
            assert np.flatnonzero(lost).tolist() == frames, column


def test_the_hands_are_as_low_as_the_lower_one():
    poses = filmed(Body(arm_raise=90.0), yaw_deg=RIGHT_PROFILE)
    one_down = poses.image_px.copy()
    one_down[-1, Landmark.LEFT_WRIST, 1] = one_down[-1, Landmark.RIGHT_ANKLE, 1]
    assert measured(poses)["hand_height"].iloc[-1] > 1.0
    assert measured(poses.with_image(one_down))["hand_height"].iloc[-1] == pytest.approx(0.0)


def test_only_the_measures_asked_for_are_computed():
    poses = filmed(UNLIKE, yaw_deg=RIGHT_PROFILE)
    baseline = measure_baseline(poses, estimate_viewpoint(poses))
    table = compute_measures(poses, baseline, ["hip_height", "shin_lean"])
    assert list(table) == ["hip_height", "shin_lean_left", "shin_lean_right"]
    assert table.index.name == "time_s"
    assert table.index.tolist() == poses.time_s.tolist()


@pytest.mark.parametrize(
    ("yaw_deg", "sides"),
    [(FRONT, tuple(Side)), (REAR, tuple(Side)), (LEFT_PROFILE, ("left",)), (45.0, ("right",))],
)
def test_from_the_side_only_the_near_leg_is_judged(yaw_deg, sides):
    poses = filmed(UNLIKE, yaw_deg=yaw_deg)
    baseline = measure_baseline(poses, estimate_viewpoint(poses))
    assert MEASURES["knee_flexion"].sides_seen(baseline) == sides
    assert MEASURES["pelvic_obliquity"].sides_seen(baseline) == (None,)


def test_the_column_for_a_side_is_named_after_it():
    assert MEASURES["knee_flexion"].column_for(Side.LEFT) == "knee_flexion_left"
    assert MEASURES["hip_height"].column_for(Side.LEFT) == "hip_height"


def test_the_visibility_of_a_landmark_is_not_its_business():
    poses = filmed(UNLIKE, yaw_deg=RIGHT_PROFILE)
    hidden = replace(poses, visibility=poses.visibility * 0.1)
    pd.testing.assert_frame_equal(measured(poses), measured(hidden))


@pytest.mark.parametrize("turn_deg", [0.0, 35.0, -35.0, 170.0, 350.0])
def test_a_turn_is_measured_whichever_way_and_across_180(turn_deg):
    times = np.arange(31) / 30.0
    poses = turned(seen(Body(), times, yaw_deg=150.0), np.where(times > 0.9, turn_deg, 0.0))
    expected = min(abs(turn_deg), 360.0 - abs(turn_deg))
    assert measured(poses)["body_turn"].iloc[-1] == pytest.approx(expected, abs=1e-6)
    assert measured(poses)["body_turn"].iloc[0] == pytest.approx(0.0, abs=1e-6)
