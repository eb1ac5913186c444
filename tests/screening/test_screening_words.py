"""Everything a screening can say exists in both languages."""

from dataclasses import replace

import pytest
from standing_figure import capture

from posture.grading import Outcome
from posture.i18n import LANGUAGES, MESSAGES, translate
from posture.pose import Side
from posture.screening import screen, wording
from posture.screening.capture import STICKER_COLOURS
from posture.screening.gates import GATES
from posture.screening.patterns import NEUTRAL, PATTERNS, UNCLEAR
from posture.screening.screen import refused
from posture.screening.table import SCREENINGS
from posture.sheet import SHEET_EXERCISES

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
REASONS = {
    *GATES,
    "unseen",
    "no_stickers",
    "stickers_not_found",
    "stickers_ambiguous",
    "oblique",
    "within_error",
    "roll_unknown",
}


def left_over(prefix: str) -> set[str]:
    return {k.removeprefix(prefix) for k in MESSAGES["en"] if k.startswith(prefix)}


@EVERY_LANGUAGE
@pytest.mark.parametrize("row", SCREENINGS.values(), ids=SCREENINGS)
def test_everything_a_finding_can_be_has_its_words(row, language):
    for outcome in (Outcome.WITHIN, Outcome.BELOW, Outcome.ABOVE):
        if outcome is not Outcome.WITHIN and row.key == "posture.pelvic_tilt_stickers":
            continue
        for value in (-3.0, 3.0):
            finding = replace(refused(row, None, ""), outcome=outcome, value=value, side=Side.LEFT)
            words = [
                wording.name(finding, language),
                wording.value(finding, language),
                wording.sentence(finding, language),
                translate(f"{row.key}.meaning", language),
            ]
            assert all(words)
            assert not any("{" in text for text in words)


def test_every_reason_has_a_sentence_and_none_is_left_over():
    assert left_over("posture.reason.") == REASONS


def test_every_pattern_limit_and_colour_has_a_name_and_none_is_left_over():
    patterns = {*PATTERNS, NEUTRAL, UNCLEAR, "name", "note"}
    assert left_over("posture.pattern.") == patterns
    assert left_over("posture.limit.") == set(wording.LIMITS)
    assert left_over("posture.colour.") == {*STICKER_COLOURS, "none"}
    suggested = {f"{key}.dose" for key in SHEET_EXERCISES}
    assert left_over("sheet.suggest.") == suggested


def test_no_direction_is_left_over():
    told = {
        key.rpartition(".")[0]
        for key in MESSAGES["en"]
        if key.startswith("posture.") and key.endswith(".positive")
    }
    assert told == set(SCREENINGS)


@EVERY_LANGUAGE
def test_the_higher_side_is_named_in_the_sentence(language):
    tilted = replace(capture("front", shoulder_obliquity=8.0), is_levelled=True)
    found = screen([tilted]).views[0].find("posture.shoulder_tilt")
    assert found is not None
    assert translate("side.left", language) in wording.sentence(found, language)
