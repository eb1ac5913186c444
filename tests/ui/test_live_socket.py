"""The live socket of a running server: who gets in, what it answers, what it withstands."""

import json
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import cv2
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from posture.ui.live.messages import MAX_MESSAGE_BYTES, ROW

ROOT = Path(__file__).parents[2]
SERVER = Path(__file__).parent / "live_server.py"
PLACES, IDLE_S = 3, 2
FRAME, KEPT = 1, 2


class Server:
    """A running server with desks of known tokens."""

    def __init__(self, process: subprocess.Popen, port: int, tokens: list[str]) -> None:
        self.process, self.port, self.tokens = process, port, tokens

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self, token: str | None = None, origin: str | None = None):
        url = f"ws://127.0.0.1:{self.port}/pose/ws?t={self.tokens[0] if token is None else token}"
        return connect(url, origin=origin or self.origin, max_size=2**22, open_timeout=20)

    def status(self, name: str) -> int:
        """Return a number the system keeps of the process: Threads, VmRSS in kB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith(f"{name}:")))

    def handles(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def server():
    if not Path("/proc/self/status").is_file():
        pytest.skip("counts threads and memory in /proc, which only Linux has")
    port = free_port()
    command = [sys.executable, str(SERVER), str(port), "4", str(PLACES), str(IDLE_S)]
    environment = os.environ | {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        tokens = json.loads(process.stdout.readline())
        wait_until_open(port)
        yield Server(process, port, tokens)
        assert process.poll() is None, "the server ended"
    finally:
        process.kill()
        process.wait()


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not open its port")


@pytest.fixture(scope="module")
def jpegs() -> list[bytes]:
    """Return the first second of a sample, as a page would send it."""
    capture = cv2.VideoCapture(str(ROOT / "sample_videos" / "squat_side.mp4"))
    pictures = [capture.read()[1] for _ in range(30)]
    capture.release()
    return [jpeg(cv2.resize(picture, (480, 360))) for picture in pictures]


def jpeg(picture: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()


def message(body: bytes, number: int = 1, time_ms: float = 0.0, kind: int = FRAME) -> bytes:
    return struct.pack("<BxxxId", kind, number, time_ms) + body


def set_up(live, exercise: str = "squat", view: str = "side") -> None:
    assert json.loads(live.recv(timeout=20))["is"] == "ready"
    live.send(json.dumps({"do": "set_up", "exercise": exercise, "view": view}))


def answer(reply: bytes) -> tuple[int, np.ndarray, dict]:
    number, n = struct.unpack_from("<II", reply)
    row = np.frombuffer(reply, "<f4", n, 8)
    return number, row, json.loads(reply[8 + 4 * n :])


def last_word(live) -> tuple[dict, int]:
    """Return the last message before the server closes, and its code."""
    last = {}
    while True:
        try:
            got = live.recv(timeout=30)
        except ConnectionClosed as closed:
            return last, closed.rcvd.code
        if isinstance(got, str):
            last = json.loads(got)


def calm(server: Server, threads: int, handles: int) -> None:
    """Wait until no more threads and handles than before are left."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.status("Threads") <= threads and server.handles() <= handles:
            return
        time.sleep(0.2)
    pytest.fail(
        f"{server.status('Threads')} threads and {server.handles()} handles are left "
        f"of {threads} and {handles}"
    )


@pytest.fixture
def clean_after(server, jpegs):
    """Hold a test to leaving the server with no more threads and handles than it had."""
    with server.open() as live:  # everything that comes with a first visit is there
        set_up(live)
        live.send(message(jpegs[0]))
        live.recv(timeout=20)
        live.send(json.dumps({"do": "stop"}))
        live.recv(timeout=20)
    time.sleep(0.5)
    threads, handles = server.status("Threads"), server.handles()
    yield threads, handles
    calm(server, threads, handles)


def test_a_picture_is_answered_with_its_landmarks_and_the_state(server, jpegs):
    with server.open() as live:
        set_up(live)
        for number, body in enumerate(jpegs[:8]):
            live.send(message(body, number, 1000.0 + 33.0 * number))
            got, row, state = answer(live.recv(timeout=20))
            assert got == number
    assert len(row) == ROW
    assert state["stage"] == "set_up"
    assert state["seen"]
    assert (state["width"], state["height"]) == (480, 360)
    body = row[2:].reshape(33, 6)
    assert np.all(body[:, 0] > 0)
    assert np.all(body[:, 0] < 480)
    assert row[0] == pytest.approx(1.231, abs=1e-3)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1"]
)
def test_a_page_from_elsewhere_is_refused(server, origin):
    with pytest.raises(InvalidStatus) as refused:
        server.open(origin=origin)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "A" * 32])
def test_without_our_token_nobody_gets_in(server, token):
    with pytest.raises(InvalidStatus) as refused:
        server.open(token=token)
    assert refused.value.response.status_code == 403


def test_a_giant_frame_ends_the_connection_and_nothing_else(server, clean_after):
    with server.open() as live:
        set_up(live)
        live.send(message(bytes(MAX_MESSAGE_BYTES + 1)))
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "too_large"}, 1008)


def test_a_small_file_that_unfolds_into_a_giant_picture_is_not_unfolded(server, clean_after):
    bomb = jpeg(np.zeros((8000, 8000), np.uint8))
    bomb = bomb if len(bomb) < MAX_MESSAGE_BYTES else jpeg(np.zeros((3000, 3000), np.uint8))
    memory = server.status("VmRSS")
    with server.open() as live:
        set_up(live)
        live.send(message(bomb))
        said, _ = last_word(live)
    assert said == {"is": "error", "why": "picture_size"}
    assert server.status("VmRSS") - memory < 150_000


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"x",
        bytes(200),
        message(b"not a jpeg"),
        message(b"\xff\xd8\xff" + os.urandom(2000)),
        message(b"x" * 50, kind=9),
        message(b"x" * 50, time_ms=float("nan")),
        message(b"x" * 50, time_ms=float("inf")),
        message(b"x" * 50, time_ms=-1.0),
        message(b"x" * 51, kind=KEPT),
        message(np.full(ROW, np.inf, "<f4").tobytes(), kind=KEPT, number=(480 << 16) + 360),
        "not json",
        "[1, 2]",
        "{}",
        json.dumps({"do": "set_up", "exercise": "../x", "view": "side"}),
        json.dumps({"do": "set_up", "exercise": "squat", "view": ["side"]}),
        '{"do": "ping", "x": "' + "y" * 5000 + '"}',
        "[" * 1500,
    ],
    ids=range(18),
)
def test_garbage_gets_one_word_and_the_door(server, garbage):
    with server.open() as live:
        set_up(live)
        live.send(garbage)
        said, code = last_word(live)
    assert said["is"] == "error"
    assert said["why"] in ("garbage", "too_large")
    assert code == 1008


def test_a_thousand_frames_a_second_are_not_worked_through(server, jpegs, clean_after):
    with server.open() as live:
        set_up(live)
        try:
            for number in range(1000):
                live.send(message(jpegs[0], number, float(number)))
        except ConnectionClosed:
            pass
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "too_fast"}, 1008)


def test_of_a_burst_the_newest_frame_is_answered_and_the_stale_ones_are_not(server, jpegs):
    with server.open() as live:
        set_up(live)
        for number in range(20):
            live.send(message(jpegs[number], number, 33.0 * number))
        numbers = []
        while not numbers or numbers[-1] != 19:
            numbers.append(answer(live.recv(timeout=20))[0])
    assert numbers == sorted(numbers)
    assert len(numbers) < 10


def test_a_frame_from_the_past_is_passed_over(server, jpegs):
    with server.open() as live:
        set_up(live)
        for number, time_ms in enumerate((500.0, 400.0, 600.0)):
            live.send(message(jpegs[number], number, time_ms))
            time.sleep(0.4)
        assert [answer(live.recv(timeout=20))[0] for _ in range(2)] == [0, 2]


def test_who_says_nothing_any_more_is_let_go(server, clean_after):
    with server.open() as live:
        set_up(live)
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "idle"}, 1001)


def test_a_connection_that_just_vanishes_is_let_go(server, clean_after):
    """The other end neither reads, answers nor closes, as after a cable was pulled."""
    raw = socket.create_connection(("127.0.0.1", server.port))
    host = f"127.0.0.1:{server.port}"
    raw.sendall(
        (
            f"GET /pose/ws?t={server.tokens[0]} HTTP/1.1\r\nHost: {host}\r\n"
            f"Origin: http://{host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        ).encode()
    )
    assert b"101" in raw.recv(200)
    threads, handles = clean_after
    time.sleep(1.0)
    assert server.handles() > handles
    calm(server, threads, handles)
    raw.close()


def test_beyond_the_places_there_are_people_hear_that_it_is_full(server, clean_after):
    with ExitStack() as visits:
        for token in server.tokens[:PLACES]:
            set_up(visits.enter_context(server.open(token)))
        with server.open(server.tokens[PLACES]) as late:
            said, code = last_word(late)
        assert (said, code) == ({"is": "busy", "places": PLACES}, 1013)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with server.open(server.tokens[PLACES]) as again:
            if json.loads(again.recv(timeout=20))["is"] == "ready":
                return
        time.sleep(0.2)
    pytest.fail("the places were not given back")


def test_visits_leave_no_memory_behind(server, jpegs, clean_after):
    for visit in range(16):
        with server.open() as live:
            set_up(live)
            for number in range(3):
                live.send(message(jpegs[number], number, 33.0 * number))
                live.recv(timeout=20)
        if visit == 5:
            memory = server.status("VmRSS")
    assert (
        server.status("VmRSS") - memory < 100_000
    )  # kB; a tracker kept of each would take ten times 40,000


def test_a_set_that_broke_off_goes_on_where_it_was(server, jpegs):
    with server.open() as live:
        set_up(live)
        live.send(message(jpegs[0], 1, 1000.0))
        before = answer(live.recv(timeout=20))[2]
    with server.open() as live:
        assert json.loads(live.recv(timeout=20))["is"] == "ready"
        live.send(json.dumps({"do": "resume", "set": before["set"]}))
        assert json.loads(live.recv(timeout=20)) == {"is": "resumed"}
        live.send(message(jpegs[1], 2, 1033.0))
        assert answer(live.recv(timeout=20))[2]["set"] == before["set"]


def test_another_persons_set_cannot_be_resumed(server, jpegs):
    with server.open(server.tokens[0]) as live:
        set_up(live)
        live.send(message(jpegs[0]))
        theirs = answer(live.recv(timeout=20))[2]["set"]
    with server.open(server.tokens[1]) as live:
        live.recv(timeout=20)
        live.send(json.dumps({"do": "resume", "set": theirs}))
        assert json.loads(live.recv(timeout=20)) == {"is": "gone", "kept": None}


def test_landmarks_that_the_page_kept_continue_a_set_on_a_new_server(server, jpegs):
    with server.open() as live:
        set_up(live)
        live.send(message(jpegs[0], 1, 5000.0))
        _, row, _ = answer(live.recv(timeout=20))
    rows = np.tile(row, (60, 1)).astype("<f4")
    rows[:, 0] = np.arange(60) / 30.0
    with server.open() as live:
        set_up(live)
        kept = message(rows.tobytes(), (480 << 16) + 360, 6000.0, kind=KEPT)
        live.send(kept)
        live.send(message(jpegs[1], 2, 8100.0))
        state = answer(live.recv(timeout=20))[2]
        assert state["stage"] == "exercise"
        assert state["elapsed"] == pytest.approx(2.1, abs=0.1)
        live.send(json.dumps({"do": "stop"}))
        done = json.loads(live.recv(timeout=20))
    assert (done["is"], done["why"], done["count"]) == ("done", "stopped", 0)
    assert done["set"] is not None


@pytest.mark.parametrize("name", ["squat_side", "squat_front"])
def test_the_sample_videos_are_served(server, name):
    with urllib.request.urlopen(f"{server.origin}/pose/samples/{name}.mp4") as response:
        assert response.headers["content-type"] == "video/mp4"
        assert response.read(12)[4:8] == b"ftyp"


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fpyproject", "%2e%2e%2fsamples"])
def test_nothing_but_the_samples_is_served(server, name):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.origin}/pose/samples/{name}.mp4")
    assert refused.value.code == 404
