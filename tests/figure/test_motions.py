"""Every motion, for every build: smooth, on the floor, within reach, with its events in order."""

from itertools import pairwise

import numpy as np
import pytest

from posture.figure.anatomy import add_person
from posture.figure.body import SIDES
from posture.figure.look import Material
from posture.figure.motions import MOTIONS, make_motion
from posture.figure.motions.gait import TOE_OFF, Gait
from posture.figure.people import PEOPLE
from posture.figure.skeleton import pose_skeleton
from posture.figure.solids import Column, Solids
from posture.figure.timing import Track, minimum_jerk, steady
from posture.figure.truth import true_measures
from posture.pose import Side

BODY = PEOPLE["kenji"].body
EVERY_MOTION = pytest.mark.parametrize("name", MOTIONS)
STEP_S = 0.05


def skeletons(name: str, body=BODY, until_s: float = 6.0):
    motion = make_motion(name, body)
    times = np.arange(0, min(motion.duration_s, until_s), STEP_S)
    return [motion.skeleton(float(t)) for t in times]


@EVERY_MOTION
@pytest.mark.parametrize("person", ["hana", "david", "emma"])
def test_every_build_can_do_it(name, person):
    motion = make_motion(name, PEOPLE[person].body)
    for time_s in np.linspace(0, motion.duration_s, 40):
        assert np.all(np.isfinite(motion.skeleton(float(time_s)).landmarks_m))


@EVERY_MOTION
def test_nothing_jumps(name):
    poses = skeletons(name, until_s=12.0)
    turns = np.array([abs(b.heading - a.heading) > 90 for a, b in pairwise(poses)])
    places = np.stack([skeleton.landmarks_m for skeleton in poses])
    speed_m_s = np.linalg.norm(np.diff(places, axis=0), axis=2).max(axis=1) / STEP_S
    # Between two passes the walker turns round, out of the picture.
    assert speed_m_s[~turns].max() < 6.0


@EVERY_MOTION
def test_no_foot_sinks_into_the_floor(name):
    person = PEOPLE["kenji"]
    for skeleton in skeletons(name)[::6]:
        solids = Solids()
        add_person(solids, person.body, person.look, skeleton)
        assert lowest_m(solids.table()) > -0.012


@EVERY_MOTION
def test_the_knees_do_not_go_through_each_other(name):
    knee_m = 2 * 0.050 * BODY.scale
    for skeleton in skeletons(name):
        left, right = (skeleton.joint("knee", side) for side in SIDES)
        assert np.linalg.norm(left - right) > knee_m


def lowest_m(table: np.ndarray) -> float:
    """Return the lowest point of the shoes, whose capsules are flattened."""
    shoes = np.isin(table[:, Column.COLOUR] % len(Material), [Material.SHOE, Material.SOLE])
    table = table[shoes]
    axes = table[:, Column.AXES].reshape(-1, 3, 3)
    start = table[:, Column.ORIGIN][:, 1]
    stop = start + axes[:, 1, 1] * table[:, Column.LENGTH]
    across = (axes[:, 0, 1] / table[:, Column.INVERSE_X]) ** 2
    reach = np.sqrt(across + axes[:, 1, 1] ** 2 + (axes[:, 2, 1] / table[:, Column.INVERSE_Z]) ** 2)
    ends = (start - table[:, Column.RADIUS] * reach, stop - table[:, Column.END_RADIUS] * reach)
    return float(np.min(ends))


@EVERY_MOTION
def test_its_events_are_within_it_and_in_order(name):
    motion = make_motion(name, BODY)
    times = [event.time_s for event in motion.events]
    assert times == sorted(times)
    assert all(0 <= time_s <= motion.duration_s for time_s in times)


@EVERY_MOTION
def test_the_same_seed_gives_the_same_motion_and_another_seed_another(name):
    a, b, c = (make_motion(name, BODY, seed).skeleton(1.7).landmarks_m for seed in (3, 3, 4))
    assert np.array_equal(a, b)
    assert not np.array_equal(a, c)


@pytest.mark.parametrize(
    ("name", "reps"),
    [("squat", 3), ("chair_squat", 3), ("chair_squat_failed_attempt", 2), ("heel_raise", 3)]
    + [(name, 0) for name, recipe in MOTIONS.items() if not recipe.exercise],
)
def test_it_has_as_many_repetitions_as_it_says(name, reps):
    assert make_motion(name, BODY).count("rep_end") == reps


@pytest.mark.parametrize(
    ("name", "measure", "statistic", "lower", "upper"),
    [
        ("squat", "knee_flexion_left", "max", 83, 93),
        ("squat_shallow", "knee_flexion_left", "max", 43, 52),
        ("squat_deep", "thigh_elevation_left", "min", -12, 0),
        ("squat_parallel", "thigh_elevation_left", "min", 0, 12),
        ("squat_heel_lift", "heel_lift_left", "max", 0.15, 0.40),
        ("squat", "heel_lift_left", "max", -0.01, 0.01),
        ("squat_trunk_forward", "trunk_lean_left", "max", 50, 70),
        ("squat_lopsided", "pelvic_obliquity", "min", -6, 6),
        ("heel_raise", "heel_lift_left", np.ptp, 0.30, 0.50),
        ("heel_raise_low", "heel_lift_left", np.ptp, 0.12, 0.28),
        ("hamstring_stretch", "knee_flexion_left", "max", 3, 5),
        ("hamstring_stretch", "trunk_lean_left", "max", 30, 46),
        ("calf_stretch", "knee_flexion_left", "max", 3, 5),
        ("knee_extension", "knee_flexion_left", "min", 3, 7),
        ("knee_extension_short", "knee_flexion_left", "min", 29, 35),
        ("standing", "knee_flexion_left", "max", 3, 5),
        # Positive has the subject's right higher; the figure's own has the left.
        ("standing_pelvis_tilted", "pelvic_obliquity", "min", -7.1, -6.9),
        ("standing_pelvis_tilted", "lateral_trunk_lean", "max", 1, 4),
        ("standing_knees_in", "fppa_left", "min", 8, 13),
        ("standing_knees_out", "fppa_left", "max", -13, -8),
        ("standing_knees_back", "knee_flexion_left", "max", -14, -11),
        ("single_leg_stance_leaning", "lateral_trunk_lean", "min", -12, -8),
    ],
)
def test_a_motion_shows_what_it_is_called_after(name, measure, statistic, lower, upper):
    motion = make_motion(name, BODY)
    times = np.arange(0, motion.duration_s, STEP_S)
    truth = true_measures([motion.skeleton(float(t)) for t in times], times)
    assert lower <= truth[measure].agg(statistic) <= upper


def test_knees_that_come_in_come_in_further_than_good_ones():
    peaks = {}
    for name in ("squat", "squat_knees_in"):
        motion = make_motion(name, BODY)
        times = np.arange(0, motion.duration_s, STEP_S)
        truth = true_measures([motion.skeleton(float(t)) for t in times], times)
        peaks[name] = (
            truth["knee_medial_shift_left"].max() - truth["knee_medial_shift_left"].iloc[0]
        )
    assert peaks["squat_knees_in"] > peaks["squat"] + 0.2


class TestWalking:
    gait = Gait(BODY, stride_m=0.7 * BODY.stature_m)

    def over_a_stride(self, n: int = 400):
        times = np.arange(n) / n * self.gait.stride_s
        return times, [pose_skeleton(BODY, self.gait.pose(float(t))) for t in times]

    @pytest.mark.parametrize("side", SIDES)
    def test_the_stance_foot_does_not_slide(self, side):
        """Where the foot is flat its heel stays; from then to toe-off its ball does."""
        times, poses = self.over_a_stride()
        phases = np.array([self.gait.step(side, float(t)).phase for t in times])
        for start, stop, point in ((0.10, 0.32, "foot"), (0.10, TOE_OFF, "toes")):
            inside = (phases >= start) & (phases <= stop)
            places = [poses[i].frames[f"{side}_{point}"].origin_m for i in np.flatnonzero(inside)]
            numbers = [self.gait.step(side, float(times[i])).number for i in np.flatnonzero(inside)]
            for number in set(numbers):
                of_step = np.array([p for p, k in zip(places, numbers, strict=True) if k == number])
                assert np.ptp(of_step[:, [0, 2]], axis=0).max() <= 0.005

    def test_the_pelvis_has_no_kinks(self):
        """Its acceleration stays within what walking needs, and changes without steps."""
        n = 2000
        times = np.arange(3 * n) / n * self.gait.stride_s
        height = np.array([self.gait.pose(float(t)).pelvis_m for t in times])
        step_s = times[1]
        acceleration = np.diff(height, n=2, axis=0) / step_s**2
        jerk = np.diff(acceleration, axis=0) / step_s
        assert np.abs(acceleration).max() < 6.0
        assert np.abs(jerk).max() < 150.0
        assert 0.01 < np.ptp(height[:, 1]) < 0.05

    def test_the_knee_bends_as_in_the_literature(self):
        times, poses = self.over_a_stride(100)
        knee = true_measures(poses, times)["knee_flexion_left"].to_numpy()
        phase = times / self.gait.stride_s
        assert 0 <= knee[0] <= 10
        assert 13 <= knee[(phase > 0.05) & (phase < 0.25)].max() <= 24
        assert knee[(phase > 0.3) & (phase < 0.5)].min() <= 10
        assert 55 <= knee[phase > 0.6].max() <= 68

    def test_heels_strike_in_turn_at_the_cadence(self):
        motion = make_motion("walking_treadmill", BODY)
        strikes = [(e.time_s, e.side) for e in motion.events if e.kind == "heel_strike"]
        gaps = np.diff([time_s for time_s, _ in strikes])
        assert gaps == pytest.approx(60 / 106)
        assert all(a[1] != b[1] for a, b in pairwise(strikes))

    def test_a_knee_that_gives_way_bends_much_further_than_at_its_other_steps(self):
        motion = make_motion("walking_knee_gives_way", BODY)
        start, stop = (
            next(e.time_s for e in motion.events if e.kind == f"giving_way_{end}")
            for end in ("start", "end")
        )
        stride_s = 120 / 106
        times = np.linspace(start, stop - 0.1, 20)
        bent, usual = (
            true_measures([motion.skeleton(float(t - shift)) for t in times], times)[
                "knee_flexion_left"
            ].max()
            for shift in (0.0, stride_s)
        )
        assert bent > usual + 15

    def test_flat_footed_walking_meets_the_floor_with_a_level_foot(self):
        for name, lower, upper in (("walking", 14, 20), ("walking_flat_footed", -2, 2)):
            motion = make_motion(name, BODY)
            strike = next(e for e in motion.events if e.kind == "heel_strike")
            leg = motion.pose(strike.time_s + 1e-6).legs[Side(strike.side)]
            assert lower <= leg.foot_pitch <= upper


@pytest.mark.parametrize("ease", [minimum_jerk, steady])
def test_moves_start_and_end_at_rest_and_never_turn_back(ease):
    x = np.linspace(0, 1, 1001)
    y = np.array([ease(v) for v in x])
    assert (y[0], y[-1]) == (0.0, pytest.approx(1.0))
    speed = np.diff(y)
    assert np.all(speed >= 0)
    assert max(speed[0], speed[-1]) < 1e-5
    assert y[500] == pytest.approx(0.5)


def test_a_tracks_keyframes_must_be_in_order():
    with pytest.raises(ValueError, match="in order of time"):
        Track((1.0, 0.0), (0.5, 1.0))
