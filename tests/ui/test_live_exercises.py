"""Every exercise through the live server's socket: counted and timed as in its recording.

The pictures are sent as the page sends them, each as soon as the one before it was answered. Squats
and walks, and what is said of faults, test_live_page.py has from the page itself.
"""

import json
import time
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from conftest import ROOT, served_socket
from live_client import answer, jpeg, message, set_up
from live_page import recorded

from posture.live.coach import COUNT_IN_S
from posture.view import View

SETTINGS = {"desks": 1, "places": 1, "idle_s": 30, "keep_s": 1}
SHORT_PX = 360  # of the shorter side, as the page sends it
HELD_HZ = 10.0
SENT_HZ = 20.0  # enough to count and time by; a page sends more
STEP_S = 1 / 50  # the server takes no more than 60 messages a second

SETS = [
    ("chair_squat", "chair_squat_side", View.SIDE),
    ("five_chair_stands", "chair_squat_side", View.SIDE),
    ("knee_extension", "knee_extension_side", View.SIDE),
    ("heel_raise", "heel_raise_side", View.SIDE),
    ("hamstring_stretch", "hamstring_stretch_side", View.SIDE),
    ("calf_stretch", "calf_stretch_side", View.SIDE),
    ("single_leg_stance", "single_leg_stance_front", View.FRONT),
]


@pytest.fixture(scope="module")
def server():
    with served_socket(SETTINGS) as server:
        yield server


@pytest.mark.parametrize(("exercise", "sample", "view"), SETS)
def test_it_is_counted_and_timed_as_in_the_recording(server, exercise, sample, view):
    truth = recorded(sample, exercise, view)
    states, done = a_set_of(server, exercise, view, sample)
    assert states[-1]["count"] == done["count"] == truth.rep_count > 0
    counts = [state["count"] for state in states]
    assert set(counts) == set(range(truth.rep_count + 1))
    longest_s = max((hold.end_s - hold.start_s for hold in truth.holds), default=0.0)
    assert max(state["holdS"] for state in states) == pytest.approx(longest_s, abs=0.7)


def a_set_of(server, exercise: str, view: View, sample: str) -> tuple[list[dict], dict]:
    """Do a set of a sample after standing ready; return its states and what is said at its end."""
    states: list[dict] = []
    with server.open() as live:
        set_up(live, exercise, view)
        for number, (body, time_s) in enumerate(pictures(sample)):
            started_s = time.monotonic()
            live.send(message(body, number, 1000.0 * time_s))
            states.append(answer(live.recv(timeout=60))[2])
            if number == 0:
                live.send(json.dumps({"do": "begin"}))
            time.sleep(max(0.0, STEP_S - (time.monotonic() - started_s)))
        live.send(json.dumps({"do": "stop"}))
        return states, json.loads(live.recv(timeout=60))


def pictures(sample: str) -> Iterator[tuple[bytes, float]]:
    """Give a sample's pictures with their times: the first while it is counted in, then all."""
    capture = cv2.VideoCapture(str(ROOT / "sample_videos" / f"{sample}.mp4"))
    fps = capture.get(cv2.CAP_PROP_FPS)
    n_held = int(HELD_HZ * COUNT_IN_S) + 1
    sent = 0
    for number in range(int(capture.get(cv2.CAP_PROP_FRAME_COUNT))):
        picture = capture.read()[1]
        if number / fps < sent / SENT_HZ:
            continue
        sent += 1
        scale = SHORT_PX / min(picture.shape[:2])
        body = jpeg(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        if number == 0:
            for held_s in np.arange(n_held) / HELD_HZ:
                yield body, float(held_s)
        yield body, n_held / HELD_HZ + number / fps
    capture.release()
