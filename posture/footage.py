"""Numbers that tell how good a recording is; each NaN where it cannot be told.

Every function takes the Footage and returns one number. docs/measures.md has the bounds on them.
"""

from dataclasses import dataclass
from math import nan

import numpy as np

from posture import moving_leg
from posture.baseline import Baseline
from posture.filtering import clean, median_of_seen
from posture.geometry import included_angle, lean_from_vertical
from posture.kinematics import knee_flexion
from posture.pose import Landmark, PoseSequence, Side
from posture.view import View, estimate_viewpoint

LONG_STEP_S = 0.1  # between two frames: of a slow movement, too, a turn can be missed in it
EDGE_SHARE = 0.02  # of the picture's height: closer to its top a head does not fit in
SMALL_BODY_SHARE = 0.5  # of the picture's height
LEG_TRUNKS = 1.5  # a leg is at least so many times as long as the trunk, shoulder to hip
UPRIGHT_DEG = 25.0  # off straight at hip and knee
MIN_UPRIGHT_S = 0.5
LIFTED_LEG = 0.08  # of the leg: an ankle that is higher above its lowest is off the floor
AWAY_DEG = 30.0  # of knee flexion from where it rests: the leg is being stretched

HEAD = range(Landmark.LEFT_MOUTH)
FEET = [Landmark.of(name, side) for side in Side for name in ("ankle", "heel", "toe")]
MIDDLE = [Landmark.of(name, side) for side in Side for name in ("shoulder", "hip", "knee")]


@dataclass(frozen=True, kw_only=True, eq=False)
class Footage:
    """A recording on its way to a report.

    Attributes
    ----------
    seen : PoseSequence
        As the model saw it, whoever it was.
    poses : PoseSequence
        Of the chosen person alone, left and right put right, before cleaning.
    clean : PoseSequence
    baseline : Baseline
    driver : ndarray, shape (T,)
        The measure that repetitions are counted in; 0 where this view cannot show them.
    other_s : float
        For how long somebody else was followed.
    roll_deg : float, optional
        The camera's roll, if it was given; it is taken out already.
    leaves_view : bool
        Whether it is part of the exercise to walk out of the picture.
    one_leg_moves : bool
        Whether one leg moves past the other in it.
    """

    seen: PoseSequence
    poses: PoseSequence
    clean: PoseSequence
    baseline: Baseline
    driver: np.ndarray
    other_s: float
    roll_deg: float | None = None
    leaves_view: bool = False
    one_leg_moves: bool = False

    @property
    def is_there(self) -> np.ndarray:
        """In which frames the chosen person is, shape (T,)."""
        return _is_somebody(self.poses)

    @property
    def near_leg_px(self) -> np.ndarray:
        """The cleaned shoulder, hip, knee and ankle of the near side, shape (T, 4, 2)."""
        return _near_leg_px(self.clean, self.baseline.viewpoint.near)

    @property
    def is_upright(self) -> np.ndarray:
        """In which frames the near side is straight, shape (T,)."""
        shoulder, hip, knee, ankle = np.moveaxis(self.near_leg_px, 1, 0)
        bends = (included_angle(shoulder, hip, knee), included_angle(hip, knee, ankle))
        return np.minimum(*bends) >= 180.0 - UPRIGHT_DEG

    @property
    def is_on_both_feet(self) -> np.ndarray:
        """In which frames neither foot is seen off the floor, shape (T,).

        Each is compared with where it is lowest itself, so that a rolled camera changes nothing.
        """
        lifts_px = [_above_lowest_px(self.clean.image("ankle", side)[:, 1]) for side in Side]
        return ~np.any(np.array(lifts_px) > LIFTED_LEG * self.baseline.leg_px, axis=0)


def _above_lowest_px(y_px: np.ndarray) -> np.ndarray:
    seen = y_px[np.isfinite(y_px)]
    return np.percentile(seen, 95) - y_px if len(seen) else y_px


def _is_somebody(poses: PoseSequence) -> np.ndarray:
    return np.isfinite(poses.image_px[..., 0]).any(axis=1)


def _near_leg_px(poses: PoseSequence, near: Side) -> np.ndarray:
    joints = ("shoulder", "hip", "knee", "ankle")
    return np.stack([poses.image(name, near) for name in joints], axis=1)


def _share(holds: np.ndarray) -> float:
    return float(np.mean(holds)) if len(holds) else nan


def frame_rate_hz(time_s: np.ndarray) -> float:
    """Return the usual number of frames a second; NaN for a single frame."""
    # rounded: 20 frames a second whose times are sums of 0.05 s are not fewer than 20
    return round(float(1.0 / np.median(np.diff(time_s))), 3) if len(time_s) > 1 else nan


def frame_rate(footage: Footage) -> float:
    """Return the usual number of frames a second."""
    return frame_rate_hz(footage.seen.time_s)


def stalled_share(footage: Footage) -> float:
    """Return for what share of the time the picture stood still, though frames were quicker."""
    steps_s = np.diff(footage.seen.time_s)
    if not len(steps_s):
        return nan
    is_long = (steps_s > LONG_STEP_S) & (steps_s > 2.0 * np.median(steps_s))
    return float(np.sum(steps_s[is_long]) / np.sum(steps_s))


def brightness(footage: Footage) -> float:
    """Return how bright the pictures mostly are, 0 to 1."""
    measured = footage.seen.brightness
    return nan if measured is None else median_of_seen(measured)


def _fills(footage: Footage) -> float:
    """Return the standing body's share of the picture's height."""
    y_px = footage.clean.image_px[footage.baseline.standing][..., 1]
    heights_px = np.fmax.reduce(y_px, axis=1) - np.fmin.reduce(y_px, axis=1)
    return median_of_seen(heights_px) / float(footage.seen.size_px[1])


def _leg_px(footage: Footage) -> float:
    """Return the leg's length; of who sits facing the camera the trunk tells, not the thigh."""
    baseline = footage.baseline
    return float(np.fmax(baseline.leg_px, LEG_TRUNKS * baseline.trunk_px))


def leg_px_in_large_picture(footage: Footage) -> float:
    """Return the leg's length in pixels if the body leaves room in the picture."""
    return _leg_px(footage) if not _fills(footage) >= SMALL_BODY_SHARE else nan


def leg_px_in_small_picture(footage: Footage) -> float:
    """Return the leg's length in pixels if the body fills the picture."""
    return _leg_px(footage) if _fills(footage) >= SMALL_BODY_SHARE else nan


def nobody_share(footage: Footage) -> float:
    """Return in what share of the frames there is nobody at all."""
    return nan if footage.leaves_view else _share(~_is_somebody(footage.seen))


def _head_is_out(footage: Footage) -> np.ndarray:
    here = footage.poses.image_px[footage.is_there]
    top_px = np.fmin.reduce(here[:, HEAD, 1], axis=1)
    return top_px < EDGE_SHARE * float(footage.seen.size_px[1])


def _feet_are_out(footage: Footage) -> np.ndarray:
    here = footage.poses.image_px[footage.is_there]
    return np.any(here[:, FEET, 1] > float(footage.seen.size_px[1]), axis=1)


def both_out_share(footage: Footage) -> float:
    """Return in what share of the frames neither head nor feet fit in the picture."""
    return _share(_head_is_out(footage) & _feet_are_out(footage))


def head_out_share(footage: Footage) -> float:
    """Return in what share of the frames the head does not fit in the picture, but the feet do."""
    return _share(_head_is_out(footage) & ~_feet_are_out(footage))


def feet_out_share(footage: Footage) -> float:
    """Return in what share of the frames a foot does not fit in the picture, but the head does."""
    return _share(_feet_are_out(footage) & ~_head_is_out(footage))


def side_out_share(footage: Footage) -> float:
    """Return in what share of the frames trunk or knees are beyond the picture's left or right."""
    x_px = footage.poses.image_px[footage.is_there][:, MIDDLE, 0]
    return _share(np.any((x_px < 0) | (x_px > float(footage.seen.size_px[0])), axis=1))


def feet_hidden_share(footage: Footage) -> float:
    """Return in what share of the frames no foot is seen, though the picture is large enough."""
    feet = footage.clean.image_px[footage.is_there][:, FEET, 0]
    return _share(~np.isfinite(feet).any(axis=1) & ~_feet_are_out(footage))


def driver_unseen_share(footage: Footage) -> float:
    """Return in what share of the frames what is counted cannot be measured."""
    return _share(~np.isfinite(footage.driver[footage.is_there]))


def other_person_s(footage: Footage) -> float:
    """Return for how long somebody else was followed."""
    return footage.other_s


def other_person_share(footage: Footage) -> float:
    """Return in what share of the recording that was."""
    return footage.other_s / footage.seen.duration_s if footage.other_s else 0.0


def unsteadiness(footage: Footage) -> float:
    """Return how far the landmarks jump about while the person stands, in leg lengths.

    The standard deviation of one coordinate: what cleaning takes away, of shoulder, hip, knee and
    ankle of the near side.
    """
    jump_px = _near_leg_px(footage.poses, footage.baseline.viewpoint.near) - footage.near_leg_px
    return 1.4826 * median_of_seen(np.abs(jump_px[footage.is_upright])) / footage.baseline.leg_px


def tilt_deg(footage: Footage) -> float:
    """Return by how much the standing person leans over in the picture as a whole, at least.

    The lean of the line from ankle to hip and of that from hip to shoulder; the smaller of the two
    if they lean the same way, otherwise 0. A rolled camera turns both; so does a body that leans
    over like a board, and a picture of the body alone cannot tell which it was. Who stands on one
    leg leans aside to stay on it; out of profile that tells nothing. NaN if the roll is known.
    """
    near = footage.baseline.viewpoint.near
    is_profile = footage.baseline.viewpoint.view is View.SIDE
    upright = footage.is_upright & (is_profile | footage.is_on_both_feet)
    enough = np.sum(upright) >= MIN_UPRIGHT_S * frame_rate(footage)
    if footage.roll_deg is not None or not enough:
        return nan
    ankle, hip, shoulder = (
        footage.clean.image(name, near) if is_profile else footage.clean.image_midpoint(name)
        for name in ("ankle", "hip", "shoulder")
    )
    leans_deg = [
        median_of_seen(lean_from_vertical(lower, upper)[upright])
        for lower, upper in ((ankle, hip), (hip, shoulder))
    ]
    if np.prod(leans_deg) < 0:
        return 0.0
    return float(np.min(np.abs(leans_deg)))


def leg_slip_share(footage: Footage) -> float:
    """Return in what share of the time in which a leg is stretched its knee slips away.

    Where the model cannot tell the two legs apart, its knee is now on one, now between the two.
    """
    if not footage.one_leg_moves or footage.baseline.viewpoint.view is not View.SIDE:
        return nan
    poses, near = clean(footage.poses), footage.baseline.viewpoint.near  # with its slips
    knee_deg = knee_flexion(poses, near, footage.baseline)
    if not np.isfinite(knee_deg).any():
        return nan
    is_away = np.nanpercentile(knee_deg, moving_leg.REST_PERCENTILE) - knee_deg > AWAY_DEG
    enough = np.sum(is_away) >= MIN_UPRIGHT_S * frame_rate(footage)
    slips = moving_leg.find_slips(poses.time_s, knee_deg[np.newaxis])[0]
    return float(np.mean(slips[is_away])) if enough else nan


def is_oblique(footage: Footage) -> float:
    """Return 1 if the body is seen neither in profile nor from front or rear."""
    return float(footage.baseline.viewpoint.view is View.OBLIQUE)


def is_another_view(footage: Footage) -> float:
    """Return 1 if the view that was given is not the one that is seen."""
    estimated = estimate_viewpoint(footage.clean)
    differs = footage.baseline.viewpoint.view is not estimated.view
    return float(differs and bool(np.isfinite(estimated.yaw_deg)))
