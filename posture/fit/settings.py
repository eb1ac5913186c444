"""How far each kind of evidence is believed.

Chosen on the project's own figure (benchmarks/representations.py says which clips); round numbers,
none critical: doubling or halving any one changes the knee by less than a degree in most views.
"""

from dataclasses import dataclass, replace

from posture.fit.body import Joint


@dataclass(frozen=True)
class Settings:
    """Standard deviations, in metres unless the name says otherwise.

    Attributes
    ----------
    knot_s : float
        Faster recordings are averaged to about this many seconds per fitted frame.
    correlation_s : float
        For so long the model makes the same mistake: frames nearer together share one vote.
    focal_share : float
        Focal length over the picture's longer side. 58 degrees: between webcams and telephones.
    image_m : float
        Of a landmark across the view; the model's hips and shoulders wander more.
    image_trunk_m : float
        The same for hips and shoulders.
    depth_m, depth_hips_m, depth_shoulders_m, depth_trunk_m : float
        Of how much deeper the model's world landmarks put one end of a segment.
    length_m, hips_length_m, trunk_length_m : float
        Of a leg's segments, the hip line, and trunk and shoulder line, about their lengths.
    hips_turn_m, hips_tilt_m, shoulders_turn_m, shoulders_tilt_m : float
        Of the lines between the hips and shoulders off the body's own left and right.
    sway_m : float
        Of the shoulders off to one side of the hips.
    knee_aside_m : float
        Of a knee beside the line from hip to ankle.
    knee_back_m : float
        Of a knee behind it: knees hardly bend backwards.
    standing_knee_m, standing_knee_sd_m : float
        A knee's place before that line in quiet standing (about 3 degrees of flexion), and its
        spread (about 10).
    trunk_back_m : float
        Of the shoulders more than `trunk_back_free_m` behind the hips.
    trunk_back_free_m : float
    foot_m : float
        Of the vector from heel to toe across the view.
    foot_slope : float
        How many times less its height in the picture is believed: the model puts heel and toe at
        different heights above the sole.
    balance_m : float
        Of the centre of mass before the ankles from frame to frame.
    planted_speed : float
        Metres per second of a foot that stands.
    acceleration : float
        Of a joint, metres per second squared, besides what is seen of it across the view.
    heading_acceleration : float
        Of the body's turn, radians per second squared.
    scale : float
        Of the logarithm of the legs' length about the world landmarks'. Held tight: a smaller body
        nearer by looks the same, and in metres all of its errors are smaller.
    toe_out, toe_out_sd : float
        Radians.
    pitch_sd, roll_sd : float
        Of the camera about level, radians.
    roll_at : float
        The camera's roll where nothing else is known.
    tilted_roll_share : float
        Of a camera that is seen to be tilted: its roll, as a share of itself.
    balance_at, balance_at_sd : float
        The centre of mass before the ankles (Winter 1995: about 5 cm in quiet standing).
    robust_image, robust_depth, robust_habit : float
        Beyond so many standard deviations evidence is doubted.
    """

    knot_s: float = 0.05
    correlation_s: float = 0.1
    focal_share: float = 0.9
    image_m: float = 0.015
    image_trunk_m: float = 0.02
    depth_m: float = 0.10
    depth_hips_m: float = 0.04
    depth_shoulders_m: float = 0.06
    depth_trunk_m: float = 0.30
    length_m: float = 0.01
    hips_length_m: float = 0.007
    trunk_length_m: float = 0.02
    hips_turn_m: float = 0.017
    hips_tilt_m: float = 0.012
    shoulders_turn_m: float = 0.05
    shoulders_tilt_m: float = 0.03
    sway_m: float = 0.06
    knee_aside_m: float = 0.025
    knee_back_m: float = 0.01
    standing_knee_m: float = 0.012
    standing_knee_sd_m: float = 0.035
    trunk_back_m: float = 0.04
    trunk_back_free_m: float = 0.03
    foot_m: float = 0.02
    foot_slope: float = 20.0
    balance_m: float = 0.06
    planted_speed: float = 0.02
    acceleration: float = 3.0
    heading_acceleration: float = 3.0
    scale: float = 0.01
    toe_out: float = 0.17
    toe_out_sd: float = 0.14
    pitch_sd: float = 0.3
    roll_sd: float = 0.005
    roll_at: float = 0.0
    tilted_roll_share: float = 0.2
    balance_at: float = 0.05
    balance_at_sd: float = 0.03
    robust_image: float = 3.0
    robust_depth: float = 2.5
    robust_habit: float = 2.0

    def tilted(self, roll: float) -> "Settings":
        """Return the settings for a camera that is seen to be tilted by about `roll` radians."""
        return replace(self, roll_at=roll, roll_sd=self.tilted_roll_share * abs(roll))

    def image_sd(self, joint: Joint) -> float:
        """Return the standard deviation of a joint across the view, metres."""
        return self.image_trunk_m if joint <= Joint.RIGHT_HIP else self.image_m


DEFAULT = Settings()
