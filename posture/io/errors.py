"""What a user's input can get wrong, in one sentence."""

from posture.i18n import translate


class InputError(Exception):
    """Something the user can mend: a file, a model, a camera, a folder.

    `key` names the sentence "error.<key>" in data/; `values` fill its placeholders.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def sentence(self, language: str) -> str:
        """Return what is wrong and what to do, in that language."""
        return translate(f"error.{self.key}", language, **self.values)

    def __str__(self) -> str:
        return self.sentence("en")
