"""Sockets to the live server of `live_server.py`, and what is said through them."""

import json
import struct
import time
from pathlib import Path
from subprocess import Popen

import cv2
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

SCRIPT = Path(__file__).parent / "live_server.py"
DESKS, PLACES, IDLE_S, KEEP_S = 20, 3, 2, 1  # of the server that the tests share
FRAME, KEPT = 1, 2


class LiveServer:
    """A running server with desks of known tokens."""

    def __init__(self, process: Popen, port: int, tokens: list[str]) -> None:
        self.process, self.port, self.tokens = process, port, tokens

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self, token: str | None = None, origin: str | None = None) -> ClientConnection:
        url = f"ws://127.0.0.1:{self.port}/pose/ws?t={self.tokens[0] if token is None else token}"
        return connect(url, origin=origin or self.origin, max_size=2**22, open_timeout=20)

    def status(self, name: str) -> int:
        """Return a number the system keeps of the process: Threads, VmRSS in kB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith(f"{name}:")))

    def handles(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


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


def calm(server: LiveServer, threads: int, handles: int) -> None:
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
