"""Every sentence of the live page is used, and every one that its scripts ask for is there."""

import re
from pathlib import Path

import pytest

import posture
from posture.exercises import EXERCISES
from posture.i18n import MESSAGES
from posture.live import set_up
from posture.ui.live import component

FOLDER = Path(posture.__file__).parent / "ui" / "live"
SCRIPTS = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in component.SCRIPTS)
PHASES = {
    f"phase_{phase}" for phase in ("rest", "going", "turning", "returning", "holding", "other_leg")
}
COUNTED = {f"counted_{exercise.counted}" for exercise in EXERCISES.values()}
TROUBLES = set(re.findall(r'^  \w+Error: "(\w+)"', SCRIPTS, re.MULTILINE))


def keys(prefix: str) -> set[str]:
    return {key.removeprefix(prefix) for key in MESSAGES["ja"] if key.startswith(prefix)}


def test_a_script_asks_for_no_sentence_that_is_not_there():
    asked = set(re.findall(r'\b(?:of|tell|notice)\("(\w+)"', SCRIPTS)) | TROUBLES | PHASES | COUNTED
    assert len(asked) > 20
    assert asked <= keys("live.words.")


@pytest.mark.parametrize("key", sorted(keys("live.words.") - PHASES - COUNTED))
def test_no_sentence_of_the_page_is_left_over(key):
    assert re.search(rf'["\'.]{key}["\']', SCRIPTS), key


def test_all_advice_has_a_sentence_and_none_is_left_over():
    given = {
        *set_up.MENDABLE,
        *set_up.MENDABLE_ONCE_TURNED,
        *set_up.TURN.values(),
        "hold_still",
    }
    assert keys("live.advice.") == given


def test_the_page_asks_no_other_server_for_anything():
    for path in FOLDER.iterdir():
        if path.suffix in (".js", ".css", ".html"):
            assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path.name
