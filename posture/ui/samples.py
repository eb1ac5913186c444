"""The sample recordings that come with the program."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import posture

FOLDER = Path(posture.__file__).parents[1] / "sample_videos"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A sample recording; its name is the sentence "sample.<key>"."""

    key: str
    exercise: str

    @property
    def video(self) -> Path:
        return FOLDER / f"{self.key}.mp4"

    @property
    def thumbnail(self) -> Path:
        return FOLDER / "thumbnails" / f"{self.key}.jpg"


def samples_of(exercise: str) -> list[Sample]:
    """Return the samples of an exercise, in the order of sample_videos/samples.toml."""
    listed = tomllib.loads((FOLDER / "samples.toml").read_text(encoding="utf-8"))
    samples = [Sample(key=key, exercise=row["exercise"]) for key, row in listed.items()]
    return [sample for sample in samples if sample.exercise == exercise]
