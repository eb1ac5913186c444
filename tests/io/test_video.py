from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from clips import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    colours_of_corners,
    corners,
    grey,
    noise,
    write_clip,
)

from posture.io import video
from posture.io.errors import InputError
from posture.io.video import probe, read_frames

OPEN_FILES = Path("/proc/self/fd")


def error_key(path):
    with pytest.raises(InputError) as raised:
        list(read_frames(path))
    return raised.value.key


def times(path):
    return [frame.time_s for frame in read_frames(path)]


def frames_and_faults(path):
    """Return how many frames there are, and how often it was said that some are missing."""
    faults = []
    n = sum(1 for _ in read_frames(path, on_truncated=lambda: faults.append(path)))
    return n, len(faults)


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.mp4", "libx264", "yuv420p"),
        ("a.mov", "libx264", "yuv420p"),
        ("a.mkv", "libx264", "yuv420p"),
        ("a.avi", "mpeg4", "yuv420p"),
        ("a.webm", "libvpx", "yuv420p"),
        ("a.webm", "libvpx-vp9", "yuv420p"),
        ("a.gif", "gif", "rgb8"),
        ("hdr.mp4", "libx264", "yuv420p10le"),
        ("full_range.mov", "mjpeg", "yuvj420p"),
    ],
)
def test_every_format_gives_its_frames_in_rgb(tmp_path, name, codec, pix_fmt):
    path = write_clip(tmp_path / name, [corners()] * 12, rate=25, codec=codec, pix_fmt=pix_fmt)
    frames = list(read_frames(path))
    assert len(frames) == 12
    assert frames[5].image_rgb.dtype == np.uint8
    assert frames[5].image_rgb.flags.c_contiguous
    assert colours_of_corners(frames[5].image_rgb) == [RED, GREEN, BLUE, WHITE]
    np.testing.assert_allclose([f.time_s for f in frames], np.arange(12) / 25, atol=0.001)


def test_frames_at_uneven_times_keep_them(tmp_path):
    uneven_s = [0, 0.1, 0.11, 0.5, 0.533, 2.0, 7.25]
    path = write_clip(tmp_path / "vfr.mp4", [grey(i * 30) for i in range(7)], times_s=uneven_s)
    np.testing.assert_allclose(times(path), uneven_s, atol=1e-4)


def test_times_count_from_the_first_frame(tmp_path):
    late_s = [100 + i / 30 for i in range(6)]
    path = write_clip(tmp_path / "late.mkv", [grey(i * 30) for i in range(6)], times_s=late_s)
    np.testing.assert_allclose(times(path), np.arange(6) / 30, atol=0.001)


@pytest.mark.parametrize(
    ("stamps_s", "expected_s"),
    [
        ([0, 0.1, 0.1, 0.2], [0, 0.1, 0.2]),
        ([0, 0.1, 0.1001, 0.2], [0, 0.1, 0.2]),
        ([0, 0.2, 0.1, 0.3], [0, 0.2, 0.3]),
        ([None, None, None], [0, 0.5, 1.0]),
        ([0, None, 0.9], [0, 0.5, 0.9]),
        ([10, 10.1, 0, 0.1, 0.2], [0, 0.1, 0.6, 0.7, 0.8]),
        ([-3, -2.9], [0, 0.1]),
    ],
    ids=[
        "twice the same",
        "as good as the same",
        "one astray",
        "none at all",
        "one missing",
        "the clock starts anew",
        "below zero",
    ],
)
def test_odd_times_become_increasing_ones(stamps_s, expected_s):
    class Frame:
        def __init__(self, time):
            self.time = time

    timed = video._timed(map(Frame, stamps_s), interval_s=0.5)
    np.testing.assert_allclose([time_s for _, time_s in timed], expected_s, atol=1e-9)


@pytest.mark.parametrize(
    ("rate_hz", "interval_s"),
    [(Fraction(25), 0.04), (Fraction(30_000, 1001), 0.0333667), (None, 1 / 30), (90_000, 1 / 30)],
)
def test_a_rate_that_cannot_be_is_not_believed(rate_hz, interval_s):
    stream = SimpleNamespace(average_rate=rate_hz)
    assert video._nominal_interval_s(stream) == pytest.approx(interval_s, rel=1e-5)


@pytest.mark.parametrize(
    ("rotation_deg", "hflip", "expected"),
    [
        (0, False, [RED, GREEN, BLUE, WHITE]),
        (90, False, [GREEN, WHITE, RED, BLUE]),
        (180, False, [WHITE, BLUE, GREEN, RED]),
        (270, False, [BLUE, RED, WHITE, GREEN]),
        (0, True, [GREEN, RED, WHITE, BLUE]),
        (90, True, [WHITE, GREEN, BLUE, RED]),
    ],
)
def test_rotation_and_mirroring_are_obeyed(tmp_path, rotation_deg, hflip, expected):
    path = write_clip(
        tmp_path / "turned.mp4", [corners(96, 64)] * 5, rotation_deg=rotation_deg, hflip=hflip
    )
    image = next(read_frames(path)).image_rgb
    size_px = (64, 96) if rotation_deg in (90, 270) else (96, 64)
    assert colours_of_corners(image) == expected
    assert image.shape == (size_px[1], size_px[0], 3)
    assert image.flags.c_contiguous
    assert (probe(path).width_px, probe(path).height_px) == size_px


def test_pixels_that_are_not_square_are_stretched(tmp_path):
    path = write_clip(tmp_path / "wide.mp4", [corners(72, 64)] * 5, pixel_aspect=Fraction(4, 3))
    assert next(read_frames(path)).image_rgb.shape == (64, 96, 3)
    assert (probe(path).width_px, probe(path).height_px) == (96, 64)


@pytest.mark.parametrize("size_px", [(97, 65), (33, 321), (101, 64)])
def test_odd_sizes_are_kept(tmp_path, size_px):
    path = write_clip(
        tmp_path / "odd.mkv", [corners(*size_px)] * 5, codec="libx264", pix_fmt="yuv444p"
    )
    image = list(read_frames(path))[2].image_rgb
    assert image.shape == (size_px[1], size_px[0], 3)
    assert image.flags.c_contiguous
    assert colours_of_corners(image) == [RED, GREEN, BLUE, WHITE]


def test_8k_is_scaled_down(tmp_path):
    path = write_clip(tmp_path / "8k.mp4", [corners(7680, 4320)] * 3, codec="mpeg4")
    frames = list(read_frames(path))
    assert [f.image_rgb.shape for f in frames] == [(1080, 1920, 3)] * 3
    assert colours_of_corners(frames[0].image_rgb) == [RED, GREEN, BLUE, WHITE]
    assert (probe(path).width_px, probe(path).height_px) == (7680, 4320)


def test_a_picture_beyond_8k_is_refused(tmp_path):
    path = write_clip(
        tmp_path / "huge.avi", [grey(0, 8192, 8192)], codec="mjpeg", pix_fmt="yuvj420p"
    )
    assert error_key(path) == "picture_too_large"


def test_a_size_that_changes_midway_becomes_that_of_the_first_frame(tmp_path):
    parts = [
        write_clip(tmp_path / f"{w}.h264", [corners(w, 64)] * 4, options={}) for w in (96, 192)
    ]
    raw = tmp_path / "both.h264"
    raw.write_bytes(b"".join(part.read_bytes() for part in parts))
    path = rewrapped(raw, tmp_path / "both.mkv")
    shapes = {frame.image_rgb.shape for frame in read_frames(path)}
    assert shapes == {(64, 96, 3)}


def rewrapped(raw, path):
    with av.open(str(raw)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for i, packet in enumerate(source.demux(video=0)):
            if packet.size:
                packet.stream = stream
                packet.time_base = Fraction(1, 30)
                packet.pts = packet.dts = i
                target.mux(packet)
    return path


def test_probe_tells_length_and_frames(tmp_path):
    info = probe(write_clip(tmp_path / "a.mp4", [grey(9)] * 45, rate=30))
    assert info.duration_s == pytest.approx(1.5)
    assert info.frames == 45


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi"])
def test_a_file_that_breaks_off_gives_what_is_there_and_says_so(tmp_path, name):
    codec = "mpeg4" if name == "a.avi" else "libx264"
    whole = write_clip(
        tmp_path / name,
        noise(90),
        codec=codec,
        options={"movflags": "faststart"} if name == "a.mp4" else {},
    )
    cut = tmp_path / f"cut_{name}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert frames_and_faults(whole) == (90, 0)
    n, n_faults = frames_and_faults(cut)
    assert 30 < n < 60
    assert n_faults == 1
    # no half-decoded picture among them
    for there, frame in zip(read_frames(cut), read_frames(whole), strict=False):
        assert there.time_s == frame.time_s
        np.testing.assert_array_equal(there.image_rgb, frame.image_rgb)


def test_damage_in_the_middle_costs_frames_but_not_the_rest(tmp_path):
    whole = write_clip(tmp_path / "a.mp4", noise(60))
    with av.open(str(whole)) as container:
        packet = [packet for packet in container.demux(video=0) if packet.size][30]
    data = bytearray(whole.read_bytes())
    data[packet.pos : packet.pos + packet.size] = b"\xff" * packet.size
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    n, n_faults = frames_and_faults(broken)
    assert 40 < n < 60
    assert n_faults == 1
    assert times(broken)[-1] > 1.9


def test_a_title_in_another_encoding_is_no_trouble(tmp_path):
    path = write_clip(tmp_path / "a.mkv", [grey(9)] * 5)
    path.write_bytes(path.read_bytes().replace(b"Lavf", "膝".encode("shift_jis") + b"\x88\xff"))
    assert len(times(path)) == 5


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list open files")
def test_stopping_early_closes_the_file(tmp_path):
    def is_open(path):
        return path in [link.readlink() for link in OPEN_FILES.iterdir() if link.is_symlink()]

    path = write_clip(tmp_path / "a.mp4", noise(30))
    frames = read_frames(path)
    next(frames)
    assert is_open(path)
    frames.close()
    assert not is_open(path)


@pytest.mark.parametrize("clip", ["squat_mocap/video.mp4", "walk_mocap/video.mp4"])
def test_frames_that_a_file_says_to_skip_are_skipped(evaluation, clip):
    info = probe(evaluation / clip)
    n = len(times(evaluation / clip))
    assert info.frames == pytest.approx(n, abs=1)
