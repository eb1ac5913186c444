"""Angles from the picture's plane, from world landmarks, from both mixed, and from the body fit.

    python -m benchmarks.representations FOLDER [--evaluation ../shared/evaluation]

Keeps landmarks in FOLDER (a quarter of an hour the first time). Errors are mean absolute ones in
degrees against the figure's truth, against motion capture, and between synchronised cameras.

The fit's settings were chosen on the figure's "choose" rows and on landmarks without pixels; the
other rows and all recordings of people are only ever reported.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.figure_grid import OFF_PROFILE_DEG, grid
from posture import kinematics
from posture.analysis import analyze
from posture.analysis import measure as measure_recording
from posture.baseline import Baseline, measure_baseline
from posture.exercises import EXERCISES
from posture.exercises.base import Exercise
from posture.filtering import clean
from posture.fit import BodyInSpace, angles, fit_body, mixed_body, modelled_body
from posture.geometry import included_angle
from posture.io.estimator import PoseEstimator
from posture.io.landmarks import load_landmarks, save_landmarks
from posture.io.models import find_model
from posture.io.recording import estimate_poses
from posture.movements import Measured
from posture.pose import PoseSequence, Side
from posture.swaps import undo_swaps
from posture.view import View, estimate_viewpoint

EVALUATION = Path(__file__).parents[2] / "shared" / "evaluation"
MEASURES = ("knee_flexion", "shin_lean", "thigh_elevation", "trunk_lean")
TURNED_DEG = (15, 30, 45)
STAND_PHASES = ("rising", "standing", "lowering")
REPRESENTATIONS = ("image", "world", "mixed", "fit")


@dataclass(frozen=True, eq=False)
class Read:
    """A clip in every representation: from the picture and as bodies in space."""

    image: PoseSequence
    baseline: Baseline
    bodies: dict[str, BodyInSpace]
    fit_s: float

    @classmethod
    def from_poses(cls, poses: PoseSequence) -> "Read":
        poses = undo_swaps(poses).poses
        cleaned = clean(poses)
        began = time.process_time()
        fit = fit_body(poses)
        fit_s = time.process_time() - began
        if fit is None:
            raise ValueError("The clip shows too little of a body to fit one.")
        return cls(
            cleaned,
            measure_baseline(cleaned, estimate_viewpoint(cleaned, View.SIDE)),
            {"world": modelled_body(poses), "mixed": mixed_body(poses), "fit": fit},
            fit_s,
        )

    def angle(self, representation: str, measure: str, side: Side) -> np.ndarray:
        """Return a sagittal measure."""
        if representation == "image":
            return getattr(kinematics, measure)(self.image, side, self.baseline)
        return getattr(angles, measure)(self.bodies[representation], side)

    def included(self, representation: str, names: tuple[str, str, str], side: Side) -> np.ndarray:
        """Return 180 less the angle at the second of three joints, in space or in the picture."""
        place: Callable[[str, Side], np.ndarray] = (
            self.image.image if representation == "image" else self.bodies[representation].joint
        )
        return 180.0 - included_angle(*(place(name, side) for name in names))

    def trunk(self, representation: str) -> np.ndarray:
        if representation == "image":
            sides = [self.angle("image", "trunk_lean", side) for side in Side]
            return np.mean(sides, axis=0)
        return angles.mid_trunk_lean(self.bodies[representation])


def mean_absolute(error: np.ndarray) -> float:
    """Return the mean absolute error; NaN if hardly anything is known."""
    return float(np.nanmean(np.abs(error))) if np.isfinite(error).mean() > 0.5 else float("nan")


def _mean(values: list[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def print_table(title: str, rows: Iterable[tuple[str, Iterable[float]]], head: list[str]) -> None:
    """Print a Markdown table."""
    print(f"\n{title}\n")
    print("| | " + " | ".join(head) + " |\n|---|" + "---:|" * len(head))
    for name, values in rows:
        print(
            f"| {name} | " + " | ".join("–" if np.isnan(v) else f"{v:.1f}" for v in values) + " |"
        )


def figure(folder: Path, split: str) -> None:
    """Print errors on the figure, by measure, leg and degrees off the profile."""
    errors: dict[tuple[str, str, str, int], list[float]] = {}
    biases: dict[tuple[str, int], list[float]] = {}
    fit_s, frames = 0.0, 0
    for clip in grid(folder, split):
        read = Read.from_poses(clip.poses)
        fit_s, frames = fit_s + read.fit_s, frames + len(clip.poses)
        near = Side.LEFT if clip.row.side > 0 else Side.RIGHT
        for measure in MEASURES:
            for leg, side in (("near", near), ("far", near.other)):
                truth = clip.measures[f"{measure}_{side}"].to_numpy()
                for representation in REPRESENTATIONS:
                    error = read.angle(representation, measure, side) - truth
                    error = (error + 180.0) % 360.0 - 180.0
                    where = (measure, leg, representation, clip.off_profile_deg)
                    errors.setdefault(where, []).append(mean_absolute(error))
                    if representation == "fit" and leg == "near":
                        where = (measure, clip.off_profile_deg)
                        biases.setdefault(where, []).append(float(np.nanmean(error)))
    rows = [
        (
            f"{measure} {leg}, {representation}",
            [_mean(errors[measure, leg, representation, off]) for off in OFF_PROFILE_DEG],
        )
        for measure in MEASURES
        for leg in ("near", "far")
        for representation in REPRESENTATIONS
        if not (leg == "far" and measure in ("trunk_lean",))
    ]
    rows += [
        (f"{measure} near, fit, bias", [np.mean(biases[measure, off]) for off in OFF_PROFILE_DEG])
        for measure in MEASURES
    ]
    head = [f"{off}°" for off in OFF_PROFILE_DEG]
    print_table(f"Figure, rows to {split}: degrees off profile", rows, head)
    print(f"\nfit: {1000 * fit_s / frames:.2f} ms per frame")


def stands(folder: Path) -> None:
    """Print by how much the parts of standing up and sitting down are too long, on all rows.

    Against the finder on the true landmarks in the picture; *fit* is a report as it is.
    """
    exercise = EXERCISES["chair_squat"]
    errors: dict[tuple[str, int], list[list[float]]] = {}
    for clip in (*grid(folder, "choose"), *grid(folder, "test")):
        if clip.row.motion != exercise.key or clip.off_profile_deg not in TURNED_DEG:
            continue
        true = exercise.finder.find(_measured(clip.projected(), exercise)).movements
        found = {
            "image": exercise.finder.find(_measured(clean(clip.poses), exercise)).movements,
            "fit": analyze(clip.poses, exercise).found.movements,
        }
        for representation, movements in found.items():
            errors.setdefault((representation, clip.off_profile_deg), []).extend(
                [abs(a.phases[p].duration_s - b.phases[p].duration_s) for p in STAND_PHASES]
                for a, b in zip(movements, true, strict=True)
            )
    rows = [
        (f"{representation}, {off}°", 1000 * np.mean(errors[representation, off], axis=0))
        for representation in ("image", "fit")
        for off in TURNED_DEG
    ]
    print_table("Standing up and sitting down, ms too long or short", rows, list(STAND_PHASES))


def _measured(poses: PoseSequence, exercise: Exercise) -> Measured:
    return measure_recording(poses, exercise, None)[0]


def _landmarks(folder: Path, clip: Path) -> PoseSequence:
    path = folder / f"{clip.parent.name}__{clip.stem}.npz"
    if not path.exists():
        with PoseEstimator(find_model("full")) as estimator:
            save_landmarks(path, estimate_poses(clip, estimator))
    return load_landmarks(path)


def motion_capture(folder: Path, evaluation: Path) -> None:
    """Print errors on a person squatting, 45 degrees off."""
    place = evaluation / "squat_mocap"
    poses = _landmarks(folder, place / "video.mp4")
    truth = pd.read_csv(place / "angles_mocap.csv")

    def true(column: str) -> np.ndarray:
        return np.interp(poses.time_s, truth["time"], truth[column])

    read = Read.from_poses(poses)
    first_second = poses.time_s < 1.0
    rows = []
    for representation in REPRESENTATIONS:
        values = []
        for side in (Side.RIGHT, Side.LEFT):
            knee = read.included(representation, ("hip", "knee", "ankle"), side)
            values.append(mean_absolute(knee - (180.0 - true(f"knee_incl_{side[0]}"))))
        for side in (Side.RIGHT, Side.LEFT):
            thigh = 90.0 - read.angle(representation, "thigh_elevation", side)
            values.append(mean_absolute(thigh - true(f"thigh_from_vertical_{side[0]}")))
        error = read.trunk(representation) - true("trunk_lean_from_vertical")
        values.append(mean_absolute(error - np.nanmedian(error[first_second])))
        rows.append((representation, values))
    head = ["right knee", "left knee", "right thigh", "left thigh", "trunk, change"]
    print_table("Squats against motion capture", rows, head)
    print(f"\nfit: {read.fit_s:.2f} s for a clip of {poses.duration_s:.1f} s")


def four_cameras(folder: Path, evaluation: Path) -> None:
    """Print how far four cameras that film the same moment disagree."""
    place = evaluation / "four_cameras"
    reads = [
        Read.from_poses(_landmarks(folder, place / f"cam0{number}.mp4")) for number in (1, 2, 3, 4)
    ]
    joints = {
        "knee": ("hip", "knee", "ankle"),
        "hip": ("shoulder", "hip", "knee"),
    }
    table = pd.read_csv(place / "balancing.mot", sep=r"\s+", skiprows=10)
    rows = []
    for representation in REPRESENTATIONS:
        values, knee_errors = [], []
        for name, names in joints.items():
            spreads = []
            for side in Side:
                seen = np.stack([read.included(representation, names, side) for read in reads])
                spreads.append(np.nanmean(np.nanstd(seen, axis=0, ddof=1)))
                if name == "knee":
                    true = table[f"knee_angle_{side[0]}"].to_numpy()[: seen.shape[1]]
                    knee_errors.append(mean_absolute(seen - true))
            values.append(float(np.mean(spreads)))
        rows.append((representation, [*values, float(np.mean(knee_errors))]))
    head = ["knee, spread", "hip, spread", "knee, error"]
    print_table("Four cameras: standard deviation between them", rows, head)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--evaluation", type=Path, default=EVALUATION)
    parser.add_argument("--only", choices=("choose", "test", "people"))
    arguments = parser.parse_args()
    if arguments.only in (None, "choose"):
        figure(arguments.folder, "choose")
    if arguments.only in (None, "test"):
        figure(arguments.folder, "test")
        stands(arguments.folder)
    if arguments.only in (None, "people") and arguments.evaluation.is_dir():
        motion_capture(arguments.folder, arguments.evaluation)
        four_cameras(arguments.folder, arguments.evaluation)


if __name__ == "__main__":
    main()
