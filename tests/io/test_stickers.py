"""Coloured dots on a drawn figure whose true pelvis is known."""

from dataclasses import replace

import numpy as np
import pytest

from posture.figure.camera import Camera
from posture.figure.clip import Clip, draw_clip
from posture.figure.people import PEOPLE
from posture.figure.stickers import Spine, sticker_m
from posture.figure.truth import projected_poses
from posture.io.stickers import StickersUnclear, find_stickers
from posture.pose import Side
from posture.screening import Capture
from posture.view import View, estimate_viewpoint

PINK, GREEN = (0.85, 0.05, 0.35), (0.10, 0.60, 0.15)


def stood(monkeypatch, azimuth_deg, colour, person="kenji", **settings):
    """Return the picture, the true landmarks, the viewpoint and the skeleton."""
    plain = PEOPLE[person]
    monkeypatch.setitem(PEOPLE, "worn", replace(plain, look=replace(plain.look, sticker=colour)))
    camera = Camera(
        azimuth_deg=azimuth_deg,
        width_px=720,
        height_px=960,
        field_of_view_deg=44.0,
        distance_m=3.0,
    )
    wanted = {"duration_s": 1.0, **settings}
    clip = Clip(person="worn", motion="standing", camera=camera, settings=wanted)
    skeleton = clip.skeletons()[0]
    poses = projected_poses([skeleton], np.zeros(1), camera)
    image = next(draw_clip(clip, "puppet")).image_rgb
    return image, poses, estimate_viewpoint(poses), skeleton


def tilt(image, poses, viewpoint, colour):
    pair = find_stickers(image, poses.image_px[0], viewpoint, colour)
    return Capture(poses, stickers=pair).sticker_tilt_deg(viewpoint.view)


@pytest.mark.parametrize("person", ["hana", "david"])
@pytest.mark.parametrize("azimuth_deg", [0.0, 180.0])
@pytest.mark.parametrize("left_higher", [-6.0, 0.0, 5.0])
def test_the_pelvis_is_read_within_a_degree(monkeypatch, person, azimuth_deg, left_higher):
    image, poses, viewpoint, _ = stood(
        monkeypatch, azimuth_deg, PINK, person, pelvic_obliquity=left_higher
    )
    read = tilt(image, poses, viewpoint, "pink")
    assert read == pytest.approx(-left_higher, abs=1.0)


@pytest.mark.parametrize(("azimuth_deg", "near"), [(90.0, Side.LEFT), (-90.0, Side.RIGHT)])
@pytest.mark.parametrize("forwards", [-4.0, 12.0])
def test_the_sagittal_tilt_is_read_within_a_degree(monkeypatch, azimuth_deg, near, forwards):
    image, poses, viewpoint, skeleton = stood(monkeypatch, azimuth_deg, GREEN, pelvic_tilt=forwards)
    back, front = (
        sticker_m(PEOPLE["kenji"].body, skeleton, s, near) for s in (Spine.PSIS, Spine.ASIS)
    )
    true_deg = np.degrees(np.arctan2(back[1] - front[1], front[2] - back[2]))
    assert viewpoint.view is View.SIDE
    assert tilt(image, poses, viewpoint, "green") == pytest.approx(true_deg, abs=1.0)


@pytest.mark.parametrize(
    ("worn", "sought"), [(None, "pink"), (PINK, "green"), (PINK, "blue")], ids=str
)
def test_what_is_not_worn_is_not_found(monkeypatch, worn, sought):
    # blue is the colour of the shirt: far too large for a dot
    image, poses, viewpoint, _ = stood(monkeypatch, 0.0, worn)
    with pytest.raises(StickersUnclear) as raised:
        tilt(image, poses, viewpoint, sought)
    assert raised.value.reason == "stickers_not_found"


def test_a_third_dot_leaves_it_open_which_is_meant(monkeypatch):
    image, poses, viewpoint, _ = stood(monkeypatch, 0.0, PINK)
    pair = find_stickers(image, poses.image_px[0], viewpoint, "pink")
    x, y = (round(v) for v in pair.first_px)
    spare = image[y - 9 : y + 9, x - 9 : x + 9].copy()
    image[y + 21 : y + 39, x - 9 : x + 9] = spare
    with pytest.raises(StickersUnclear) as raised:
        tilt(image, poses, viewpoint, "pink")
    assert raised.value.reason == "stickers_ambiguous"


def test_without_legs_nothing_is_looked_for(monkeypatch):
    image, poses, viewpoint, _ = stood(monkeypatch, 0.0, PINK)
    unseen = np.full_like(poses.image_px[0], np.nan)
    with pytest.raises(StickersUnclear):
        find_stickers(image, unseen, viewpoint, "pink")
