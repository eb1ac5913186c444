import ast
import string
from pathlib import Path

import pytest

import posture
from posture.i18n import LANGUAGES, MESSAGES
from posture.io.errors import InputError

SOURCES = list(Path(posture.__file__).parent.rglob("*.py"))


def raised_in_code():
    """Return {key: names of its values} for every InputError("key", ...) in the package.

    A key chosen by a condition is a name there; those names are resolved by the literals
    assigned to them in the same function.
    """
    found = {}
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
            for call in [n for n in ast.walk(function) if is_input_error(n)]:
                values = {k.arg for k in call.keywords}
                for key in literals(call.args[0], function):
                    found.setdefault(key, []).append(values)
    return found


def is_input_error(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "InputError"
    )


def literals(node, function):
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body, function) + literals(node.orelse, function)
    assigned = [
        a.value
        for a in ast.walk(function)
        if isinstance(a, ast.Assign) and ast.unparse(a.targets[0]) == ast.unparse(node)
    ]
    return [key for value in assigned for key in literals(value, function)]


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


RAISED = raised_in_code()
SENTENCES = {key for key in MESSAGES["en"] if key.startswith("error.")}


def test_the_code_was_read():
    assert len(RAISED) > 25


@pytest.mark.parametrize("key", sorted(RAISED))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_sentence_and_fills_it(key, language):
    sentence = MESSAGES[language][f"error.{key}"]
    for values in RAISED[key]:
        given = values if None not in values else placeholders(sentence)  # **size
        assert placeholders(sentence) <= given


def test_no_sentence_is_left_over():
    assert {f"error.{key}" for key in RAISED} == SENTENCES


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_both_languages_say_the_same_in_one_line(key):
    english, japanese = MESSAGES["en"][key], MESSAGES["ja"][key]
    assert placeholders(english) == placeholders(japanese)
    assert "\n" not in english + japanese


def test_an_error_speaks_both_languages():
    error = InputError("file_not_found", path="a.mp4")
    assert str(error) == error.sentence("en")
    assert "a.mp4" in error.sentence("ja")
    assert error.sentence("ja").endswith("ください。")
