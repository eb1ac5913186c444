"""Conditions that a capture must meet before a measure is believed; their bounds are our own."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan

import numpy as np

from posture.geometry import distance, lean_from_vertical, tilt_from_horizontal
from posture.measures import FRONTAL, SAGITTAL
from posture.pose import Landmark, Side
from posture.screening.kinematics import knee_flexion_in_space
from posture.screening.stance import MIN_SEEN_SHARE, Stance, wander_px
from posture.view import View


def movement(stance: Stance) -> float:
    """Return by how much the body wanders in the quiet seconds, in leg lengths; 0 in a photo."""
    if stance.capture.is_photo:
        return 0.0
    return wander_px(stance.poses) / stance.baseline.leg_px


def leg_px(stance: Stance) -> float:
    """Return the length of the leg in the picture."""
    return stance.baseline.leg_px


def thigh_height(stance: Stance) -> float:
    """Return the height of the hip over the knee in heights of the knee over the ankle."""
    shares = []
    for side in _sides(stance):
        hip, knee, ankle = (stance.poses.image(n, side)[:, 1] for n in ("hip", "knee", "ankle"))
        shares.append(stance.median((knee - hip) / (ankle - knee)))
    return _least(shares)


def hand_rise(stance: Stance) -> float:
    """Return the height of the higher wrist over its elbow, in leg lengths."""
    rises = [
        stance.median(
            stance.poses.image("elbow", side)[:, 1] - stance.poses.image("wrist", side)[:, 1]
        )
        / stance.baseline.leg_px
        for side in Side
    ]
    return -_least([-rise for rise in rises])


def feet_apart(stance: Stance) -> float:
    """Return the distance between the ankles across the picture, in hip widths."""
    ankles, hips = (
        np.abs(np.subtract(*(stance.poses.image(name, side)[:, 0] for side in Side)))
        for name in ("ankle", "hip")
    )
    return stance.median(ankles / hips)


def toes_out(stance: Stance) -> float:
    """Return how far the toes are beside the heel, in leg lengths; of the foot turned out more."""
    beside = [
        stance.median(
            np.abs(stance.poses.image("toe", s)[:, 0] - stance.poses.image("heel", s)[:, 0])
        )
        for s in Side
    ]
    return -_least([-b for b in beside]) / stance.baseline.leg_px


def knee_bend(stance: Stance) -> float:
    """Return the mean bend of both knees in the world landmarks, in degrees: a rough hint.

    NaN where both feet are out of the picture: the model only guesses at such legs.
    """
    if not feet_room(stance):
        return nan
    bends = [stance.median(knee_flexion_in_space(stance.poses, side)) for side in Side]
    return float(np.mean(bends))


def common_turn(stance: Stance) -> float:
    """Return by how much all of the body is turned in the picture, at least, in degrees.

    From the line of the shoulders and of the eyes and the body's midline: the least of them if they
    turn the same way, otherwise 0.
    """
    if stance.capture.is_roll_known:
        return 0.0
    poses = stance.poses
    turns = [
        lean_from_vertical(poses.image_midpoint("ankle"), poses.image_midpoint("shoulder")),
        _fall(*(poses.image("shoulder", side) for side in Side)),
    ]
    if stance.baseline.viewpoint.view is View.FRONT:
        turns.append(_fall(*(poses.image("eye", side) for side in Side)))
    medians = np.array([stance.median(turn) for turn in turns])
    if np.isnan(medians).any() or np.ptp(np.sign(medians)):
        return 0.0
    return float(np.min(np.abs(medians)))


def unknown_roll(stance: Stance) -> float:
    """Return whether nothing tells of the camera's roll: 1 if so, otherwise 0."""
    return float(not stance.capture.is_roll_known)


def marked_roll(stance: Stance) -> float:
    """Return by how much the marked vertical leans, whichever way."""
    return abs(stance.capture.roll_deg)


def brightness(stance: Stance) -> float:
    """Return how bright the picture is; NaN if it was not measured."""
    return nan if stance.poses.brightness is None else float(np.median(stance.poses.brightness))


def head_room(stance: Stance) -> float:
    """Return whether the head is in the picture: 1 if so, 0 if it is cut off or hidden."""
    head = stance.poses.image_px[:, [Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR], 0]
    return float(np.isfinite(head).any(axis=1).mean() >= MIN_SEEN_SHARE)


def feet_room(stance: Stance) -> float:
    """Return whether a foot is in the picture: 1 if so, 0 if both are cut off or hidden."""
    seen = [
        np.isfinite(distance(stance.poses.image("ankle", s), stance.poses.image("toe", s)))
        for s in Side
    ]
    return float(np.any(seen, axis=0).mean() >= MIN_SEEN_SHARE)


def _fall(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return how far the line through two points falls towards the picture's right, in degrees."""
    return np.where(a[:, 0] < b[:, 0], -1.0, 1.0) * tilt_from_horizontal(a, b)


def _sides(stance: Stance) -> tuple[Side, ...]:
    viewpoint = stance.baseline.viewpoint
    return (viewpoint.near,) if viewpoint.view is View.SIDE else tuple(Side)


def _least(values: list[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return min(known) if known else nan


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A condition for measuring: not met if its number lies beyond a bound; NaN always meets it.

    Attributes
    ----------
    key : str
        Its sentence is reason.posture.<key>.
    number : callable
    below, above : float
    views : frozenset of View
        From where it is asked.
    """

    key: str
    number: Callable[[Stance], float]
    below: float = -inf
    above: float = inf
    views: frozenset[View] = frozenset(View)

    def is_met(self, stance: Stance) -> bool:
        if stance.baseline.viewpoint.view not in self.views:
            return True
        number = self.number(stance)
        return not (number < self.below or number > self.above)


GATES: dict[str, Gate] = {
    gate.key: gate
    for gate in (
        Gate(key="too_far", number=leg_px, below=60.0),
        Gate(key="too_dark", number=brightness, below=0.1),
        Gate(key="not_standing", number=thigh_height, below=0.75),
        Gate(key="moving", number=movement, above=0.03),
        Gate(key="bad_vertical", number=marked_roll, above=12.0),
        Gate(key="rolled", number=common_turn, above=3.0, views=FRONTAL),
        # in profile a leaning body and a leaning camera look alike
        Gate(key="roll_unknown", number=unknown_roll, above=0.5, views=SAGITTAL),
        # a raised arm moves the shoulder, and whoever photographs a mirror swaps left and right
        Gate(key="arm_raised", number=hand_rise, above=0.0, views=FRONTAL),
        Gate(key="feet_apart", number=feet_apart, above=1.5, views=FRONTAL),
        Gate(key="toes_out", number=toes_out, above=0.11, views=FRONTAL),
        Gate(key="knees_bent", number=knee_bend, above=38.0, views=FRONTAL),
        Gate(key="head_out", number=head_room, below=0.5),
        Gate(key="feet_out", number=feet_room, below=0.5),
    )
}
