"""An analysis opens no internet socket at all: the kernel would kill it for trying."""

import json
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux can forbid sockets to a process"
)

# Native code is out of reach of Python's audit hooks, so the kernel itself stands guard: a filter
# over system calls (seccomp), inherited by every thread and child. Only internet sockets are
# forbidden; those between processes of this computer are not.
GUARD = """
import ctypes, platform, struct

NUMBERS = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}  # socket(), architecture
IO_URING_SETUP = 425  # could open sockets without socket()
AF_INET, AF_INET6, AF_PACKET = 2, 10, 17
LOAD, EQUALS, RETURN = 0x20, 0x15, 0x06
KILL, ALLOW = 0x80000000, 0x7FFF0000

def forbid_internet_sockets():
    socket_number, architecture = NUMBERS[platform.machine()]
    program = [
        (LOAD, 0, 0, 4),  # the architecture
        (EQUALS, 0, 8, architecture),
        (LOAD, 0, 0, 0),  # the number of the call
        (EQUALS, 6, 0, IO_URING_SETUP),
        (EQUALS, 0, 4, socket_number),
        (LOAD, 0, 0, 16),  # its first argument, the address family
        (EQUALS, 3, 0, AF_INET),
        (EQUALS, 2, 0, AF_INET6),
        (EQUALS, 1, 0, AF_PACKET),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, KILL),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in program)
    steps = ctypes.create_string_buffer(code)

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]

    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, filter_mode = 38, 22, 2
    assert libc.prctl(no_new_privileges, 1, 0, 0, 0) == 0
    filter_ = Program(len(program), ctypes.addressof(steps))
    if libc.prctl(set_seccomp, filter_mode, ctypes.byref(filter_), 0, 0) != 0:
        print("no seccomp")
        raise SystemExit(77)

forbid_internet_sockets()
"""


def run_guarded(code, *arguments):
    run = subprocess.run(
        [sys.executable, "-c", GUARD + code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 77:
        pytest.skip("this kernel offers no filter over system calls")
    return run


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_the_guard_kills_whoever_opens_an_internet_socket(family, kind):
    run = run_guarded(
        f"import socket; socket.socket(socket.{family}, socket.{kind}); print('open')"
    )
    assert run.returncode == -signal.SIGSYS
    assert run.stdout == ""


def test_the_guard_kills_native_code_in_a_thread_too():
    run = run_guarded(
        "import threading; libc = ctypes.CDLL(None);"
        "thread = threading.Thread(target=lambda: libc.socket(2, 1, 0));"
        "thread.start(); thread.join(); print('open')"
    )
    assert run.returncode == -signal.SIGSYS


def test_the_guard_lets_everything_else_be():
    run = run_guarded("import socket; socket.socketpair(); print('fine')")
    assert (run.returncode, run.stdout) == (0, "fine\n")


ANALYSE = """
import sys
from posture.cli import app

app(sys.argv[1:])
"""


def test_an_analysis_from_video_to_report_opens_none(model, mannequin_clip, tmp_path):
    arguments = ("--exercise", "squat", "--out", tmp_path, "--video", "--language", "en")
    run = run_guarded(ANALYSE, "analyze", mannequin_clip, *arguments)
    assert run.returncode == 0, run.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["frames"] == 20
    assert (tmp_path / "annotated.mp4").stat().st_size > 1000


def test_a_video_that_is_a_playlist_opens_none(model, tmp_path):
    playlist = tmp_path / "a.mp4"
    playlist.write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"
    )
    run = run_guarded(ANALYSE, "analyze", playlist, "--exercise", "squat", "--language", "en")
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1
