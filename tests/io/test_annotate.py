import av
import numpy as np
import pytest
from clips import grey, mannequins, write_clip

from posture.io.annotate import write_annotated
from posture.io.drawing import Overlay
from posture.io.errors import InputError
from posture.io.recording import Cancelled
from posture.io.video import read_frames
from posture.pose import N_LANDMARKS


def nothing(_index):
    return Overlay()


def test_it_is_h264_as_browsers_play_it(mannequin_clip, tmp_path):
    target = tmp_path / "annotated.mp4"
    write_annotated(mannequin_clip, target, nothing)
    with av.open(str(target)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.profile in ("High", "Main", "Constrained Baseline")
        # an encoder told of 90 000 ticks a second may ask for a decoder no telephone has
        level = stream.codec_context.extradata[3] / 10
        assert level <= 4.2
    data = target.read_bytes()
    # the index comes first, so that it plays before it is all there
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_frames_keep_their_own_times(tmp_path):
    uneven_s = [0, 0.1, 0.11, 0.5, 0.533, 2.0, 7.25]
    source = write_clip(tmp_path / "a.mp4", [grey(i * 30) for i in range(7)], times_s=uneven_s)
    target = tmp_path / "b.mp4"
    write_annotated(source, target, nothing)
    times_s = [frame.time_s for frame in read_frames(target)]
    np.testing.assert_allclose(times_s, uneven_s, atol=1e-4)


@pytest.mark.parametrize("size_px", [(641, 483), (1001, 700)])
def test_odd_sizes_become_even(tmp_path, size_px):
    source = write_clip(tmp_path / "a.mkv", [grey(90, *size_px)] * 4, pix_fmt="yuv444p")
    target = tmp_path / "b.mp4"
    write_annotated(source, target, nothing)
    height_px, width_px = next(read_frames(target)).image_rgb.shape[:2]
    assert (width_px, height_px) == (size_px[0] // 2 * 2, size_px[1] // 2 * 2)


def test_a_turned_recording_is_upright(tmp_path):
    source = write_clip(tmp_path / "a.mp4", [grey(90, 800, 640)] * 4, rotation_deg=90)
    write_annotated(source, tmp_path / "b.mp4", nothing)
    assert next(read_frames(tmp_path / "b.mp4")).image_rgb.shape == (800, 640, 3)


@pytest.mark.parametrize("side_px", [100, 700])
def test_each_frame_gets_its_own_overlay_where_it_was_seen(tmp_path, side_px):
    """One landmark wanders; small pictures are enlarged, and it with them."""
    source = write_clip(tmp_path / "a.mp4", [grey(0, side_px, side_px)] * 8)

    def wandering(index):
        landmarks_px = np.full((N_LANDMARKS, 2), np.nan)
        landmarks_px[0] = (side_px * (index + 1) / 10, side_px / 2)
        return Overlay(landmarks_px)

    target = tmp_path / "b.mp4"
    write_annotated(source, target, wandering)
    for index, frame in enumerate(read_frames(target)):
        size_px = frame.image_rgb.shape[0]
        assert size_px >= 640
        columns = np.nonzero(frame.image_rgb.max(axis=2) > 150)[1]
        assert columns.mean() / size_px == pytest.approx((index + 1) / 10, abs=0.01)


def test_progress_is_told(mannequin_clip, tmp_path):
    told = []
    write_annotated(mannequin_clip, tmp_path / "a.mp4", nothing, lambda *args: told.append(args))
    assert [n for _, n in told] == list(range(1, 21))
    assert 0.9 < told[-1][0] <= 1


def test_cancelling_leaves_no_file(mannequin_clip, tmp_path):
    with pytest.raises(Cancelled):
        write_annotated(mannequin_clip, tmp_path / "a.mp4", nothing, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_overlay_leaves_no_file(mannequin_clip, tmp_path):
    def fail(_index):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        write_annotated(mannequin_clip, tmp_path / "a.mp4", fail)
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_is_no_video(tmp_path):
    source = tmp_path / "a.mp4"
    source.write_text("no video")
    with pytest.raises(InputError) as raised:
        write_annotated(source, tmp_path / "b.mp4", nothing)
    assert raised.value.key == "not_a_video"
    assert list(tmp_path.iterdir()) == [source]


def test_what_was_drawn_can_be_seen(mannequin_clip, tmp_path):
    plain, counted = tmp_path / "plain.mp4", tmp_path / "counted.mp4"
    write_annotated(mannequin_clip, plain, nothing)
    write_annotated(mannequin_clip, counted, lambda _: Overlay(rep_count=3))
    a, b = (list(read_frames(path))[10].image_rgb.astype(int) for path in (plain, counted))
    assert np.abs(a - b)[:150, :150].max() > 100
    assert np.abs(a - b)[400:].max() < 60


def test_mannequins_are_not_all_alike():
    first, last = mannequins(20)[0], mannequins(20)[-1]
    assert not np.array_equal(first, last)
