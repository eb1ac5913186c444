"""`posture screen` as people run it."""

import json
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from posture.i18n import translate
from posture.io.errors import InputError
from posture.io.models import find_model

SAMPLES = Path(__file__).parents[2] / "sample_videos"


def run(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "posture.cli", "screen", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


@pytest.fixture(scope="module")
def screened(tmp_path_factory):
    try:
        find_model("full")
    except InputError:
        pytest.skip("the model is not there; make test fetches it")
    folder = tmp_path_factory.mktemp("screen")
    videos = (SAMPLES / "standing_front.mp4", SAMPLES / "standing_side.mp4")
    options = ("--level", "--pdf", "--language", "ja", "--date", "2026-04-01", "--name", "花子")
    result = run(*videos, *options, "--exercise", "heel_raise", folder=folder)
    assert result.returncode == 0, result.stderr
    return folder, result.stdout


def test_clips_from_two_sides_give_findings_pictures_and_a_sheet(screened):
    folder, printed = screened
    report = json.loads((folder / "posture_screening/screening.json").read_text(encoding="utf-8"))
    assert [view["view"] for view in report["views"]] == ["front", "side"]
    assert report["date"] == "2026-04-01"
    front = {f["key"]: f for f in report["views"][0]["findings"]}
    # sample_videos/samples.toml: the left shoulder 7 degrees higher, the right side of the pelvis 5
    assert front["posture.shoulder_tilt"]["side"] == "left"
    assert front["posture.shoulder_tilt"]["grade"] == "caution"
    assert front["posture.pelvis_level"]["side"] == "right"
    assert translate("posture.shoulder_tilt.name", "ja") in printed
    assert "7.9°" in printed  # how far forward heads were read on the figure
    assert (folder / "posture_screening/front.png").is_file()
    document = pypdfium2.PdfDocument((folder / "posture_screening/sheet.pdf").read_bytes())
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert "花子" in text
    assert "2026年4月1日" in text
    assert translate("guide.heel_raise.title", "ja") in text


def test_an_earlier_record_is_compared_with(screened):
    folder, _ = screened
    before = folder / "posture_screening/screening.json"
    video = SAMPLES / "standing_front.mp4"
    options = ("--level", "--language", "en", "--date", "2026-05-01", "--out", "later")
    result = run(video, "--before", before, *options, folder=folder)
    assert result.returncode == 0, result.stderr
    printed = " ".join(result.stdout.split())
    assert translate("posture.compare.within", "en") in printed
    assert translate("posture.compare.beyond", "en") not in printed


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (["nothing.jpg"], "file_not_found", {"path": "nothing.jpg"}),
        (["a.jpg", "--vertical", "1,2,3"], None, {}),
        (["a.jpg", "--date", "yesterday"], "bad_date", {"text": "yesterday"}),
        (["a.jpg", "--before", "a.jpg"], "not_a_screening", {"path": "a.jpg"}),
        (["a.jpg", "--clinic", "a.jpg"], "not_clinic_settings", {"path": "a.jpg"}),
        (["a.jpg"], "not_a_photo", {"path": "a.jpg"}),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(tmp_path, arguments, key, values):
    (tmp_path / "a.jpg").write_text("not a photo")
    result = run(*arguments, "--language", "en", folder=tmp_path)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    if key is not None:
        assert result.stderr.strip() == translate(f"error.{key}", "en", **values)


def test_an_exercise_has_its_sheet_too(tmp_path):
    try:
        find_model("full")
    except InputError:
        pytest.skip("the model is not there; make test fetches it")
    video = SAMPLES / "squat_side.mp4"
    command = [sys.executable, "-m", "posture.cli", "analyze", str(video), "--exercise", "squat"]
    clinic = tmp_path / "clinic.toml"
    clinic.write_text('name = "川辺整骨院"', encoding="utf-8")
    options = ["--pdf", "--clinic", str(clinic), "--language", "ja", "--out", str(tmp_path)]
    subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    document = pypdfium2.PdfDocument((tmp_path / "report.pdf").read_bytes())
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert translate("check.squat.peak_knee_flexion.name", "ja") in text
    assert f"{report['rep_count']} 回" in text
    assert "川辺整骨院" in text
