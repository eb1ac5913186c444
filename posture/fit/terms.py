"""What is asked of the body in every frame, and of the numbers that all frames share."""

import numpy as np

from posture.fit.body import (
    HEADING,
    MASS_SHARE,
    N_FRAME,
    N_SHARED,
    SHARES,
    THIGH_SHARE,
    THIGH_SPREAD,
    Joint,
    Shared,
    forward,
    leftward,
    level_axes,
)
from posture.fit.observations import Observations
from posture.fit.rows import Aligner, Rows, between, crossed_from
from posture.fit.settings import Settings
from posture.pose import Side

_MID_TRUNK = {
    Joint.LEFT_SHOULDER: 0.5,
    Joint.RIGHT_SHOULDER: 0.5,
    Joint.LEFT_HIP: -0.5,
    Joint.RIGHT_HIP: -0.5,
}
_MASS_BEFORE_ANKLES = {
    Joint.of(name, side): share / 2 - (0.5 if name == "ankle" else 0.0)
    for name, share in MASS_SHARE.items()
    for side in Side
}
_LEG_SEGMENTS = [
    (Joint.of(upper, side), Joint.of(lower, side), shared)
    for side in Side
    for upper, lower, shared in (("hip", "knee", Shared.THIGH), ("knee", "ankle", Shared.SHIN))
]
_OUTWARD = {Side.LEFT: 1, Side.RIGHT: -1}
SHORTEST_M = 1e-6  # two joints that lie in one place have no direction, but a length
NEAREST = 0.3  # of the distance at the start: nothing comes nearer, least of all behind the lens


def frame_rows(
    frames: np.ndarray, shared: np.ndarray, seen: Observations, settings: Settings
) -> Rows:
    """Return the residuals of each frame.

    Parameters
    ----------
    frames : ndarray, shape (T, N_FRAME)
        The joints' places on camera axes in metres, then the heading.
    shared : ndarray, shape (N_SHARED,)
    seen : Observations
    settings : Settings
    """
    rows = Rows(len(frames))
    joints_m = frames[:, :HEADING].reshape(len(frames), len(Joint), 3)
    _add_image(rows, joints_m, seen, settings)
    _add_depth(rows, joints_m, seen, settings)
    _add_lengths(rows, joints_m, shared, seen, settings)
    axes = level_axes(shared[Shared.PITCH], shared[Shared.ROLL])
    tilt = np.array([level_axes(0.0, shared[Shared.ROLL])[0], [0.0, 0.0, 1.0]])
    aligner = Aligner(rows, joints_m, tilt)
    _add_trunk(aligner, frames[:, HEADING], axes, seen, settings)
    _add_balance(aligner, frames[:, HEADING], shared, axes, seen, settings)
    for side in Side:
        _add_knee(aligner, side, frames[:, HEADING], shared, axes, joints_m, seen, settings)
        _add_foot(rows, side, frames[:, HEADING], shared, axes, tilt, joints_m, seen, settings)
    return rows


def _add_image(rows: Rows, joints_m: np.ndarray, seen: Observations, settings: Settings) -> None:
    if np.any(joints_m[..., 2] < NEAREST * seen.away_m[:, None]):
        rows.cost = np.inf
    for joint in Joint:
        x, y, z = joints_m[:, joint].T
        per_sd = seen.away_m / (settings.image_sd(joint) * seen.doubt[:, joint])
        residuals = [
            (a / z - ray) * per_sd for a, ray in zip((x, y), seen.rays[:, joint].T, strict=True)
        ]
        added = rows.add(residuals, seen.vote * seen.seen[:, joint], settings.robust_image)
        for axis, (row, a) in enumerate(zip(added, (x, y), strict=True)):
            row[:, 3 * joint + axis] = per_sd / z
            row[:, 3 * joint + 2] = -per_sd * a / z**2


def _add_depth(rows: Rows, joints_m: np.ndarray, seen: Observations, settings: Settings) -> None:
    left_right = ((Joint.LEFT_HIP, Joint.RIGHT_HIP), (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER))
    vectors = [({a: -1.0, b: 1.0}, settings.depth_m) for a, b, _ in _LEG_SEGMENTS]
    for (left, right), sd in zip(
        left_right, (settings.depth_hips_m, settings.depth_shoulders_m), strict=True
    ):
        vectors.append(({right: -1.0, left: 1.0}, sd))
    vectors.append((_MID_TRUNK, settings.depth_trunk_m))
    for vector, sd in vectors:
        deeper_m = (between(joints_m, vector) - between(seen.world_m, vector))[:, 2]
        (row,) = rows.add([deeper_m / sd], seen.vote, settings.robust_depth)
        for joint, share in vector.items():
            row[:, 3 * joint + 2] = share / sd


def _add_lengths(
    rows: Rows,
    joints_m: np.ndarray,
    shared: np.ndarray,
    seen: Observations,
    settings: Settings,
) -> None:
    vectors = [({a: -1.0, b: 1.0}, which, settings.length_m) for a, b, which in _LEG_SEGMENTS]
    vectors += [
        ({Joint.RIGHT_HIP: -1.0, Joint.LEFT_HIP: 1.0}, Shared.HIPS, settings.hips_length_m),
        (
            {Joint.RIGHT_SHOULDER: -1.0, Joint.LEFT_SHOULDER: 1.0},
            Shared.SHOULDERS,
            settings.trunk_length_m,
        ),
        (_MID_TRUNK, Shared.TRUNK, settings.trunk_length_m),
    ]
    for vector, which, sd in vectors:
        reach = between(joints_m, vector)
        length_m = np.maximum(np.linalg.norm(reach, axis=1), SHORTEST_M)
        wanted_m = np.exp(shared[which])
        (row,) = rows.add([(length_m - wanted_m) / sd], seen.vote)
        for joint, share in vector.items():
            row[:, 3 * joint : 3 * joint + 3] = share * reach / (length_m[:, None] * sd)
        row[:, N_FRAME + which] = -wanted_m / sd


def _add_trunk(
    aligner: Aligner,
    heading: np.ndarray,
    axes: np.ndarray,
    seen: Observations,
    settings: Settings,
) -> None:
    left, ahead = leftward(heading, axes), forward(heading, axes)
    up = (np.broadcast_to(-axes[1], left[0].shape), np.zeros_like(left[0]))
    for name, turn_m, tilt_m in (
        ("hip", settings.hips_turn_m, settings.hips_tilt_m),
        ("shoulder", settings.shoulders_turn_m, settings.shoulders_tilt_m),
    ):
        across = {Joint.of(name, Side.LEFT): 1.0, Joint.of(name, Side.RIGHT): -1.0}
        aligner.add(across, ahead, turn_m, seen.vote, robust_at=settings.robust_habit)
        aligner.add(across, up, tilt_m, seen.vote, robust_at=settings.robust_habit)
    aligner.add(_MID_TRUNK, left, settings.sway_m, seen.vote, robust_at=settings.robust_habit)
    aligner.add(
        _MID_TRUNK,
        ahead,
        settings.trunk_back_m,
        seen.vote,
        wanted=-settings.trunk_back_free_m,
        only_below=True,
        robust_at=settings.robust_habit,
    )


def _add_balance(
    aligner: Aligner,
    heading: np.ndarray,
    shared: np.ndarray,
    axes: np.ndarray,
    seen: Observations,
    settings: Settings,
) -> None:
    """Ask for the mass above the feet; whoever sits is an outlier."""
    aligner.add(
        _MASS_BEFORE_ANKLES,
        forward(heading, axes),
        settings.balance_m,
        seen.vote * seen.planted.min(axis=1),
        wanted=float(shared[Shared.BALANCE]),
        wanted_by=Shared.BALANCE,
        robust_at=settings.robust_depth,
    )


def _add_knee(
    aligner: Aligner,
    side: Side,
    heading: np.ndarray,
    shared: np.ndarray,
    axes: np.ndarray,
    joints_m: np.ndarray,
    seen: Observations,
    settings: Settings,
) -> None:
    hip, knee, ankle = (Joint.of(name, side) for name in ("hip", "knee", "ankle"))
    leg, thigh = joints_m[:, ankle] - joints_m[:, hip], joints_m[:, knee] - joints_m[:, hip]
    # From the point of the line hip-ankle that is beside the knee; held while solving.
    squared = np.maximum(np.sum(leg * leg, axis=1), SHORTEST_M**2)
    along = np.clip(np.sum(thigh * leg, axis=1) / squared, 0.0, 1.0)
    off_line: dict[Joint, float | np.ndarray] = {knee: 1.0, ankle: -along, hip: along - 1.0}
    which, sense = Shared.toe_out(side), _OUTWARD[side]
    toes = heading + sense * shared[which]
    turned_by = (which, sense)
    aligner.add(
        off_line,
        leftward(toes, axes),
        settings.knee_aside_m,
        seen.vote,
        turned_by=turned_by,
        robust_at=settings.robust_habit,
    )
    ahead = forward(toes, axes)
    aligner.add(
        off_line, ahead, settings.knee_back_m, seen.vote, turned_by=turned_by, only_below=True
    )
    aligner.add(
        off_line,
        ahead,
        settings.standing_knee_sd_m,
        seen.vote * seen.standing,
        wanted=settings.standing_knee_m,
        turned_by=turned_by,
        robust_at=settings.robust_habit,
    )


def _add_foot(
    rows: Rows,
    side: Side,
    heading: np.ndarray,
    shared: np.ndarray,
    axes: np.ndarray,
    tilt: np.ndarray,
    joints_m: np.ndarray,
    seen: Observations,
    settings: Settings,
) -> None:
    """Ask that a foot that stands looks as a level one does that points where its toes point."""
    which, sense = Shared.toe_out(side), _OUTWARD[side]
    direction, turned = forward(heading + sense * shared[which], axes)
    length_m = np.exp(shared[Shared.FOOT])
    ankle = Joint.of("ankle", side)
    index = 0 if side is Side.LEFT else 1
    # The nearer foot looks larger: at 15 degrees off profile that is as much as its toes point out.
    away_m = joints_m[:, ankle, 2]
    scale = (length_m * seen.away_m / away_m)[:, None]

    def pictured(vectors: np.ndarray) -> np.ndarray:
        """Return how a short vector at the ankle looks from there, (T, 2), in metres."""
        return scale * (vectors[:, :2] - seen.rays[:, ankle] * vectors[:, 2:])

    # The soles' slope in the picture is known worse than their direction across it.
    sd = settings.foot_m * np.array([1.0, settings.foot_slope])
    now = pictured(direction)
    residual = (now - seen.foot_rays[:, index] * seen.away_m[:, None]) / sd
    weight = seen.vote * seen.planted[:, index] * seen.seen[:, ankle]
    added = rows.add([residual[:, 0], residual[:, 1]], weight, settings.robust_depth)
    by_heading = pictured(turned) / sd
    for axis, row in enumerate(added):
        row[:, HEADING] = by_heading[:, axis]
        row[:, N_FRAME + which] = sense * by_heading[:, axis]
        row[:, N_FRAME + Shared.FOOT] = now[:, axis] / sd[axis]
        row[:, 3 * ankle + 2] = -now[:, axis] / (sd[axis] * away_m)
        for about, number in zip(tilt, (Shared.PITCH, Shared.ROLL), strict=True):
            row[:, N_FRAME + number] = pictured(direction @ crossed_from(about))[:, axis] / sd[axis]


def shared_rows(
    shared: np.ndarray, leg_m: float, settings: Settings
) -> tuple[np.ndarray, np.ndarray]:
    """Return what is known of anybody's body and of any camera: residuals (M,), Jacobian (M, S)."""
    residuals, jacobian = [], []

    def add(residual: float, by: dict[Shared, float]) -> None:
        row = np.zeros(N_SHARED)
        for number, derivative in by.items():
            row[number] = derivative
        residuals.append(residual)
        jacobian.append(row)

    thigh_m, shin_m = np.exp(shared[[Shared.THIGH, Shared.SHIN]])
    legs = np.log(thigh_m + shin_m)
    by_thigh, by_shin = thigh_m / (thigh_m + shin_m), shin_m / (thigh_m + shin_m)

    def add_share(number: Shared, share: float, spread: float) -> None:
        by = {Shared.THIGH: -by_thigh / spread, Shared.SHIN: -by_shin / spread}
        by[number] = by.get(number, 0.0) + 1.0 / spread
        add((shared[number] - legs - np.log(share)) / spread, by)

    add(
        (legs - np.log(leg_m)) / settings.scale,
        {Shared.THIGH: by_thigh / settings.scale, Shared.SHIN: by_shin / settings.scale},
    )
    add_share(Shared.THIGH, THIGH_SHARE, THIGH_SPREAD)
    for number, (share, spread) in SHARES.items():
        add_share(number, share, spread)
    for number, mean, sd in (
        (Shared.LEFT_TOE_OUT, settings.toe_out, settings.toe_out_sd),
        (Shared.RIGHT_TOE_OUT, settings.toe_out, settings.toe_out_sd),
        (Shared.PITCH, 0.0, settings.pitch_sd),
        (Shared.ROLL, settings.roll_at, settings.roll_sd),
        (Shared.BALANCE, settings.balance_at, settings.balance_at_sd),
    ):
        add((shared[number] - mean) / sd, {number: 1.0 / sd})
    return np.array(residuals), np.array(jacobian)
