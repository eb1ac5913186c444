"""A figure that sits, stretches and rises on its toes, with the times at which it truly does."""

from dataclasses import replace

import numpy as np
from motions import Curve
from stick_figure import FOOT_M, Body, Leg, seen

from posture.pose import Landmark, PoseSequence, Side

BENT = Leg(knee_flexion=90.0, shin_lean=0.0)
PX_PER_M = 0.7 * 720 / 1.6


def on_legs(side: Side, own: Leg, other: Leg, **more: object) -> Body:
    legs = {side: own, side.other: other}
    return Body(left=legs[Side.LEFT], right=legs[Side.RIGHT], **more)


def extending(knee_deg: np.ndarray, side: Side, **more: object) -> Body:
    """Return a seated body whose one knee is bent by so much, its thigh level."""
    leg = Leg(knee_flexion=knee_deg, shin_lean=knee_deg - 90.0)
    return on_legs(side, leg, BENT, planted=(side.other,), **more)


def on_tiptoe(lift: np.ndarray, times: np.ndarray, **camera: object) -> PoseSequence:
    """Return a standing body whose heels are lifted by so many foot lengths, all above them too."""
    flat = Leg(heel_lift=lift)
    poses = seen(Body(left=flat, right=flat), times, **camera)
    feet = [Landmark.of(name, side) for side in Side for name in ("heel", "toe")]
    above = np.ones(len(Landmark), bool)
    above[feet] = False
    rise_px = 0.7 * lift * FOOT_M * PX_PER_M
    image_px = poses.image_px.copy()
    image_px[:, above, 1] -= rise_px[:, np.newaxis]
    return poses.with_image(image_px)


def stretching_hamstrings(lean_deg: np.ndarray, side: Side, knee_deg: float = 5.0) -> Body:
    """Return a seated body with one heel far in front, leaning forward."""
    # The straight leg slopes from the hip, as high as the other shin is long, to its heel.
    leg = Leg(knee_flexion=knee_deg, shin_lean=-61.0 + knee_deg / 2)
    return on_legs(side, leg, BENT, planted=(side.other,), trunk_lean=lean_deg)


def pulling_a_towel(pull: np.ndarray, side: Side, knee_deg: float = 4.0) -> Body:
    """Return a body on the floor, its legs straight, whose arms draw in as it pulls."""
    leg = Leg(knee_flexion=knee_deg, shin_lean=-88.0 + knee_deg / 2)
    arms = 65.0 - 30.0 * pull
    return replace(on_legs(side, leg, leg), trunk_lean=8.0 - 4.0 * pull, arm_raise=arms)


def hold_ends(curve: Curve) -> list[tuple[float, float]]:
    """Return from when to when each dip of a curve stays at its depth."""
    knots = zip(curve.times, curve.values, strict=True)
    deep = [time for time, value in knots if value != 0.0]
    return list(zip(deep[::2], deep[1::2], strict=True))
