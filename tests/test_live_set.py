"""A set watched while it is done: from taking one's place to the last repetition."""

from dataclasses import replace

import numpy as np
import pytest
from coached import READY_S, frames_of, new_coach, show, squats, standing
from motions import frame_times, raising_arms
from sitting import filmed, stands
from stick_figure import FRONT, LEFT_PROFILE, REAR, RIGHT_PROFILE, nobody, one_after_another, seen
from stick_figure import shifted as moved

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.guide import GUIDES
from posture.live.coach import MAX_SET_S, Stage
from posture.live.record import Record
from posture.pose import Landmark, PoseFrame, PoseModel
from posture.view import View

SQUAT = EXERCISES["squat"]


def advice(states) -> str:
    return states[-1].advice.key


@pytest.mark.parametrize(
    ("view", "yaw_deg"),
    [
        (View.SIDE, LEFT_PROFILE),
        (View.SIDE, RIGHT_PROFILE),
        (View.FRONT, FRONT),
        (View.REAR, REAR),
    ],
)
@pytest.mark.parametrize("fps", [12.0, 30.0])
def test_the_live_count_is_the_one_of_the_recording(view, yaw_deg, fps):
    poses = squats(1.0, 0.9, 1.1, 1.0, 0.8, yaw_deg=yaw_deg, fps=fps, jitter=0.5)
    coach = new_coach(poses, view)
    states = show(coach, poses)
    assert states[-1].stage is Stage.EXERCISE
    assert states[-1].moving.count == 5
    assert analyze(coach.poses(), SQUAT, view).report.rep_count == 5
    assert analyze(poses, SQUAT, view).report.rep_count == 5


def test_the_count_goes_up_by_one_and_before_the_next_repetition_begins():
    poses = squats(1.0, 1.0, 1.0, yaw_deg=LEFT_PROFILE)
    counts = [state.moving.count for state in show(new_coach(poses), poses)]
    assert set(np.diff(counts)) == {0, 1}
    counted_s = poses.time_s[np.flatnonzero(np.diff(counts)) + 1]
    ended_s = [rep.end_s for rep in analyze(poses, SQUAT, View.SIDE).report.reps]
    assert np.all(np.abs(counted_s - ended_s) < 0.5)


def test_half_hearted_dips_are_not_counted_while_they_happen():
    poses = squats(1.0, 1.0, 0.2, 1.0, yaw_deg=LEFT_PROFILE)
    assert show(new_coach(poses), poses)[-1].moving.count == 3


def test_a_squat_goes_down_turns_and_comes_back():
    poses = squats(1.0, yaw_deg=LEFT_PROFILE)
    states = show(new_coach(poses), poses)
    moving = [state.moving for state in states if state.stage is Stage.EXERCISE]
    phases = [m.phase for m in moving]
    order = [p for p, before in zip(phases, [None, *phases[:-1]], strict=True) if p != before]
    assert order == ["rest", "going", "turning", "returning", "rest"]
    assert max(m.value for m in moving) == pytest.approx(90.0, abs=4.0)
    assert {m.joint for m in moving[1:]} == {Landmark.LEFT_KNEE}
    assert {m.level for m in moving[1:]} == {Landmark.LEFT_KNEE}
    assert moving[-1].upper > moving[-1].lower > 0


def test_who_stands_right_is_counted_in_and_off():
    poses = standing(6.0, LEFT_PROFILE)
    states = show(new_coach(poses), poses)
    stages = [state.stage for state in states]
    assert stages[0] is Stage.SET_UP
    began_s = poses.time_s[stages.index(Stage.COUNT_IN)]
    assert began_s == pytest.approx(1.6, abs=0.4)
    assert poses.time_s[stages.index(Stage.EXERCISE)] - began_s == pytest.approx(3.0, abs=0.1)
    counted = [state.count_in for state in states if state.stage is Stage.COUNT_IN]
    assert sorted(set(counted), reverse=True) == [3, 2, 1]


@pytest.mark.parametrize(
    ("poses", "view", "key"),
    [
        (standing(2.0, FRONT), View.SIDE, "turn_side"),
        (standing(2.0, LEFT_PROFILE), View.FRONT, "face_camera"),
        (standing(2.0, FRONT), View.REAR, "turn_back"),
        (moved(standing(2.0, LEFT_PROFILE), y_px=150), View.SIDE, "feet_out"),
        (moved(standing(2.0, LEFT_PROFILE), y_px=-150), View.SIDE, "head_out"),
        (moved(standing(2.0, LEFT_PROFILE), x_px=620), View.SIDE, "side_out"),
        (standing(2.0, LEFT_PROFILE, fill=1.3), View.SIDE, "too_near"),
        (standing(2.0, LEFT_PROFILE, fill=0.1), View.SIDE, "too_far"),
        (standing(2.0, LEFT_PROFILE, roll_deg=12.0), View.SIDE, "tilted"),
        (nobody(frame_times(2.0)), View.SIDE, "often_nobody"),
    ],
)
def test_what_is_wrong_with_the_place_is_said_and_nothing_starts(poses, view, key):
    states = show(new_coach(poses, view), poses)
    assert advice(states) == key
    assert states[-1].stage is Stage.SET_UP


def test_darkness_is_said():
    poses = standing(2.0, LEFT_PROFILE)
    assert advice(show(new_coach(poses), poses, brightness=0.03)) == "too_dark"


def test_who_walks_about_is_asked_to_hold_still():
    poses = standing(4.0, LEFT_PROFILE)
    x_px = 150.0 * np.sin(2 * np.pi * 0.5 * poses.time_s)
    swaying = poses.with_image(poses.image_px + x_px[:, None, None] * np.array([1.0, 0.0]))
    states = show(new_coach(poses), swaying)
    assert {state.stage for state in states} == {Stage.SET_UP}
    assert "hold_still" in {state.advice.key for state in states}


def test_who_leaves_while_being_counted_in_is_waited_for():
    here = standing(2.5, LEFT_PROFILE)
    poses = one_after_another(here, nobody(frame_times(2.0)))
    coach = new_coach(poses)
    stages = [state.stage for state in show(coach, poses)]
    assert Stage.COUNT_IN in stages
    assert stages[-1] is Stage.SET_UP


def test_waiting_long_before_a_set_keeps_next_to_nothing():
    poses = standing(30.0, FRONT)
    coach = new_coach(poses, View.SIDE)
    show(coach, poses)
    assert coach.poses().duration_s <= 2.1


def test_both_hands_up_for_a_second_end_the_set():
    poses = squats(1.0, yaw_deg=LEFT_PROFILE)
    coach = new_coach(poses)
    show(coach, poses)
    times = frame_times(3.0)
    up = standing(3.0, LEFT_PROFILE)
    image_px = up.image_px.copy()
    for side in ("LEFT", "RIGHT"):
        wrist = Landmark[f"{side}_WRIST"]
        image_px[:, wrist] = image_px[:, Landmark.NOSE] - np.array([0.0, 40.0])
    last_s = coach.record.last_s
    raised = replace(up.with_image(image_px), time_s=times + last_s + 1 / 30)
    states = show(coach, raised)
    ended_s = next(s for s, state in zip(times, states, strict=True) if state.stage is Stage.DONE)
    assert ended_s == pytest.approx(1.0, abs=0.1)
    assert coach.stage is Stage.DONE


def test_one_hand_up_does_not_end_it():
    poses = standing(READY_S, FRONT)
    coach = new_coach(poses, View.FRONT)
    show(coach, poses)
    up = standing(3.0, FRONT)
    image_px = up.image_px.copy()
    image_px[:, Landmark.LEFT_WRIST] = image_px[:, Landmark.NOSE] - np.array([0.0, 40.0])
    later = replace(up.with_image(image_px), time_s=up.time_s + coach.record.last_s + 1 / 30)
    assert show(coach, later)[-1].stage is Stage.EXERCISE


def test_arms_at_shoulder_height_do_not_end_it():
    poses = standing(READY_S, FRONT)
    coach = new_coach(poses, View.FRONT)
    show(coach, poses)
    times = frame_times(5.0)
    waving = seen(raising_arms(times), times + coach.record.last_s + 1 / 30, yaw_deg=FRONT)
    assert show(coach, waving)[-1].stage is Stage.EXERCISE


def test_a_gap_in_the_middle_loses_nothing():
    poses = squats(1.0, 1.0, 1.0, 1.0, yaw_deg=LEFT_PROFILE)
    reps = analyze(poses, SQUAT, View.SIDE).report.reps
    pause_s = (reps[1].end_s + reps[2].start_s) / 2
    later = np.where(poses.time_s > pause_s, poses.time_s + 15.0, poses.time_s)
    paused = replace(poses, time_s=later)
    coach = new_coach(poses)
    assert show(coach, paused)[-1].moving.count == 4
    assert analyze(coach.poses(), SQUAT, View.SIDE).report.rep_count == 4


def test_frames_that_are_given_back_continue_the_set():
    poses = squats(1.0, 1.0, 1.0, 1.0, yaw_deg=LEFT_PROFILE)
    frames = list(frames_of(poses))
    cut = len(frames) // 2
    coach = new_coach(poses)
    coach.restore(frames[:cut])
    coach.restore(frames[cut - 20 : cut])  # what comes twice counts once
    assert len(coach.record) == cut
    assert coach.stage is Stage.EXERCISE
    states = [coach.push(frame) for frame in frames[cut:]]
    assert states[-1].moving.count == 4


def test_a_set_ends_by_itself_after_ten_minutes():
    poses = standing(READY_S, LEFT_PROFILE)
    coach = new_coach(poses)
    show(coach, poses)
    frame = next(frames_of(poses))
    late = frame._replace(time_s=MAX_SET_S + READY_S)
    assert coach.push(late).stage is Stage.DONE


def test_after_the_end_nothing_is_taken_in():
    poses = squats(1.0, yaw_deg=LEFT_PROFILE)
    coach = new_coach(poses)
    show(coach, poses)
    coach.stop()
    kept = len(coach.record)
    show(coach, replace(poses, time_s=poses.time_s + 100.0))
    assert len(coach.record) == kept


def test_a_record_grows_and_keeps_every_frame():
    poses = standing(70.0, FRONT)
    record = Record((1280, 720), PoseModel())
    for frame in frames_of(poses):
        record.push(frame, frame.image_px)
    assert np.array_equal(record.copy().image_px, poses.image_px.astype(np.float32))
    assert np.allclose(record.copy().time_s, poses.time_s)


def test_a_record_takes_no_frame_from_the_past():
    record = Record((1280, 720), PoseModel())
    frame = PoseFrame.missing(1.0, 0.5)
    record.push(frame, frame.image_px)
    with pytest.raises(ValueError, match="must increase"):
        record.push(frame, frame.image_px)


def test_a_chair_squat_is_counted_from_the_front_as_its_guide_offers():
    assert View.FRONT in GUIDES["chair_squat"].views
    poses = filmed(stands([1.0] * 4, lead_s=READY_S), FRONT, noise_px=0.5)
    states = show(new_coach(poses, View.FRONT, "chair_squat"), poses)
    assert states[-1].moving.count == 4
    assert {state.advice.key for state in states} == {""}
