"""Weighted residuals with their derivatives, frame by frame."""

from collections.abc import Mapping

import numpy as np

from posture.fit.body import HEADING, N_FRAME, N_SHARED, Directions, Joint, Shared

N_COLUMNS = N_FRAME + N_SHARED
_CAPACITY = 80


class Rows:
    """Residuals in units of their standard deviation; the same number of them in every frame.

    Attributes
    ----------
    residual, weight : ndarray, shape (T, M)
    jacobian : ndarray, shape (T, M, N_COLUMNS)
        By the frame's own numbers, then by the shared ones.
    cost : float
        The sum to be minimised, robust where a row is robust.
    """

    def __init__(self, n_frames: int) -> None:
        self._residual = np.zeros((n_frames, _CAPACITY))
        self._weight = np.zeros((n_frames, _CAPACITY))
        self._jacobian = np.zeros((n_frames, _CAPACITY, N_COLUMNS))
        self._count = 0
        self.cost = 0.0

    @property
    def residual(self) -> np.ndarray:
        return self._residual[:, : self._count]

    @property
    def weight(self) -> np.ndarray:
        return self._weight[:, : self._count]

    @property
    def jacobian(self) -> np.ndarray:
        return self._jacobian[:, : self._count]

    def add(
        self, residuals: list[np.ndarray], weight: np.ndarray, robust_at: float | None = None
    ) -> list[np.ndarray]:
        """Add residuals that are believed or doubted together; return their rows to fill.

        Parameters
        ----------
        residuals : list of ndarray, shape (T,)
        weight : ndarray, shape (T,)
        robust_at : float, optional
            Beyond so many standard deviations a residual counts less and less (Cauchy's loss).
        """
        squared = np.sum([r * r for r in residuals], axis=0)
        if robust_at is None:
            self.cost += float(np.sum(weight * squared))
        else:
            self.cost += float(np.sum(weight * robust_at**2 * np.log1p(squared / robust_at**2)))
            weight = weight / (1.0 + squared / robust_at**2)
        rows = []
        for residual in residuals:
            self._residual[:, self._count] = residual
            self._weight[:, self._count] = weight
            rows.append(self._jacobian[:, self._count])
            self._count += 1
        return rows


def between(joints_m: np.ndarray, vector: Mapping[Joint, float | np.ndarray]) -> np.ndarray:
    """Return the sum of shares of joints, shape (T, 3)."""
    reach = np.zeros((len(joints_m), 3))
    for joint, share in vector.items():
        reach += np.asarray(share)[..., None] * joints_m[:, joint]
    return reach


def crossed_from(axis: np.ndarray) -> np.ndarray:
    """Return the matrix that takes rows v to axis × v, shape (3, 3); numpy.cross is far slower."""
    x, y, z = axis
    return np.array([[0.0, z, -y], [-z, 0.0, x], [y, -x, 0.0]])


class Aligner:
    """Adds residuals of how far a vector between joints reaches in one of the body's directions.

    Parameters
    ----------
    rows : Rows
    joints_m : ndarray, shape (T, J, 3)
    tilt : ndarray, shape (2, 3)
        The camera axes about which pitch and roll turn everything level.
    """

    def __init__(self, rows: Rows, joints_m: np.ndarray, tilt: np.ndarray) -> None:
        self._rows, self._joints_m = rows, joints_m
        self._turns = [crossed_from(axis) for axis in tilt]

    def add(
        self,
        vector: Mapping[Joint, float | np.ndarray],
        along: Directions,
        sd: float,
        weight: np.ndarray,
        *,
        wanted: float = 0.0,
        wanted_by: Shared | None = None,
        turned_by: tuple[Shared, int] | None = None,
        only_below: bool = False,
        robust_at: float | None = None,
    ) -> None:
        """Ask that sum(share * joint) reaches `wanted` metres along a direction.

        Parameters
        ----------
        vector : mapping
            Shares of joints, adding up to nothing.
        along : Directions
        sd : float
            Metres.
        weight : ndarray, shape (T,)
        wanted : float
        wanted_by : Shared, optional
            The shared number whose value `wanted` is.
        turned_by : (Shared, int), optional
            A shared angle that turns the direction too, and the sense in which it does.
        only_below : bool
            Whether to reach further is just as good.
        """
        direction, by_heading = along
        reach = between(self._joints_m, vector)
        residual = (np.sum(reach * direction, axis=1) - wanted) / sd
        if only_below:
            weight = weight * (residual < 0)
        (row,) = self._rows.add([residual], weight, robust_at)
        for joint, share in vector.items():
            row[:, 3 * joint : 3 * joint + 3] = np.asarray(share)[..., None] * direction / sd
        turning = np.sum(reach * by_heading, axis=1) / sd
        row[:, HEADING] = turning
        if turned_by:
            row[:, N_FRAME + turned_by[0]] = turned_by[1] * turning
        if wanted_by is not None:
            row[:, N_FRAME + wanted_by] = -1.0 / sd
        for turn, shared in zip(self._turns, (Shared.PITCH, Shared.ROLL), strict=True):
            row[:, N_FRAME + shared] = np.sum(reach * (direction @ turn), axis=1) / sd
