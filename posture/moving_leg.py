"""Name the leg that is stretched while the other rests, as one sees it sitting side-on.

When one leg is stretched past the other, the model may go over to calling it by the other one's
name for as long as it is up, or place both between the two. As it sets out both are still where
they were, and named right, though of the far one it may be unsure: what moves while the other rests
is no guess. So the leg that sets out is the one that moves, and until it is back it is the
straighter one of the two. Where it is drawn between the two it seems less straight than
it is, never straighter: there it is taken not to have been seen.
"""

from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

import numpy as np
import pandas as pd

from posture.baseline import measure_baseline
from posture.filtering import MIN_VISIBILITY, hide_unseen
from posture.measures import compute_measures
from posture.pose import Landmark, PoseSequence, Side
from posture.reps import MIN_BACK_S
from posture.runs import stretches
from posture.swaps import LEGS, exchanged
from posture.view import View, Viewpoint

AWAY_DEG = 15.0  # of knee flexion from where it rests: three times its error
MOVED_DEG = 30.0  # less is no movement; nor does a leg jump so far from frame to frame
SETTING_OUT_S = 0.1  # in which the names are right
SET_OUT_S = 0.5  # from rest until it is away
MAX_SLIP_S = 0.5  # in which the moving leg goes by no name
REST_PERCENTILE = 90  # of the straighter knee
SLIP_S = 0.5  # a stretched leg that bends and is straight again within that did not bend
SLIP_DEG = 6.0  # the error of the knee


def name_moving_leg(poses: PoseSequence, viewpoint: Viewpoint) -> PoseSequence:
    """Return the sequence with its moving leg named throughout.

    The leg that moves is seen, however unsure the model is of it; where it was lost, it is hidden.

    Parameters
    ----------
    poses : PoseSequence
        Of somebody who stretches one leg at a time, before cleaning.
    viewpoint : Viewpoint
        From where. Only from the side does one leg hide the other.
    """
    if viewpoint.view is not View.SIDE:
        return poses
    guessed = hide_unseen(poses, 0.0)  # outside the picture nothing is even guessed well
    found = find_moving_leg(poses.time_s, _knees_deg(guessed, viewpoint))
    named = exchanged(poses, LEGS, found.is_exchanged)
    visibility = named.visibility.copy()
    for side, moves in zip(Side, found.is_moving, strict=True):
        leg = np.ix_(moves, [Landmark.of(name, side) for name in LEGS])
        visibility[leg] = np.maximum(visibility[leg], MIN_VISIBILITY)
    return _hidden(replace(named, visibility=visibility), found.is_lost)


def hide_slips(poses: PoseSequence, viewpoint: Viewpoint) -> PoseSequence:
    """Return the sequence with a stretched leg unseen where it is drawn towards the other one.

    Parameters
    ----------
    poses : PoseSequence
        With the moving leg named.
    viewpoint : Viewpoint
    """
    if viewpoint.view is not View.SIDE:
        return poses
    return _hidden(poses, find_slips(poses.time_s, _knees_deg(poses, viewpoint)))


def _knees_deg(poses: PoseSequence, viewpoint: Viewpoint) -> np.ndarray:
    knees = compute_measures(poses, measure_baseline(poses, viewpoint), ["knee_flexion"])
    return np.stack([knees[f"knee_flexion_{side}"] for side in Side])


def _hidden(poses: PoseSequence, is_lost: np.ndarray) -> PoseSequence:
    image_px = poses.image_px.astype(float)
    for side, lost in zip(Side, is_lost, strict=True):
        image_px[np.ix_(lost, [Landmark.of(name, side) for name in LEGS if name != "hip"])] = np.nan
    return poses.with_image(image_px)


def find_slips(time_s: np.ndarray, flexion_deg: np.ndarray) -> np.ndarray:
    """Return where a leg that is away from rest seems to bend for a moment, shape (N, T), bool.

    Against the curve without its short peaks: the lowest about each frame, and the highest of that.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
    flexion_deg : ndarray, shape (N, T)
        Of each knee; NaN where one was not seen.
    """
    knees = pd.DataFrame(flexion_deg.T, index=pd.to_timedelta(time_s, unit="s"))
    window = pd.Timedelta(seconds=SLIP_S)
    about = {"window": window, "center": True, "min_periods": 1, "closed": "both"}
    without_peaks = knees.rolling(**about).min().rolling(**about).max()
    is_away = knees.quantile(REST_PERCENTILE / 100) - knees > AWAY_DEG
    return ((knees - without_peaks > SLIP_DEG) & is_away).to_numpy().T


class MovingLeg(NamedTuple):
    """Which leg moves, and by whose name it goes.

    Attributes
    ----------
    is_exchanged : ndarray, shape (T,), bool
        Where left and right are to be exchanged.
    is_moving : ndarray, shape (2, T), bool
        Where, after that, the left and the right leg are away from rest.
    is_lost : ndarray, shape (2, T), bool
        Where a leg is not known.
    """

    is_exchanged: np.ndarray
    is_moving: np.ndarray
    is_lost: np.ndarray


def find_moving_leg(time_s: np.ndarray, flexion_deg: np.ndarray) -> MovingLeg:
    """Tell in which frames which leg moves, and whether by the other one's name or by none.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
    flexion_deg : ndarray, shape (2, T)
        Of the left and the right knee; NaN where one was not seen, which is taken to be at rest.
    """
    is_exchanged = np.zeros(len(time_s), bool)
    is_moving, is_lost = np.zeros((2, *flexion_deg.shape), bool)
    straighter_deg = np.fmin(*flexion_deg)
    seen_deg = straighter_deg[np.isfinite(straighter_deg)]
    if not len(seen_deg):
        return MovingLeg(is_exchanged, is_moving, is_lost)
    rest_deg = float(np.percentile(seen_deg, REST_PERCENTILE))
    # by how much each knee is straighter than at rest
    moved_deg = rest_deg - np.where(np.isfinite(flexion_deg), flexion_deg, rest_deg)
    farther_deg = np.max(moved_deg, axis=0)
    for parts in _movements(time_s, farther_deg):
        start, stop = parts[0][0], parts[-1][1]
        early = slice(start, int(np.searchsorted(time_s, time_s[start] + SETTING_OUT_S)))
        mover = int(np.argmax(np.sum(moved_deg[:, early], axis=1)))
        inside = slice(start, stop)
        about = (time_s >= time_s[start] - SET_OUT_S) & (time_s <= time_s[stop - 1] + SET_OUT_S)
        is_moving[mover, about] = True
        is_exchanged[inside] = moved_deg[1 - mover, inside] > moved_deg[mover, inside]
        for before, after in pairwise(parts):  # from where it was last seen well
            last = before[1] - 1 - int(np.argmax(farther_deg[slice(*before)][::-1] >= MOVED_DEG))
            first = after[0] + int(np.argmax(farther_deg[slice(*after)] >= MOVED_DEG))
            is_lost[mover, last + 1 : first] = True
    return MovingLeg(is_exchanged, is_moving, is_lost)


def _movements(time_s: np.ndarray, moved_deg: np.ndarray) -> list[list[tuple[int, int]]]:
    """Return each movement away from rest as the parts [start, stop) in which it was seen.

    A leg that is stretched from one frame to the next, or at rest, has slipped away for a moment;
    so has one that is hardly down before a leg is up again.
    """
    movements: list[list[tuple[int, int]]] = []
    for start, end in stretches(moved_deg > AWAY_DEG):
        stop = end + 1
        last = movements[-1][-1][1] - 1 if movements else start
        down_s = time_s[start] - time_s[last] if movements else inf
        jumps = np.max(np.abs(np.diff(moved_deg[last : start + 2])), initial=0.0) >= MOVED_DEG
        if down_s < MIN_BACK_S or (jumps and down_s <= MAX_SLIP_S):
            movements[-1].append((start, stop))
        else:
            movements.append([(start, stop)])
    return [m for m in movements if max(moved_deg[slice(*part)].max() for part in m) >= MOVED_DEG]
