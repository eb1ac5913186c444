import numpy as np
import pytest
from stick_figure import Body, nobody, seen

from posture.pose import Landmark, PoseFrame, PoseModel, PoseSequence, Side


def arrays(n: int = 3) -> dict[str, np.ndarray]:
    return {
        "time_s": np.arange(n) / 30,
        "image_px": np.zeros((n, 33, 2)),
        "world_m": np.zeros((n, 33, 3)),
        "visibility": np.ones((n, 33)),
        "size_px": np.array([640, 480]),
    }


def test_sides_are_each_others_other():
    assert (Side.LEFT.other, Side.RIGHT.other) == (Side.RIGHT, Side.LEFT)


def test_landmarks_are_numbered_as_in_mediapipe():
    assert [Landmark.NOSE, Landmark.LEFT_HIP, Landmark.RIGHT_TOE] == [0, 23, 32]
    assert Landmark.of("knee", Side.LEFT) == 25
    assert Landmark.of("eye_inner", Side.RIGHT) == 4


def test_from_7_on_left_is_odd_and_right_is_even():
    for landmark in list(Landmark)[7:]:
        assert landmark.name.startswith("LEFT" if landmark % 2 else "RIGHT")


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("image_px", np.zeros((3, 33, 3)), r"image_px must have shape \(3, 33, 2\)"),
        ("image_px", np.zeros((2, 33, 2)), r"image_px must have shape \(3, 33, 2\)"),
        ("world_m", np.zeros((3, 33, 2)), r"world_m must have shape \(3, 33, 3\)"),
        ("visibility", np.zeros((3, 32)), r"visibility must have shape \(3, 33\)"),
        ("size_px", np.array([1, 2, 3]), r"size_px must have shape \(2,\)"),
        ("time_s", np.array([0, 1, 1]), "time_s must increase"),
        ("time_s", np.array([0, 2, 1]), "time_s must increase"),
        ("time_s", np.array([0, np.nan, 1]), "time_s must be finite"),
        ("time_s", np.array([0, 1, np.inf]), "time_s must be finite"),
    ],
)
def test_what_cannot_be_a_sequence_is_refused(name, wrong, says):
    with pytest.raises(ValueError, match=says):
        PoseSequence(**(arrays() | {name: wrong}))


def test_a_sequence_holds_at_least_one_frame():
    with pytest.raises(ValueError, match="at least one frame"):
        PoseSequence(**arrays(0))


def test_frames_stack_into_a_sequence():
    model = PoseModel("full", "abc")
    frames = [
        PoseFrame.missing(0.0),
        PoseFrame(0.1, np.ones((33, 2)), np.ones((33, 3)), np.ones(33)),
    ]
    poses = PoseSequence.from_frames(frames, (640, 480), model)
    assert len(poses) == 2
    assert poses.duration_s == pytest.approx(0.1)
    assert poses.model == model
    assert np.isnan(poses.image_px[0]).all()
    assert (poses.visibility[0] == 0).all()
    assert (poses.image_px[1] == 1).all()


def test_a_midpoint_is_midway_and_missing_if_one_side_is():
    poses = seen(Body(), np.zeros(1), yaw_deg=0.0)
    between = (poses.image("hip", Side.LEFT) + poses.image("hip", Side.RIGHT)) / 2
    assert np.array_equal(poses.image_midpoint("hip"), between)
    assert np.isnan(nobody(np.zeros(1)).image_midpoint("hip")).all()


def test_other_pixels_leave_the_sequence_alone():
    poses = PoseSequence(**arrays())
    assert (poses.with_image(poses.image_px + 1).image_px == 1).all()
    assert (poses.image_px == 0).all()
