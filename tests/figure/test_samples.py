"""The shipped samples: whole, small, named in both languages, and as they are declared."""

import json
from pathlib import Path

import av
import cv2
import numpy as np
import pandas as pd
import pytest

import posture
from posture.figure.clip import draw_clip
from posture.figure.recording import truth_table
from posture.figure.samples import read_samples
from posture.i18n import LANGUAGES, MESSAGES

FOLDER = Path(posture.__file__).parents[1] / "sample_videos"
SAMPLES = read_samples(FOLDER / "samples.toml")
EVERY_SAMPLE = pytest.mark.parametrize("name", SAMPLES)


def decoded(name: str) -> list[np.ndarray]:
    with av.open(str(FOLDER / f"{name}.mp4")) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_all_of_them_together_are_small():
    sizes = [(FOLDER / f"{name}.mp4").stat().st_size for name in SAMPLES]
    assert sum(sizes) < 20e6
    assert max(sizes) < 4e6


def test_there_is_no_video_that_is_not_declared():
    assert {path.stem for path in FOLDER.glob("*.mp4")} == set(SAMPLES)


@EVERY_SAMPLE
def test_a_sample_is_complete(name):
    frames = decoded(name)
    table = pd.read_csv(FOLDER / f"{name}.csv", index_col="time_s")
    facts = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert len(frames) == len(table) == facts["frames"]
    assert 6 <= len(frames) / facts["fps"] <= 15
    assert frames[0].shape[1::-1] == tuple(facts["camera"]["size_px"])
    assert (FOLDER / "thumbnails" / f"{name}.jpg").stat().st_size < 30e3
    for language in LANGUAGES:
        assert MESSAGES[language][f"sample.{name}"]
    assert f"{name}.mp4" in (FOLDER / "README.md").read_text(encoding="utf-8")


@EVERY_SAMPLE
def test_its_truth_is_what_its_declaration_gives(name):
    shipped = pd.read_csv(FOLDER / f"{name}.csv", index_col="time_s")
    again = truth_table(SAMPLES[name].clip)
    marks = [column for column in again if column.endswith("_px")]
    assert shipped[marks].to_numpy() == pytest.approx(again[marks].to_numpy(), abs=0.11)
    assert shipped["knee_flexion_left"].to_numpy() == pytest.approx(
        again["knee_flexion_left"].to_numpy(), abs=0.01
    )


@pytest.mark.parametrize(
    "name", [name for name in SAMPLES if name in ("squat_side", "squat_front")]
)
def test_rendered_again_it_looks_the_same(name):
    shipped = decoded(name)
    for i in (10, 80):
        again = next(draw_clip(SAMPLES[name].clip, "ray", slice(i, i + 1))).image_rgb
        apart = np.abs(cv2.blur(again, (5, 5)).astype(int) - cv2.blur(shipped[i], (5, 5)))
        assert apart.mean() < 2.0
        assert np.percentile(apart, 99.9) < 12
