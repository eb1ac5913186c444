"""A clip on disk: the video, and beside it what is true of it as CSV and JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from posture.baseline import measure_baseline
from posture.figure.clip import Clip, Tier, draw_clip
from posture.figure.truth import projected_poses, true_measures
from posture.io.atomic import replacing
from posture.measures import compute_measures
from posture.pose import Landmark
from posture.view import estimate_viewpoint

Progress = Callable[[int, int], None]

# The face's details and the knuckles are nothing that a measure is made of.
_LANDMARKS = [
    mark
    for mark in Landmark
    if mark.name == "NOSE"
    or mark.name.endswith(
        ("EAR", "SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE", "HEEL", "TOE")
    )
]


def record(clip: Clip, path: Path, tier: Tier, progress: Progress | None = None) -> None:
    """Render a clip to `path` (.mp4), and write its truth beside it (.csv, .json)."""
    from posture.figure.mp4 import write_mp4

    total = len(clip.time_s)

    def drawn():  # type: ignore[no-untyped-def]
        for count, picture in enumerate(draw_clip(clip, tier), start=1):
            yield picture
            if progress is not None:
                progress(count, total)

    with replacing(path) as part:
        write_mp4(part, drawn(), clip.fps, clip.crf)
    write_truth(clip, path)


def write_truth(clip: Clip, path: Path) -> None:
    """Write a clip's truth beside its video, as CSV (per frame) and JSON (events and set-up)."""
    with replacing(path.with_suffix(".csv")) as part:
        truth_table(clip).to_csv(part, lineterminator="\n")
    text = json.dumps(truth_facts(clip), indent=1, ensure_ascii=False)
    with replacing(path.with_suffix(".json")) as part:
        part.write_text(text + "\n", encoding="utf-8")


def truth_table(clip: Clip) -> pd.DataFrame:
    """Return the truth of every frame, indexed by time_s.

    Columns: a measure in the body's own planes (`knee_flexion_left`), the same as the camera
    projects it (`knee_flexion_left.projected`), landmarks in pixels (`left_knee.x_px`).
    """
    skeletons = clip.skeletons()
    poses = projected_poses(skeletons, clip.time_s, clip.camera)
    baseline = measure_baseline(poses, estimate_viewpoint(poses))
    projected = compute_measures(poses, baseline).dropna(axis="columns", how="all")
    marks = {
        f"{mark.name.lower()}.{axis}_px": poses.image_px[:, mark, i]
        for mark in _LANDMARKS
        for i, axis in enumerate("xy")
    }
    table = pd.concat(
        [
            true_measures(skeletons, clip.time_s).round(3),
            projected.add_suffix(".projected").round(3),
            pd.DataFrame(marks, index=projected.index).round(1),
        ],
        axis="columns",
    )
    table.index = pd.Index(np.round(clip.time_s, 4), name="time_s")
    return table + 0.0  # no negative zeros


def truth_facts(clip: Clip) -> dict[str, object]:
    """Return what is true of a clip as a whole: who, what, from where, and its events."""
    camera, body = clip.camera, clip.subject.body
    return {
        "person": clip.person,
        "stature_m": body.stature_m,
        "motion": clip.motion,
        "room": clip.room,
        "seed": clip.seed,
        "fps": clip.fps,
        "frames": len(clip.time_s),
        "camera": {
            "azimuth_deg": camera.azimuth_deg,
            "distance_m": camera.distance_m,
            "height_m": camera.height_m,
            "pitch_deg": camera.pitch_deg,
            "yaw_deg": camera.yaw_deg,
            "roll_deg": camera.roll_deg,
            "field_of_view_deg": camera.field_of_view_deg,
            "size_px": list(camera.size_px),
        },
        "rep_count": clip.subject.count("rep_end"),
        "events": [
            {"time_s": round(event.time_s, 3), "kind": event.kind, "side": str(event.side)}
            for event in clip.subject.events
            if event.time_s <= clip.time_s[-1]
        ],
    }
