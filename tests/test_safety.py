"""Which answers lock exercises, and that every question has its words and source."""

import pytest

from posture.i18n import LANGUAGES, MESSAGES
from posture.ranges import SOURCES
from posture.safety import RED_FLAGS, Answers, Level, most_urgent

BY_LEVEL = {level: [k for k, f in RED_FLAGS.items() if f.level is level] for level in Level}


def test_twelve_things_are_asked_the_most_urgent_first():
    levels = [list(Level).index(flag.level) for flag in RED_FLAGS.values()]
    assert len(levels) == 12
    assert levels == sorted(levels)
    assert {level: len(keys) for level, keys in BY_LEVEL.items()} == {
        Level.EMERGENCY: 2,
        Level.TODAY: 6,
        Level.SOON: 4,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_every_level_has_its_sentence(language):
    keys = {k for k in MESSAGES[language] if k.startswith("safety.flag.")}
    assert keys == {f"safety.flag.{key}" for key in RED_FLAGS}
    assert all(f"safety.{level}" in MESSAGES[language] for level in Level)


@pytest.mark.parametrize("flag", RED_FLAGS.values(), ids=RED_FLAGS)
def test_every_question_has_a_source_and_locks_alone_if_it_is_urgent(flag):
    assert flag.source in SOURCES
    assert set(flag.today_with) <= set(RED_FLAGS)
    answers = Answers(frozenset({flag.key}))
    assert answers.level is flag.level
    assert answers.locks == (flag.level is not Level.SOON)


def test_nothing_ticked_means_nothing():
    assert most_urgent(()) is None
    assert not Answers().locks


def test_the_most_urgent_answer_counts():
    keys = [BY_LEVEL[level][0] for level in (Level.SOON, Level.EMERGENCY, Level.TODAY)]
    assert most_urgent(keys) is Level.EMERGENCY
    assert most_urgent(keys[::2]) is Level.TODAY


def test_a_knee_that_gives_way_and_hurts_at_night_is_for_today():
    assert most_urgent(["gives_way", "night_pain"]) is Level.TODAY
    assert most_urgent(["gives_way", "dizzy"]) is Level.SOON


def test_a_doctors_word_opens_what_was_locked_and_hides_nothing():
    answers = Answers(frozenset(BY_LEVEL[Level.TODAY]), may_exercise=True)
    assert not answers.locks
    assert answers.level is Level.TODAY


def test_a_question_that_is_not_there_is_our_bug():
    with pytest.raises(KeyError):
        most_urgent(["cold_feet"])
