"""What of an analysis is drawn on each frame of its recording."""

from collections.abc import Callable

import numpy as np

from posture.analysis import Analysis
from posture.io.drawing import Angle, Overlay
from posture.pose import Landmark, Side
from posture.report import Report
from posture.view import View


def overlays(analysis: Analysis) -> Callable[[int], Overlay]:
    """Return a function from a frame's number to its overlay.

    The skeleton and the count so far in every view; from the side also the near knee's flexion,
    the trunk's lean, and of what is judged by its depth a line at the height of the knee, where the
    thigh would be level.
    """
    poses, measures = analysis.poses, analysis.measures
    ends_s = np.array([rep.end_s for rep in analysis.report.reps])
    is_side = analysis.baseline.viewpoint.view is View.SIDE
    has_depth = is_side and shows_depth(analysis.report)
    knee_flexion, trunk_lean = (
        {side: measures[f"{name}_{side}"].to_numpy() for side in Side}
        for name in ("knee_flexion", "trunk_lean")
    )

    def overlay_at(frame: int) -> Overlay:
        landmarks_px, near = poses.image_px[frame], analysis.near_at(frame)
        knee_y_px = float(landmarks_px[Landmark.of("knee", near), 1])
        return Overlay(
            landmarks_px=landmarks_px,
            near_side=near if is_side else None,
            angles=(
                Angle.of_knee_flexion(landmarks_px, near, knee_flexion[near][frame]),
                Angle.of_trunk_lean(landmarks_px, near, trunk_lean[near][frame]),
            ),
            rep_count=int(np.searchsorted(ends_s, poses.time_s[frame], side="right")),
            depth_line_y_px=knee_y_px if has_depth else None,
        )

    return overlay_at


def shows_depth(report: Report) -> bool:
    """Tell whether a report says how level the thighs were: of nothing else is the line drawn."""
    return any(check.key.endswith(".depth") for check in report.checks)
