"""`posture render`: a video with its truth, or one clear line."""

import json

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from posture.figure import cli
from posture.figure.motions import MOTIONS
from posture.figure.people import PEOPLE
from posture.figure.room import ROOMS

app = typer.Typer()
app.command()(cli.render)


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_it_writes_the_video_and_its_truth(tmp_path):
    out = tmp_path / "wave.mp4"
    done = run(
        "waving", "--tier", "puppet", "--seconds", "0.3", "--size", "320x240", "--out", str(out)
    )
    assert done.exit_code == 0
    assert out.stat().st_size > 1000
    assert len(pd.read_csv(out.with_suffix(".csv"))) == 9
    facts = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    assert (facts["motion"], facts["camera"]["size_px"]) == ("waving", [320, 240])


def test_samples_are_rendered_where_they_are_declared(tmp_path):
    (tmp_path / "samples.toml").write_text(
        '[a]\nexercise = "standing"\nview = "side"\nperson = "emma"\nmotion = "standing"\n'
        "duration_s = 0.1\ncamera = { azimuth_deg = 90, aim_m = [0, 0.8, 0] }\n",
        encoding="utf-8",
    )
    assert run("--samples", str(tmp_path), "--tier", "puppet").exit_code == 0
    assert (tmp_path / "a.mp4").is_file()


def test_it_names_what_there_is():
    said = run("list").stdout
    assert all(name in said for name in (*MOTIONS, *PEOPLE, *ROOMS))


@pytest.mark.parametrize(
    "arguments",
    [
        ("flying",),
        ("squat", "--person", "nobody"),
        ("squat", "--room", "moon"),
        ("squat", "--tier", "oil"),
        ("squat", "--size", "641x480"),
        ("squat", "--size", "large"),
        ("squat", "--passer-by", "nobody"),
        ("--samples", "nowhere"),
    ],
)
def test_what_is_not_possible_is_one_line_and_exit_code_2(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_numba_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(cli, "find_spec", lambda _: None)
    done = run("squat")
    assert done.exit_code == 2
    assert "numba" in done.stderr
