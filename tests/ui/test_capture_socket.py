"""The live socket while a stance is taken: what it takes of a page, and what it does not."""

import json

import pytest
from live_client import KEPT, answer, last_word, message

from posture.ui.live.messages import ROW


def take(live, stance: object) -> None:
    assert json.loads(live.recv(timeout=20))["is"] == "ready"
    live.send(json.dumps({"do": "set_up", "stance": stance}))


def test_who_squats_is_told_so_and_the_marked_roll_comes_back(live_server, jpegs):
    with live_server.open() as live:
        take(live, "side_left")
        live.send(json.dumps({"do": "mark", "vertical": [20, 2, 22, 98]}))
        live.send(message(jpegs[0], time_ms=0.0))
        _, row, state = answer(live.recv(timeout=20))
        live.send(json.dumps({"do": "stop"}))
        done = json.loads(live.recv(timeout=20))
    assert len(row) == ROW
    assert (state["stage"], state["taken"]) == ("set_up", 0)
    assert state["roll"] == pytest.approx(-1.6, abs=0.1)
    assert done == {"is": "done", "set": None, "count": 0, "why": "stopped"}


@pytest.mark.parametrize("stance", ["oblique", None, ["front"]])
def test_a_stance_from_nowhere_ends_the_connection(live_server, stance):
    with live_server.open() as live:
        take(live, stance)
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "garbage"}, 1008)


@pytest.mark.parametrize(
    "vertical",
    ["x", 5, [1, 2, 3], [20, 2, 20, 2], [20, 2, "door", 98]],
)
def test_a_vertical_that_is_none_ends_the_connection(live_server, vertical):
    with live_server.open() as live:
        take(live, "front")
        live.send(json.dumps({"do": "mark", "vertical": vertical}))
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "garbage"}, 1008)


def test_landmarks_of_a_set_are_not_taken_for_a_stance(live_server):
    with live_server.open() as live:
        take(live, "front")
        live.send(message(bytes(4 * ROW), kind=KEPT))
        said, code = last_word(live)
    assert (said, code) == ({"is": "error", "why": "garbage"}, 1008)
