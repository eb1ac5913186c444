import errno
import signal
import subprocess
import sys

import pytest

from posture.io.atomic import replacing
from posture.io.errors import InputError


def write(path, error=None):
    with replacing(path) as part:
        part.write_text("half")
        if error is not None:
            raise error


def error_key_of_writing(path, error=None):
    with pytest.raises(InputError) as raised:
        write(path, error)
    return raised.value.key


def test_the_file_is_there_only_when_complete(tmp_path):
    final = tmp_path / "new" / "report.json"
    with replacing(final) as part:
        part.write_text("whole")
        assert not final.exists()
        assert part.suffix == ".json"
    assert final.read_text() == "whole"
    assert list(final.parent.iterdir()) == [final]


def test_it_appears_in_one_step(tmp_path):
    """The same file under another name: no moment in which half of it is there."""
    final = tmp_path / "report.json"
    with replacing(final) as part:
        part.write_text("whole")
        written = part.stat().st_ino
    assert final.stat().st_ino == written


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    final = tmp_path / "report.json"
    final.write_text("old")

    with pytest.raises(RuntimeError):
        write(final, RuntimeError())
    assert final.read_text() == "old"
    assert list(tmp_path.iterdir()) == [final]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EFBIG, "disk_full"),
        (errno.EACCES, "output_not_writable"),
        (errno.EROFS, "output_not_writable"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(tmp_path, number, key):
    assert error_key_of_writing(tmp_path / "a", OSError(number, "no")) == key
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "file").touch()
    assert error_key_of_writing(tmp_path / "file" / "a") == "output_not_writable"
    assert error_key_of_writing(tmp_path / "file" / "b" / "a") == "output_not_writable"


def test_a_target_that_is_a_folder(tmp_path):
    (tmp_path / "folder").mkdir()
    assert error_key_of_writing(tmp_path / "folder") == "output_not_writable"
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


# A limit on the size of files stands in for a full disk: the write itself fails midway.
FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from posture.io.annotate import write_annotated
from posture.io.atomic import replacing
from posture.io.drawing import Overlay
from posture.io.errors import InputError
from posture.io.landmarks import save_landmarks
from posture.pose import PoseFrame, PoseSequence

target, clip = Path(sys.argv[2]), Path(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    if sys.argv[1] == "text":
        with replacing(target) as part:
            part.write_text("x" * 10_000)
    elif sys.argv[1] == "landmarks":
        rng = np.random.default_rng(0)
        shapes = (33, 2), (33, 3), 33
        frames = [PoseFrame(i, *(rng.random(shape) for shape in shapes)) for i in range(9)]
        save_landmarks(target, PoseSequence.from_frames(frames, (64, 64)))
    else:
        write_annotated(clip, target, lambda i: Overlay())
except InputError as error:
    print(error.key)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes to set")
@pytest.mark.parametrize("what", ["text", "landmarks", "video"])
def test_a_disk_that_fills_up_leaves_nothing(tmp_path, mannequin_clip, what):
    target = tmp_path / {"text": "a.txt", "landmarks": "a.npz", "video": "a.mp4"}[what]
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, what, target, mannequin_clip],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "disk_full\n", run.stderr
    assert list(tmp_path.iterdir()) == []


SLOW_WRITER = """
import sys, time
from pathlib import Path
from posture.io.atomic import replacing

with replacing(Path(sys.argv[1])) as part:
    part.write_text("half")
    print("half", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_writer_leaves_nothing_under_the_final_name(tmp_path):
    final = tmp_path / "a.txt"
    final.write_text("old")
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_WRITER, final], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout.readline() == b"half\n"
        writer.send_signal(signal.SIGKILL)
    assert final.read_text() == "old"
