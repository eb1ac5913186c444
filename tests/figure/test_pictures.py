"""The pictures of the exercises: all there, small, and as they are declared."""

from importlib.resources import files
from pathlib import Path

import cv2
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from posture.figure import cli
from posture.figure.pictures import SIZE_PX, SUFFIX, draw_shot, read_shots
from posture.guide import GUIDES

FOLDER = Path(str(files("posture") / "data" / "pictures"))
SHOTS = read_shots(FOLDER / "pictures.toml")


def shipped(name: str) -> np.ndarray:
    return cv2.imread(str(FOLDER / f"{name}{SUFFIX}"))[..., ::-1]


def test_every_exercise_and_test_has_a_picture_at_rest_and_one_at_its_far_end():
    needed = {f"{key}_{which}" for key in GUIDES for which in ("start", "end")}
    assert set(SHOTS) == needed
    assert {path.stem for path in FOLDER.glob(f"*{SUFFIX}")} == needed


def test_together_they_are_small():
    assert sum(path.stat().st_size for path in FOLDER.glob(f"*{SUFFIX}")) < 600e3


@pytest.mark.parametrize("key", GUIDES)
def test_both_pictures_of_an_exercise_are_framed_alike_and_show_different_things(key):
    start, end = SHOTS[f"{key}_start"], SHOTS[f"{key}_end"]
    assert start.clip.person == end.clip.person
    assert start.clip.camera.distance_m == end.clip.camera.distance_m
    images = [shipped(shot.name).astype(int) for shot in (start, end)]
    assert all(image.shape[1::-1] == SIZE_PX for image in images)
    assert np.mean(np.abs(images[0] - images[1]).max(axis=2) > 30) > 0.003


def test_drawn_again_a_picture_looks_the_same():
    name = "squat_end"
    again, before = (
        cv2.blur(image, (5, 5)).astype(int)
        for image in (draw_shot(SHOTS[name], "ray"), shipped(name))
    )
    apart = np.abs(again - before)
    assert apart.mean() < 2.0
    assert np.percentile(apart, 99.9) < 12


def run(*arguments: str):
    app = typer.Typer()
    app.command()(cli.render)
    return CliRunner().invoke(app, ["--tier", "puppet", *arguments])


def test_the_command_draws_what_is_declared(tmp_path):
    (tmp_path / "pictures.toml").write_text(
        '[a_start]\nperson = "emma"\nmotion = "standing"\ntime_s = 0.5\n'
        "camera = { azimuth_deg = 60, aim_m = [0, 0.8, 0] }\n",
        encoding="utf-8",
    )
    done = run("--pictures", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert cv2.imread(str(tmp_path / f"a_start{SUFFIX}")).shape[1::-1] == SIZE_PX


@pytest.mark.parametrize("arguments", [("nowhere",), (str(FOLDER), "--only", "flying_start")])
def test_what_is_not_declared_is_one_line_and_exit_code_2(arguments):
    done = run("--pictures", *arguments)
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
