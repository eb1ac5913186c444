"""The programme from pixels: the real model on the sample videos, and on a person who walks."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from watched import sample, watched

import posture
from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.clip import Clip, draw_clip
from posture.figure.samples import read_samples
from posture.giving_way import candidates
from posture.io.estimator import PoseEstimator
from posture.io.models import find_model
from posture.pose import PoseSequence, Side
from posture.report import Report

ROOT = Path(posture.__file__).parents[1]
SAMPLES = read_samples(ROOT / "sample_videos" / "samples.toml")
WALKER = ROOT.parent / "shared" / "evaluation" / "side_walk" / "demo4.mp4"
WITHIN_S = 0.040
CUT_S = 1.0  # at each end of a pass a step is cut off
FLOOR = (
    "knee_extension_side",
    "heel_raise_side",
    "hamstring_stretch_side",
    "calf_stretch_side",
)
WALKS = ("walking_side", "walking_knee_gives_way_side")


def truth_of(name: str, kind: str) -> list[tuple[float, str]]:
    facts = json.loads((ROOT / "sample_videos" / f"{name}.json").read_text(encoding="utf-8"))
    return [(e["time_s"], e["side"]) for e in facts["events"] if e["kind"] == kind]


def report_on(name: str) -> Report:
    return analyze(sample(name), EXERCISES[SAMPLES[name].exercise]).report


@pytest.mark.parametrize("name", WALKS)
def test_heel_strikes_of_a_sample_are_found_to_40_ms(name):
    report = report_on(name)
    true = truth_of(name, "heel_strike")
    found = [e for e in report.events if e.key == "heel_strike"]
    assert len(found) >= 8
    late_s = [
        min((event.time_s - at for at, side in true if side == event.side), key=abs)
        for event in found
    ]
    assert np.max(np.abs(late_s)) <= WITHIN_S
    assert abs(np.mean(late_s)) <= 0.015
    # between the first and the last found of each way, none is missed
    times = np.array([event.time_s for event in found])
    for way in np.split(times, np.flatnonzero(np.diff(times) > CUT_S) + 1):
        inside = [at for at, _ in true if way[0] - WITHIN_S <= at <= way[-1] + WITHIN_S]
        assert len(inside) == len(way)
    assert {rep.side for rep in report.reps} == set(Side)
    cadence = next(c for c in report.checks if c.key == "walking.cadence")
    if np.isfinite(cadence.value):
        assert cadence.value == pytest.approx(106.0, abs=2.0)
    else:  # the second clip has too few whole strides to tell the pace
        assert (cadence.outcome, cadence.reason) == ("not_measurable", "too_few")
        assert report.rep_count < 6


def test_a_person_who_walks_across_and_then_backwards_has_strides_one_way():
    if not WALKER.is_file():
        pytest.skip("the recordings of real people are not in ../shared/evaluation")
    report = analyze(watched(WALKER), EXERCISES["walking"]).report
    assert report.view == "side"
    assert report.rep_count >= 1
    assert {rep.side for rep in report.reps} == {Side.LEFT}
    strikes_s = [e.time_s for e in report.events if e.key == "heel_strike"]
    # the near foot is seen to come down at 2.95 s, to a frame; from 6 s on she walks backwards
    assert min(abs(at - 2.95) for at in strikes_s) <= 0.06  # two frames
    assert max(strikes_s) < 6.0


@pytest.mark.parametrize(
    ("name", "late_s"),
    # the hands that pull the towel come to rest slowly
    [("knee_extension_side", 0.2), ("hamstring_stretch_side", 0.2), ("calf_stretch_side", 0.27)],
)
def test_what_is_held_in_a_sample_is_held_as_long_as_it_truly_was(name, late_s):
    starts, ends = truth_of(name, "hold_start"), truth_of(name, "hold_end")
    report = report_on(name)
    assert report.rep_count == len(starts)
    assert [hold.side for hold in report.holds] == [side for _, side in starts]
    assert [h.start_s for h in report.holds] == pytest.approx([t for t, _ in starts], abs=late_s)
    assert [h.end_s for h in report.holds] == pytest.approx([t for t, _ in ends], abs=late_s)


def test_the_heel_raises_of_the_sample_are_counted_and_timed():
    report = report_on("heel_raise_side")
    peaks_s = [at for at, _ in truth_of("heel_raise_side", "rep_peak")]
    assert report.rep_count == len(peaks_s) == 3
    for rep, peak_s in zip(report.reps, peaks_s, strict=True):
        assert rep.start_s < peak_s < rep.end_s


@pytest.mark.parametrize("name", [*FLOOR, *WALKS])
def test_only_what_truly_falls_short_is_found_fault_with_in_a_sample(name):
    wanting = {c.key for c in report_on(name).checks if c.grade in ("caution", "poor")}
    short = {
        "hamstring_stretch_side": {"hamstring_stretch.time"},  # ten seconds, where twenty are asked
        "calf_stretch_side": {"calf_stretch.time"},  # nine
        # held for 1.7 s, where three are asked, and lowered in 0.4 s, where 0.8 are
        "knee_extension_side": {"knee_extension.hold_time", "knee_extension.lowering_time"},
    }
    assert wanting == short.get(name, set())


@pytest.mark.parametrize("name", [*FLOOR, *WALKS, "single_leg_stance_front"])
def test_another_exercise_than_was_done_is_not_invented(name):
    own = SAMPLES[name].exercise
    for key in EXERCISES.keys() - {own}:
        report = analyze(sample(name), EXERCISES[key]).report
        assert (report.rep_count, report.holds, report.events) == (0, (), ()), key
        assert report.absence in ("no_such_movement", "wrong_view"), key
        assert not any(check.grade == "good" for check in report.checks), key
    if name in WALKS:  # filmed from the side all the while, though facing either way
        report = analyze(sample(name), EXERCISES["knee_extension"]).report
        assert report.absence == "no_such_movement"


@cache
def knee_that_gives_way() -> tuple[Clip, PoseSequence]:
    """Return ten passes of a drawn figure whose left knee gives way once, and what is seen of them.

    Only the passes that show the left leg nearer are drawn: the way back takes as long, unseen.
    """
    clip = Clip(
        person="kenji",
        motion="walking_knee_gives_way",
        settings={"half_path_m": 2.7, "n_passes": 8},
        camera=Camera(distance_m=3.9, field_of_view_deg=64.0, width_px=640, height_px=360),
        seed=11,
        fps=28.5,
    )
    pass_s = clip.subject.duration_s / 8
    with PoseEstimator(find_model()) as model:
        frames = [
            model.detect(picture.image_rgb, picture.time_s)
            for i, time_s in enumerate(clip.time_s)
            if int(time_s / pass_s) % 2 == 0
            for picture in draw_clip(clip, "puppet", slice(i, i + 1))
        ]
    return clip, PoseSequence.from_frames(frames, clip.camera.size_px, model.model)


def test_a_knee_that_gives_way_once_is_found_once_from_pixels():
    clip, poses = knee_that_gives_way()
    report = analyze(poses, EXERCISES["walking"], experimental=True).report
    assert sum(rep.side is Side.LEFT for rep in report.reps) >= 8
    (moment,) = candidates(report.events)
    start_s, end_s = (e.time_s for e in clip.subject.events if e.kind.startswith("giving_way"))
    assert moment.side is Side.LEFT
    assert start_s - 0.05 <= moment.time_s <= end_s
    assert moment.answer == ""
