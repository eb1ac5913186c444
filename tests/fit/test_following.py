"""The body fit of somebody who is still moving: it knows the past only."""

import numpy as np
import pytest
from filmed import filmed
from stick_figure import pick

from posture.baseline import measure_baseline
from posture.exercises import EXERCISES
from posture.filtering import clean
from posture.fit import WINDOW_S, BodyFit, fit_body
from posture.fit.angles import knee_flexion
from posture.kinematics import knee_flexion as knee_flexion_in_picture
from posture.live.coach import Coach, Stage
from posture.pose import PoseFrame, PoseSequence, Side
from posture.view import View, estimate_viewpoint

EVERY = 2  # frames between two looks, at 20 a second


def followed(poses: PoseSequence) -> tuple[np.ndarray, list[BodyFit]]:
    """Return at which frames was looked, after a second and a half, and what was found."""
    looks = np.arange(30, len(poses), EVERY)
    fits: list[BodyFit] = []
    for i in looks:
        since = np.searchsorted(poses.time_s, poses.time_s[i] - WINDOW_S)
        fit = fit_body(pick(poses, slice(since, i + 1)), after=fits[-1] if fits else None)
        assert fit is not None
        fits.append(fit)
    return looks, fits


@pytest.mark.parametrize(("off_profile_deg", "mae_deg"), [(15, 2.5), (30, 3.0), (45, 3.5)])
def test_the_newest_frame_reads_nearly_as_well_as_the_whole_clip(off_profile_deg, mae_deg):
    poses, truth = filmed("squat", off_profile_deg, n_reps=2)
    looks, fits = followed(poses)
    knee = np.array([knee_flexion(fit, Side.LEFT)[-1] for fit in fits])
    assert np.mean(np.abs(knee - truth["knee_flexion_left"].to_numpy()[looks])) <= mae_deg


def test_two_steps_from_where_the_body_was_are_as_good_as_many():
    poses, _ = filmed("squat", 30, n_reps=1)
    looks, fits = followed(poses)
    for i, fit in zip(looks[5::5], fits[5::5], strict=True):
        since = np.searchsorted(poses.time_s, poses.time_s[i] - WINDOW_S)
        anew = fit_body(pick(poses, slice(since, i + 1)))
        newest = knee_flexion(fit, Side.LEFT)[-1]
        assert newest == pytest.approx(knee_flexion(anew, Side.LEFT)[-1], abs=4.0)


def test_somebody_who_was_away_is_looked_at_afresh():
    poses, _ = filmed("squat", 30, n_reps=1)
    before = fit_body(pick(poses, slice(0, 30)))
    later = pick(poses, slice(50, None))
    expected, found = fit_body(later), fit_body(later, after=before)
    assert knee_flexion(found, Side.LEFT) == pytest.approx(knee_flexion(expected, Side.LEFT))


def coached(poses: PoseSequence) -> np.ndarray:
    """Return the knee that is shown live in each frame, NaN before the set."""
    width_px, height_px = poses.size_px
    coach = Coach(EXERCISES["squat"], View.SIDE, (int(width_px), int(height_px)), poses.model)
    shown = []
    frames = zip(poses.time_s, poses.image_px, poses.world_m, poses.visibility, strict=True)
    for time_s, *landmarks in frames:
        state = coach.push(PoseFrame(float(time_s), *landmarks, 0.5))
        coach.begin()
        shown.append(state.moving.value if state.stage is Stage.EXERCISE else np.nan)
    return np.array(shown)


def test_live_the_knee_of_a_person_who_stands_askew_is_right():
    poses, truth = filmed("squat", 25, person="hana", n_reps=4)
    knee_deg = truth["knee_flexion_left"].to_numpy()
    shown = coached(poses)
    deep = np.isfinite(shown) & (knee_deg > 60.0)
    assert deep.sum() > 20
    cleaned = clean(poses)
    baseline = measure_baseline(cleaned, estimate_viewpoint(cleaned, View.SIDE))
    in_picture = knee_flexion_in_picture(cleaned, Side.LEFT, baseline)
    assert np.mean(np.abs(in_picture - knee_deg)[deep]) > 6.0
    assert np.mean(np.abs(shown - knee_deg)[deep]) < 5.0
