"""What is true of a moving figure: landmarks and measures, by the project's own definitions.

The true pose sequence holds the joints' places instead of a model's guesses, so whatever computes
measures from landmarks computes their true values. There are two: as the camera projects them, and
in the body's own planes, seen without perspective from straight left and straight in front.
"""

import numpy as np
import pandas as pd

from posture.baseline import Baseline, measure_baseline
from posture.figure.camera import Camera
from posture.figure.motions.motion import Motion
from posture.figure.rotation import about_y
from posture.figure.skeleton import Skeleton
from posture.measures import MEASURES, compute_measures
from posture.pose import Landmark, PoseModel, PoseSequence, Side
from posture.view import View, Viewpoint

TRUTH = PoseModel("truth")
_PX_PER_M = 1000.0


def projected_poses(skeletons: list[Skeleton], time_s: np.ndarray, camera: Camera) -> PoseSequence:
    """Return the true landmarks as the camera projects them, in its pixels."""
    landmarks_m = np.stack([skeleton.landmarks_m for skeleton in skeletons])
    seen = landmarks_m @ camera.axes.T
    return _sequence(time_s, camera.project(landmarks_m), _from_hips(seen), camera.size_px)


def planar_poses(skeletons: list[Skeleton], time_s: np.ndarray, view: View) -> PoseSequence:
    """Return the true landmarks without perspective, from the body's left, front or rear.

    A millimetre is a pixel. The view turns with the body.
    """
    azimuth = {View.SIDE: 90.0, View.FRONT: 0.0, View.REAR: 180.0}[view]
    # Right, down and away, for an eye at that azimuth.
    axes = np.diag([1.0, -1.0, -1.0]) @ about_y(-azimuth)
    own = np.stack([skeleton.landmarks_m @ about_y(skeleton.heading) for skeleton in skeletons])
    seen = own @ axes.T
    image_px = _PX_PER_M * seen[..., :2] + np.array([0.0, 3 * _PX_PER_M])
    return _sequence(time_s, image_px, _from_hips(seen), (3000, 3000))


def _from_hips(points_m: np.ndarray) -> np.ndarray:
    hips = points_m[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    return points_m - hips


def _sequence(
    time_s: np.ndarray, image_px: np.ndarray, world_m: np.ndarray, size_px: tuple[int, int]
) -> PoseSequence:
    visibility = np.where(np.isfinite(image_px[..., 0]), 1.0, 0.0)
    return PoseSequence(time_s, image_px, world_m, visibility, np.array(size_px), TRUTH)


def true_measures(skeletons: list[Skeleton], time_s: np.ndarray) -> pd.DataFrame:
    """Return every measure in the body's own planes, indexed by time_s.

    Measures of the sagittal plane are taken from the left, those of the frontal plane from in
    front, those that any view shows from the left.
    """
    table: dict[str, pd.Series] = {}
    for view in (View.FRONT, View.SIDE):
        poses = planar_poses(skeletons, time_s, view)
        own = compute_measures(poses, _baseline(poses, view))
        table |= {
            column: own[column]
            for measure in MEASURES.values()
            if view in measure.views
            for column in measure.columns.values()
        }
    return pd.DataFrame(table)


def _baseline(poses: PoseSequence, view: View) -> Baseline:
    yaw_deg, near = {View.SIDE: (-90.0, Side.LEFT), View.FRONT: (0.0, Side.LEFT)}[view]
    facing = -1 if view is View.SIDE else 1  # seen from the left, one faces the picture's left
    return measure_baseline(poses, Viewpoint(view=view, yaw_deg=yaw_deg, facing=facing, near=near))


def true_poses(motion: Motion, camera: Camera, fps: float = 30.0) -> PoseSequence:
    """Return what a perfect model would see of a motion at an even frame rate."""
    time_s = np.arange(int(motion.duration_s * fps)) / fps
    return projected_poses([motion.skeleton(float(t)) for t in time_s], time_s, camera)
