"""Every exercise and test is explained whole, in both languages, from facts with a source."""

import re

import pytest

from posture.exercises import EXERCISES
from posture.guide import GUIDES, Kind, Position
from posture.guide_wording import measured_names
from posture.i18n import LANGUAGES, MESSAGES
from posture.ranges import SOURCES

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
every_guide = pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
OF_EACH = {"title", "purpose", "steps", "start", "end"}
WITH_A_CAMERA = {"camera", "tips"}
SHARED = {"heading", "kind", "camera", "prop", "safety", "dose"}


def test_whatever_can_be_measured_has_a_guide():
    assert set(EXERCISES) <= {key for key, guide in GUIDES.items() if guide.kind is not Kind.ENTRY}


@every_guide
class TestEveryGuide:
    def test_says_first_when_to_stop(self, guide):
        assert guide.safety[0] == "stop"

    def test_has_a_camera_unless_the_result_is_typed_in(self, guide):
        has_camera = guide.kind is not Kind.ENTRY
        assert bool(guide.views) == (guide.camera is not None) == has_camera

    def test_places_the_camera_where_the_body_fits_in_and_the_knee_is_seen_level(self, guide):
        if guide.camera:
            near_m, far_m = guide.camera.distance_m
            low_m, high_m = guide.camera.height_m
            assert 2.0 <= near_m < far_m <= 4.0
            assert 0.5 <= low_m < high_m <= 1.1

    def test_keeps_the_floor_clear_for_whoever_stands(self, guide):
        if guide.position is Position.STANDING and guide.kind is Kind.EXERCISE:
            assert "floor" in guide.safety

    def test_has_somebody_near_in_every_test(self, guide):
        assert (guide.kind is Kind.EXERCISE) != ({"helper", "after_a_fall"} <= set(guide.safety))

    def test_has_a_dose_if_it_is_for_training_and_its_source(self, guide):
        assert (guide.dose is not None) == (guide.kind is Kind.EXERCISE)
        if guide.dose:
            assert guide.dose.sources
            assert set(guide.dose.sources) <= set(SOURCES)
            assert guide.dose.minutes_per_day or (guide.dose.reps and guide.dose.sets_per_day)

    @EVERY_LANGUAGE
    def test_has_its_sentences_and_none_too_many(self, guide, language):
        prefix = f"guide.{guide.key}."
        found = {k.removeprefix(prefix) for k in MESSAGES[language] if k.startswith(prefix)}
        assert found == OF_EACH | (WITH_A_CAMERA if guide.views else set())

    @EVERY_LANGUAGE
    def test_explains_itself_in_three_to_five_steps(self, guide, language):
        lines = MESSAGES[language][f"guide.{guide.key}.steps"].split("\n")
        assert 3 <= len(lines) <= 5
        assert [int(re.match(r"(\d)\. \S", line)[1]) for line in lines] == [
            *range(1, len(lines) + 1)
        ]

    @EVERY_LANGUAGE
    def test_is_short_on_its_card(self, guide, language):
        longest = {"ja": 16, "en": 28}[language]
        assert len(MESSAGES[language][f"guide.{guide.key}.title"]) <= longest


@EVERY_LANGUAGE
@pytest.mark.parametrize(
    ("prefix", "needed"),
    [
        ("kind", set(Kind)),
        ("prop", {prop for guide in GUIDES.values() for prop in guide.props}),
        ("safety", {line for guide in GUIDES.values() for line in guide.safety}),
        ("camera", {v for g in GUIDES.values() for v in g.views} | {"drawing", "distance"}),
    ],
)
def test_every_key_of_the_facts_has_its_words_and_none_is_left_over(language, prefix, needed):
    prefix = f"guide.{prefix}."
    found = {k.removeprefix(prefix) for k in MESSAGES[language] if k.startswith(prefix)}
    assert found == {str(key) for key in needed}


@EVERY_LANGUAGE
def test_no_sentence_explains_an_exercise_that_is_not_there(language):
    keys = [k.split(".") for k in MESSAGES[language] if k.startswith("guide.")]
    assert {k[1] for k in keys if len(k) == 3} == set(GUIDES) | SHARED


@EVERY_LANGUAGE
def test_the_stop_sentence_is_the_one_agreed_on(language):
    agreed = {
        "ja": "痛い・ふらつく・カクンとしたら、すぐ座る",
        "en": "sit down at once",
    }
    assert agreed[language] in MESSAGES[language]["guide.safety.stop"]


@pytest.mark.parametrize("key", EXERCISES)
def test_every_check_that_an_offered_view_shows_is_named_once_with_its_views(key):
    guide = GUIDES[key]
    named = measured_names(guide, "en")
    shown = [c for c in EXERCISES[key].checks if c.views & set(guide.views)]
    assert sum(map(len, named.values())) == len(shown)
    everywhere = [c for c in shown if c.views >= set(guide.views)]
    assert len(named.get("", [])) == len(everywhere)
