"""The oracle: a stick figure built from angles, so that what a measure should read is known.

The body is laid out in metres along (forward, left, up), then turned by `yaw_deg` (0 facing the
camera, -90 in profile with the left side nearer) and seen from far away, without perspective.
Each segment's angle is exact in both planes: as given in profile, as given from the front.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from posture.pose import N_LANDMARKS, Landmark, PoseSequence, Side

THIGH_M, SHIN_M, TRUNK_M, ARM_M = 0.42, 0.40, 0.50, 0.55
HIP_WIDTH_M, SHOULDER_WIDTH_M = 0.22, 0.36
FOOT_M, ANKLE_M = 0.24, 0.08  # heel to toe; the ankle's height over the sole

LANDSCAPE, CLASSIC, PORTRAIT = (1280, 720), (960, 720), (720, 1280)
SIZES = {"16:9": LANDSCAPE, "4:3": CLASSIC, "9:16": PORTRAIT}

FRONT, REAR, LEFT_PROFILE, RIGHT_PROFILE = 0.0, 180.0, -90.0, 90.0

Angle = float | np.ndarray  # degrees; an array has a value per frame


@dataclass(frozen=True, kw_only=True)
class Leg:
    """In profile: knee flexion and the shin's forward lean. From the front, going down: the thigh's
    lean inwards and the shin's lean outwards, together the FPPA. Heel lift in foot lengths."""

    knee_flexion: Angle = 0.0
    shin_lean: Angle = 0.0
    thigh_in: Angle = 0.0
    shin_out: Angle = 0.0
    heel_lift: float | np.ndarray = 0.0


@dataclass(frozen=True, kw_only=True)
class Body:
    left: Leg = field(default_factory=Leg)
    right: Leg = field(default_factory=Leg)
    trunk_lean: Angle = 0.0  # forward
    lateral_trunk_lean: Angle = 0.0  # to the subject's right
    pelvic_obliquity: Angle = 0.0  # the subject's right higher
    arm_raise: Angle = 0.0  # 0 hanging, 90 straight ahead
    travel_m: float | np.ndarray = 0.0  # forward, from where the feet first stood
    planted: tuple[Side, ...] = tuple(Side)  # the feet (their middle) that stay on the ground

    def leg(self, side: Side) -> Leg:
        return self.left if side is Side.LEFT else self.right

    @classmethod
    def on_two_like_legs(cls, *, trunk_lean: Angle = 0.0, **leg: Angle) -> "Body":
        return cls(left=Leg(**leg), right=Leg(**leg), trunk_lean=trunk_lean)


def _along(profile_deg: Angle, front_deg: Angle, length_m: float) -> np.ndarray:
    """Return a segment (forward, left, up) that leans by these angles in the two planes."""
    profile, front = np.broadcast_arrays(np.radians(profile_deg), np.radians(front_deg))
    up = np.cos(profile)
    way = np.stack([np.sin(profile), up * np.tan(front), up], axis=-1)
    return length_m * way / np.linalg.norm(way, axis=-1, keepdims=True)


def _at(forward: Angle, left: Angle, up: Angle) -> np.ndarray:
    return np.stack(np.broadcast_arrays(*map(np.asarray, (forward, left, up))), axis=-1).astype(
        float
    )


def landmarks_m(body: Body) -> dict[Landmark, np.ndarray]:
    """Return where each landmark is, (forward, left, up) in metres, the soles near the ground."""
    points: dict[Landmark, np.ndarray] = {}
    tilt = np.radians(body.pelvic_obliquity)
    shoulder = _along(body.trunk_lean, -np.asarray(body.lateral_trunk_lean), TRUNK_M)
    for side, out in ((Side.LEFT, 1.0), (Side.RIGHT, -1.0)):
        leg, half = body.leg(side), out * HIP_WIDTH_M / 2
        hip = _at(0.0, half * np.cos(tilt), -half * np.sin(tilt))
        thigh_lean = np.asarray(leg.shin_lean) - leg.knee_flexion  # of the hip over the knee
        knee = hip - _along(thigh_lean, out * np.asarray(leg.thigh_in), THIGH_M)
        ankle = knee - _along(leg.shin_lean, -out * np.asarray(leg.shin_out), SHIN_M)
        lift = np.asarray(leg.heel_lift) * FOOT_M
        at_shoulder = shoulder + _at(0.0, out * SHOULDER_WIDTH_M / 2, 0.0)
        swing = np.radians(body.arm_raise)
        wrist = at_shoulder + ARM_M * _at(np.sin(swing), 0.0, -np.cos(swing))
        points |= {
            Landmark.of("hip", side): hip,
            Landmark.of("knee", side): knee,
            Landmark.of("ankle", side): ankle,
            # the foot turns about the toe, which keeps its distance from the heel
            Landmark.of("toe", side): ankle + _at(0.75 * FOOT_M, 0.0, -ANKLE_M),
            Landmark.of("heel", side): ankle
            + _at(0.75 * FOOT_M - np.sqrt(FOOT_M**2 - lift**2), 0.0, lift - ANKLE_M),
            Landmark.of("shoulder", side): at_shoulder,
            Landmark.of("elbow", side): (at_shoulder + wrist) / 2,
            **{Landmark.of(name, side): wrist for name in ("wrist", "pinky", "index", "thumb")},
            **{
                Landmark.of(name, side): shoulder + _at(forward, out * aside, up)
                for name, forward, aside, up in (
                    ("ear", 0.0, 0.08, 0.20),
                    ("eye_inner", 0.09, 0.02, 0.24),
                    ("eye", 0.09, 0.03, 0.24),
                    ("eye_outer", 0.08, 0.04, 0.24),
                    ("mouth", 0.09, 0.02, 0.14),
                )
            },
        }
    points[Landmark.NOSE] = shoulder + _at(0.11, 0.0, 0.20)
    ankles = np.mean([points[Landmark.of("ankle", side)] for side in body.planted], axis=0)
    ground = _at(body.travel_m, ankles[..., 1], ANKLE_M) - ankles
    return {landmark: point + ground for landmark, point in points.items()}


def seen(
    body: Body,
    time_s: np.ndarray | None = None,
    *,
    yaw_deg: float,
    size_px: tuple[int, int] = LANDSCAPE,
    fill: float = 0.7,
    roll_deg: float = 0.0,
    noise_px: float = 0.0,
    seed: int = 0,
) -> PoseSequence:
    """Return the body as a camera sees it.

    Parameters
    ----------
    time_s : ndarray, optional
        A single frame at 0 if not given.
    fill : float
        The standing body's share of the picture's height.
    roll_deg : float
        The camera's roll: everything in the picture turns clockwise by it.
    noise_px : float
        Standard deviation of each coordinate.
    """
    time_s = np.zeros(1) if time_s is None else np.asarray(time_s, float)
    points = landmarks_m(body)
    flu = np.stack(
        [np.broadcast_to(points[landmark], (len(time_s), 3)) for landmark in Landmark], axis=1
    )
    yaw, roll = np.radians(yaw_deg), np.radians(roll_deg)
    forward, left, up = np.moveaxis(flu, -1, 0)
    # x to the right, y down, z away: forward is (sin yaw, 0, -cos yaw), left (cos yaw, 0, sin yaw).
    x = forward * np.sin(yaw) + left * np.cos(yaw)
    y = 0.8 - up
    z = -forward * np.cos(yaw) + left * np.sin(yaw)
    x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    px_per_m = fill * size_px[1] / 1.6
    image_px = np.stack([x, y], axis=-1) * px_per_m + np.array(size_px) / 2
    image_px += np.random.default_rng(seed).normal(0.0, noise_px, image_px.shape)
    world_m = np.stack([x, y, z], axis=-1)
    hips = world_m[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    return PoseSequence(
        time_s, image_px, world_m - hips, _visibility(yaw_deg, len(time_s)), np.array(size_px)
    )


def _visibility(yaw_deg: float, n: int) -> np.ndarray:
    # from the front, too, one side is a little clearer than the other: the right
    hidden = 0.05 + 0.3 * abs(np.sin(np.radians(yaw_deg)))
    far = Side.RIGHT if np.sin(np.radians(yaw_deg)) < 0 else Side.LEFT
    shown = [0.98 - hidden * landmark.name.startswith(far.upper()) for landmark in Landmark]
    return np.tile(shown, (n, 1))


_SWAPPED = np.array(
    [
        Landmark[name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")]
        for name in Landmark.__members__
    ]
)


def mirrored(poses: PoseSequence) -> PoseSequence:
    """Return what a mirrored picture shows: a body whose left and right have swapped."""
    width_px = float(poses.size_px[0])
    return replace(
        poses,
        image_px=(poses.image_px * [-1, 1] + [width_px, 0])[:, _SWAPPED],
        world_m=(poses.world_m * [-1, 1, 1])[:, _SWAPPED],
        visibility=poses.visibility[:, _SWAPPED],
    )


def turned(poses: PoseSequence, turn_deg: np.ndarray) -> PoseSequence:
    """Return what the landmarks in metres say if the body turns, shape (T,), in degrees."""
    turn = np.radians(turn_deg)[:, np.newaxis]
    x, y, z = np.moveaxis(poses.world_m, -1, 0)
    turned_m = np.stack(
        [x * np.cos(turn) - z * np.sin(turn), y, x * np.sin(turn) + z * np.cos(turn)], axis=-1
    )
    return replace(poses, world_m=turned_m)


def hide(poses: PoseSequence, landmark: Landmark, frames: object = slice(None)) -> PoseSequence:
    """Return the sequence with a landmark missing in some frames."""
    image_px, visibility = poses.image_px.copy(), poses.visibility.copy()
    image_px[frames, landmark] = np.nan
    visibility[frames, landmark] = 0.0
    return replace(poses, image_px=image_px, visibility=visibility)


def nobody(time_s: np.ndarray, size_px: tuple[int, int] = LANDSCAPE) -> PoseSequence:
    """Return a recording in which nobody was ever found."""
    n = len(time_s)
    return PoseSequence(
        np.asarray(time_s, float),
        np.full((n, N_LANDMARKS, 2), np.nan),
        np.full((n, N_LANDMARKS, 3), np.nan),
        np.zeros((n, N_LANDMARKS)),
        np.array(size_px),
    )


def pick(poses: PoseSequence, frames: np.ndarray) -> PoseSequence:
    """Return some of the frames: a boolean mask, indices or a slice."""
    arrays = {n: getattr(poses, n)[frames] for n in ("time_s", "image_px", "world_m", "visibility")}
    return replace(poses, **arrays)


def one_after_another(*parts: PoseSequence) -> PoseSequence:
    """Return recordings joined into one, a thirtieth of a second apart."""
    starts = np.cumsum([0.0, *(part.duration_s + 1 / 30 for part in parts)])
    times = [part.time_s - part.time_s[0] + s for part, s in zip(parts, starts, strict=False)]
    names = ("image_px", "world_m", "visibility")
    arrays = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return replace(parts[0], time_s=np.concatenate(times), **arrays)
