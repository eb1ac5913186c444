"""Where the sample recordings lie that come with the program."""

from pathlib import Path

import posture
from posture.figure.samples import Sample, read_samples

FOLDER = Path(posture.__file__).parents[1] / "sample_videos"


def samples_of(exercise: str) -> list[Sample]:
    """Return the samples of an exercise, in the order in which they are declared."""
    declared = read_samples(FOLDER / "samples.toml").values()
    return [sample for sample in declared if sample.exercise == exercise]


def video_of(sample: Sample) -> Path:
    """Return the path of a sample's recording."""
    return FOLDER / f"{sample.name}.mp4"


def thumbnail_of(sample: Sample) -> Path:
    """Return the path of a picture from a sample."""
    return FOLDER / "thumbnails" / f"{sample.name}.jpg"
