"""A recording shown to the coach frame by frame: what the tests of the live set share."""

from collections.abc import Iterator

import numpy as np
from motions import Curve, Dip, frame_times, squatting
from stick_figure import seen

from posture.exercises import EXERCISES
from posture.live.coach import Coach, LiveState
from posture.pose import PoseFrame, PoseModel, PoseSequence
from posture.view import View

READY_S = 6.0  # of standing: enough to be found ready and be counted in


def frames_of(poses: PoseSequence, brightness: float = 0.5) -> Iterator[PoseFrame]:
    arrays = (poses.time_s, poses.image_px, poses.world_m, poses.visibility)
    for time_s, image_px, world_m, visibility in zip(*arrays, strict=True):
        yield PoseFrame(float(time_s), image_px, world_m, visibility, brightness)


def squats(
    *depths: float, yaw_deg: float, fps: float = 30.0, jitter: float = 0.0, **camera: object
) -> PoseSequence:
    """Return squats so deep (1 is a knee bent by 90 degrees) after standing ready."""
    curve = Curve([Dip(depth=depth) for depth in depths], lead_s=READY_S)
    times = frame_times(curve.duration_s, fps, jitter)
    return seen(squatting(curve(times)), times, yaw_deg=yaw_deg, noise_px=0.5, **camera)


def standing(duration_s: float, yaw_deg: float, **camera: object) -> PoseSequence:
    times = frame_times(duration_s)
    return seen(squatting(np.zeros(len(times))), times, yaw_deg=yaw_deg, noise_px=0.5, **camera)


def new_coach(poses: PoseSequence, view: View = View.SIDE, exercise: str = "squat") -> Coach:
    width_px, height_px = poses.size_px
    return Coach(EXERCISES[exercise], view, (int(width_px), int(height_px)), PoseModel())


def show(coach: Coach, poses: PoseSequence, brightness: float = 0.5) -> list[LiveState]:
    return [coach.push(frame) for frame in frames_of(poses, brightness)]
