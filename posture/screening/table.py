"""What a screening asks: a row for each finding; its range is in ranges.csv under the same key."""

from dataclasses import dataclass
from math import hypot, pi

from posture.measures import Measure
from posture.pose import Side
from posture.ranges import RANGES
from posture.screening.capture import MARKING_DEG, Capture
from posture.screening.kinematics import HIP_LINE
from posture.screening.measures import SCREENING_MEASURES
from posture.view import View

REAR_FACTOR = 1.3  # on sigma; our assumption
EVERYWHERE = ("too_far", "too_dark", "not_standing", "moving", "bad_vertical")
FROM_FRONT = (*EVERYWHERE, "arm_raised")


@dataclass(frozen=True, kw_only=True)
class Screening:
    """A question about how somebody stands.

    Attributes
    ----------
    key : str
        "posture.<aspect>"; also its row in ranges.csv and the stem of its sentences.
    measure : str
        A key of SCREENING_MEASURES; empty if it is the line between two stickers.
    views : frozenset of View
        From where it can be asked.
    gates : tuple of str
        Keys of GATES that must be met.
    roll_gain : float
        By how much, in the unit, it is off for one degree of the camera's roll.
    sigma_share : float
        Part of the error that grows with the value, as a share of it.
    figure_bias : float
        By how much it read too much on the figure, in the unit (docs/screening.md): it is not taken
        off, as the figure's joints are not a person's, but said, and sigma holds it.
    positive_side : Side or None
        What a positive value is named after: the higher side, or the one leant to.
    """

    key: str
    measure: str = ""
    views: frozenset[View]
    gates: tuple[str, ...]
    roll_gain: float = 0.0
    sigma_share: float = 0.0
    figure_bias: float = 0.0
    positive_side: Side | None = None

    @property
    def row(self) -> Measure:
        """The measure's row."""
        return SCREENING_MEASURES[self.measure]

    def sigma(self, value: float, captures: list[Capture], view: View) -> float:
        """Return the error of a value: of the landmarks, and of what is left of the camera's roll.

        Without captures, of a camera whose roll is known as well as it can be.
        """
        own = RANGES[self.key].sigma * (REAR_FACTOR if view is View.REAR else 1.0)
        # captures of one visit come from one camera: its roll does not average out
        roll_deg = max((capture.roll_sigma_deg for capture in captures), default=MARKING_DEG)
        return hypot(own, self.sigma_share * value, self.roll_gain * roll_deg)


def _from(measure: str) -> frozenset[View]:
    return SCREENING_MEASURES[measure].views


SCREENINGS: dict[str, Screening] = {
    row.key: row
    for row in (
        Screening(
            key="posture.shoulder_tilt",
            measure="shoulder_tilt",
            views=_from("shoulder_tilt"),
            gates=(*FROM_FRONT, "rolled"),
            roll_gain=1.0,
            positive_side=Side.RIGHT,
        ),
        Screening(
            key="posture.pelvis_level",
            measure="pelvis_level",
            views=_from("pelvis_level"),
            gates=(*FROM_FRONT, "rolled", "feet_apart", "knees_bent"),
            # both lines turn with the camera
            roll_gain=HIP_LINE["hip_factor"] + HIP_LINE["shoulder_factor"],
            sigma_share=HIP_LINE["shrink_share"],
            positive_side=Side.RIGHT,
        ),
        Screening(
            key="posture.pelvis_level_stickers",
            views=_from("pelvis_level"),
            gates=("too_dark", "not_standing", "bad_vertical", "rolled", "feet_apart"),
            roll_gain=1.0,
            positive_side=Side.RIGHT,
        ),
        Screening(
            key="posture.head_tilt",
            measure="head_tilt",
            views=_from("head_tilt"),
            gates=(*FROM_FRONT, "rolled"),
            roll_gain=1.0,
            positive_side=Side.LEFT,
        ),
        Screening(
            key="posture.knee_alignment",
            measure="knee_alignment",
            views=_from("knee_alignment"),
            gates=(*FROM_FRONT, "feet_apart", "toes_out", "knees_bent"),
            figure_bias=2.3,
        ),
        Screening(
            key="posture.lateral_shift",
            measure="lateral_shift",
            views=_from("lateral_shift"),
            gates=(*FROM_FRONT, "rolled", "feet_apart"),
            roll_gain=pi / 180.0,
            positive_side=Side.RIGHT,
        ),
        Screening(
            key="posture.forward_head",
            measure="ear_shoulder_angle",
            views=_from("ear_shoulder_angle"),
            gates=(*EVERYWHERE, "roll_unknown"),
            roll_gain=1.0,
            figure_bias=7.9,
        ),
        Screening(
            key="posture.trunk_inclination",
            measure="trunk_inclination",
            views=_from("trunk_inclination"),
            gates=(*EVERYWHERE, "roll_unknown"),
            roll_gain=1.0,
            figure_bias=1.2,
        ),
        Screening(
            key="posture.hip_offset",
            measure="hip_offset",
            views=_from("hip_offset"),
            gates=EVERYWHERE,
            figure_bias=-0.007,
        ),
        Screening(
            key="posture.body_lean",
            measure="body_lean",
            views=_from("body_lean"),
            gates=(*EVERYWHERE, "roll_unknown"),
            roll_gain=1.0,
            figure_bias=1.1,
        ),
        Screening(
            key="posture.standing_knee",
            measure="standing_knee_flexion",
            views=_from("standing_knee_flexion"),
            gates=EVERYWHERE,
            figure_bias=1.5,
        ),
        Screening(
            key="posture.pelvic_tilt_stickers",
            views=frozenset({View.SIDE}),
            gates=("too_dark", "not_standing", "bad_vertical", "roll_unknown"),
            roll_gain=1.0,
        ),
    )
}
"""In the order in which they are shown."""
