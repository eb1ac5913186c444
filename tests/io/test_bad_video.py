import os
from pathlib import Path

import pytest
from clips import (
    corners,
    grey,
    noise,
    write_clip,
    write_sound,
)

from posture.io import video
from posture.io.errors import InputError
from posture.io.video import MIN_FRAMES, read_frames

OPEN_FILES = Path("/proc/self/fd")


def error_key(path):
    with pytest.raises(InputError) as raised:
        list(read_frames(path))
    return raised.value.key


def times(path):
    return [frame.time_s for frame in read_frames(path)]


class TestBadInput:
    def test_text_named_mp4(self, tmp_path):
        path = tmp_path / "notes.mp4"
        path.write_text("Knees over toes.\n" * 100)
        assert error_key(path) == "not_a_video"

    def test_empty(self, tmp_path):
        path = tmp_path / "empty.mp4"
        path.touch()
        assert error_key(path) == "file_empty"

    def test_mp4_cut_off_before_its_index(self, tmp_path):
        whole = write_clip(tmp_path / "a.mp4", noise(30))
        cut = tmp_path / "cut.mp4"
        cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        assert error_key(cut) == "video_incomplete"

    def test_sound_only(self, tmp_path):
        assert error_key(write_sound(tmp_path / "voice.mp4")) == "video_without_pictures"

    def test_sound_with_a_cover_picture(self, tmp_path):
        path = write_sound(tmp_path / "song.mp4", cover=corners())
        assert error_key(path) == "video_without_pictures"

    @pytest.mark.parametrize("n", range(1, MIN_FRAMES))
    def test_too_few_frames(self, tmp_path, n):
        assert error_key(write_clip(tmp_path / "short.mp4", [grey(9)] * n)) == "video_too_short"

    def test_just_enough_frames(self, tmp_path):
        assert len(times(write_clip(tmp_path / "short.mp4", [grey(9)] * MIN_FRAMES))) == MIN_FRAMES

    def test_no_frames(self, tmp_path):
        whole = write_clip(tmp_path / "a.mp4", noise(5), options={"movflags": "faststart"})
        data = whole.read_bytes()
        hollow = tmp_path / "hollow.mp4"
        hollow.write_bytes(data[: data.index(b"mdat") + 4])
        assert error_key(hollow) == "video_incomplete"

    def test_one_pixel(self, tmp_path):
        path = write_clip(tmp_path / "dot.gif", [grey(9, 1, 1)] * 5, codec="gif", pix_fmt="rgb8")
        assert error_key(path) == "picture_too_small"

    def test_an_unknown_way_of_coding(self, tmp_path):
        path = write_clip(tmp_path / "a.mkv", [grey(9)] * 5)
        path.write_bytes(path.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_MPEG9/ISO/XYZ"))
        assert error_key(path) == "not_a_video"

    def test_folder(self, tmp_path):
        assert error_key(tmp_path) == "not_a_file"

    def test_missing(self, tmp_path):
        assert error_key(tmp_path / "nothing.mp4") == "file_not_found"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_pipe(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.mp4")
        assert error_key(tmp_path / "pipe.mp4") == "not_a_file"

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
    )
    def test_forbidden(self, tmp_path):
        path = write_clip(tmp_path / "a.mp4", [grey(9)] * 3)
        path.chmod(0)
        assert error_key(path) == "file_unreadable"

    def test_hours_long(self, tmp_path):
        path = write_clip(tmp_path / "long.mkv", [grey(9)] * 4, times_s=[0, 1, 2, 30_000])
        assert error_key(path) == "video_too_long"

    def test_too_many_bytes(self, tmp_path, monkeypatch):
        monkeypatch.setattr(video, "MAX_FILE_BYTES", 100)
        assert error_key(write_clip(tmp_path / "a.mp4", [grey(9)] * 3)) == "file_too_large"

    @pytest.mark.parametrize("path_text", ["http://127.0.0.1/a.mp4", "a\0b.mp4", "x" * 5000])
    def test_what_is_no_path(self, path_text):
        assert error_key(Path(path_text)) == "file_not_found"


class TestFilesThatNameOtherFiles:
    """FFmpeg would follow these to any file or address."""

    def test_list_of_files(self, tmp_path):
        target = write_clip(tmp_path / "secret.mkv", [grey(9)] * 5)
        path = tmp_path / "list.mp4"
        path.write_text(f"ffconcat version 1.0\nfile {target.name}\n")
        assert error_key(path) == "not_a_video"

    def test_playlist(self, tmp_path):
        target = write_clip(tmp_path / "secret.ts", [grey(9)] * 5)
        path = tmp_path / "playlist.m3u8"
        path.write_text(
            f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target.name}\n#EXT-X-ENDLIST\n"
        )
        assert error_key(path) == "not_a_video"

    def test_the_guard_is_needed(self, tmp_path, monkeypatch):
        """Without our list of formats FFmpeg does follow: the two tests above can fail."""
        monkeypatch.setattr(video, "_OPTIONS", {"protocol_whitelist": "file"})
        self_test = TestFilesThatNameOtherFiles()
        with pytest.raises(pytest.fail.Exception):
            self_test.test_list_of_files(tmp_path)
