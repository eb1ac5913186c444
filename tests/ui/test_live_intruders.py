"""The live socket of a running server: who gets in, and what of an intruder it withstands."""

import json
import os
import socket
import time

import numpy as np
import pytest
from live_client import KEPT, calm, jpeg, last_word, message, set_up
from websockets.exceptions import ConnectionClosed, InvalidStatus

from posture.ui.live.messages import MAX_MESSAGE_BYTES, ROW


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1"]
)
def test_a_page_from_elsewhere_is_refused(live_server, origin):
    with pytest.raises(InvalidStatus) as refused:
        live_server.open(origin=origin)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "A" * 32])
def test_without_our_token_nobody_gets_in(live_server, token):
    with pytest.raises(InvalidStatus) as refused:
        live_server.open(token=token)
    assert refused.value.response.status_code == 403


def test_a_giant_frame_ends_the_connection_and_nothing_else(live_server, clean_after):
    with live_server.open() as live:
        set_up(live)
        live.send(message(bytes(MAX_MESSAGE_BYTES + 1)))
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "too_large"}, 1008)


def test_a_small_file_that_unfolds_into_a_giant_picture_is_not_unfolded(live_server, clean_after):
    bomb = jpeg(np.zeros((8000, 8000), np.uint8))
    bomb = bomb if len(bomb) < MAX_MESSAGE_BYTES else jpeg(np.zeros((3000, 3000), np.uint8))
    memory = live_server.status("VmRSS")
    with live_server.open() as live:
        set_up(live)
        live.send(message(bomb))
        said, _ = last_word(live)
    assert said == {"is": "error", "why": "picture_size"}
    assert live_server.status("VmRSS") - memory < 150_000


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
def test_garbage_gets_one_word_and_the_door(live_server, garbage):
    with live_server.open() as live:
        set_up(live)
        live.send(garbage)
        said, code = last_word(live)
    assert said["is"] == "error"
    assert said["why"] in ("garbage", "too_large")
    assert code == 1008


def test_a_thousand_frames_a_second_are_not_worked_through(live_server, jpegs, clean_after):
    with live_server.open() as live:
        set_up(live)
        try:
            for number in range(1000):
                live.send(message(jpegs[0], number, float(number)))
        except ConnectionClosed:
            pass
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "too_fast"}, 1008)


def test_who_says_nothing_any_more_is_let_go(live_server, clean_after):
    with live_server.open() as live:
        set_up(live)
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "idle"}, 1001)


def test_a_connection_that_just_vanishes_is_let_go(live_server, clean_after):
    """The other end neither reads, answers nor closes, as after a cable was pulled."""
    raw = socket.create_connection(("127.0.0.1", live_server.port))
    host = f"127.0.0.1:{live_server.port}"
    raw.sendall(
        (
            f"GET /pose/ws?t={live_server.tokens[0]} HTTP/1.1\r\nHost: {host}\r\n"
            f"Origin: http://{host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        ).encode()
    )
    assert b"101" in raw.recv(200)
    threads, handles = clean_after
    time.sleep(1.0)
    assert live_server.handles() > handles
    calm(live_server, threads, handles)
    raw.close()
