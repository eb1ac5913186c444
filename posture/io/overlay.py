"""What of an analysis is drawn on each frame of its recording."""

from collections.abc import Callable

import numpy as np

from posture.analysis import Analysis
from posture.io.drawing import Angle, Overlay
from posture.view import View


def overlays(analysis: Analysis) -> Callable[[int], Overlay]:
    """Return a function from a frame's number to its overlay.

    The skeleton and the count so far in every view; from the side also the near knee's flexion,
    the trunk's lean and a line at the height of the knee, where the thigh would be level.
    """
    poses, measures = analysis.poses, analysis.measures
    viewpoint = analysis.baseline.viewpoint
    ends_s = np.array([rep.end_s for rep in analysis.report.reps])
    is_side = viewpoint.view is View.SIDE
    knee_flexion = measures[f"knee_flexion_{viewpoint.near}"].to_numpy()
    trunk_lean = measures[f"trunk_lean_{viewpoint.near}"].to_numpy()
    knee_y_px = poses.image("knee", viewpoint.near)[:, 1]

    def overlay_at(frame: int) -> Overlay:
        landmarks_px = poses.image_px[frame]
        return Overlay(
            landmarks_px=landmarks_px,
            near_side=viewpoint.near if is_side else None,
            angles=(
                Angle.of_knee_flexion(landmarks_px, viewpoint.near, knee_flexion[frame]),
                Angle.of_trunk_lean(landmarks_px, viewpoint.near, trunk_lean[frame]),
            ),
            rep_count=int(np.searchsorted(ends_s, poses.time_s[frame], side="right")),
            depth_line_y_px=float(knee_y_px[frame]) if is_side else None,
        )

    return overlay_at
