"""docs/adding-an-exercise.md, carried out to the letter in a copy of the repository.

What is told of the exercise that was added is worked out there, by this file run as a script.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from floor_motions import extending
from motions import Curve, Dip, bending_one_knee, frame_times
from stick_figure import RIGHT_PROFILE, seen

from posture import wording
from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.i18n import translate
from posture.pose import Side

ROOT = Path(__file__).parents[1]
KEY = "knee_curl"
# Of each file that is in an order, the beginnings of the lines behind which the new ones belong.
BEHIND = {
    "posture/exercises/__init__.py": ("from posture.exercises.heel_raise ", "        WALKING,"),
    "posture/figure/motions/__init__.py": (
        "from posture.figure.motions.heel_raise ",
        '    "heel_raise_knee_bend": ',
    ),
    "docs/measures.md": ("| `walking.cadence` ",),
}
SETS = {"good": (1.0, 2.0), "half-way": (0.5, 2.0), "dropped": (1.0, 0.3)}  # depth, seconds down


class Step(NamedTuple):
    """A numbered section of the page.

    `blocks` are what it puts into which file, `command` what is then to be run, and `red` the tests
    that it says miss it.
    """

    title: str
    blocks: list[tuple[str, str]]
    command: list[str]
    red: str


def _step(section: str) -> Step:
    blocks = re.findall(r"^`([\w./]+)`[^\n]*:\n\n```\w+\n(.*?)^```$", section, re.M | re.S)
    command = re.search(r"^```\nposture (.*)\n```$", section, re.M)
    red = re.search(r"^Left out: `(tests/[\w/]+\.py)`", section, re.M)
    title = section.split("\n")[0]
    return Step(title, blocks, command[1].split() if command else [], red[1] if red else "")


PAGE = (ROOT / "docs" / "adding-an-exercise.md").read_text(encoding="utf-8")
STEPS = [_step(part) for part in re.split(r"^## ", PAGE, flags=re.M) if part[0].isdigit()]


def put(path: Path, text: str, behind: tuple[str, ...]) -> None:
    """Put what is new into its file, where it belongs in it."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if old and path.suffix == ".json":
        text = json.dumps(json.loads(old) | json.loads(text), ensure_ascii=False)
    elif behind:
        lines = old.splitlines(keepends=True)
        *first, rest = text.split("\n", len(behind) - 1)
        for line, new in zip(behind, [*(f"{part}\n" for part in first), rest], strict=True):
            place = max(i for i, known in enumerate(lines) if known.startswith(line))
            lines.insert(place + 1, new)
        text = "".join(lines)
    else:
        text = old + text
    path.write_text(text, encoding="utf-8")


def carried_out(taken: Iterable[Step], copy: Path) -> Path:
    """Return a copy of the repository in which these steps were taken."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("posture", "tests", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for step in taken:
        for name, text in step.blocks:
            put(copy / name, text, BEHIND.get(name, ()))
    return copy


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python where the copy is the package that is imported."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def run_tests(copy: Path, files: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """Run tests of the copy up to the first failure; not the one that draws a picture in full."""
    chosen = ("-x", "-p", "no:cacheprovider", "-k", "not drawn_again")
    return run(copy, "-m", "pytest", *chosen, *files)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    copy = carried_out(STEPS, tmp_path_factory.mktemp("whole"))
    for command in filter(None, (step.command for step in STEPS)):
        done = run(copy, "-m", "posture.cli", *command, "--tier", "puppet")
        assert done.returncode == 0, done.stderr
    return copy


def test_after_all_steps_no_test_misses_anything(copy):
    done = run_tests(copy, {step.red for step in STEPS if step.red})
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("left_out", [s for s in STEPS if s.red], ids=lambda step: step.title)
def test_a_step_left_out_is_missed_by_the_test_that_the_page_names(left_out, tmp_path):
    copy = carried_out([step for step in STEPS if step is not left_out], tmp_path)
    done = run_tests(copy, [left_out.red])
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert KEY in done.stdout


def test_from_landmarks_to_words(copy):
    told = json.loads(run(copy, str(copy / "tests" / Path(__file__).name)).stdout)
    assert told["good"] == [4, ["A good bend.", "Slow and controlled."]]
    closer = "If it doesn't hurt, draw the heel a little closer."
    assert told["half-way"] == [4, [closer, "Slow and controlled."]]
    assert told["dropped"] == [4, ["A good bend.", "Lower the foot slowly."]]
    assert told["kicks"] == [0, ["the knee came up"]]


def what_is_told() -> dict[str, tuple[int, list[str]]]:
    """Return how many movements of the right leg count in each set, and what is said of it."""
    told = {}
    for name, (depth, up_s) in SETS.items():
        curve = Curve([Dip(depth=depth, up_s=up_s)] * 4)
        times = frame_times(curve.duration_s)
        body = bending_one_knee(curve(times), Side.RIGHT)
        report = analyze(seen(body, times, yaw_deg=RIGHT_PROFILE), EXERCISES[KEY]).report
        count = sum(rep.side is Side.RIGHT and "lowering" in rep.phases for rep in report.reps)
        told[name] = (count, [wording.sentence(check, "en") for check in report.checks])
    curve = Curve([Dip()] * 3)
    times = frame_times(curve.duration_s)
    kicks = extending(30.0 + 60.0 * curve(times), Side.RIGHT)  # seated: the thigh is level
    report = analyze(seen(kicks, times, yaw_deg=RIGHT_PROFILE), EXERCISES[KEY]).report
    reasons = {movement.reason for movement in report.not_counted}
    told["kicks"] = (report.rep_count, [translate(f"not_counted.{r}", "en") for r in reasons])
    return told


if __name__ == "__main__":
    print(json.dumps(what_is_told()))
