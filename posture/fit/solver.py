"""Damped Gauss-Newton for many frames that share a few numbers.

The normal equations are banded - a frame meets the two after it - with a border for the shared
numbers: one banded Cholesky factor and a small dense system per step, linear in the clip's length.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.linalg import solveh_banded

from posture.fit.body import N_FRAME, N_SHARED
from posture.fit.motion import Continuity
from posture.fit.rows import Rows

_BLOCK = 512  # frames whose Jacobian is held at once
_BAND = 2 * N_FRAME


class Normal(NamedTuple):
    """Half the normal equations at a point: `band` in LAPACK's lower form."""

    cost: float
    frame_gradient: np.ndarray  # (T, N_FRAME)
    shared_gradient: np.ndarray  # (N_SHARED,)
    band: np.ndarray  # (_BAND + 1, T, N_FRAME)
    border: np.ndarray  # (T, N_FRAME, N_SHARED)
    corner: np.ndarray  # (N_SHARED, N_SHARED)


def minimise(
    frames: np.ndarray,
    shared: np.ndarray,
    rows_of: Callable[[np.ndarray, np.ndarray, slice], Rows],
    shared_rows_of: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]],
    motion: Continuity,
    max_steps: int,
    tolerance: float = 1e-4,
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the frames and shared numbers of least cost, and that cost.

    Parameters
    ----------
    frames : ndarray, shape (T, N_FRAME)
        Where to start.
    shared : ndarray, shape (N_SHARED,)
        Where to start.
    rows_of : callable
        (frames of a block, shared, which block) -> Rows.
    shared_rows_of : callable
        shared -> residuals and Jacobian.
    motion : Continuity
    max_steps : int
    tolerance : float
        A step that lessens the cost by a smaller share is the last.
    """

    def normal(frames: np.ndarray, shared: np.ndarray) -> Normal:
        return _normal(frames, shared, rows_of, shared_rows_of(shared), motion)

    here = normal(frames, shared)
    damping = 1e-3
    for _ in range(max_steps):
        while True:
            frame_step, shared_step = _step(here, damping)
            there = normal(frames + frame_step, shared + shared_step)
            if there.cost < here.cost:
                break
            damping *= 10.0
            if damping > 1e6:
                return frames, shared, here.cost
        frames, shared = frames + frame_step, shared + shared_step
        gain, here = here.cost - there.cost, there
        damping = max(damping / 5.0, 1e-9)
        if gain < tolerance * here.cost:
            break
    return frames, shared, here.cost


def _normal(
    frames: np.ndarray,
    shared: np.ndarray,
    rows_of: Callable[[np.ndarray, np.ndarray, slice], Rows],
    shared_rows: tuple[np.ndarray, np.ndarray],
    motion: Continuity,
) -> Normal:
    n = len(frames)
    residual, jacobian = shared_rows
    cost = motion.cost(frames) + float(residual @ residual)
    gradient = motion.gradient(frames)
    shared_gradient, corner = jacobian.T @ residual, jacobian.T @ jacobian
    border = np.empty((n, N_FRAME, N_SHARED))
    band = np.zeros((_BAND + 1, n, N_FRAME))
    band[0], band[N_FRAME], band[_BAND] = motion.near, motion.next, motion.second
    for start in range(0, n, _BLOCK):
        block = slice(start, min(start + _BLOCK, n))
        rows = rows_of(frames[block], shared, block)
        weighted = rows.jacobian * rows.weight[..., None]
        square = np.matmul(weighted.transpose(0, 2, 1), rows.jacobian)
        slope = np.matmul(weighted.transpose(0, 2, 1), rows.residual[..., None])[..., 0]
        cost += rows.cost
        gradient[block] += slope[:, :N_FRAME]
        shared_gradient += slope[:, N_FRAME:].sum(axis=0)
        corner += square[:, N_FRAME:, N_FRAME:].sum(axis=0)
        border[block] = square[:, :N_FRAME, N_FRAME:]
        for below in range(N_FRAME):
            diagonal = np.diagonal(square[:, :N_FRAME, :N_FRAME], -below, axis1=1, axis2=2)
            band[below, block, : N_FRAME - below] += diagonal
    return Normal(cost, gradient, shared_gradient, band, border, corner)


def _step(normal: Normal, damping: float) -> tuple[np.ndarray, np.ndarray]:
    n = len(normal.border)
    band = normal.band.reshape(_BAND + 1, n * N_FRAME).copy()
    band[0] *= 1.0 + damping
    border = normal.border.reshape(n * N_FRAME, N_SHARED)
    right = np.column_stack([normal.frame_gradient.ravel(), border])
    solved = solveh_banded(band, right, lower=True, check_finite=False)
    corner = normal.corner + damping * np.diag(np.diag(normal.corner))
    shared_step = -np.linalg.solve(
        corner - border.T @ solved[:, 1:], normal.shared_gradient - border.T @ solved[:, 0]
    )
    frame_step = -(solved[:, 0] + solved[:, 1:] @ shared_step)
    return frame_step.reshape(n, N_FRAME), shared_step
