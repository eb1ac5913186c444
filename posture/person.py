"""Whose landmarks these are: one person is chosen, and nobody is ever spliced onto them.

The model follows one body and says nothing when it goes over to another. A body cannot leap,
though, so a leap of the trunk tells: the recording is cut there, and its pieces sorted by person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from posture.filtering import median_of_seen
from posture.geometry import distance
from posture.pose import PoseSequence, Side
from posture.view import body_yaw_deg, circular_median_deg

# Lengths are in bodies, shoulder to ankle, about 1.35 m; docs/measures.md has the reasons.
LEAP_BODIES = 0.05
MAX_ACCELERATION = 7.3  # bodies per second squared
MAX_SPEED = 1.1  # bodies per second
MAX_SIZE_RATIO = 1.3
HOME_BODIES = 0.35
MIN_HOME_S = 1.0
AWAY_S = 0.5
MAX_TURN_DEG = 45.0
SCALE_FRAMES = 31


@dataclass(frozen=True, eq=False)
class Chosen:
    """One person's landmarks, and how much there was of others.

    Attributes
    ----------
    poses : PoseSequence
        As given, but with nobody in the frames that show somebody else.
    other_s : float
        For how long the landmarks were somebody else's, in seconds.
    """

    poses: PoseSequence
    other_s: float


@dataclass(frozen=True, eq=False)
class _Piece:
    """A run of frames without a leap.

    Attributes
    ----------
    frames : ndarray
        Their numbers.
    start_s, end_s : float
    trunk_px : ndarray, shape (n, 2, 2)
        Where the middles of shoulders and hips are.
    body_px : float
        How large the person is.
    yaw_deg : float
        How the person is turned.
    """

    frames: np.ndarray
    start_s: float
    end_s: float
    trunk_px: np.ndarray
    body_px: float
    yaw_deg: float

    @property
    def weight(self) -> float:
        return len(self.frames) * self.body_px

    @property
    def home_px(self) -> np.ndarray:
        """Where the trunk mostly is, shape (2, 2); NaN if there is too little to tell."""
        if self.end_s - self.start_s < MIN_HOME_S:
            return np.full((2, 2), np.nan)
        coordinates = self.trunk_px.reshape(-1, 4).T
        return np.array([median_of_seen(c) for c in coordinates]).reshape(2, 2)


def choose_person(poses: PoseSequence) -> Chosen:
    """Keep the person of whom there is most: time seen, weighted by size in the picture.

    Who is seen again is taken for the same person if about as large, and either near enough to
    have got there since, or back where they mostly were and turned the same way.
    """
    people: list[list[_Piece]] = []
    for piece in _pieces(poses):
        same = [person for person in people if _is_same(person, piece)]
        if same:
            max(same, key=lambda person: sum(p.weight for p in person)).append(piece)
        else:
            people.append([piece])
    if len(people) < 2:
        return Chosen(poses, 0.0)
    chosen = max(people, key=lambda person: sum(p.weight for p in person))
    others = np.concatenate([p.frames for person in people if person is not chosen for p in person])
    return Chosen(poses.without(others), len(others) * float(np.median(np.diff(poses.time_s))))


def _pieces(poses: PoseSequence) -> Iterator[_Piece]:
    poses = poses.with_image(np.where(np.isfinite(poses.image_px), poses.image_px, np.nan))
    trunk_px = np.stack([poses.image_midpoint(name) for name in ("shoulder", "hip")], axis=1)
    # Of who leaves the picture the model goes on guessing, and its guesses leap.
    is_inside = np.all((trunk_px >= 0) & (trunk_px <= poses.size_px), axis=2, keepdims=True)
    trunk_px = np.where(is_inside, trunk_px, np.nan)
    frames = np.flatnonzero(np.isfinite(trunk_px).all(axis=2).any(axis=1))
    if not len(frames):
        return
    time_s, trunk_px = poses.time_s[frames], trunk_px[frames]
    body_px, yaw_deg = _body_px(poses)[frames], body_yaw_deg(poses)[frames]
    leaps = _leap_px(time_s, trunk_px) > body_px[:-1] * _reach_bodies(np.diff(time_s))
    # Who comes back is compared with who left, and not with a last guess at the picture's edge.
    cuts = leaps | (np.diff(time_s) > AWAY_S)
    for run in np.split(np.arange(len(frames)), np.flatnonzero(cuts) + 1):
        yield _Piece(
            frames[run],
            time_s[run[0]],
            time_s[run[-1]],
            trunk_px[run],
            float(np.median(body_px[run])),
            circular_median_deg(yaw_deg[run]),
        )


def _body_px(poses: PoseSequence) -> np.ndarray:
    """Return how long the body is about each frame, trunk, thigh and shin in a row, shape (T,)."""
    joints = ("shoulder", "hip", "knee", "ankle")
    sides = []
    for side in Side:
        bones = [distance(poses.image(a, side), poses.image(b, side)) for a, b in pairwise(joints)]
        sides.append(np.sum(bones, axis=0))
    length = pd.Series(np.fmax(*sides))
    around = length.rolling(SCALE_FRAMES, center=True, min_periods=1).median()
    return around.fillna(length.median()).to_numpy()


def _leap_px(time_s: np.ndarray, trunk_px: np.ndarray) -> np.ndarray:
    """Return how far the trunk is from where it was, or would be if it went on, shape (n - 1,)."""
    moved = np.diff(trunk_px, axis=0)
    duration_s = np.diff(time_s)[:, np.newaxis, np.newaxis]
    moving_on = np.zeros_like(moved)
    moving_on[1:] = moved[:-1] / duration_s[:-1] * duration_s[1:]
    return np.fmin(_mean_length(moved), _mean_length(moved - moving_on))


def _mean_length(vectors: np.ndarray) -> np.ndarray:
    """Return the mean length of the vectors that are known, shape (n, 2, 2) to (n,); else NaN."""
    lengths = np.linalg.norm(vectors, axis=-1)
    known = np.isfinite(lengths)
    total = np.where(known, lengths, 0.0).sum(axis=-1)
    return total / np.where(known.any(axis=-1), known.sum(axis=-1), np.nan)


def _reach_bodies(duration_s: np.ndarray) -> np.ndarray:
    """Return how far from where one expects it a body may be after a time, in its lengths."""
    return LEAP_BODIES + np.fmin(MAX_ACCELERATION * duration_s**2, MAX_SPEED * duration_s)


def _is_same(person: list[_Piece], piece: _Piece) -> bool:
    last = person[-1]
    if not _are_alike(last, piece):
        return False
    moved_px = _mean_length((piece.trunk_px[0] - last.trunk_px[-1])[np.newaxis])[0]
    if moved_px <= last.body_px * _reach_bodies(np.array(piece.start_s - last.end_s)):
        return True
    home_px = piece.home_px
    return any(
        _mean_length((home_px - p.home_px)[np.newaxis])[0] <= HOME_BODIES * p.body_px
        and not abs((piece.yaw_deg - p.yaw_deg + 180.0) % 360.0 - 180.0) > MAX_TURN_DEG
        for p in person
    )


def _are_alike(a: _Piece, b: _Piece) -> bool:
    return max(a.body_px, b.body_px) <= MAX_SIZE_RATIO * min(a.body_px, b.body_px)
