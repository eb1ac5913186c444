"""Who hurts or is unsteady today does what can be done sitting, or rests."""

import pytest

from posture.exercises import EXERCISES
from posture.guide import GUIDES
from posture.i18n import LANGUAGES, MESSAGES
from posture.session_gate import PAIN, SIGNS, Afterwards, Today, afterwards

SEATED = {"knee_extension", "hamstring_stretch", "calf_stretch"}


def allowed(today: Today) -> set[str]:
    return {key for key in GUIDES if today.allows(key)}


@pytest.mark.parametrize("pain", [0, 3, 5])
def test_with_pain_up_to_five_everything_may_be_done(pain):
    assert allowed(Today(pain)) == set(GUIDES) >= set(EXERCISES)


@pytest.mark.parametrize(
    "today",
    [Today(6), Today(10), *(Today(0, frozenset({sign})) for sign in SIGNS)],
    ids=lambda today: f"{today.pain} {[*today.signs]}",
)
def test_more_pain_or_any_sign_leaves_what_is_done_sitting(today):
    assert today.is_seated_only
    assert allowed(today) == SEATED


@pytest.mark.parametrize(
    ("before", "after", "meaning"),
    [
        (0, 0, Afterwards.SETTLED),
        (0, 2, Afterwards.SETTLED),
        (2, 1, Afterwards.SETTLED),
        (0, 3, Afterwards.REST),  # by more than two
        (1, 3, Afterwards.SAME),
        (2, 4, Afterwards.SAME),
        (3, 5, Afterwards.SAME),
        (4, 6, Afterwards.REST),  # more than five
        (5, 3, Afterwards.SAME),
        (9, 9, Afterwards.REST),
        (9, 5, Afterwards.SAME),
    ],
)
def test_pain_after_a_set_is_set_beside_pain_before_it(before, after, meaning):
    assert afterwards(before, after) is meaning


@pytest.mark.parametrize("before", range(PAIN[0], PAIN[1] + 1))
def test_more_pain_never_means_less(before):
    order = [*Afterwards]
    found = [order.index(afterwards(before, after)) for after in range(PAIN[0], PAIN[1] + 1)]
    assert found == sorted(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_and_every_meaning_has_its_sentence(language):
    said = MESSAGES[language]
    assert {k for k in said if k.startswith("today.sign.")} == {f"today.sign.{s}" for s in SIGNS}
    assert all(said[f"today.after.{meaning}"] for meaning in Afterwards)


def test_the_agreed_sentence_calls_for_rest():
    assert "今日はここまでにして休みましょう" in MESSAGES["ja"]["today.after.rest"]
    assert "Stop for today and rest." in MESSAGES["en"]["today.after.rest"]
