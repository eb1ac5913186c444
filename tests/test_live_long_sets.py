"""A long set: what is gone over again does not grow with it, and all is counted all the same."""

from dataclasses import dataclass, field, fields, replace
from math import inf, isfinite

import numpy as np
import pytest
from coached import READY_S, frames_of
from floor_motions import extending, stretching_hamstrings
from motions import Curve, Dip, frame_times, squatting
from sitting import filmed as standing_up
from sitting import stands
from stick_figure import FRONT, LEFT_PROFILE, seen
from walks import filmed as walked
from walks import motion

from posture.analysis import analyze
from posture.checks import cues
from posture.exercises import EXERCISES
from posture.exercises.base import Exercise
from posture.live.live_set import LiveSet
from posture.live.record import Record
from posture.live.running_report import PARTS_PER_WHOLE, RunningReport
from posture.live.smoothing import CausalCleaner
from posture.live.timing import settle_untimed
from posture.movements import Event, Found, Movement, Span
from posture.pose import PoseSequence, Side
from posture.report import Report
from posture.settled import LEAD_S, NOTHING, OPEN_S, settle
from posture.view import View

FPS = 20.0
LOOK_EVERY_S = 1.0  # a page looks ten times as often
LEFT = {"yaw_deg": LEFT_PROFILE, "noise_px": 0.5}


def repeated(n: int, **dip: float) -> tuple[Curve, np.ndarray]:
    curve = Curve([Dip(**dip)] * n, lead_s=READY_S)
    return curve, frame_times(curve.duration_s, FPS)


def squats(depths: list[float], yaw_deg: float = LEFT_PROFILE) -> PoseSequence:
    curve = Curve([Dip(depth=depth) for depth in depths], lead_s=READY_S)
    times = frame_times(curve.duration_s, FPS)
    return seen(squatting(curve(times)), times, yaw_deg=yaw_deg, noise_px=0.5)


def extensions(n: int) -> PoseSequence:
    curve, times = repeated(n, hold_s=3.0)
    left, right = (extending(90.0 - 85.0 * curve(times), side) for side in Side)
    is_left = times < curve.duration_s / 2
    return first_then(seen(left, times, **LEFT), seen(right, times, **LEFT), is_left)


def first_then(one: PoseSequence, other: PoseSequence, is_first: np.ndarray) -> PoseSequence:
    arrays = {
        name: np.where(
            is_first.reshape(-1, *[1] * (getattr(one, name).ndim - 1)),
            getattr(one, name),
            getattr(other, name),
        )
        for name in ("image_px", "world_m", "visibility")
    }
    return replace(one, **arrays)


def stretches(n: int) -> PoseSequence:
    curve, times = repeated(n, hold_s=12.0, rest_s=2.0)
    return seen(stretching_hamstrings(35.0 * curve(times), Side.LEFT), times, **LEFT)


def chair_squats(n: int) -> PoseSequence:
    return standing_up(stands([1.0] * n, lead_s=READY_S), LEFT_PROFILE, FPS, noise_px=0.5)


def on_a_belt(duration_s: float) -> PoseSequence:
    return walked(motion("walking_treadmill", duration_s=duration_s), fps=30.0, noise_px=0.5)


SETS = {
    "squat": lambda: (squats([1.0] * 28), "squat", View.SIDE),
    "chair squat": lambda: (chair_squats(28), "chair_squat", View.SIDE),
    "knee extension, one leg and the other": lambda: (extensions(24), "knee_extension", View.SIDE),
    "hamstring stretch": lambda: (stretches(10), "hamstring_stretch", View.SIDE),
    "walking on a belt": lambda: (on_a_belt(100.0), "walking", View.SIDE),
}


@dataclass
class Watched:
    """A set shown frame by frame, its counts and reports, and the frames they were told from.

    Attributes
    ----------
    counts : list of int
        At every look.
    looks, parts : list of (int, int)
        How many frames there were when count and report were brought up to date, and how many of
        them were gone over.
    reports : list of Report
        One for each part.
    """

    record: Record
    counts: list[int] = field(default_factory=list)
    looks: list[tuple[int, int]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)

    @property
    def count(self) -> int:
        """What the page shows at the end, set right by the report."""
        return self.reports[-1].rep_count


def watched(poses: PoseSequence, exercise: Exercise, view: View) -> Watched:
    told = Watched(Record((int(poses.size_px[0]), int(poses.size_px[1])), poses.model))
    kind = type(exercise.finder)

    class Finder(kind):  # type: ignore[misc, valid-type]
        def find(self, seen):
            told.looks.append((len(told.record), len(seen.time_s)))
            return super().find(seen)

    own = {one.name: getattr(exercise.finder, one.name) for one in fields(exercise.finder)}
    live = LiveSet(replace(exercise, finder=Finder(**own)), view)
    so_far, cleaner = RunningReport(view), CausalCleaner(poses.size_px[1])
    looked_s = -inf
    for frame in frames_of(poses):
        told.record.push(frame, cleaner.push(frame, told.record.size_px))
        if frame.time_s - looked_s < LOOK_EVERY_S:
            continue
        looked_s = frame.time_s
        told.counts.append(live.look(told.record).count)
        if told.counts[-1] > max(told.counts[:-1], default=0):
            part = so_far.part(told.record)
            told.parts.append((len(told.record), len(part)))
            told.reports.append(so_far.after(part, exercise))
    return told


def said(report: Report) -> list[tuple[object, ...]]:
    return [(check.key, check.side, check.grade) for check in cues(report.checks)]


@pytest.fixture(scope="module", params=SETS)
def long_set(request) -> tuple[Watched, Report]:
    """A long set as it was watched, and what the analysis says of its recording."""
    poses, exercise, view = SETS[request.param]()
    told = watched(poses, EXERCISES[exercise], view)
    return told, analyze(told.record.copy(), EXERCISES[exercise], view).report


def test_a_long_set_is_counted_and_cued_as_its_recording(long_set):
    told, recorded = long_set
    assert recorded.rep_count >= 8
    # of a walk the last stride may still be cut off
    assert abs(told.counts[-1] - recorded.rep_count) <= (recorded.exercise == "walking")
    assert abs(told.count - recorded.rep_count) <= (recorded.exercise == "walking")
    assert said(told.reports[-1]) == said(recorded)


def test_every_check_has_the_value_of_the_whole_set(long_set):
    told, recorded = long_set
    there = {(check.key, check.side): check for check in told.reports[-1].checks}
    for check in recorded.checks:
        running = there[check.key, check.side]
        assert isfinite(running.value) == isfinite(check.value), check.key
        if isfinite(check.value):
            assert running.value == pytest.approx(check.value, abs=max(check.sigma, 0.05))


def test_no_more_frames_are_looked_at_late_in_a_set_than_early(long_set):
    told, recorded = long_set
    apart_s = float(np.max(np.diff([rep.start_s for rep in recorded.reps])))
    enough = (OPEN_S + LEAD_S + 2 * apart_s + 1.0) / np.median(np.diff(told.record.time_s))
    assert max(n for _, n in told.looks) <= enough < 0.6 * len(told.record)


def test_the_whole_is_gone_over_now_and_then_for_half_of_what_the_parts_take(long_set):
    told, _ = long_set
    parts = [n for so_far, n in told.parts if n < so_far]
    late = [n for so_far, n in told.parts[-len(parts) :] if n == so_far]
    assert sum(late) <= sum(parts) / PARTS_PER_WHOLE + len(told.record)


@pytest.mark.parametrize("yaw_deg", [LEFT_PROFILE, FRONT])
def test_what_turns_out_to_be_half_hearted_beside_the_whole_set_is_taken_back(yaw_deg):
    view = View.FRONT if yaw_deg == FRONT else View.SIDE
    poses = squats([1.0] * 16 + [0.55] * 20 + [1.0] * 2, yaw_deg)
    told = watched(poses, EXERCISES["squat"], view)
    recorded = analyze(told.record.copy(), EXERCISES["squat"], view).report
    assert recorded.rep_count == 18
    assert told.reports[-1].rep_count == 18


class TestWhatIsSettled:
    def found(self, *starts_s: float) -> Found:
        phases = {"rep": Span(0.0, 1.0)}
        return Found(
            movements=tuple(
                Movement(start_s=s, peak_s=s + 1, end_s=s + 2, phases=phases) for s in starts_s
            ),
            events=tuple(Event(key="heel_strike", time_s=s) for s in starts_s),
        )

    def test_nothing_is_of_a_short_set(self):
        assert settle(self.found(0.0, 4.0, 8.0), OPEN_S) is NOTHING

    def test_it_ends_between_two_movements_before_one_that_is_long_over(self):
        settled = settle(self.found(0.0, 4.0, 8.0), OPEN_S + 5.0, [{"a": 1.0}, {}, {}])
        assert 2.0 < settled.until_s < 4.0
        assert [m.start_s for m in settled.found.movements] == [0.0]
        assert settled.values == ({"a": 1.0},)

    def test_what_is_found_again_a_little_earlier_or_later_is_there_once(self):
        settled = settle(self.found(0.0, 4.0, 8.0), OPEN_S + 5.0)
        for late_s in (-0.3, 0.0, 0.3):
            again = self.found(*(s + late_s for s in (0.0, 4.0, 8.0, 12.0)))
            every = settled.with_later(again)
            starts_s = [0.0, 4.0 + late_s, 8.0 + late_s, 12.0 + late_s]
            assert [m.start_s for m in every.movements] == starts_s
            assert [event.time_s for event in every.events] == starts_s

    def test_nothing_is_in_a_test_against_the_clock(self):
        found = self.found(0.0, 4.0, 8.0)
        assert settle_untimed(EXERCISES["five_chair_stands"], found, 60.0) is NOTHING
        assert settle_untimed(EXERCISES["chair_squat"], found, 60.0) is not NOTHING
