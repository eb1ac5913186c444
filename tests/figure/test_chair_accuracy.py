"""Chair stands and standing on one leg, from pixels to the report: drawn figures, the real model.

A small part; docs/exercises/ have the figures.
"""

from functools import cache
from pathlib import Path

import pytest
from watched import sample

import posture
from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.clip import Clip, draw_clip
from posture.figure.recording import truth_facts
from posture.figure.samples import read_samples
from posture.figure.truth import projected_poses
from posture.io.estimator import PoseEstimator
from posture.io.models import DEFAULT_MODEL, find_model
from posture.pose import PoseSequence

SAMPLES = Path(posture.__file__).parents[1] / "sample_videos"
AZIMUTHS_DEG = {"side": 90.0, "front": 0.0}


@cache
def filmed(motion: str, view: str) -> tuple[Clip, PoseSequence]:
    camera = Camera(azimuth_deg=AZIMUTHS_DEG[view])
    clip = Clip(person="kenji", motion=motion, camera=camera, seed=7, fps=15.0)
    with PoseEstimator(find_model(DEFAULT_MODEL)) as estimator:
        frames = [estimator.detect(p.image_rgb, p.time_s) for p in draw_clip(clip, "puppet")]
        return clip, PoseSequence.from_frames(frames, clip.camera.size_px, estimator.model)


@pytest.mark.parametrize("view", AZIMUTHS_DEG)
def test_a_failed_attempt_is_not_counted_and_every_stand_is_on_time(view):
    clip, poses = filmed("chair_squat_failed_attempt", view)
    report = analyze(poses, EXERCISES["chair_squat"]).report
    truth = projected_poses(clip.skeletons(), clip.time_s, clip.camera)
    ideal = analyze(truth, EXERCISES["chair_squat"]).report
    assert (report.rep_count, clip.subject.count("rep_end")) == (2, 2)
    assert [movement.reason for movement in report.not_counted] == ["incomplete"]
    for rep, true in zip(report.reps, ideal.reps, strict=True):
        for phase in ("rising", "standing", "lowering"):
            assert rep.phases[phase].start_s == pytest.approx(true.phases[phase].start_s, abs=0.15)
        assert rep.end_s == pytest.approx(true.end_s, abs=0.15)


def test_fidgeting_on_a_chair_is_no_repetition():
    report = analyze(filmed("fidgeting", "side")[1], EXERCISES["chair_squat"]).report
    assert (report.rep_count, report.not_counted) == (0, ())
    assert report.absence == "no_such_movement"


def test_the_sample_of_the_chair_squat_is_counted_and_its_good_form_is_seen():
    poses = sample("chair_squat_side")
    report = analyze(poses, EXERCISES["chair_squat"]).report
    clip = read_samples(SAMPLES / "samples.toml")["chair_squat_side"].clip
    assert report.rep_count == truth_facts(clip)["rep_count"] == 3
    found = {check.key.removeprefix("chair_squat."): check.outcome for check in report.checks}
    for aspect in ("full_stand", "bow", "bow_first", "hips_back", "knee_over_toe", "heel_lift"):
        assert found[aspect] == "within", aspect
    # its figure takes 2.3 s to sit down, the slow exercise 5 to 6
    assert found["lowering_time"] == "below"
    assert analyze(poses, EXERCISES["squat"]).report.rep_count <= 3


def test_the_sample_of_standing_on_one_leg_is_timed():
    poses = sample("single_leg_stance_front")
    report = analyze(poses, EXERCISES["single_leg_stance"]).report
    clip = read_samples(SAMPLES / "samples.toml")["single_leg_stance_front"].clip
    truth = projected_poses(clip.skeletons(), clip.time_s, clip.camera)
    (ideal,) = analyze(truth, EXERCISES["single_leg_stance"]).report.holds
    (hold,) = report.holds
    assert hold.side == ideal.side == "left"
    assert hold.start_s == pytest.approx(ideal.start_s, abs=0.2)
    assert hold.end_s == pytest.approx(ideal.end_s, abs=0.2)
    starts, ends = (event.time_s for event in clip.subject.events)
    assert (hold.start_s, hold.end_s) == pytest.approx((starts, ends), abs=0.2)
    assert hold.duration_s == pytest.approx(ends - starts, abs=0.2)
    assert analyze(poses, EXERCISES["chair_squat"]).report.absence == "no_such_movement"
