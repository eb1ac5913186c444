"""How long a person's segments are, from stature.

Lengths are the fractions of stature of Drillis & Contini (1966), as printed in Winter,
Biomechanics and Motor Control of Human Movement, 4th ed. (2009), figure 4.1. The hip joint centres
lie inside the pelvis, so they are closer together than that figure's hip breadth; likewise the
shoulders.
"""

from dataclasses import dataclass

from posture.pose import Side

SIDES = (Side.LEFT, Side.RIGHT)
OUTWARD = {Side.LEFT: 1.0, Side.RIGHT: -1.0}
"""Which way along the world's x axis is away from the midline."""


@dataclass(frozen=True)
class Body:
    """Segment lengths of one person, in metres.

    Attributes
    ----------
    stature_m : float
        Standing height without shoes.
    girth : float
        Thickness of trunk and limbs; 1 is average.
    shoulder_breadth, hip_breadth : float
        Distance between the joint centres; 1 is average.
    sole_m : float
        Thickness of the shoe's sole; socks have nearly none.
    left_shank, right_shank : float
        Length of each shank against the average; unequal for a difference in leg length.
    """

    stature_m: float = 1.70
    girth: float = 1.0
    shoulder_breadth: float = 1.0
    hip_breadth: float = 1.0
    sole_m: float = 0.025
    left_shank: float = 1.0
    right_shank: float = 1.0

    @property
    def scale(self) -> float:
        """Size against the 1.75 m figure whose shape is drawn in `anatomy`."""
        return self.stature_m / 1.75

    @property
    def thigh_m(self) -> float:
        return 0.245 * self.stature_m

    def shank_m(self, side: Side) -> float:
        factor = self.left_shank if side is Side.LEFT else self.right_shank
        return 0.246 * self.stature_m * factor

    @property
    def ankle_height_m(self) -> float:
        """Height of the ankle's centre above the floor, sole included."""
        return 0.039 * self.stature_m + self.sole_m

    @property
    def foot_m(self) -> float:
        return 0.152 * self.stature_m

    @property
    def heel_m(self) -> float:
        """How far the heel reaches behind the ankle's centre."""
        return 0.045 * self.stature_m - 0.012

    @property
    def toe_m(self) -> float:
        """How far the toes reach in front of the ankle's centre."""
        return self.foot_m - self.heel_m

    @property
    def ball_m(self) -> float:
        """How far the ball of the foot lies in front of the ankle's centre."""
        return 0.62 * self.toe_m

    @property
    def upper_arm_m(self) -> float:
        return 0.186 * self.stature_m

    @property
    def forearm_m(self) -> float:
        return 0.146 * self.stature_m

    @property
    def hand_m(self) -> float:
        return 0.108 * self.stature_m

    @property
    def half_hips_m(self) -> float:
        """From the midline to a hip joint's centre."""
        return 0.049 * self.stature_m * self.hip_breadth

    @property
    def half_shoulders_m(self) -> float:
        """From the midline to a shoulder joint's centre."""
        return 0.100 * self.stature_m * self.shoulder_breadth

    @property
    def lumbar_m(self) -> float:
        """From the mid-hip up to the lumbosacral joint."""
        return 0.057 * self.stature_m

    @property
    def abdomen_m(self) -> float:
        """From the lumbosacral joint up to where the rib cage begins."""
        return 0.065 * self.stature_m

    @property
    def chest_m(self) -> float:
        """From where the rib cage begins up to the line of the shoulder joints."""
        return (0.808 - 0.530) * self.stature_m - self.lumbar_m - self.abdomen_m

    @property
    def seat_to_hip_m(self) -> float:
        """How high the hip joints lie above the seat one sits on."""
        return 0.098 * self.girth * self.scale
