"""A stance taken live: counted in when somebody stands right, taken anew when they do not."""

import itertools

import numpy as np
import pytest
from standing_figure import capture

from posture.live.stance import N_CAPTURES, STEPS, Place, Stage, StanceCoach, StanceState
from posture.pose import PoseFrame, PoseModel
from posture.screening import Vertical

STEP_S = 0.05
VIEW = {"front": "front", "side_left": "left", "side_right": "right", "rear": "rear"}
ALL_MET = tuple(step.key for step in STEPS)


class Scene:
    """The figure before a camera, as a perfect model sees it, told to a coach frame by frame."""

    def __init__(self, place: str = "front", *, standing: str = "", **wanted) -> None:
        seen = capture(standing or VIEW[place], **wanted).poses
        self.image_px, self.world_m = seen.image_px[0], seen.world_m[0]
        self.coach = StanceCoach(Place(place), (720, 960), PoseModel())
        self.clock = itertools.count(1)
        self.noise = np.random.default_rng(3)

    def stand(self, seconds: float, moved_px=(0.0, 0.0), sway_px: float = 0.0) -> StanceState:
        """Stand for a while and return the last state; `states` has them all."""
        self.states = []
        for _ in range(round(seconds / STEP_S)):
            time_s = next(self.clock) * STEP_S
            sway = [sway_px * np.sin(4 * time_s), 0.0]
            image_px = self.image_px + moved_px + sway + self.noise.normal(0, 0.5, (33, 2))
            frame = PoseFrame(time_s, image_px, self.world_m, np.ones(33), 0.5)
            self.states.append(self.coach.push(frame))
        return self.states[-1]


@pytest.mark.parametrize("place", list(Place))
def test_three_quiet_captures_are_taken_with_a_step_between(place):
    scene = Scene(place)
    scene.stand(5.0)
    assert [s.count_in for s in scene.states if s.count_in][:: round(1 / STEP_S)] == [3, 2, 1]
    for n in range(1, N_CAPTURES):
        state = scene.stand(5.0, (60.0 * n - 60.0, 0.0))
        assert (state.stage, state.taken) == (Stage.STEP, n)
        assert scene.stand(3.0, (60.0 * n, 0.0)).stage is not Stage.STEP
        scene.stand(1.5, (60.0 * n, 0.0))
    state = scene.stand(5.0, (60.0 * (N_CAPTURES - 1), 0.0))
    assert (state.stage, state.taken) == (Stage.DONE, N_CAPTURES)


def test_that_the_camera_is_level_is_only_ticked_off_with_a_vertical():
    state = Scene().stand(2.5)
    assert state.advice == ""
    assert state.met == tuple(key for key in ALL_MET if key != "camera")


def test_who_does_not_step_is_not_taken_twice():
    scene = Scene()
    scene.stand(10.0)
    assert scene.stand(20.0).stage is Stage.STEP
    assert scene.coach.taken == 1


@pytest.mark.parametrize(
    ("wanted", "advice"),
    [
        ({"standing": "left"}, "turn_front"),
        ({"standing": "rear"}, "turn_front"),
        ({"toe_out": 40.0}, "toes_out"),
        ({"half_stance_m": 0.25}, "feet_apart"),
        ({"roll_deg": 6.0}, "rolled"),
    ],
)
def test_what_to_change_is_told_and_nothing_is_taken(wanted, advice):
    scene = Scene("front", **wanted)
    state = scene.stand(8.0)
    assert (state.stage, state.advice) == (Stage.SET_UP, advice)


def test_the_other_side_has_to_turn_round():
    assert Scene("side_left", standing="right").stand(3.0).advice == "turn_side_left"


def test_a_marked_vertical_stands_for_a_level_camera():
    scene = Scene("front", roll_deg=6.0)
    x, y = np.array([360.0, 40.0]), np.radians(6.0)
    foot = x + 850.0 * np.array([-np.sin(y), np.cos(y)])
    scene.coach.vertical = Vertical(tuple(x), tuple(foot))
    state = scene.stand(3.0)
    assert state.met == ALL_MET
    assert state.roll_deg == pytest.approx(6.0, abs=0.1)


def test_nobody_who_sways_is_counted_in():
    state = Scene().stand(8.0, sway_px=25.0)
    assert (state.stage, state.advice) == (Stage.SET_UP, "moving")


def test_who_moves_in_the_quiet_seconds_is_taken_again():
    scene = Scene()
    scene.stand(5.0)
    assert scene.coach.stage is Stage.HOLD
    scene.stand(3.0, sway_px=40.0)
    assert (scene.coach.stage, scene.coach.taken) == (Stage.SET_UP, 0)
    assert scene.states[-1].again == "moving"


def test_the_practitioner_may_take_it_whatever_is_not_met():
    scene = Scene(toe_out=40.0)
    scene.stand(1.0)
    scene.coach.begin()
    assert scene.stand(6.5).taken == 1


def test_with_nobody_there_nothing_is_met():
    coach = StanceCoach(Place.FRONT, (720, 960), PoseModel())
    for n in range(1, 20):
        state = coach.push(PoseFrame.missing(n * STEP_S, 0.5))
    assert (state.met, state.advice) == ((), "nobody")
