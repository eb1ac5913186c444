"""The parts of the fit against numbers found the slow way."""

import numpy as np
import pytest
from filmed import filmed

from posture.fit.body import HEADING, N_FRAME, N_SHARED, forward, leftward, level_axes
from posture.fit.body_fit import _start
from posture.fit.motion import Continuity, continuity
from posture.fit.observations import observe
from posture.fit.rows import Rows
from posture.fit.settings import DEFAULT
from posture.fit.solver import _normal, _step
from posture.fit.terms import frame_rows, shared_rows

H = 1e-6


@pytest.fixture(scope="module")
def somewhere():
    """Return observations and a point that is no minimum of anything."""
    poses, _ = filmed("squat", 30, n_reps=1)
    seen = observe(poses, 576.0, DEFAULT)
    frames, shared, leg_m = _start(seen, DEFAULT)
    rng = np.random.default_rng(1)
    frames = frames + rng.normal(0, 0.03, frames.shape)
    return seen, frames, shared + rng.normal(0, 0.05, shared.shape), leg_m


def test_the_frames_derivatives_are_right(somewhere):
    seen, frames, shared, _ = somewhere
    rows = frame_rows(frames, shared, seen, DEFAULT)
    switched = rows.weight == 0.0
    for column in range(N_FRAME + N_SHARED):
        sides = []
        for step in (H, -H):
            moved, moved_shared = frames.copy(), shared.copy()
            if column < N_FRAME:
                moved[:, column] += step
            else:
                moved_shared[column - N_FRAME] += step
            sides.append(frame_rows(moved, moved_shared, seen, DEFAULT).residual)
        slope = (sides[0] - sides[1]) / (2 * H)
        wrong = np.abs(slope - rows.jacobian[..., column]) > 1e-3 * (1 + np.abs(slope))
        # six rows hold the knee's place along the leg while they are solved for
        assert np.sum(np.mean(wrong & ~switched, axis=0) > 0.02) <= (6 if column < HEADING else 0)


def test_the_shared_derivatives_are_right(somewhere):
    _, _, shared, leg_m = somewhere
    residual, jacobian = shared_rows(shared, leg_m, DEFAULT)
    for column in range(N_SHARED):
        moved = shared.copy()
        moved[column] += H
        slope = (shared_rows(moved, leg_m, DEFAULT)[0] - residual) / H
        assert slope == pytest.approx(jacobian[:, column], abs=1e-3, rel=1e-3)


def test_continuity_is_the_sum_of_squares_it_says(somewhere):
    seen, frames, *_ = somewhere
    motion = continuity(seen, DEFAULT)
    step_s = seen.time_s[1] - seen.time_s[0]
    still = np.repeat(frames[:1], len(frames), axis=0)
    assert motion.cost(still) == pytest.approx(0.0, abs=1e-3)
    shaken = still.copy()
    shaken[5, HEADING] += 0.1
    expected = (step_s / DEFAULT.correlation_s) * 6.0 * (0.1 / step_s**2) ** 2
    assert motion.cost(shaken) == pytest.approx(expected / DEFAULT.heading_acceleration**2)


def test_a_step_solves_the_whole_system(somewhere):
    seen, frames, shared, leg_m = somewhere
    n = 6
    part = seen.part(slice(0, n))
    motion = continuity(part, DEFAULT)

    def rows_of(frames: np.ndarray, shared: np.ndarray, block: slice) -> Rows:
        return frame_rows(frames, shared, part.part(block), DEFAULT)

    normal = _normal(frames[:n], shared, rows_of, shared_rows(shared, leg_m, DEFAULT), motion)
    frame_step, shared_step = _step(normal, damping=0.0)
    matrix, slope = _dense(frames[:n], shared, rows_of, leg_m, motion)
    expected = -np.linalg.solve(matrix, slope)
    assert frame_step.ravel() == pytest.approx(expected[: n * N_FRAME], abs=1e-5)
    assert shared_step == pytest.approx(expected[n * N_FRAME :], abs=1e-5)


def _dense(frames, shared, rows_of, leg_m, motion: Continuity):
    n = len(frames)
    size = n * N_FRAME + N_SHARED
    matrix, slope = np.zeros((size, size)), np.zeros(size)
    rows = rows_of(frames, shared, slice(0, n))
    for t in range(n):
        columns = np.r_[t * N_FRAME : (t + 1) * N_FRAME, n * N_FRAME : size]
        weighted = rows.jacobian[t].T * rows.weight[t]
        matrix[np.ix_(columns, columns)] += weighted @ rows.jacobian[t]
        slope[columns] += weighted @ rows.residual[t]
    residual, jacobian = shared_rows(shared, leg_m, DEFAULT)
    matrix[n * N_FRAME :, n * N_FRAME :] += jacobian.T @ jacobian
    slope[n * N_FRAME :] += jacobian.T @ residual
    for column in range(n * N_FRAME):
        unit = np.zeros(n * N_FRAME)
        unit[column] = 1.0
        matrix[: n * N_FRAME, column] += motion.gradient(unit.reshape(n, N_FRAME)).ravel()
    slope[: n * N_FRAME] += motion.gradient(frames).ravel()
    return matrix, slope


def test_directions_agree_with_the_view_from_the_front():
    axes = level_axes(0.0, 0.0)
    left, _ = leftward(np.zeros(1), axes)
    ahead, _ = forward(np.zeros(1), axes)
    assert left[0] == pytest.approx([1, 0, 0])  # facing the camera, the picture's right
    assert ahead[0] == pytest.approx([0, 0, -1])


def test_a_camera_that_looks_down_sees_up_point_towards_it():
    assert -level_axes(np.radians(20), 0.0)[1] == pytest.approx(
        [0, -np.cos(np.radians(20)), -np.sin(np.radians(20))]
    )


def test_a_picture_turned_clockwise_has_its_up_to_the_right():
    up = -level_axes(0.0, np.radians(10))[1]
    assert up[0] > 0
