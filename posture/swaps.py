"""Find and undo left and right limbs taken for one another.

For a few frames the model may call a left leg the right one, mostly when legs cross or the body is
seen from the side. Limbs move smoothly, so the cheapest way to name them over the whole recording
(Viterbi, given where each would be if it kept its velocity) is the right one. What most frames say
is believed; a recording that is swapped throughout cannot be told from a mirrored one.
"""

from dataclasses import dataclass, replace

import numpy as np

from posture.pose import Landmark, PoseSequence, Side
from posture.view import View, estimate_viewpoint

# Landmarks are named together: the model confuses whole legs and arms. The face is named with the
# rest of the body, being too small to be told alone.
LEGS = ("hip", "knee", "ankle", "heel", "toe")
ARMS = ("shoulder", "elbow", "wrist", "pinky", "index", "thumb")
FACE = ("eye_inner", "eye", "eye_outer", "ear", "mouth")

PLACE_SD_M = 0.02  # of a landmark from frame to frame
ACCELERATION_SD = 25.0  # metres per second squared; a foot in walking reaches about that
DEPTH_SHARE = 0.7  # what the model's depth counts for against the picture
SEEN_M = 0.5  # a change of visibility from 0 to 1 counts as much as a jump so wide
MAX_SQUARED = 16.0  # a landmark alone cannot say more
SWITCH_COST = 6.0  # of taking limbs for one another, and of ending it
SWAPPED_COST = 2.0  # of each frame in which they are


@dataclass(frozen=True, eq=False)
class Repaired:
    """A sequence with its limbs named right.

    Attributes
    ----------
    poses : PoseSequence
    legs, arms : ndarray, shape (T,), bool
        In which frames their left and right had to be exchanged.
    """

    poses: PoseSequence
    legs: np.ndarray
    arms: np.ndarray


def undo_swaps(poses: PoseSequence, *, legs_alone: bool = True) -> Repaired:
    """Return the sequence with left and right exchanged where they were taken for one another.

    First the body as a whole, which is the surest, then legs and arms on their own; the legs only
    if `legs_alone`: of a leg that is held up for long, most frames may be wrong.
    """
    body = _find(poses, LEGS + ARMS)
    repaired = exchanged(poses, LEGS + ARMS + FACE, body)
    arms = _find(repaired, ARMS)
    legs = _find(repaired, LEGS) if legs_alone else np.zeros(len(poses), bool)
    repaired = exchanged(exchanged(repaired, LEGS, legs), ARMS, arms)
    return Repaired(repaired, body ^ legs, body ^ arms)


def turned_as_told(poses: PoseSequence, view: View | None) -> PoseSequence:
    """Return the sequence with left and right exchanged if the model took a back for a front.

    Parameters
    ----------
    poses : PoseSequence
    view : View or None
        From where somebody says it was filmed. Who is seen from there but was taken to face the
        other way has every left called right.
    """
    other_way = {View.FRONT: View.REAR, View.REAR: View.FRONT}
    if view not in other_way or estimate_viewpoint(poses).view is not other_way[view]:
        return poses
    return exchanged(poses, LEGS + ARMS + FACE, np.ones(len(poses), bool))


def _pairs(names: tuple[str, ...]) -> np.ndarray:
    """Return the landmarks, left and right, shape (N, 2)."""
    return np.array([[Landmark.of(name, side) for side in Side] for name in names])


def _find(poses: PoseSequence, names: tuple[str, ...]) -> np.ndarray:
    return _swapped(poses.time_s, _features(poses)[:, _pairs(names)])


def exchanged(poses: PoseSequence, names: tuple[str, ...], frames: np.ndarray) -> PoseSequence:
    """Return the sequence with left and right exchanged in some frames."""
    if not frames.any():
        return poses
    pairs = _pairs(names)
    here, there = np.ix_(frames, pairs.ravel()), np.ix_(frames, pairs[:, ::-1].ravel())
    arrays = {}
    for name in ("image_px", "world_m", "visibility"):
        arrays[name] = getattr(poses, name).copy()
        arrays[name][here] = getattr(poses, name)[there]
    return replace(poses, **arrays)


def _features(poses: PoseSequence) -> np.ndarray:
    """Return where each landmark is and how well seen, in metres, shape (T, 33, 4)."""
    seen = np.isfinite(poses.image_px).all(axis=(1, 2)) & np.isfinite(poses.world_m).all(
        axis=(1, 2)
    )
    if not seen.any():
        return np.full((len(poses), len(Landmark), 4), np.nan)
    across_px = np.median(np.linalg.norm(np.std(poses.image_px[seen], axis=1), axis=-1))
    across_m = np.median(np.linalg.norm(np.std(poses.world_m[seen, :, :2], axis=1), axis=-1))
    px_per_m = max(across_px / max(across_m, 0.05), 1.0)  # a body is wider than that, and a picture
    return np.concatenate(
        [
            poses.image_px / px_per_m,
            DEPTH_SHARE * poses.world_m[..., 2:],
            SEEN_M * poses.visibility[..., None],
        ],
        axis=-1,
    )


def _swapped(time_s: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Return in which frames a limb's left and right are exchanged.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
    pairs : ndarray, shape (T, N, 2, 4)
        Features of its landmarks, left then right.
    """
    seen = np.flatnonzero(np.isfinite(pairs).all(axis=(1, 2, 3)))
    swapped = np.zeros(len(time_s), bool)
    if len(seen) < 3:
        return swapped
    cost = _costs(time_s[seen], pairs[seen])
    swapped[seen] = _cheapest(cost)
    if swapped[seen].mean() > 0.5:
        swapped[seen] = ~swapped[seen]
    return swapped


def _costs(time_s: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Return what each naming of three frames in a row costs, shape (T - 2, 2, 2, 2)."""
    step_s = np.diff(time_s)
    ahead = (step_s[1:] / step_s[:-1])[:, None, None, None]
    lasting_s = step_s[1:] * (step_s[1:] + step_s[:-1]) / 2
    spread = PLACE_SD_M**2 * (1 + (1 + ahead) ** 2 + ahead**2) + (
        (ACCELERATION_SD * lasting_s)[:, None, None, None] ** 2
    )
    named = (pairs, pairs[:, :, ::-1])
    cost = np.empty((len(time_s) - 2, 2, 2, 2))
    for a in range(2):
        for b in range(2):
            predicted = named[b][1:-1] + ahead * (named[b][1:-1] - named[a][:-2])
            for c in range(2):
                squared = np.sum((named[c][2:] - predicted) ** 2 / spread, axis=-1)
                cost[:, a, b, c] = np.mean(np.minimum(squared, MAX_SQUARED), axis=(1, 2))
    return cost * pairs.shape[1]


def _cheapest(cost: np.ndarray) -> np.ndarray:
    """Return the cheapest sequence of names, 0 as they are and 1 exchanged, shape (T,)."""
    n = len(cost)
    b, c = np.meshgrid((0, 1), (0, 1), indexing="ij")
    extra = SWITCH_COST * (b != c) + SWAPPED_COST * c
    total = extra.astype(float)  # by the names of the last two frames
    came_from = np.empty((n, 2, 2), np.int8)
    for t in range(n):
        candidates = total[:, :, None] + cost[t]
        came_from[t] = np.argmin(candidates, axis=0)
        total = np.min(candidates, axis=0) + extra
    names = np.empty(n + 2, np.int8)
    names[-2], names[-1] = np.unravel_index(np.argmin(total), (2, 2))
    for t in range(n - 1, -1, -1):
        names[t] = came_from[t, names[t + 1], names[t + 2]]
    return names == 1
