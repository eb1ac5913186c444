"""The live socket of a running server: what it answers, and how a set outlives a connection."""

import json
import time
import urllib.error
import urllib.request
from contextlib import ExitStack

import numpy as np
import pytest
from live_client import KEEP_S, KEPT, PLACES, answer, last_word, message, set_up

from posture.ui.live.messages import ROW


def test_a_picture_is_answered_with_its_landmarks_and_the_state(live_server, jpegs):
    with live_server.open() as live:
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


def test_of_a_burst_the_newest_frame_is_answered_and_the_stale_ones_are_not(live_server, jpegs):
    with live_server.open() as live:
        set_up(live)
        for number in range(20):
            live.send(message(jpegs[number], number, 33.0 * number))
        numbers = []
        while not numbers or numbers[-1] != 19:
            numbers.append(answer(live.recv(timeout=20))[0])
    assert numbers == sorted(numbers)
    assert len(numbers) < 10


def test_a_frame_from_the_past_is_passed_over(live_server, jpegs):
    with live_server.open() as live:
        set_up(live)
        for number, time_ms in enumerate((500.0, 400.0, 600.0)):
            live.send(message(jpegs[number], number, time_ms))
            time.sleep(0.4)
        assert [answer(live.recv(timeout=20))[0] for _ in range(2)] == [0, 2]


def test_a_set_that_broke_off_goes_on_where_it_was(live_server, jpegs):
    with live_server.open() as live:
        set_up(live)
        live.send(message(jpegs[0], 1, 1000.0))
        before = answer(live.recv(timeout=20))[2]
    with live_server.open() as live:
        assert json.loads(live.recv(timeout=20))["is"] == "ready"
        live.send(json.dumps({"do": "resume", "set": before["set"]}))
        assert json.loads(live.recv(timeout=20)) == {"is": "resumed"}
        live.send(message(jpegs[1], 2, 1033.0))
        assert answer(live.recv(timeout=20))[2]["set"] == before["set"]


def test_a_set_that_goes_on_is_not_ended_for_having_broken_off_once(live_server, jpegs):
    with live_server.open() as live:
        set_up(live)
        live.send(message(jpegs[0], 0, 0.0))
        key = answer(live.recv(timeout=20))[2]["set"]
    with live_server.open() as live:
        live.recv(timeout=20)
        live.send(json.dumps({"do": "resume", "set": key}))
        live.recv(timeout=20)
        for number in range(1, 7):
            time.sleep(KEEP_S / 4)
            live.send(message(jpegs[number], number, 33.0 * number))
            assert answer(live.recv(timeout=20))[2]["set"] == key


def test_who_connects_anew_takes_the_place_of_the_connection_that_broke(live_server, clean_after):
    with ExitStack() as visits:
        others = [visits.enter_context(live_server.open(t)) for t in live_server.tokens[1:PLACES]]
        first = visits.enter_context(live_server.open())
        set_up(first)
        again = visits.enter_context(live_server.open())
        set_up(again)
        assert last_word(first) == ({"is": "error", "why": "replaced"}, 1001)
        assert all(json.loads(other.recv(timeout=20))["is"] == "ready" for other in others)


def test_another_persons_set_cannot_be_resumed(live_server, jpegs):
    with live_server.open(live_server.tokens[0]) as live:
        set_up(live)
        live.send(message(jpegs[0]))
        theirs = answer(live.recv(timeout=20))[2]["set"]
    with live_server.open(live_server.tokens[1]) as live:
        live.recv(timeout=20)
        live.send(json.dumps({"do": "resume", "set": theirs}))
        assert json.loads(live.recv(timeout=20)) == {"is": "gone", "kept": None}


def test_landmarks_that_the_page_kept_continue_a_set_on_a_new_server(live_server, jpegs):
    with live_server.open() as live:
        set_up(live)
        live.send(message(jpegs[0], 1, 5000.0))
        _, row, _ = answer(live.recv(timeout=20))
    rows = np.tile(row, (60, 1)).astype("<f4")
    rows[:, 0] = np.arange(60) / 30.0
    with live_server.open() as live:
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
def test_the_sample_videos_are_served(live_server, name):
    with urllib.request.urlopen(f"{live_server.origin}/pose/samples/{name}.mp4") as response:
        assert response.headers["content-type"] == "video/mp4"
        assert response.read(12)[4:8] == b"ftyp"


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fpyproject", "%2e%2e%2fsamples"])
def test_nothing_but_the_samples_is_served(live_server, name):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{live_server.origin}/pose/samples/{name}.mp4")
    assert refused.value.code == 404
