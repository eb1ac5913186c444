"""Where a computer is too slow for the model, the light one goes on; tried with a copy as that."""

import json
import shutil

import pytest
from conftest import served_socket
from live_client import answer, message, set_up

from posture.io.models import find_model
from posture.ui.live.tracker import OVER_PICTURES

SETTINGS = {"desks": 1, "places": 1, "idle_s": 20, "keep_s": 1, "max_ms": 0.0}


@pytest.mark.parametrize("has_light_one", [True, False])
def test_before_a_set_a_slow_computer_takes_the_light_model_if_it_is_there(
    tmp_path, jpegs, has_light_one
):
    for name in ("full", "lite") if has_light_one else ("full",):
        shutil.copy(find_model(), tmp_path / f"pose_landmarker_{name}.task")
    names = []
    with served_socket(SETTINGS | {"models": str(tmp_path)}) as server, server.open() as live:
        set_up(live)
        for number in range(OVER_PICTURES + 5):
            live.send(message(jpegs[0], number, 33.0 * number))
            state = answer(live.recv(timeout=20))[2]
            assert state["seen"]
            names.append(state["model"])
        live.send(json.dumps({"do": "begin"}))
    change = OVER_PICTURES if has_light_one else len(names)
    assert names == ["full"] * change + ["lite"] * (len(names) - change)
