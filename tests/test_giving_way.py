"""A knee that gives way once, and knees that do not."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from walks import filmed, motion, report_of

from posture import wording
from posture.giving_way import MIN_STRIDES, Answer, answered
from posture.i18n import LANGUAGES
from posture.movements import Event
from posture.passes import find_passes
from posture.pose import Landmark, Side

LONG = {"n_passes": 14, "half_path_m": 2.7}


@cache
def walk(side: Side):
    return motion("walking_knee_gives_way", gives_way=side, **LONG)


@cache
def film(side: Side):
    return filmed(walk(side), 90.0 if side is Side.LEFT else -90.0, fps=28.5, noise_px=0.5)


def suspected(report):
    return [e for e in report.events if e.key == "possible_giving_way"]


@pytest.mark.parametrize("side", Side)
def test_a_knee_that_gives_way_is_found_once_on_its_side(side):
    (event,) = suspected(report_of(film(side), experimental=True))
    start_s, end_s = (e.time_s for e in walk(side).events if e.kind.startswith("giving_way"))
    assert event.side is side
    assert start_s - 0.05 <= event.time_s <= end_s
    assert event.answer == ""


def test_it_is_looked_for_only_when_asked():
    assert suspected(report_of(film(Side.LEFT))) == []


def test_ordinary_walking_has_none():
    for name in ("walking", "walking_stiff_knee", "walking_flat_footed"):
        poses = filmed(motion(name, **LONG), fps=28.5, noise_px=0.5)
        assert suspected(report_of(poses, experimental=True)) == [], name


def on_a_belt(poses):
    """Return it as if the camera went along: the hips stay in place and the floor moves."""
    hips_px = poses.image_midpoint("hip")[:, 0]
    known = np.isfinite(hips_px)
    along_px = hips_px.copy()
    for one in find_passes(poses):  # at an even speed each way
        frames = np.arange(one.frames.start, one.frames.stop)
        frames = frames[known[frames]]
        line = np.polyfit(poses.time_s[frames], hips_px[frames], 1)
        along_px[frames] = np.polyval(line, poses.time_s[frames])
    image_px = poses.image_px.copy()
    image_px[..., 0] -= (along_px - poses.size_px[0] / 2)[:, np.newaxis]
    return replace(poses, image_px=image_px)


def test_over_a_floor_that_moves_it_is_found_as_well_and_nothing_else():
    (event,) = suspected(report_of(on_a_belt(film(Side.LEFT)), experimental=True))
    start_s, end_s = (e.time_s for e in walk(Side.LEFT).events if e.kind.startswith("giving_way"))
    assert start_s - 0.05 <= event.time_s <= end_s


def test_of_too_few_frames_a_second_it_is_said_that_it_could_not_be_looked_for():
    poses = film(Side.LEFT)
    report = report_of(poses.part(slice(None, None, 2)), experimental=True)
    assert suspected(report) == []
    for language in LANGUAGES:
        (line,) = wording.giving_way(report, language)
        assert "28" in line


def test_a_knee_that_is_not_in_plain_view_is_not_suspected():
    poses = film(Side.LEFT)
    visibility = poses.visibility.copy()
    visibility[:, [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]] = 0.65
    assert suspected(report_of(replace(poses, visibility=visibility), experimental=True)) == []


def test_with_few_strides_it_is_said_that_it_could_not_be_looked_for():
    poses = filmed(motion("walking_knee_gives_way", n_passes=2, half_path_m=2.35))
    report = report_of(poses, experimental=True)
    assert suspected(report) == []
    for language in LANGUAGES:
        lines = wording.giving_way(report, language)
        assert len(lines) == 2
        assert all(str(MIN_STRIDES) in line for line in lines)


def test_that_none_was_seen_is_no_reassurance():
    report = report_of(filmed(motion("walking", n_passes=16, half_path_m=2.7), fps=28.5))
    assert min(sum(r.side is side for r in report.reps) for side in Side) >= MIN_STRIDES
    (english,) = wording.giving_way(report, "en")
    (japanese,) = wording.giving_way(report, "ja")
    assert "does not prove it never happens" in english
    assert "保証ではありません" in japanese


def test_what_was_seen_asks_for_a_look_at_the_clip():
    report = report_of(film(Side.LEFT), experimental=True)
    (event,) = suspected(report)
    said = wording.giving_way(report, "en")[0]
    assert f"{event.time_s:.1f} s" in said
    assert "check the clip" in said


def test_an_answer_is_kept_with_its_moment_and_no_other():
    asked = Event(key="possible_giving_way", time_s=3.0, side=Side.LEFT)
    other = replace(asked, time_s=9.0)
    assert answered((asked, other), asked, Answer.REJECTED) == (
        replace(asked, answer="rejected"),
        other,
    )
    assert [str(answer) for answer in Answer] == ["confirmed", "rejected", "unsure"]
    assert np.all([e.answer == "" for e in (asked, other)])
