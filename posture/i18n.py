"""Every sentence a user reads, in Japanese and English; read from data/."""

import json
from importlib.resources import files

LANGUAGES = {"ja": "日本語", "en": "English"}


def _read(language: str) -> dict[str, str]:
    messages: dict[str, str] = {}
    folder = files("posture") / "data" / language
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        part = json.loads(file.read_text(encoding="utf-8"))
        if twice := messages.keys() & part.keys():
            raise ValueError(f"{language}/{file.name} repeats {sorted(twice)} of another file.")
        messages |= part
    return messages


MESSAGES = {language: _read(language) for language in LANGUAGES}


def translate(key: str, language: str, **values: object) -> str:
    """Return the sentence in that language, with its {placeholders} filled in."""
    return MESSAGES[language][key].format(**values)
