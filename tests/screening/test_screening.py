"""Static posture: true landmarks in, the figure's true posture out."""

import json
from dataclasses import replace

import numpy as np
import pytest
from standing_figure import capture, clip

from posture.figure.truth import projected_poses
from posture.grading import Grade, Outcome
from posture.i18n import translate
from posture.pose import Landmark, Side
from posture.ranges import RANGES
from posture.screening import (
    Capture,
    ScreeningReport,
    StickerPair,
    Vertical,
    compare,
    screen,
    wording,
)
from posture.screening.capture import UNMARKED_ROLL_DEG
from posture.screening.gates import GATES
from posture.screening.patterns import PATTERNS
from posture.screening.sheet import posture_sheet
from posture.screening.table import SCREENINGS
from posture.swaps import ARMS, FACE, LEGS, exchanged
from posture.view import View


def levelled(view: str, **wanted) -> Capture:
    return replace(capture(view, **wanted), is_levelled=True)


def find(report: ScreeningReport, aspect: str, side: Side | None = None):
    found = report.views[0].find(f"posture.{aspect}", side)
    assert found is not None, aspect
    return found


def reasons(captured: Capture) -> dict[str, str]:
    return {f.key.removeprefix("posture."): f.reason for f in screen([captured]).findings}


class TestSigns:
    @pytest.mark.parametrize("view", ["front", "rear"])
    @pytest.mark.parametrize("left_higher", [-6.0, 6.0])
    def test_the_higher_shoulder_is_named_from_front_and_rear(self, view, left_higher):
        found = find(screen([levelled(view, shoulder_obliquity=left_higher)]), "shoulder_tilt")
        assert found.value == pytest.approx(-left_higher, abs=0.3)
        assert found.side is (Side.LEFT if left_higher > 0 else Side.RIGHT)

    def test_a_back_that_was_taken_for_a_front_is_read_right_once_one_says_so(self):
        seen = levelled("rear", shoulder_obliquity=6.0)
        names = LEGS + ARMS + FACE
        turned = exchanged(seen.poses, names, np.ones(len(seen.poses), bool))
        mistaken = replace(seen, poses=turned)
        assert screen([mistaken]).views[0].view is View.FRONT
        told = screen([mistaken], View.REAR)
        assert told.views[0].view is View.REAR
        assert find(told, "shoulder_tilt").side is Side.LEFT

    @pytest.mark.parametrize("to_the_right", [-7.0, 7.0])
    def test_a_head_is_named_after_the_side_it_tilts_to(self, to_the_right):
        found = find(screen([levelled("front", head_tilt=to_the_right)]), "head_tilt")
        assert abs(found.value) == pytest.approx(7.0, abs=0.6)
        assert found.side is (Side.RIGHT if to_the_right > 0 else Side.LEFT)

    @pytest.mark.parametrize("view", ["front", "rear"])
    @pytest.mark.parametrize("to_the_right", [-4.0, 4.0])
    def test_a_body_is_named_after_the_side_it_shifts_to(self, view, to_the_right):
        found = find(screen([levelled(view, side_lean=to_the_right)]), "lateral_shift")
        assert found.side is (Side.RIGHT if to_the_right > 0 else Side.LEFT)
        assert 0.01 < abs(found.value) < 0.05

    @pytest.mark.parametrize(("knee_out", "sign"), [(-90.0, 1), (90.0, -1)])
    def test_knees_in_are_plus_and_knees_out_minus_on_both_legs(self, knee_out, sign):
        report = screen([levelled("front", knee_out=knee_out, knee_flexion=11.0)])
        for side in Side:
            assert sign * find(report, "knee_alignment", side).value > 6.0

    @pytest.mark.parametrize("view", ["left", "right"])
    @pytest.mark.parametrize("forward", [-8.0, 8.0])
    def test_a_trunk_leans_as_posed_from_both_sides(self, view, forward):
        plain = find(screen([levelled(view)]), "trunk_inclination").value
        leant = find(screen([levelled(view, trunk_lean=forward)]), "trunk_inclination").value
        # the spine bends in two places, so the chord leans less than the thorax
        assert 0.6 < (leant - plain) / forward < 1.0

    @pytest.mark.parametrize("view", ["left", "right"])
    def test_a_head_carried_forward_and_knees_pushed_back_show(self, view):
        plain = screen([levelled(view)])
        forward = screen([levelled(view, head_forward_m=0.09)])
        assert find(forward, "forward_head").value > find(plain, "forward_head").value + 8
        assert find(forward, "body_lean").value > find(plain, "body_lean").value + 1
        back = screen([levelled(view, knee_out=180.0, knee_flexion=13.0)])
        assert find(back, "standing_knee").value == pytest.approx(-13.0, abs=1.0)
        assert find(back, "standing_knee").outcome is Outcome.BELOW or (
            find(back, "standing_knee").outcome is Outcome.UNCERTAIN
        )


class TestGates:
    @pytest.mark.parametrize(
        ("wanted", "refused", "reason"),
        [
            ({"toe_out": 40.0}, {"knee_alignment"}, "toes_out"),
            (
                {"half_stance_m": 0.2},
                {"knee_alignment", "pelvis_level", "lateral_shift"},
                "feet_apart",
            ),
        ],
    )
    def test_feet_that_stand_otherwise_refuse_what_they_fake_and_no_more(
        self, wanted, refused, reason
    ):
        told = reasons(levelled("front", **wanted))
        assert {key for key, why in told.items() if why == reason} == refused
        assert told["shoulder_tilt"] == ""

    def test_a_raised_hand_refuses_all_from_the_front(self):
        raised = levelled("front", arm_flexion=150.0)
        assert set(reasons(raised).values()) == {"arm_raised"}

    def test_bent_knees_seen_from_the_side_refuse_the_legs_from_the_front(self):
        bent = {"knee_flexion": 30.0}
        report = screen([levelled("front", **bent), levelled("left", **bent)])
        knees = [f for f in report.findings if f.key == "posture.knee_alignment"]
        assert len(knees) == 2
        assert all(f.reason == "knees_bent" and not f.is_measured for f in knees)

    def test_who_walks_about_is_not_judged(self):
        stood = clip("front", seconds=4.0)
        poses = projected_poses(stood.skeletons(), stood.time_s, stood.camera)
        sway_px = 40.0 * np.sin(2 * np.pi * 0.7 * poses.time_s)
        moving = poses.with_image(poses.image_px + sway_px[:, None, None] * [1.0, 0.0])
        assert set(reasons(Capture(moving, is_levelled=True)).values()) == {"moving"}
        assert "moving" not in reasons(Capture(poses, is_levelled=True)).values()

    def test_a_seated_person_is_refused_with_that_reason(self):
        seen = levelled("front")
        image_px = seen.poses.image_px.copy()
        knees = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]
        image_px[:, knees, 1] = image_px[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] + 20
        seated = replace(seen, poses=seen.poses.with_image(image_px))
        assert set(reasons(seated).values()) == {"not_standing"}

    def test_a_picture_without_feet_says_so_and_still_gives_the_shoulders(self):
        seen = levelled("front")
        visibility = seen.poses.visibility.copy()
        visibility[:, Landmark.LEFT_KNEE :] = 0.0
        told = reasons(replace(seen, poses=replace(seen.poses, visibility=visibility)))
        assert told["lateral_shift"] == told["knee_alignment"] == "feet_out"
        assert told["shoulder_tilt"] == ""

    def test_a_view_at_an_angle_gives_no_finding(self):
        report = screen([levelled("oblique")])
        assert report.views[0].view is View.OBLIQUE
        assert report.findings == ()

    def test_every_gate_that_is_asked_for_exists_and_every_gate_is_asked_for(self):
        asked = {gate for row in SCREENINGS.values() for gate in row.gates}
        assert asked | {"head_out", "feet_out"} == GATES.keys()


class TestRoll:
    @pytest.mark.parametrize("view", ["front", "rear", "left", "right"])
    @pytest.mark.parametrize("roll_deg", [-5.0, 5.0])
    def test_a_marked_vertical_takes_the_roll_out(self, view, roll_deg):
        plain = screen([levelled(view)])
        rolled = clip(view, roll_deg=roll_deg)
        behind = rolled.camera.axes[2] * [1.0, 0.0, 1.0]
        up = np.array([0.0, 1.0, 0.0])
        ends = np.stack([behind + height * up for height in (1.9, 0.1)])
        top, bottom = rolled.camera.project(ends).tolist()
        marked = replace(
            capture(view, roll_deg=roll_deg), vertical=Vertical(tuple(top), tuple(bottom))
        )
        for finding in screen([marked]).findings:
            is_of_a_leg = finding.key == "posture.knee_alignment"
            wanted = plain.views[0].find(finding.key, finding.side if is_of_a_leg else None)
            assert wanted is not None
            scale = 1.0 if finding.unit == "deg" else 100.0
            assert scale * finding.value == pytest.approx(scale * wanted.value, abs=0.7)

    @pytest.mark.parametrize("view", ["front", "rear"])
    def test_without_it_a_rolled_camera_is_noticed_and_refused(self, view):
        told = reasons(capture(view, roll_deg=5.0))
        assert told["shoulder_tilt"] == told["lateral_shift"] == "rolled"

    @pytest.mark.parametrize("view", ["left", "right"])
    @pytest.mark.parametrize("roll_deg", [-5.0, 0.0, 1.0, 5.0])
    def test_from_the_side_no_lean_is_told_while_the_roll_is_not_known(self, view, roll_deg):
        told = reasons(capture(view, roll_deg=roll_deg))
        for aspect in ("forward_head", "trunk_inclination", "body_lean"):
            assert told[aspect] == "roll_unknown"
        for aspect in ("hip_offset", "standing_knee"):  # which a roll does not change
            assert told[aspect] in ("", "within_error")
        (view,) = screen([capture(view, roll_deg=roll_deg)]).views
        assert wording.rolls(view, "ja") == [translate("posture.roll.unknown_side", "ja")]

    def test_an_unknown_roll_widens_the_error_and_is_said(self):
        unknown = find(screen([capture("front", shoulder_obliquity=1.8)]), "shoulder_tilt")
        known = find(screen([levelled("front", shoulder_obliquity=1.8)]), "shoulder_tilt")
        assert unknown.sigma == pytest.approx(np.hypot(1.5, UNMARKED_ROLL_DEG))
        assert known.sigma < unknown.sigma
        tilted = {"shoulder_obliquity": 4.5}
        assert find(screen([capture("front", **tilted)]), "shoulder_tilt").reason == "roll_unknown"
        assert find(screen([levelled("front", **tilted)]), "shoulder_tilt").grade is Grade.CAUTION

    def test_a_vertical_far_from_the_body_is_trusted_less(self):
        beside = Vertical((360.0, 0.0), (360.0, 900.0))
        far = Vertical((30.0, 0.0), (30.0, 900.0))
        assert far.sigma_deg(360.0, 720.0) > 2 * beside.sigma_deg(360.0, 720.0)

    @pytest.mark.parametrize("points", [(10, 10, 10, 10), (-1, 0, 5, 5), (5, 5, 5, float("nan"))])
    def test_a_vertical_of_one_point_or_outside_is_none(self, points):
        with pytest.raises(ValueError, match="vertical"):
            Vertical.from_percent(*points, np.array([100, 100]))


class TestRepeats:
    def test_three_captures_give_their_median_and_spread(self):
        tilts = (2.0, 6.0, 3.0)
        found = find(
            screen([levelled("front", shoulder_obliquity=t) for t in tilts]), "shoulder_tilt"
        )
        assert found.value == pytest.approx(-3.0, abs=0.3)
        assert found.spread == pytest.approx(4.0, abs=0.4)
        assert len(found.values) == 3

    def test_front_and_both_sides_are_kept_apart(self):
        report = screen([levelled(v) for v in ("right", "front", "left")])
        assert [(v.view, v.near) for v in report.views] == [
            (View.FRONT, None),
            (View.SIDE, Side.LEFT),
            (View.SIDE, Side.RIGHT),
        ]
        assert [v.captures[0].index for v in report.views] == [1, 2, 0]

    def test_of_a_clip_the_quiet_seconds_are_measured(self):
        stood = clip("front", seconds=8.0, shoulder_obliquity=5.0)
        poses = projected_poses(stood.skeletons(), stood.time_s, stood.camera)
        restless = (poses.time_s < 2.0) | (poses.time_s > 6.5)
        jitter = np.random.default_rng(0).normal(0, 20, poses.image_px.shape)
        shaken = poses.with_image(poses.image_px + jitter * restless[:, None, None])
        report = screen([Capture(shaken, is_levelled=True)])
        seconds = report.views[0].captures[0]
        assert seconds.start_s >= 1.8
        assert seconds.end_s <= 6.7
        assert seconds.end_s - seconds.start_s == pytest.approx(3.0, abs=0.15)
        assert find(report, "shoulder_tilt").value == pytest.approx(-5.0, abs=0.4)


class TestStickers:
    def test_the_line_between_them_replaces_the_hip_line(self):
        worn = replace(levelled("front"), stickers=StickerPair((400.0, 500.0), (300.0, 490.0)))
        found = find(screen([worn]), "pelvis_level_stickers")
        assert found.value == pytest.approx(np.degrees(np.arctan(0.1)))
        assert found.side is Side.RIGHT
        assert screen([worn]).views[0].find("posture.pelvis_level") is None

    def test_from_the_side_a_lower_front_is_plus_and_is_not_judged(self):
        worn = replace(levelled("right"), stickers=StickerPair((300.0, 480.0), (360.0, 490.0)))
        found = find(screen([worn]), "pelvic_tilt_stickers")
        assert found.value == pytest.approx(np.degrees(np.arctan(1 / 6)))
        assert found.basis == "info"

    def test_not_found_is_a_refusal_and_the_hip_line_stays(self):
        bare = replace(levelled("front"), sticker_fault="stickers_not_found")
        told = reasons(bare)
        assert told["pelvis_level_stickers"] == "stickers_not_found"
        assert "pelvis_level" in told


class TestBeforeAndAfter:
    def test_a_change_within_the_error_is_none_and_beyond_it_is_one(self):
        before = screen([levelled("front")], date="2026-01-10")
        small = screen([levelled("front", shoulder_obliquity=2.0)], date="2026-02-10")
        large = screen([levelled("front", shoulder_obliquity=8.0)], date="2026-02-10")
        for after, is_beyond in ((small, False), (large, True)):
            change = next(
                c for c in compare(before, after).changes if c.after.key == "posture.shoulder_tilt"
            )
            assert change.mdc95 == pytest.approx(1.96 * np.sqrt(2) * np.hypot(1.5, 0.5))
            assert change.is_beyond_error is is_beyond

    def test_two_of_the_same_day_are_the_same_visit(self):
        one = screen([levelled("front")], date="2026-01-10")
        assert compare(one, one).is_same_visit
        assert not compare(screen([levelled("front")], date="2026-01-09"), one).is_same_visit

    def test_nothing_is_compared_across_sides(self):
        left, right = (screen([levelled(side)]) for side in ("left", "right"))
        assert compare(left, right).changes == ()


class TestReport:
    def test_it_is_the_same_after_reading_it_back(self):
        report = screen([levelled(v) for v in ("front", "left")], date="2026-01-10")
        assert ScreeningReport.from_json(report.to_json()).to_json() == report.to_json()
        assert json.loads(report.to_json())["kind"] == "screening"

    @pytest.mark.parametrize(
        "text", ["", "[]", "{}", '{"kind": "screening", "schema": 99}', '{"kind": 1, "schema": 1}']
    )
    def test_anything_else_is_refused(self, text):
        with pytest.raises(ValueError):  # noqa: PT011 - json's own error is one, too
            ScreeningReport.from_json(text)

    def test_a_value_that_is_no_number_is_refused(self):
        plain = json.loads(screen([levelled("front")]).to_json())
        plain["views"][0]["findings"][0]["value"] = "3"
        with pytest.raises(ValueError, match="not a screening"):
            ScreeningReport.from_json(json.dumps(plain))


class TestPattern:
    def test_each_condition_is_of_a_finding_from_the_side(self):
        for conditions in PATTERNS.values():
            for condition in conditions:
                assert View.SIDE in SCREENINGS[condition.key].views

    def test_a_trunk_far_forward_is_a_forward_lean_and_a_doubtful_one_is_unclear(self):
        assert screen([levelled("left", trunk_lean=14.0)]).views[0].pattern == "forward_lean"
        assert screen([levelled("left", trunk_lean=9.5)]).views[0].pattern == "unclear"


class TestBias:
    def test_sigma_holds_every_bias_that_is_said(self):
        for row in SCREENINGS.values():
            assert abs(row.figure_bias) <= RANGES[row.key].sigma

    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_it_is_said_of_the_head_in_words_and_on_paper(self, language):
        report = screen([levelled("left", head_forward_m=0.15)])
        head = find(report, "forward_head")
        said = wording.bias(head, language)
        assert "7.9°" in said
        assert "7.9°" in posture_sheet(report, language).biases
        assert wording.bias(replace(head, outcome=Outcome.NOT_MEASURABLE), language) == ""
