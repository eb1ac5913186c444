"""Pictures: things appear where the camera projects them, quickly enough, always the same."""

import subprocess
import sys
import time
from itertools import islice

import av
import numpy as np
import pytest

from posture.figure.camera import Camera
from posture.figure.clip import Clip, draw_clip
from posture.figure.look import Look, Material
from posture.figure.mp4 import write_mp4
from posture.figure.picture import Renderer
from posture.figure.puppet import backdrop, draw_puppet
from posture.figure.room import ROOMS
from posture.figure.skeleton import Frame
from posture.figure.solids import Solids

WORLD = Frame(np.eye(3), np.zeros(3))
PALETTE = Look(shoe=(0.9, 0.05, 0.05)).palette()
ROOM = ROOMS["plain"]


def ball(x: float, y: float, z: float, radius_m: float = 0.04) -> np.ndarray:
    solids = Solids()
    solids.add_capsule(WORLD, (x, y, z), (x, y, z), radius_m, radius_m, Material.SHOE, 0)
    return solids.table()


def draw_ball(tier: str, camera: Camera, table: np.ndarray) -> np.ndarray:
    if tier == "puppet":
        return draw_puppet(table, PALETTE, [], camera, backdrop(camera, ROOM))
    return Renderer(camera, ROOM).draw(table, PALETTE, [])


def red_pixels(image: np.ndarray) -> np.ndarray:
    red, green, _ = image.astype(int).transpose(2, 0, 1)
    return red - green > 60


@pytest.mark.parametrize("tier", ["puppet", "ray"])
@pytest.mark.parametrize("place", [(0.0, 0.9, 0.0), (0.2, 0.4, 0.5), (-0.1, 1.5, -0.6)])
@pytest.mark.parametrize("azimuth_deg", [0.0, 45.0, 90.0])
def test_a_thing_appears_where_the_camera_projects_it(tier, place, azimuth_deg):
    camera = Camera(azimuth_deg=azimuth_deg)
    rows, columns = np.nonzero(red_pixels(draw_ball(tier, camera, ball(*place))))
    middle = (columns.mean() + 0.5, rows.mean() + 0.5)
    assert middle == pytest.approx(camera.project(np.array(place)), abs=0.6)


@pytest.mark.parametrize("tier", ["puppet", "ray"])
def test_a_thing_is_as_large_as_its_distance_makes_it(tier):
    camera = Camera(azimuth_deg=0.0, height_m=0.86)
    width_px = np.ptp(np.nonzero(red_pixels(draw_ball(tier, camera, ball(0, 0.86, 0, 0.2))))[1])
    assert width_px == pytest.approx(2 * 0.2 * camera.focal_px / camera.distance_m, rel=0.05)


@pytest.mark.parametrize("tier", ["puppet", "ray"])
def test_what_is_in_front_hides_what_is_behind(tier):
    solids = Solids()
    for z, material in ((-0.5, Material.HAIR), (0.5, Material.SHOE)):
        solids.add_capsule(WORLD, (0, 0.9, z), (0, 0.9, z), 0.1, 0.1, material, int(z > 0))
    image = draw_ball(tier, Camera(azimuth_deg=0.0), solids.table())
    x, y = Camera(azimuth_deg=0.0).project(np.array([0, 0.9, 0.5])).astype(int)
    assert red_pixels(image)[y, x]


def test_the_shadow_falls_away_from_the_lamp_and_touches_what_stands():
    camera = Camera(azimuth_deg=0.0)
    renderer = Renderer(camera, ROOM)  # its lamp is to the camera's left
    image = renderer.draw(ball(0.0, 0.2, 0.0, 0.2), PALETTE, [])
    darker = renderer.empty[..., 1].astype(int) - image[..., 1] > 12
    rows, columns = np.nonzero(darker & renderer.backdrop.is_floor & ~red_pixels(image))
    foot_x, foot_y = camera.project(np.array([0.0, 0.0, 0.0]))
    assert columns.mean() > foot_x + 5
    assert np.hypot(columns - foot_x, rows - foot_y).min() < 25


def test_the_puppet_draws_ten_frames_a_second_on_one_core():
    clip = Clip(person="kenji", motion="squat")
    pictures = draw_clip(clip, "puppet")
    next(pictures)
    began = time.process_time()
    drawn = len(list(islice(pictures, 30)))
    assert drawn / (time.process_time() - began) > 10


def test_the_same_clip_gives_the_same_pictures():
    clip = Clip(person="emma", motion="waving", seed=3)
    first, again = (next(draw_clip(clip, "puppet", slice(40, 41))) for _ in range(2))
    assert np.array_equal(first.image_rgb, again.image_rgb)
    other = next(draw_clip(Clip(person="emma", motion="waving", seed=4), "puppet", slice(40, 41)))
    assert not np.array_equal(first.image_rgb, other.image_rgb)


def test_a_frame_is_the_same_whether_or_not_those_before_it_are_drawn():
    clip = Clip(person="emma", motion="waving", seed=3, duration_s=0.2)
    *_, last = draw_clip(clip, "puppet")
    alone = next(draw_clip(clip, "puppet", slice(5, 6)))
    assert np.array_equal(last.image_rgb, alone.image_rgb)


@pytest.mark.parametrize("is_variable_rate", [False, True])
def test_a_video_plays_in_browsers_and_keeps_every_frames_time(tmp_path, is_variable_rate):
    clip = Clip(
        person="david", motion="standing", duration_s=1.5, is_variable_rate=is_variable_rate
    )
    path = tmp_path / "clip.mp4"
    write_mp4(path, draw_clip(clip, "puppet"), clip.fps, clip.crf)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        times = [float(frame.time) for frame in container.decode(stream)]
    assert times == pytest.approx(clip.time_s, abs=0.001)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("tier", ["puppet", "ray"])
def test_someone_may_walk_past_the_lens(tier):
    clip = Clip(person="kenji", motion="walking", camera=Camera(azimuth_deg=0), noise=0)
    for second in (4.8, 5.1, 5.5):  # before it, in it, and most of the body beyond
        i = int(second * clip.fps)
        assert next(draw_clip(clip, tier, slice(i, i + 1))).image_rgb.shape == (480, 640, 3)


def test_someone_who_passes_by_is_in_the_picture_and_not_in_the_truth():
    alone = Clip(person="kenji", motion="standing", camera=Camera(azimuth_deg=0), noise=0)
    together = Clip(
        person="kenji",
        motion="standing",
        camera=Camera(azimuth_deg=0),
        noise=0,
        passer_by="hana",
    )
    frame = slice(75, 76)
    one, two = (next(draw_clip(clip, "puppet", frame)).image_rgb for clip in (alone, together))
    assert np.mean(one != two) > 0.005
    assert np.array_equal(alone.skeletons()[75].landmarks_m, together.skeletons()[75].landmarks_m)


def test_nothing_that_draws_is_loaded_before_a_picture_is_asked_for():
    script = (
        "import sys; from posture.figure.clip import Clip; "
        "from posture.figure.recording import truth_table; "
        "truth_table(Clip(person='kenji', motion='standing', duration_s=0.2)); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numba", "cv2", "av", "mediapipe", "typer"} & set(loaded)
