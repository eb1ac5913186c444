"""Every sentence of the posture page's camera is used, and every one it asks for is there."""

import re
from pathlib import Path

import pytest

import posture
from posture.i18n import MESSAGES
from posture.live.stance import NOBODY, STEPS, TURN, Place
from posture.ui.live import component
from posture.ui.live.capture_component import SCRIPTS

FOLDER = Path(posture.__file__).parent / "ui" / "live"
TOLD = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
TICKED = {f"step_{step.key}" for step in STEPS}


def keys(prefix: str) -> set[str]:
    return {key.removeprefix(prefix) for key in MESSAGES["ja"] if key.startswith(prefix)}


def test_a_script_asks_for_no_sentence_that_is_not_there():
    asked = set(re.findall(r'\b(?:of|notice)\("(\w+)"', TOLD)) | TICKED
    assert len(asked) > 20
    assert asked <= keys("capture.words.") | keys("live.words.")


@pytest.mark.parametrize("key", sorted(keys("capture.words.") - TICKED))
def test_no_sentence_is_left_over(key):
    assert re.search(rf'["\'.]{key}["\']', TOLD), key


def test_all_advice_has_a_sentence_and_none_is_left_over():
    gates = {gate for step in STEPS for gate in step.gates}
    assert keys("capture.advice.") == {*gates, NOBODY, *TURN.values()}


def test_every_side_has_its_name_and_its_hint():
    assert keys("capture.place.") == keys("capture.place_hint.") == set(Place)


@pytest.mark.parametrize("scripts", [SCRIPTS, (*component.SCRIPTS, "live_mount.js")])
def test_a_component_exports_itself_once(scripts):
    told = [(FOLDER / name).read_text(encoding="utf-8").count("export default") for name in scripts]
    assert sum(told) == 1
    assert told[-1] == 1
