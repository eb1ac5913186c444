"""Where the camera is best put for a leg that is stretched sitting.

    python -m benchmarks.seated_camera [--keep FOLDER]

Films one knee extension, held for three seconds, of five people from cameras at several heights,
distances and turns, and puts it through the pipeline. Prints the table of docs/exercises/seated.md.
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
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.clip import Clip
from posture.figure.people import PEOPLE
from posture.figure.timing import Tempo
from posture.figure.truth import projected_poses
from posture.io.landmarks import load_landmarks, save_landmarks
from posture.measures import compute_measures
from posture.pose import PoseSequence, Side
from posture.second_look import look_twice

TEMPO = Tempo(lead_in_s=1.0, out_s=1.1, hold_s=3.0, back_s=1.5, rest_s=0.6)
MIDDLE_M = (0.0, 0.66, 0.15)  # of who sits
HEIGHTS_M = (0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
WELL_TIMED_S = 0.3


@dataclass(frozen=True)
class Place:
    """Who sits before which camera; `azimuth_deg` is 90 in profile."""

    person: str
    azimuth_deg: float
    distance_m: float
    height_m: float

    @property
    def clip(self) -> Clip:
        camera = Camera(
            azimuth_deg=self.azimuth_deg,
            distance_m=self.distance_m,
            height_m=self.height_m,
            aim_m=MIDDLE_M,
        )
        settings: dict[str, object] = {"n_reps": 1, "tempo": TEMPO}
        return Clip(
            person=self.person,
            motion="knee_extension",
            camera=camera,
            seed=7,
            fps=20.0,
            settings=settings,
        )


def places() -> list[Place]:
    """Return the cameras: in profile near and far at each height, then turned a little."""
    profile = product(PEOPLE, (90.0,), (2.5, 3.0), HEIGHTS_M)
    turned = product(PEOPLE, (75.0,), (2.2, 2.75), (0.6, 1.0))
    return [Place(*place) for place in (*profile, *turned)]


def filmed(place: Place, folder: Path, blur_px: float = 0.0) -> PoseSequence:
    """Return what the model sees of it, estimated unless the folder has it."""
    name = f"{place.person}_{place.azimuth_deg:g}_{place.distance_m:g}_{place.height_m:g}"
    kept = folder / f"{name}{'_blurred' if blur_px else ''}.npz"
    if not kept.exists():
        save_landmarks(kept, filmed_puppet(place.clip, blur_px))
    return load_landmarks(kept)


def read(place: Place, folder: Path) -> dict[str, object]:
    """Return how well it was read; the left leg is the near one, and the one that is stretched."""
    clip = place.clip
    seen, analysis = look_twice(
        filmed(place, folder),
        lambda blur_px: filmed(place, folder, blur_px),
        lambda poses: analyze(poses, EXERCISES["knee_extension"]),
    )
    truth = projected_poses(clip.skeletons()[: len(seen)], seen.time_s, clip.camera)
    true_deg = compute_measures(truth, analysis.baseline, ["knee_flexion"])["knee_flexion_left"]
    off_deg = np.abs(analysis.measures["knee_flexion_left"].to_numpy() - true_deg.to_numpy())
    start_s, end_s = (e.time_s for e in clip.subject.events if e.kind.startswith("hold"))
    holds = [hold for hold in analysis.report.holds if hold.side is Side.LEFT]
    longest = max(holds, key=lambda hold: hold.duration_s, default=None)
    return {
        "turn": "profile" if place.azimuth_deg == 90.0 else "turned by 15°",
        "height": place.height_m,
        "counted": [rep.side for rep in analysis.report.reps] == [Side.LEFT],
        "confused": "legs_confused" in analysis.report.quality,
        "off_s": longest.duration_s - (end_s - start_s) if longest else np.nan,
        "knee_deg": float(np.nanmean(off_deg)),
    }


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each turn and height."""
    lines = []
    for (turn, height_m), part in rows.groupby(["turn", "height"]):
        sure = part[~part["confused"]]
        off_s = sure["off_s"].abs()
        lines.append(
            {
                "camera": turn,
                "height, m": str(height_m),
                "clips": len(part),
                "counted right": int(part["counted"].sum()),
                "legs confused": int(part["confused"].sum()),
                "knee, MAE deg": part["knee_deg"].mean(),
                "hold of the others, MAE s": off_s.mean(),
                "within 0.3 s": f"{int((off_s <= WELL_TIMED_S).sum())} of {len(sure)}",
            }
        )
    return pd.DataFrame(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the landmarks there")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        rows = pd.DataFrame([read(place, folder) for place in places()])
    print(as_markdown(table(rows)))


if __name__ == "__main__":
    main()
