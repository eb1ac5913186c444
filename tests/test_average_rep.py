"""The average repetition: free of size, place and facing, and drawn from what was counted."""

from dataclasses import replace

import numpy as np
import pytest
from motions import Curve, Dip
from sitting import filmed as filmed_sitting
from sitting import stands
from squats import EVERY_VIEW, filmed
from stick_figure import FRONT, LEFT_PROFILE, RIGHT_PROFILE

from posture.analysis import Analysis, analyze
from posture.average_rep import average_rep
from posture.exercises import EXERCISES
from posture.i18n import LANGUAGES, MESSAGES
from posture.pose import Landmark, PoseSequence, Side
from posture.ui.average_rep import MOMENTS, average_rep_figure

SQUATS = Curve([Dip()] * 3)
SHALLOW = Curve([Dip(depth=0.6)] * 3)
LEG = ("hip", "knee", "ankle")
HIP_IN_LINE = 12  # of a drawn figure: each of its lines is two points and a gap, the thigh's fifth


def analysis_of(poses: PoseSequence) -> Analysis:
    return analyze(poses, EXERCISES["squat"])


def bend_deg(points: np.ndarray, side: Side) -> float:
    hip, knee, ankle = (points[Landmark.of(name, side)] for name in LEG)
    thigh, shank = knee - hip, ankle - knee
    cosine = thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)
    return float(np.degrees(np.arccos(cosine)))


@pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, RIGHT_PROFILE])
class TestFromTheSide:
    def test_it_stands_at_rest_and_bends_at_the_far_end(self, yaw_deg):
        average = average_rep(analysis_of(filmed(SQUATS, yaw_deg)))
        assert average.count == 3
        assert bend_deg(average.rest, average.near) < 12
        assert bend_deg(average.peak, average.near) == pytest.approx(90, abs=4)

    def test_its_feet_stay_on_the_origin_and_its_toes_point_ahead(self, yaw_deg):
        average = average_rep(analysis_of(filmed(SQUATS, yaw_deg)))
        assert average.anchor == "ankle"
        for points in (average.rest, average.peak):
            ankle, toe, hip = (
                points[Landmark.of(name, average.near)] for name in ("ankle", "toe", "hip")
            )
            assert ankle == pytest.approx([0, 0], abs=1e-9)
            assert toe[0] > 0
            assert hip[1] > 0.3

    def test_a_straight_leg_is_one_leg_length(self, yaw_deg):
        average = average_rep(analysis_of(filmed(SQUATS, yaw_deg)))
        assert average.rest[Landmark.of("hip", average.near)][1] == pytest.approx(1.0, abs=0.03)


def test_who_begins_on_a_chair_sits_upright_at_rest_and_has_not_bowed_yet():
    poses = filmed_sitting(stands([1.0] * 3), LEFT_PROFILE)
    average = average_rep(analyze(poses, EXERCISES["chair_squat"]))
    shoulder, hip = (average.rest[Landmark.of(name, average.near)] for name in ("shoulder", "hip"))
    lean_deg = np.degrees(np.arctan2(shoulder[0] - hip[0], shoulder[1] - hip[1]))
    assert lean_deg == pytest.approx(0.0, abs=10.0)


def test_a_foot_whose_knee_is_hidden_is_not_drawn_by_itself():
    poses = filmed(SQUATS, LEFT_PROFILE)
    hidden = poses.image_px.copy()
    hidden[:, [Landmark.RIGHT_KNEE, Landmark.RIGHT_ELBOW]] = np.nan
    average = average_rep(analysis_of(poses.with_image(hidden)))
    for name in ("knee", "ankle", "heel", "toe", "elbow", "wrist"):
        assert np.isnan(average.peak[Landmark.of(name, Side.RIGHT)]).all(), name
        assert np.isfinite(average.peak[Landmark.of(name, Side.LEFT)]).all(), name
    assert np.isfinite(average.peak[Landmark.RIGHT_HIP]).all()


def test_both_facings_give_the_same_figure():
    left, right = (
        average_rep(analysis_of(filmed(SQUATS, yaw_deg)))
        for yaw_deg in (LEFT_PROFILE, RIGHT_PROFILE)
    )
    for name in (*LEG, "shoulder", "toe"):
        one, other = (average.peak[Landmark.of(name, average.near)] for average in (left, right))
        assert one == pytest.approx(other, abs=0.02)


@EVERY_VIEW
def test_a_larger_picture_of_it_gives_the_same_figure(yaw_deg):
    poses = filmed(SQUATS, yaw_deg)
    small = average_rep(analysis_of(poses))
    large = average_rep(
        analysis_of(
            replace(poses, image_px=2 * poses.image_px + [30, 50], size_px=2 * poses.size_px + 100)
        )
    )
    assert large.peak == pytest.approx(small.peak, abs=0.02, nan_ok=True)


def test_an_earlier_one_is_laid_on_the_same_joint():
    analysis = analysis_of(filmed(SHALLOW, RIGHT_PROFILE))
    average = average_rep(analysis, "hip")
    assert average.anchor == "hip"
    assert average.peak[Landmark.of("hip", average.near)] == pytest.approx([0, 0], abs=1e-9)


def test_where_nothing_was_counted_there_is_no_average():
    still = Curve([Dip(depth=0.0)])
    assert average_rep(analysis_of(filmed(still, RIGHT_PROFILE))) is None


def test_of_turns_the_near_sides_are_drawn():
    analysis = analysis_of(filmed(SQUATS, RIGHT_PROFILE))
    near = analysis.baseline.viewpoint.near
    turns = [near.other, near, near.other]
    reps = tuple(
        replace(rep, side=side) for rep, side in zip(analysis.report.reps, turns, strict=True)
    )
    alternating = replace(analysis, report=replace(analysis.report, reps=reps))
    assert average_rep(alternating).count == 1


class TestTheFigure:
    now = average_rep(analysis_of(filmed(SQUATS, RIGHT_PROFILE)))
    earlier = average_rep(analysis_of(filmed(SHALLOW, LEFT_PROFILE)), now.anchor)

    @pytest.mark.parametrize("counted", MOMENTS)
    def test_shows_the_moments_that_matter_at_one_scale(self, counted):
        figure = average_rep_figure(self.now, None, counted, "en")
        panels = len(MOMENTS[counted])
        assert len(figure.data) == 2 * panels
        assert len(figure.layout.annotations) == panels
        axes = list(figure.select_xaxes())
        assert [axis.scaleanchor for axis in axes] == ["y", "y2"][:panels]
        assert len({axis.range for axis in axes}) == 1

    def test_whatever_an_exercise_counts_has_moments_to_show(self):
        assert {exercise.counted for exercise in EXERCISES.values()} == set(MOMENTS)

    def test_shows_the_earlier_one_too_and_says_which_is_which(self):
        figure = average_rep_figure(self.now, self.earlier, "rep", "ja")
        assert [trace.name for trace in figure.data if trace.showlegend] == ["前回", "今回"]
        at_far_end = [t for t in figure.data if t.xaxis == "x2" and t.opacity == 1]
        hip_height = {t.name: t.y[HIP_IN_LINE] for t in at_far_end}
        assert hip_height["前回"] > hip_height["今回"] + 0.1

    def test_from_the_front_both_legs_are_strong(self):
        average = average_rep(analysis_of(filmed(SQUATS, FRONT)))
        figure = average_rep_figure(average, None, "rep", "en")
        assert {trace.opacity for trace in figure.data} == {1.0}

    def test_from_the_front_there_is_one_head_in_the_middle(self):
        average = average_rep(analysis_of(filmed(SQUATS, FRONT)))
        figure = average_rep_figure(average, None, "rep", "en")
        at_rest = [trace for trace in figure.data if trace.xaxis == "x"]
        assert len({(trace.x[0], trace.y[0]) for trace in at_rest}) == 1
        ears = average.rest[[Landmark.of("ear", side) for side in Side]]
        assert at_rest[0].x[0] == pytest.approx(ears[:, 0].mean())

    def test_a_panel_keeps_its_range_when_the_page_is_resized(self):
        figure = average_rep_figure(self.now, None, "rep", "en")
        assert {axis.constrain for axis in figure.select_xaxes()} == {"domain"}


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_whatever_is_counted_has_its_moments_and_their_words(exercise):
    for language in LANGUAGES:
        said = MESSAGES[language]
        assert said[f"results.counted.{exercise.counted}"]
        for moment in MOMENTS[exercise.counted]:
            assert said[f"results.moment.{exercise.counted}.{moment}"]
