"""Standing quietly: level, or with a posture one wants to find; and on one leg."""

from dataclasses import replace

import numpy as np

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.limbs import FreeArm, FreeLeg, Leg, PlacedLeg
from posture.figure.motions.chair import SEAT_M
from posture.figure.motions.motion import Motion
from posture.figure.motions.stance import ANKLES_Z_M, STRAIGHT, pelvis_over, planted_legs
from posture.figure.props import Chair
from posture.figure.skeleton import Pose, pose_skeleton
from posture.figure.timing import Event, Sway, Track
from posture.pose import Side


def standing(
    body: Body,
    rng: np.random.Generator,
    duration_s: float = 6.0,
    pelvic_obliquity: float = 0.0,
    shoulder_obliquity: float = 0.0,
    head_forward_m: float = 0.0,
    trunk_lean: float = 0.0,
    knee_out: float | None = None,
    knee_flexion: float = STRAIGHT,
    half_stance_m: float = 0.09,
    toe_out: float = 8.0,
    pelvic_tilt: float = 4.0,
    side_lean: float = 0.0,
    head_tilt: float = 0.0,
    arm_flexion: float = 4.0,
) -> Motion:
    """Stand still; a tilted pelvis comes from one shorter shank, as both knees stay straight.

    `knee_out` is -90 for knees in (X legs), 90 for knees out (O legs), 180 for knees pushed back;
    `knee_flexion` then says by how many degrees. `side_lean` and `head_tilt` are to the right.
    """
    body = _with_tilted_pelvis(body, pelvic_obliquity)
    across, ahead, lean = Sway(rng), Sway(rng), Sway(rng)
    legs = planted_legs(body, half_stance_m, toe_out=toe_out, knee_out=knee_out)

    def pose(time_s: float) -> Pose:
        x, z = 0.004 * across(time_s), ANKLES_Z_M + 0.006 * ahead(time_s)
        pelvis = pelvis_over(body, legs, x, z, knee_flexion, pelvic_obliquity)
        return Pose(
            pelvis,
            legs,
            arms=dict.fromkeys(SIDES, FreeArm(arm_flexion + lean(time_s), 7)),
            pelvic_tilt=pelvic_tilt,
            pelvic_obliquity=pelvic_obliquity,
            trunk_flexion=trunk_lean - pelvic_tilt + 0.5 * lean(time_s),
            trunk_lateral_flexion=side_lean - pelvic_obliquity,
            shoulder_obliquity=shoulder_obliquity,
            neck_flexion=-2.0,
            neck_lateral_flexion=head_tilt - side_lean,
            head_forward_m=head_forward_m,
        )

    return Motion(body, duration_s, pose)


def _with_tilted_pelvis(body: Body, pelvic_obliquity: float) -> Body:
    drop = 2 * body.half_hips_m * np.sin(np.radians(pelvic_obliquity))
    shorter = 1 - abs(drop) / body.shank_m(Side.LEFT)
    if pelvic_obliquity > 0:
        return replace(body, right_shank=shorter)
    return replace(body, left_shank=shorter) if pelvic_obliquity < 0 else body


def single_leg_stance(
    body: Body,
    rng: np.random.Generator,
    stance: Side = Side.LEFT,
    hold_s: float = 8.0,
    trunk_lean: float = 2.0,
    pelvic_drop: float = 0.0,
    chair: bool = False,
) -> Motion:
    """Shift the weight over one foot, lift the other, hold, and set it down again.

    `trunk_lean` is towards the stance side, `pelvic_drop` lowers the other side, in degrees.
    `chair` puts the chair behind that one has stood up from.
    """
    start, lift, wobble = 1.2, 0.9, [Sway(rng) for _ in range(4)]
    off = start + 0.6
    back = off + lift + hold_s
    on = back + lift
    weight = Track((0.6, 0.0), (off, 1.0), (on - 0.2, 1.0), (on + 0.6, 0.0))
    raised = Track((off, 0.0), (off + lift, 1.0), (back, 1.0), (on, 0.0))
    half_stance = 0.085
    out = OUTWARD[stance]
    planted = planted_legs(body, half_stance, toe_out=6.0)
    lifted = _lifted_ankle(body, stance.other)

    def pose(time_s: float) -> Pose:
        loaded, up = weight(time_s), raised(time_s)
        legs: dict[Side, Leg] = dict(planted)
        free = planted[stance.other]
        assert isinstance(free, PlacedLeg)
        ankle = (1 - up) * np.array(free.ankle_m) + up * lifted
        ankle += up * 0.008 * np.array([sway(time_s) for sway in wobble[:3]])
        px, py, pz = (float(v) for v in ankle)
        legs[stance.other] = replace(free, ankle_m=(px, py, pz), foot_pitch=-18.0 * up)
        x = out * 0.062 * loaded + 0.006 * wobble[3](time_s) * loaded
        obliquity = out * pelvic_drop * up
        pelvis = pelvis_over(body, legs, x, ANKLES_Z_M, 5.0, obliquity)
        return Pose(
            pelvis,
            legs,
            arms=dict.fromkeys(SIDES, FreeArm(6, 14 + 8 * up + 3 * wobble[1](time_s))),
            pelvic_tilt=4.0,
            pelvic_obliquity=obliquity,
            trunk_flexion=-4.0,
            # Lateral flexion is to the right; over the left foot one leans to the left.
            trunk_lateral_flexion=-out * (trunk_lean + wobble[2](time_s)) * loaded - obliquity,
            neck_flexion=-2.0,
        )

    events = (
        Event(off, "hold_start", stance),
        Event(on, "hold_end", stance),
    )
    props = (Chair(SEAT_M, 0.0, ANKLES_Z_M - 0.55 * body.scale),) if chair else ()
    return Motion(body, on + 1.4, pose, events, props)


def _lifted_ankle(body: Body, side: Side) -> np.ndarray:
    """Return where the ankle is with the thigh 25 deg forwards and the knee bent 65 deg."""
    legs: dict[Side, Leg] = dict.fromkeys(SIDES, FreeLeg(25.0, 0.0, 65.0))
    hips = pelvis_over(body, planted_legs(body, 0.085), knee_flexion=5.0)
    return pose_skeleton(body, Pose(hips, legs)).joint("ankle", side)
