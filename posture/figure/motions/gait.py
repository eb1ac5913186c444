"""Walking: feet that do not slide, a pelvis that moves smoothly, knees as in the literature.

Each foot in stance rocks on its heel, stands flat, then rocks on its ball, all without sliding. The
pelvis moves forward evenly; its height is the smooth curve under which the standing leg's knee best
follows its target. In swing, knee and leg follow their targets, corrected so that the foot leaves
and meets the floor where, and as fast as, the stance phases have it.

The targets are the familiar sagittal curves of level walking (contact 5, loading 18, late stance 6,
swing 60 degrees of knee flexion), read off Perry & Burnfield, Gait Analysis, 2nd ed. (2010).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator
from scipy.optimize import brentq

from posture.figure.body import OUTWARD, SIDES, Body
from posture.figure.limbs import FreeArm, PlacedLeg, stand_on
from posture.figure.rotation import about_y, about_z
from posture.figure.skeleton import Pose
from posture.figure.timing import minimum_jerk
from posture.pose import Side

TOE_OFF = 0.60  # share of the gait cycle, which starts at heel strike
_UNDER_PELVIS = 0.24  # when the pelvis passes over the standing ankle
_PHASES = np.array([0, 7, 15, 30, 40, 50, 60, 68, 74, 82, 88, 95, 100]) / 100
_THIGH = np.array([24, 23, 20, 8, -2, -10, -5, 8, 17, 26, 28, 26, 24.0])
_KNEE = np.array([5, 12, 18, 9, 6, 10, 36, 58, 61, 44, 20, 4, 5.0])
_FOOT_FLAT, _HEEL_OFF = 0.10, 0.32
_RISING_PHASES = np.linspace(0.34, TOE_OFF, 14)
_STRAIGHTEST = 2.0  # degrees of flexion that a standing knee keeps
_HALF_WIDTH_M = 0.055
_OFFSET = {Side.LEFT: 0.0, Side.RIGHT: 0.5}


class Step(NamedTuple):
    """Where a side is in its gait cycle: how many it has begun, and the share of this one."""

    number: int
    phase: float


@dataclass(frozen=True)
class Gait:
    """How someone walks.

    Attributes
    ----------
    body : Body
    cadence : float
        Steps a minute.
    stride_m : float
        Length of two steps.
    strike_pitch : float
        Pitch of the foot as it meets the floor, degrees; 0 is flat-footed.
    loading_flexion, swing_flexion : float
        The largest knee flexion after contact and in swing, degrees.
    """

    body: Body
    cadence: float = 106.0
    stride_m: float = 1.2
    strike_pitch: float = 18.0
    loading_flexion: float = 18.0
    swing_flexion: float = 61.0

    @property
    def stride_s(self) -> float:
        return 120.0 / self.cadence

    @property
    def speed_m_s(self) -> float:
        return self.stride_m / self.stride_s

    def step(self, side: Side, time_s: float) -> Step:
        cycles = time_s / self.stride_s - _OFFSET[side]
        number = int(np.floor(cycles))
        return Step(number, cycles - number)

    def pose(self, time_s: float, dip_m: float = 0.0) -> Pose:
        """Return the pose, walking along +z from z = 0 at time 0; `dip_m` lowers the pelvis."""
        cycle = self.step(Side.LEFT, time_s).phase
        turn = 2 * np.pi * cycle
        pelvis = self._pelvis(time_s)
        x, y, z = (float(v) for v in pelvis)
        return Pose(
            (x, y - dip_m, z),
            {side: self._leg(side, time_s) for side in SIDES},
            arms={
                side: FreeArm(
                    4 - 20 * np.cos(turn + 2 * np.pi * _OFFSET[side]),
                    6.0,
                    8.0,
                    22 - 10 * np.cos(turn + 2 * np.pi * _OFFSET[side]),
                )
                for side in SIDES
            },
            pelvic_tilt=5.0 + 1.2 * dip_m * 100,
            trunk_flexion=-2.0,
            pelvic_obliquity=self._obliquity(cycle),
            pelvic_rotation=self._rotation(cycle),
            trunk_rotation=8 * np.cos(turn),
            # The trunk stays upright over the dropping pelvis.
            trunk_lateral_flexion=-0.8 * self._obliquity(cycle),
            neck_flexion=-3.0,
        )

    def _obliquity(self, cycle: float) -> float:
        return 3.0 * float(np.cos(2 * np.pi * (cycle - 0.22)))

    def _rotation(self, cycle: float) -> float:
        return -5.0 * float(np.cos(2 * np.pi * cycle))

    def _leg(self, side: Side, time_s: float) -> PlacedLeg:
        step = self.step(side, time_s)
        if step.phase <= TOE_OFF:
            return self._planted(side, step, float(self._pitch(step.phase)))
        ankle = self._swing_ankle(side, step)
        pitch = float(self._pitch(step.phase))
        fading = minimum_jerk((step.phase - TOE_OFF - 0.03) / 0.20)
        x, y, z = (float(v) for v in ankle)
        return PlacedLeg((x, y, z), pitch, 5.0, None, max(0.0, -pitch) * (1 - fading))

    def _planted(self, side: Side, step: Step, pitch: float) -> PlacedLeg:
        foot_z = self.stride_m * (step.number + _UNDER_PELVIS + _OFFSET[side])
        out = OUTWARD[side]
        return stand_on(self.body, out, out * _HALF_WIDTH_M, foot_z, pitch, 5.0)

    def _time(self, side: Side, step: Step) -> float:
        return self.stride_s * (step.number + step.phase + _OFFSET[side])

    def _hip(self, side: Side, time_s: float) -> np.ndarray:
        return self._pelvis(time_s) + self._hip_offset(side, self.step(Side.LEFT, time_s).phase)

    def _hip_offset(self, side: Side, cycle: float) -> np.ndarray:
        axes = about_y(self._rotation(cycle)) @ about_z(self._obliquity(cycle))
        return axes @ np.array([OUTWARD[side] * self.body.half_hips_m, 0.0, 0.0])

    def _swing_target(self, side: Side, phase: float) -> np.ndarray:
        """Return knee flexion, forward lean of the line from hip to ankle, and the ankle's x.

        Degrees and metres; shape (3,).
        """
        thigh, knee = float(self._thigh(phase)), float(self._knee(phase))
        upper, lower = self.body.thigh_m, self.body.shank_m(side)
        shank = np.radians(thigh - knee)
        ahead = upper * np.sin(np.radians(thigh)) + lower * np.sin(shank)
        down = upper * np.cos(np.radians(thigh)) + lower * np.cos(shank)
        # The ankles pass each other at the width at which they stand.
        return np.array([knee, np.degrees(np.arctan2(ahead, down)), OUTWARD[side] * _HALF_WIDTH_M])

    def _swing_ankle(self, side: Side, step: Step) -> np.ndarray:
        target = self._swing_target(side, step.phase)
        knee, lean, x = target + self._swing_correction(side, step.phase)
        hip = self._hip(side, self._time(side, step))
        across = float(x) - hip[0]
        reach = np.sqrt(self._reach_2(side, max(1.5, float(knee))) - across**2)
        tilt = np.radians(float(lean))
        return hip + np.array([across, -reach * np.cos(tilt), reach * np.sin(tilt)])

    def _reach_2(self, side: Side, knee_flexion: float) -> float:
        """Return the square of the distance from hip to ankle."""
        thigh, shank = self.body.thigh_m, self.body.shank_m(side)
        return float(thigh**2 + shank**2 + 2 * thigh * shank * np.cos(np.radians(knee_flexion)))

    def _swing_correction(self, side: Side, phase: float) -> np.ndarray:
        """Return what the target needs added so that swing joins the stance phases, shape (3,).

        At each end it continues stance's difference and its rate, and fades into the target.
        """
        total = np.zeros(3)
        for end, fade_over, gap, rate in self._joins[side]:
            away = abs(phase - end) / fade_over
            total += (gap + rate * (phase - end)) * (1 - minimum_jerk(away))
        return total

    @cached_property
    def _joins(self) -> dict[Side, list[tuple[float, float, np.ndarray, np.ndarray]]]:
        """The ends of swing: phase, how long its mark lasts, stance's difference and its rate."""
        joins: dict[Side, list[tuple[float, float, np.ndarray, np.ndarray]]] = {}
        for side in SIDES:
            joins[side] = []
            # Looking back from toe-off and on from the next contact: into stance.
            for end, fade_over, into in ((TOE_OFF, 0.14, -1e-4), (1.0, 0.08, 1e-4)):
                here, there = self._gap(side, end), self._gap(side, end + into)
                joins[side].append((end, fade_over, here, (there - here) / into))
        return joins

    def _stance_ankle(self, side: Side, step: Step) -> np.ndarray:
        return np.array(self._planted(side, step, float(self._pitch(step.phase))).ankle_m)

    def _gap(self, side: Side, phase: float) -> np.ndarray:
        """Return by how much stance differs from the target of swing, shape (3,)."""
        step = Step(int(phase >= 1.0), phase - int(phase >= 1.0))
        hip = self._hip(side, self._time(side, step))
        ankle = self._stance_ankle(side, step)
        across, up, ahead = ankle - hip
        thigh, shank = self.body.thigh_m, self.body.shank_m(side)
        cosine = (across**2 + up**2 + ahead**2 - thigh**2 - shank**2) / (2 * thigh * shank)
        knee, lean = np.degrees([np.arccos(np.clip(cosine, -1, 1)), np.arctan2(ahead, -up)])
        return np.array([knee, lean, ankle[0]]) - self._swing_target(side, phase)

    @cached_property
    def _pitch(self) -> PchipInterpolator:
        """Pitch of the foot over the gait cycle; the heel rises as the late knee target asks."""
        rising = np.minimum.accumulate([self._pitch_for(phase) for phase in _RISING_PHASES])
        off, strike = rising[-1], self.strike_pitch
        early = np.linspace(0, _FOOT_FLAT, 6)
        # The toes leave the floor while the heel is still rising.
        swing = [1.12 * off, 1.0 * off, 0.45 * off, 0.0, 0.85 * strike, strike]
        values = np.array([*(self._strike_pitch(p) for p in early), 0, 0, *rising, *swing])
        phases = np.array(
            [*early, 0.20, _HEEL_OFF, *_RISING_PHASES, 0.64, 0.69, 0.77, 0.85, 0.93, 1.0]
        )
        return PchipInterpolator(
            np.concatenate([phases[:-1] - 1, phases[:-1], phases + 1]),
            np.concatenate([values[:-1], values[:-1], values]),
        )

    def _strike_pitch(self, phase: float) -> float:
        """Return the pitch from contact until the foot is flat."""
        return self.strike_pitch * (1 - minimum_jerk(phase / _FOOT_FLAT))

    def _pitch_for(self, phase: float) -> float:
        """Return the pitch, heel up, at which the trailing leg's knee has its target."""
        target = float(self._knee(phase))

        def spare_m(pitch: float) -> float:
            return self._height_for(Side.LEFT, phase, target, pitch) - float(
                _harmonics(np.array([phase]))[0] @ self._height
            )

        if spare_m(0.0) >= 0:
            return 0.0
        return float(brentq(spare_m, -75.0, 0.0)) if spare_m(-75.0) > 0 else -75.0

    @cached_property
    def _height(self) -> np.ndarray:
        """Coefficients of the pelvis's height over the gait cycle, shape (7,).

        The least squares fit to the height at which the knee over the flat foot has its target.
        """
        phases = np.linspace(0, _HEEL_OFF, 60)
        wanted = [self._height_for(Side.LEFT, p, float(self._knee(p))) for p in phases]
        # A little stiffness keeps the curve calm where no flat foot says how high it should be.
        stiffness = 0.8 * np.diag([0, 0, 1, 2, 0, 1, 2.0])
        basis = _harmonics(phases)
        coefficients = np.linalg.lstsq(
            np.vstack([basis, stiffness]), np.r_[wanted, np.zeros(7)], rcond=None
        )[0]
        highest = [self._height_for(Side.LEFT, p, _STRAIGHTEST) for p in phases]
        coefficients[0] -= max(0.0, float(np.max(basis @ coefficients - highest)))
        return coefficients

    def _height_for(
        self, side: Side, cycle: float, knee_flexion: float, pitch: float | None = None
    ) -> float:
        """Return the pelvis's height at which a standing leg's knee is bent so."""
        phase = (cycle - _OFFSET[side]) % 1
        step = Step(0 if cycle >= _OFFSET[side] else -1, phase)
        if pitch is None:
            pitch = self._strike_pitch(phase)
        ankle = np.array(self._planted(side, step, pitch).ankle_m)
        hip = self._hip_offset(side, cycle)
        hip += np.array([_sway_m(cycle), 0.0, self.stride_m * cycle])
        across, _, ahead = ankle - hip
        reach_2 = self._reach_2(side, knee_flexion)
        return float(ankle[1] + np.sqrt(reach_2 - across**2 - ahead**2) - hip[1])

    @cached_property
    def _thigh(self) -> CubicSpline:
        return CubicSpline(_PHASES, _THIGH, bc_type="periodic", extrapolate="periodic")

    @cached_property
    def _knee(self) -> CubicSpline:
        knee = _KNEE.copy()
        knee[1:3] = 5 + (_KNEE[1:3] - 5) * (self.loading_flexion - 5) / 13
        knee[6:11] = 5 + (_KNEE[6:11] - 5) * (self.swing_flexion - 5) / 56
        return CubicSpline(_PHASES, knee, bc_type="periodic", extrapolate="periodic")

    def _pelvis(self, time_s: float) -> np.ndarray:
        cycle = self.step(Side.LEFT, time_s).phase
        height = float(_harmonics(np.array([cycle]))[0] @ self._height)
        return np.array([_sway_m(cycle), height, self.speed_m_s * time_s])


def _sway_m(cycle: float) -> float:
    """Return how far the pelvis is to the left, over the standing foot."""
    return 0.016 * float(np.cos(2 * np.pi * (cycle - 0.31)))


def _harmonics(cycles: np.ndarray) -> np.ndarray:
    """Return the smooth curves that repeat with each step, shape (N, 7)."""
    turns = 2 * np.pi * cycles[:, None] * np.array([2, 4, 6])
    return np.hstack([np.ones((len(cycles), 1)), np.cos(turns), np.sin(turns)])
