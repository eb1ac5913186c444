"""Many visitors of a running server: how many it takes, and that they leave nothing behind."""

import json
import time
from contextlib import ExitStack

import pytest
from live_client import PLACES, answer, last_word, message, set_up


def test_beyond_the_places_there_are_people_hear_that_it_is_full(live_server, clean_after):
    with ExitStack() as visits:
        for token in live_server.tokens[:PLACES]:
            set_up(visits.enter_context(live_server.open(token)))
        with live_server.open(live_server.tokens[PLACES]) as late:
            said, code = last_word(late)
        assert (said, code) == ({"is": "busy", "places": PLACES}, 1013)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with live_server.open(live_server.tokens[PLACES]) as again:
            if json.loads(again.recv(timeout=20))["is"] == "ready":
                return
        time.sleep(0.2)
    pytest.fail("the places were not given back")


def test_of_twenty_at_once_those_with_a_place_are_coached_and_the_rest_told(
    live_server, jpegs, clean_after
):
    with ExitStack() as visits:
        everybody = [visits.enter_context(live_server.open(t)) for t in live_server.tokens]
        coached, refused = everybody[:PLACES], everybody[PLACES:]
        assert len(refused) == 17
        for live in coached:
            set_up(live)
        for number in range(10):
            for live in coached:
                live.send(message(jpegs[number], number, 33.0 * number))
            for live in coached:
                assert answer(live.recv(timeout=20))[0] == number
        for live in refused:
            assert last_word(live) == ({"is": "busy", "places": PLACES}, 1013)


def test_visits_leave_no_memory_behind(live_server, jpegs, clean_after):
    memory_mb = []
    for _ in range(14):
        with live_server.open() as live:
            set_up(live)
            for number in range(3):
                live.send(message(jpegs[number], number, 33.0 * number))
                live.recv(timeout=20)
        memory_mb.append(live_server.status("VmRSS") / 1000)
    # between visits it differs by up to 60 MB; a tracker that is kept takes 80 MB, so ten 800
    assert memory_mb[-1] - memory_mb[3] < 100
