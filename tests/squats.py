"""Squats of a figure, filmed and reported on: what the tests of squats share."""

import pytest
from motions import Curve, frame_times, squatting
from stick_figure import FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, seen

from posture.analysis import analyze
from posture.checks import CheckResult
from posture.exercises import EXERCISES
from posture.pose import PoseSequence, Side
from posture.report import Report
from posture.view import View

VIEWS = {
    "facing left": LEFT_PROFILE,
    "facing right": RIGHT_PROFILE,
    "front": FRONT,
    "rear": REAR,
    "oblique": 45.0,
}
EVERY_VIEW = pytest.mark.parametrize("yaw_deg", VIEWS.values(), ids=VIEWS)
PROFILES = pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, RIGHT_PROFILE])


def report_of(poses: PoseSequence, view: View | None = None) -> Report:
    return analyze(poses, EXERCISES["squat"], view).report


def filmed(curve: Curve, yaw_deg: float, fps: float = 30.0, **camera: object) -> PoseSequence:
    times = frame_times(curve.duration_s, fps)
    return seen(squatting(curve(times)), times, yaw_deg=yaw_deg, **camera)


def reasons(report: Report) -> set[str]:
    return {movement.reason for movement in report.not_counted}


def check(report: Report, key: str, side: Side | None = None) -> CheckResult:
    (found,) = (c for c in report.checks if c.key == key and side in (None, c.side))
    return found
