"""How well five chair stands are timed, at what frame rate.

    python -m benchmarks.chair_stands [--keep FOLDER]

Films five stands of three people from the side and from the front, at several frame rates, and puts
them through the pipeline. Prints the table of docs/exercises/strength.md.
"""

import argparse
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.filming import filmed_puppet
from benchmarks.screening import as_markdown
from posture.analysis import analyze
from posture.baseline import measure_baseline
from posture.figure.camera import Camera
from posture.figure.clip import Clip
from posture.figure.timing import Tempo
from posture.figure.truth import planar_poses
from posture.io.landmarks import load_landmarks, save_landmarks
from posture.measures import compute_measures
from posture.movements import Measured, Movement
from posture.pose import PoseSequence
from posture.quality import doubt
from posture.report import Report
from posture.strength.chair_stands import FIVE_CHAIR_STANDS, GO, STANDS
from posture.view import View, estimate_viewpoint

WHO = ("kenji", "sachiko", "emma")
AZIMUTH_DEG = {View.SIDE: 90.0, View.FRONT: 0.0}
RATES = ((15.0, False), (24.0, False), (30.0, False), (60.0, False), (30.0, True))
TEMPO = Tempo(lead_in_s=1.2, out_s=1.0, hold_s=0.3, back_s=1.1, rest_s=0.4)
TRUTH_HZ = 240.0
ENDS = {check.key.split(".")[1]: check.phase for check in FIVE_CHAIR_STANDS.checks}


@dataclass(frozen=True)
class Filming:
    """Who stands up before which camera, and how often it looks."""

    person: str
    view: View
    fps: float
    is_uneven: bool

    @property
    def clip(self) -> Clip:
        settings: dict[str, object] = {"extents": (1.0,) * STANDS, "tempo": TEMPO}
        return Clip(
            person=self.person,
            motion="chair_squat",
            camera=Camera(azimuth_deg=AZIMUTH_DEG[self.view]),
            seed=7 + WHO.index(self.person),  # no two at the same pace
            fps=self.fps,
            is_variable_rate=self.is_uneven,
            settings=settings,
        )

    @property
    def rate(self) -> str:
        return f"{self.fps:g}{', uneven' if self.is_uneven else ''}"


def filmed(filming: Filming, folder: Path) -> PoseSequence:
    """Return what the model sees of it, estimated unless the folder has it."""
    name = f"{filming.person}_{filming.view}_{filming.rate.replace(', ', '_')}"
    kept = folder / f"{name}.npz"
    if not kept.exists():
        save_landmarks(kept, filmed_puppet(filming.clip))
    return load_landmarks(kept)


def true_stands(clip: Clip, view: View) -> tuple[Movement, ...]:
    """Return where the test's own rule finds the stands in the true joints, finely sampled.

    When a stand begins and ends is a matter of definition; the clip's frames, perspective, model
    and cleaning have no part in this.
    """
    time_s = np.arange(0.0, clip.subject.duration_s, 1.0 / TRUTH_HZ)
    poses = planar_poses([clip.subject.skeleton(float(t)) for t in time_s], time_s, view)
    baseline = measure_baseline(poses, estimate_viewpoint(poses, view))
    measured = Measured.of(compute_measures(poses, baseline), baseline)
    found = FIVE_CHAIR_STANDS.finder.find(measured).movements
    if len(found) != clip.subject.count("rep_end"):
        raise ValueError(f"The rule finds {len(found)} stands in the true joints of {clip.person}.")
    return found


def read(filming: Filming, folder: Path) -> dict[str, object]:
    """Return how well the five were counted and timed."""
    true = true_stands(filming.clip, filming.view)
    report = analyze(filmed(filming, folder), FIVE_CHAIR_STANDS).report
    row: dict[str, object] = {
        "camera": str(filming.view),
        "rate": filming.rate,
        "judged": not doubt(dict.fromkeys(report.quality, 1.0)),
        "counted right": report.rep_count == len(true)
        and all(a.start_s < b.peak_s < a.end_s for a, b in zip(true, report.reps, strict=True)),
    }
    if row["counted right"]:
        for check, (end, phase) in zip(report.checks, ENDS.items(), strict=True):
            row[end] = check.value - (true[-1].phases[phase].end_s - true[0].start_s)
        late_s = [b.peak_s - a.peak_s for a, b in zip(true, report.reps, strict=True)]
        row["halfway_s"] = float(np.mean(np.abs(late_s)))
        row["points"] = has_points(report)
    return row


def has_points(report: Report) -> bool:
    """Tell whether the report has the times that its totals and each half-way follow from."""
    (go_s,) = (event.time_s for event in report.events if event.key == GO)
    last = report.reps[-1].phases
    totals_s = [last[phase].end_s - go_s if phase in last else np.nan for phase in ENDS.values()]
    return np.allclose(totals_s, [check.value for check in report.checks]) and all(
        rep.start_s < rep.peak_s < rep.end_s for rep in report.reps
    )


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each view and frame rate; errors are of the clips counted right."""
    lines = []
    for (camera, rate), part in rows.groupby(["camera", "rate"], sort=False):
        line: dict[str, object] = {"camera": camera, "frames/s": rate, "clips": len(part)}
        line |= {key: int(part[key].sum()) for key in ("counted right", "judged")}
        for end in ENDS:
            line[f"`{end}`: bias, s"] = part[end].mean()
            line[f"`{end}`: MAE, s"] = part[end].abs().mean()
            line[f"`{end}`: largest, s"] = part[end].abs().max()
        line["half-way: MAE, s"] = part["halfway_s"].mean()
        line["points stored"] = int(part["points"].sum())
        lines.append({name: _shown(value) for name, value in line.items()})
    return pd.DataFrame(lines)


def _shown(value: object) -> object:
    return round(value, 2) + 0.0 if isinstance(value, float) else value  # no minus zero


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the landmarks there")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        filmings = [
            Filming(person, view, fps, is_uneven)
            for view, (fps, is_uneven), person in product(AZIMUTH_DEG, RATES, WHO)
        ]
        rows = pd.DataFrame([read(filming, folder) for filming in filmings])
    print(as_markdown(table(rows)))


if __name__ == "__main__":
    main()
