"""The figure filmed from many sides: MediaPipe's landmarks with the truth beside them.

    python -m benchmarks.figure_grid FOLDER        draws what is not yet in FOLDER

After a change of the figure the folder must be emptied.

Three people are for choosing settings, two others for the test.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from posture.figure.camera import Camera
from posture.figure.clip import Clip, draw_clip
from posture.figure.truth import projected_poses, true_measures
from posture.io.estimator import PoseEstimator
from posture.io.landmarks import load_landmarks, save_landmarks
from posture.io.models import find_model
from posture.pose import PoseSequence

FPS = 20.0
OFF_PROFILE_DEG = (0, 15, 30, 45, 60, 75, 90)


@dataclass(frozen=True)
class Row:
    """One person's motion before one camera, filmed from each direction.

    Attributes
    ----------
    person, motion : str
    split : str
        "choose" for choosing settings, "test" for reporting.
    side : int
        +1 with the person's left nearer to the camera, -1 the right.
    camera : dict
        Settings of `Camera` but for the azimuth.
    settings : dict
        Settings of the motion.
    """

    person: str
    motion: str
    split: str
    side: int
    camera: dict[str, object]
    settings: dict[str, object]


ROWS = (
    Row("kenji", "squat", "choose", 1, {}, {"n_reps": 2}),
    Row(
        "hana", "squat_parallel", "choose", -1, {"height_m": 0.8, "distance_m": 2.4}, {"n_reps": 2}
    ),
    Row(
        "sachiko",
        "chair_squat",
        "choose",
        1,
        {"field_of_view_deg": 48.0, "distance_m": 3.2, "height_m": 1.3},
        {"extents": (1.0, 1.0)},
    ),
    Row(
        "kenji",
        "squat_trunk_forward",
        "choose",
        -1,
        {"field_of_view_deg": 66.0, "height_m": 0.7, "distance_m": 2.4},
        {"n_reps": 2},
    ),
    Row("hana", "squat", "choose", 1, {"height_m": 1.5, "distance_m": 2.6}, {"n_reps": 2}),
    Row("sachiko", "squat_knees_in", "choose", -1, {"height_m": 0.6}, {"n_reps": 2}),
    Row("david", "squat", "test", -1, {"distance_m": 3.0, "height_m": 0.9}, {"n_reps": 2}),
    Row(
        "emma",
        "squat_parallel",
        "test",
        1,
        {"field_of_view_deg": 66.0, "distance_m": 2.3, "height_m": 1.2},
        {"n_reps": 2},
    ),
    Row("david", "squat_deep", "test", 1, {"height_m": 1.4, "distance_m": 3.2}, {"n_reps": 2}),
    Row("emma", "chair_squat", "test", -1, {"distance_m": 2.9}, {"extents": (1.0, 1.0)}),
)


@dataclass(frozen=True, eq=False)
class GridClip:
    """What the model saw of a row from one direction, and what was true."""

    row: Row
    off_profile_deg: int
    poses: PoseSequence
    camera: Camera
    joints_m: np.ndarray  # (T, 33, 3), on the camera's axes, from its lens
    measures: pd.DataFrame

    def projected(self) -> PoseSequence:
        """Return the true landmarks in the picture."""
        clip = _clip(self.row, self.off_profile_deg)
        return projected_poses(clip.skeletons()[: len(self.poses)], self.poses.time_s, clip.camera)


def _clip(row: Row, off_profile_deg: int) -> Clip:
    azimuth_deg = row.side * (90.0 - off_profile_deg)
    camera = Camera(azimuth_deg=azimuth_deg, **row.camera)  # type: ignore[arg-type]
    return Clip(person=row.person, motion=row.motion, settings=row.settings, camera=camera, fps=FPS)


def _path(folder: Path, row: Row, off_profile_deg: int) -> Path:
    return folder / f"{row.person}_{row.motion}_{row.side:+d}_{off_profile_deg:02d}.npz"


def grid(folder: Path, split: str) -> Iterator[GridClip]:
    """Yield the clips of a split that are in the folder."""
    for row in ROWS:
        if row.split != split:
            continue
        first = _clip(row, 0)
        skeletons = first.skeletons()
        measures = true_measures(skeletons, first.time_s)
        points = np.stack([skeleton.landmarks_m for skeleton in skeletons])
        for off in OFF_PROFILE_DEG:
            path = _path(folder, row, off)
            if path.exists():
                camera = _clip(row, off).camera
                yield GridClip(
                    row, off, load_landmarks(path), camera, camera.to_camera(points), measures
                )


def film(row: Row, off_profile_deg: int) -> PoseSequence:
    """Return what the model sees of the drawn figure."""
    clip = _clip(row, off_profile_deg)
    with PoseEstimator(find_model("full")) as estimator:
        frames = [
            estimator.detect(picture.image_rgb, picture.time_s)
            for picture in draw_clip(clip, "puppet")
        ]
    return PoseSequence.from_frames(frames, clip.camera.size_px, estimator.model)


def main() -> None:
    """Draw and keep what is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for row in ROWS:
        for off in OFF_PROFILE_DEG:
            path = _path(folder, row, off)
            if not path.exists():
                save_landmarks(path, film(row, off))
                print(path.name, flush=True)


if __name__ == "__main__":
    main()
