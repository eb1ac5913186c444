"""Everything the figure can do: a table, and the function that looks it up."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from posture.figure.body import Body
from posture.figure.motions.chair import CHAIR_SQUAT, chair_squat, knee_extension
from posture.figure.motions.distraction import (
    behind_chair,
    fidgeting,
    picking_up,
    turning,
    waving,
)
from posture.figure.motions.heel_raise import heel_raise
from posture.figure.motions.motion import Motion
from posture.figure.motions.squat import squat
from posture.figure.motions.standing import single_leg_stance, standing
from posture.figure.motions.stretching import calf_stretch, hamstring_stretch
from posture.figure.motions.walking import treadmill_walking, walking
from posture.figure.timing import Tempo
from posture.pose import Side


@dataclass(frozen=True)
class Recipe:
    """How a motion is made.

    Attributes
    ----------
    make : callable
        (Body, Generator, **settings) -> Motion.
    settings : dict
        What is special about this one.
    exercise : str
        The exercise it is a performance of; empty for a distraction.
    is_good : bool
        Whether it is performed as one should.
    """

    make: Callable[..., Motion]
    settings: dict[str, object] = field(default_factory=dict)
    exercise: str = ""
    is_good: bool = False


_QUICK = Tempo(lead_in_s=1.0, out_s=0.5, hold_s=0.3, back_s=0.4, rest_s=0.8)
# So slow that the hips take two seconds between nearly upright and the seat.
_SLOW = Tempo(lead_in_s=0.8, out_s=2.6, hold_s=0.4, back_s=6.2, rest_s=0.6, variation=0.03)
_QUICK_DROP = Tempo(lead_in_s=1.3, out_s=0.9, hold_s=0.5, back_s=0.3, rest_s=0.9)

MOTIONS: dict[str, Recipe] = {
    "squat": Recipe(squat, {}, "squat", True),
    "squat_shallow": Recipe(squat, {"knee_flexion": 48.0}, "squat"),
    "squat_parallel": Recipe(squat, {"knee_flexion": 112.0, "trunk_share": 0.36}, "squat"),
    "squat_deep": Recipe(
        squat, {"knee_flexion": 128.0, "shin_share": 0.26, "trunk_share": 0.32}, "squat"
    ),
    "squat_knees_in": Recipe(squat, {"knees_in": 22.0, "arms": "down"}, "squat"),
    "squat_heel_lift": Recipe(squat, {"heel_lift": 16.0, "trunk_share": 0.30}, "squat"),
    "squat_trunk_forward": Recipe(squat, {"trunk_share": 0.78, "shin_share": 0.20}, "squat"),
    "squat_lopsided": Recipe(squat, {"lopsided_m": 0.07}, "squat"),
    "chair_squat": Recipe(chair_squat, {}, "chair_squat"),  # a little quick, as people do it
    "chair_squat_slow": Recipe(chair_squat, {"tempo": _SLOW}, "chair_squat", True),
    "chair_squat_failed_attempt": Recipe(chair_squat, {"extents": (1.0, 0.35, 1.0)}, "chair_squat"),
    "chair_squat_hands_on_thighs": Recipe(chair_squat, {"hands": "thighs"}, "chair_squat"),
    "chair_squat_drop": Recipe(
        chair_squat, {"drop": True, "tempo": CHAIR_SQUAT, "hands": "forwards"}, "chair_squat"
    ),
    "chair_squat_knees_in": Recipe(chair_squat, {"knees_in": 18.0}, "chair_squat"),
    "knee_extension": Recipe(knee_extension, {}, "knee_extension", True),
    "knee_extension_alternating": Recipe(
        knee_extension,
        {"sides": (Side.LEFT, Side.RIGHT), "n_reps": 4},
        "knee_extension",
        True,
    ),
    "knee_extension_short": Recipe(knee_extension, {"extended": 32.0}, "knee_extension"),
    "knee_extension_toes_down": Recipe(
        knee_extension, {"ankle_dorsiflexion": -35.0}, "knee_extension"
    ),
    "knee_extension_quick": Recipe(
        knee_extension, {"n_reps": 4, "tempo": _QUICK}, "knee_extension"
    ),
    "heel_raise": Recipe(heel_raise, {}, "heel_raise", True),
    "heel_raise_low": Recipe(heel_raise, {"foot_pitch": 13.0}, "heel_raise"),
    "heel_raise_lopsided": Recipe(heel_raise, {"right_share": 0.5}, "heel_raise"),
    "heel_raise_quick_drop": Recipe(heel_raise, {"tempo": _QUICK_DROP}, "heel_raise"),
    "heel_raise_knee_bend": Recipe(heel_raise, {"knee_bend": 24.0}, "heel_raise"),
    "hamstring_stretch": Recipe(hamstring_stretch, {}, "hamstring_stretch", True),
    "hamstring_stretch_bent_knee": Recipe(
        hamstring_stretch, {"knee_flexion": 38.0, "hold_s": 10.0}, "hamstring_stretch"
    ),
    "hamstring_stretch_short": Recipe(hamstring_stretch, {"hold_s": 4.0}, "hamstring_stretch"),
    "calf_stretch": Recipe(calf_stretch, {}, "calf_stretch", True),
    "calf_stretch_bent_knee": Recipe(
        calf_stretch, {"knee_flexion": 30.0, "hold_s": 9.0}, "calf_stretch"
    ),
    "walking": Recipe(walking, {}, "walking", True),
    "walking_flat_footed": Recipe(walking, {"strike_pitch": 0.0}, "walking"),
    "walking_stiff_knee": Recipe(
        walking, {"loading_flexion": 5.0, "swing_flexion": 52.0}, "walking"
    ),
    "walking_knee_gives_way": Recipe(walking, {"gives_way": Side.LEFT}, "walking"),
    "walking_treadmill": Recipe(treadmill_walking, {}, "walking", True),
    "walking_towards_camera": Recipe(walking, {"half_path_m": 1.3, "n_passes": 1}, "walking", True),
    "single_leg_stance": Recipe(single_leg_stance, {}, "single_leg_stance", True),
    "single_leg_stance_leaning": Recipe(
        single_leg_stance, {"trunk_lean": 14.0, "pelvic_drop": 8.0}, "single_leg_stance"
    ),
    "standing": Recipe(standing, {}, "standing", True),
    "standing_pelvis_tilted": Recipe(standing, {"pelvic_obliquity": 7.0}, "standing"),
    "standing_shoulder_tilted": Recipe(standing, {"shoulder_obliquity": 7.0}, "standing"),
    "standing_head_forward": Recipe(standing, {"head_forward_m": 0.09}, "standing"),
    "standing_knees_in": Recipe(
        standing, {"knee_out": -90.0, "knee_flexion": 11.0, "half_stance_m": 0.12}, "standing"
    ),
    "standing_knees_out": Recipe(standing, {"knee_out": 90.0, "knee_flexion": 11.0}, "standing"),
    "standing_knees_back": Recipe(standing, {"knee_out": 180.0, "knee_flexion": 13.0}, "standing"),
    "picking_up": Recipe(picking_up),
    "picking_up_crouching": Recipe(picking_up, {"knee_flexion": 95.0, "trunk_lean": 84.0}),
    "turning": Recipe(turning),
    "waving": Recipe(waving),
    "walking_in_and_out": Recipe(walking, {"n_passes": 2}),
    "fidgeting": Recipe(fidgeting),
    "behind_chair_front": Recipe(behind_chair, {"chair_at": "front"}),
    "behind_chair_left": Recipe(behind_chair, {"chair_at": "left"}),
}
"""Rows to add to: each with its performance, faults and distractions by name."""


def make_motion(name: str, body: Body, seed: int = 0, **settings: object) -> Motion:
    """Return a motion of the table for one body; `settings` overrule the row's."""
    recipe = MOTIONS[name]
    return recipe.make(body, np.random.default_rng(seed), **recipe.settings | settings)


__all__ = ["MOTIONS", "Motion", "Recipe", "make_motion"]
