"""Everything a report can say exists in both languages, and no sentence plays the doctor."""

import re
from dataclasses import replace
from itertools import product
from math import inf
from pathlib import Path
from string import Formatter

import pytest

import posture
from posture import wording
from posture.checks import CheckResult, judge, not_measurable
from posture.exercises import EXERCISES
from posture.grading import Grade, Outcome
from posture.i18n import LANGUAGES, MESSAGES, translate
from posture.measures import MEASURES
from posture.pose import Side
from posture.quality import DOUBTS, FAULTS
from posture.ranges import CLASSES, RANGES
from posture.report import ABSENCES
from posture.view import View

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
CHECKS = [check for exercise in EXERCISES.values() for check in exercise.checks]
EVERY_CHECK = pytest.mark.parametrize("check", CHECKS, ids=[check.key for check in CHECKS])
NOTICE = "notice.not_medical_device"
FINDERS = [exercise.finder for exercise in EXERCISES.values()]
NOT_COUNTED = frozenset().union(*(finder.reasons for finder in FINDERS))
ENDINGS = frozenset().union(*(finder.endings for finder in FINDERS))

REASONS = (
    *("within_error", "few_reps", "cut_off", "unseen", "no_reps", "tilted"),
    *("unfinished", "too_few", "not_reached", "one_side", "frame_rate"),
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def every_result(check) -> list[CheckResult]:
    """Return a result for each thing that can be said about a check."""
    middle, row = judge(check, Side.LEFT, [10.0] * 3), RANGES[check.key]
    outcomes = [Outcome.WITHIN]
    if not CLASSES.get(check.key):
        outcomes += [Outcome.BELOW] * (row.lower > -inf) + [Outcome.ABOVE] * (row.upper < inf)
    judged = [
        replace(middle, outcome=outcome, grade=grade, reason="")
        for outcome, grade in product(outcomes, Grade)
    ]
    doubtful = [
        replace(middle, outcome=Outcome.UNCERTAIN, grade=Grade.UNCERTAIN, reason=reason)
        for reason in ("within_error", "few_reps", "cut_off", *DOUBTS)
    ]
    reasons = ("unseen", "no_reps", "not_reached", "one_side", "view", "tilted", "frame_rate")
    unseen = [not_measurable(check, None, reason) for reason in reasons]
    return judged + doubtful + unseen


def test_both_languages_have_the_same_sentences():
    assert MESSAGES["ja"].keys() == MESSAGES["en"].keys()


@pytest.mark.parametrize("key", MESSAGES["en"])
def test_a_sentence_asks_for_the_same_values_in_both_languages(key):
    assert placeholders(MESSAGES["ja"][key]) == placeholders(MESSAGES["en"][key])


@EVERY_LANGUAGE
def test_no_sentence_is_empty(language):
    assert all(sentence.strip() for sentence in MESSAGES[language].values())


@EVERY_LANGUAGE
@EVERY_CHECK
def test_everything_a_check_can_find_has_its_words(check, language):
    for result in every_result(check):
        words = [
            wording.name(result, language),
            wording.label(result, language),
            wording.sentence(result, language),
            wording.value(result, language),
            wording.source(result, language),
            translate(f"check.{check.key}.meaning", language),
        ]
        assert all(words), result
        assert not any("{" in text or "nan" in text.lower().split() for text in words), words
        wording.guide(result, language)


@EVERY_LANGUAGE
@EVERY_CHECK
def test_a_range_is_told_as_it_is(check, language):
    row = RANGES[check.key]
    guide = wording.guide(judge(check, Side.LEFT, []), language)
    assert bool(guide) == (row.lower > -inf or row.upper < inf)


@EVERY_LANGUAGE
@pytest.mark.parametrize(
    ("prefix", "needed"),
    [
        ("exercise", set(EXERCISES)),
        ("view", {*View, "auto"}),
        ("side", set(Side)),
        ("quality", {fault.key for fault in FAULTS}),
        ("not_counted", NOT_COUNTED),
        ("ended_by", ENDINGS),
        ("absence", set(ABSENCES)),
        ("depth_class", {row.name for rows in CLASSES.values() for row in rows}),
        ("reason", {*DOUBTS, *REASONS, "view.side", "view.front", "view.rear"}),
    ],
)
def test_every_key_has_a_sentence_and_no_sentence_is_left_over(language, prefix, needed):
    found = {
        key.removeprefix(f"{prefix}.") for key in MESSAGES[language] if key.startswith(f"{prefix}.")
    }
    assert found == {str(key) for key in needed}


@EVERY_LANGUAGE
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.key)
def test_a_fault_is_told_with_its_number_where_it_has_one(fault, language):
    asked = placeholders(MESSAGES[language][f"quality.{fault.key}"])
    assert asked <= ({"value"} if fault.unit else set())


@EVERY_LANGUAGE
def test_every_measure_that_is_counted_in_or_plotted_has_a_name(language):
    for exercise in EXERCISES.values():
        for view in View:
            shown = exercise.plots or exercise.finder.measure_for(view)
            assert translate(f"measure.{exercise.finder.measure_for(view)}", language)
            assert translate(f"measure.{shown}", language)


@EVERY_LANGUAGE
def test_names_are_of_measures_and_checks_that_exist(language):
    keys = MESSAGES[language]
    assert {k.split(".")[1] for k in keys if k.startswith("measure.")} <= set(MEASURES)
    checks = {k.removeprefix("check.").rpartition(".")[0] for k in keys if k.startswith("check.")}
    assert checks == {check.key for check in CHECKS}


FORBIDDEN = {
    "ja": "診断 処方 治療 異常 正常値 検査結果 改善します 治る 予防 サルコペニア ロコモ症 "
    "変形性膝関節症 転倒リスク 歪み ズレ 矯正 根本原因 悪い姿勢 ダメ 総合点",
    "en": "diagnos prescri treatment cure abnormal patholog disease disorder arthritis sarcopenia",
}


@EVERY_LANGUAGE
def test_no_sentence_plays_the_doctor(language):
    words = FORBIDDEN[language].split()
    for key, sentence in MESSAGES[language].items():
        if key != NOTICE:
            found = [word for word in words if word in sentence.lower()]
            assert not found, f"{key}: {found}"


@EVERY_LANGUAGE
def test_the_notice_says_that_this_is_no_medical_device(language):
    says = {"ja": "医療機器ではありません", "en": "not a medical device"}
    assert says[language] in translate(NOTICE, language)


def test_japanese_is_japanese_and_english_is_english():
    kana = re.compile(r"[぀-ヿ一-鿿]")
    for key, sentence in MESSAGES["en"].items():
        if not key.startswith("language."):
            assert not kana.search(sentence), key
    for key, sentence in MESSAGES["ja"].items():
        words = re.sub(r"\{[^}]*\}", "", sentence)
        assert kana.search(words) or not re.search(r"[a-z]{4,} [a-z]{3,}", words), key


CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(posture.__file__).parent.rglob("*.py"))
)


def test_every_sentence_that_code_asks_for_by_name_is_there():
    asked = set(re.findall(r'\b(?:translate|t)\(\s*"([\w.]+)"', CODE))
    asked |= {f"error.{key}" for key in re.findall(r'\bInputError\(\s*"(\w+)"', CODE)}
    assert len(asked) > 30
    assert asked <= MESSAGES["en"].keys()


def test_no_error_is_left_over():
    for key in MESSAGES["en"]:
        if key.startswith("error."):
            assert f'"{key.removeprefix("error.")}"' in CODE, key
