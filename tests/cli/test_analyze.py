"""`posture analyze` as a user runs it: real files, the real model, the real exit codes."""

import json
import os
import socket
import subprocess
import sys

import av
import numpy as np
import pandas as pd
import pytest
from motions import Curve, Dip, frame_times, squatting
from sitting import filmed, stands
from stick_figure import RIGHT_PROFILE, hide, seen
from typer.testing import CliRunner

from posture.cli import app
from posture.i18n import translate
from posture.io.landmarks import load_landmarks, save_landmarks
from posture.io.mannequin import draw_mannequin
from posture.io.models import find_model
from posture.pose import Landmark


def posture(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments), "--language", "en"])


@pytest.fixture
def landmarks(tmp_path):
    """The landmarks of four squats from the side."""
    curve = Curve([Dip()] * 4)
    times = frame_times(curve.duration_s)
    poses = seen(squatting(curve(times)), times, yaw_deg=RIGHT_PROFILE)
    save_landmarks(tmp_path / "landmarks.npz", poses)
    return tmp_path / "landmarks.npz"


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Two seconds of someone standing, as an mp4."""
    path = tmp_path_factory.mktemp("clip") / "standing.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=15, options={"crf": "20"})
        stream.width, stream.height, stream.pix_fmt = 360, 480, "yuv420p"
        for _ in range(30):
            picture = av.VideoFrame.from_ndarray(draw_mannequin(360, 480), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def test_a_recording_leaves_a_report_a_table_the_landmarks_and_a_video(clip, tmp_path):
    find_model()
    done = posture("analyze", clip, "--exercise", "squat", "--out", tmp_path / "out", "--video")
    assert done.exit_code == 0, done.output
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["frames"], report["rep_count"]) == (30, 0)
    table = pd.read_csv(tmp_path / "out" / "measures.csv")
    assert list(table.columns[:2]) == ["time_s", "knee_flexion_left"]
    assert len(table) == len(load_landmarks(tmp_path / "out" / "landmarks.npz")) == 30
    with av.open(str(tmp_path / "out" / "annotated.mp4")) as video:
        assert video.streams.video[0].codec_context.name == "h264"
        assert sum(1 for _ in video.decode(video=0)) == 30


def test_analysing_its_landmarks_again_gives_the_same_bytes(clip, tmp_path):
    posture("analyze", clip, "--exercise", "squat", "--out", tmp_path / "first")
    again = tmp_path / "first" / "landmarks.npz"
    posture("analyze", again, "--exercise", "squat", "--out", tmp_path / "second")
    for name in ("report.json", "measures.csv", "landmarks.npz"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_the_count_and_every_check_are_printed(landmarks, tmp_path):
    done = posture("analyze", landmarks, "--exercise", "squat", "--out", tmp_path)
    assert "Repetitions: 4" in done.output
    assert "Peak knee flexion, right" in done.output
    assert "not a medical device" in done.output


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--age", "70", "--sex", "female", "--chair-cm", "43"), "under 12 s (table: Asian"),
        ((), "No comparison"),
    ],
)
def test_a_test_is_set_beside_the_tables_of_its_age(tmp_path, more, says):
    recording = filmed(stands([1.0] * 5), RIGHT_PROFILE)
    save_landmarks(tmp_path / "stands.npz", recording)
    arguments = ("--exercise", "five_chair_stands", "--out", tmp_path / "out")
    done = posture("analyze", tmp_path / "stands.npz", *arguments, *more)
    assert done.exit_code == 0, done.output
    assert says in " ".join(done.output.split())


@pytest.mark.parametrize("wrong", [("--sex", "neither"), ("--chair-cm", "41"), ("--age", "7")])
def test_who_cannot_be_compared_is_told_so_with_exit_code_2(landmarks, tmp_path, wrong):
    done = posture("analyze", landmarks, "--exercise", "squat", "--out", tmp_path, *wrong)
    assert done.exit_code == 2
    assert wrong[1] in done.output + done.stderr


def test_the_results_go_beside_the_caller_under_the_recordings_name(
    landmarks, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    posture("analyze", landmarks, "--exercise", "squat")
    assert (tmp_path / "landmarks_posture" / "report.json").is_file()


def test_a_named_view_is_obeyed_and_a_wrong_one_is_pointed_out(landmarks, tmp_path):
    posture("analyze", landmarks, "--exercise", "squat", "--view", "front", "--out", tmp_path)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["view"] == "front"
    assert "view_disagrees" in report["quality"]


def test_a_roll_that_is_given_is_taken_out_and_noted(landmarks, tmp_path):
    found = []
    for options in ([], ["--roll", "3"]):
        posture("analyze", landmarks, "--exercise", "squat", "--out", tmp_path, *options)
        found.append(json.loads((tmp_path / "report.json").read_text(encoding="utf-8")))
    as_it_is, levelled = found
    assert (as_it_is["roll_deg"], levelled["roll_deg"]) == (None, 3.0)
    leans = [report["standing"]["trunk_lean_right"] for report in found]
    assert abs(leans[1] - leans[0]) == pytest.approx(3.0, abs=0.1)
    knees = [report["standing"]["knee_flexion_right"] for report in found]
    assert knees[1] == pytest.approx(knees[0], abs=0.1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.mp4"], "There is no file missing.mp4. Check the name and the folder."),
        (["note.mp4"], translate("error.not_a_video", "en", path="note.mp4")),
        (["empty.mp4"], translate("error.file_empty", "en", path="empty.mp4")),
        (["note.npz"], translate("error.landmarks_unreadable", "en", path="note.npz")),
        (["landmarks.npz", "--video"], "landmarks.npz holds no pictures to draw on."),
        (["landmarks.npz", "--view", "above"], "--view above is not possible."),
        (["landmarks.npz", "--model", "huge"], "--model huge is not possible."),
        (["landmarks.npz", "--exercise", "yoga"], "--exercise yoga is not possible."),
        (["landmarks.npz", "--out", "note.npz"], "note.npz"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    landmarks, tmp_path, monkeypatch, arguments, sentence
):
    monkeypatch.chdir(tmp_path)
    for name in ("note.mp4", "note.npz"):
        (tmp_path / name).write_text("a shopping list")
    (tmp_path / "empty.mp4").touch()
    done = posture("analyze", "--exercise", "squat", *arguments)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_feet_that_are_never_in_the_picture_are_one_sentence_and_leave_no_results(tmp_path):
    times = frame_times(3.0)
    poses = seen(squatting(np.zeros(len(times))), times, yaw_deg=RIGHT_PROFILE)
    for landmark in Landmark:
        if "ANKLE" in landmark.name or "HEEL" in landmark.name or "TOE" in landmark.name:
            poses = hide(poses, landmark)
    save_landmarks(tmp_path / "cut.npz", poses)
    done = posture(
        "analyze", tmp_path / "cut.npz", "--exercise", "squat", "--out", tmp_path / "out"
    )
    assert done.exit_code == 2
    assert "ankle are never in the picture together" in done.stderr
    assert not (tmp_path / "out").exists()


def test_landmarks_with_pickled_objects_are_refused(tmp_path):
    trap = tmp_path / "trap.npz"
    np.savez(trap, time_s=np.array([object()], dtype=object))
    done = posture("analyze", trap, "--exercise", "squat", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("locale", ["ja_JP.UTF-8", "C.UTF-8"])
def test_a_real_process_speaks_the_systems_language_and_never_shows_a_traceback(tmp_path, locale):
    (tmp_path / "note.mp4").write_text("a shopping list")
    done = subprocess.run(
        [sys.executable, "-m", "posture.cli", "analyze", "note.mp4", "--exercise", "squat"],
        cwd=tmp_path,
        env=os.environ | {"LC_ALL": locale, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    language = "ja" if locale.startswith("ja") else "en"
    assert done.returncode == 2
    assert done.stderr == translate("error.not_a_video", language, path="note.mp4") + "\n"
    assert done.stdout == ""


def test_the_models_are_listed_with_what_to_do_about_missing_ones():
    done = posture("models")
    assert done.exit_code == 0
    for name in ("lite", "full", "heavy"):
        assert name in done.output


def test_a_port_that_is_taken_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = posture("serve", "--port", port)
    assert done.exit_code == 2
    assert f"Port {port} of 127.0.0.1 is in use." in done.stderr
