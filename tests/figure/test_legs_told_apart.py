"""A seated leg that the model confuses with the other one, from pixels to the page's result."""

import time

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.figure.camera import Camera
from posture.figure.clip import Clip, draw_clip
from posture.figure.mp4 import write_mp4
from posture.figure.timing import Tempo
from posture.io import results
from posture.io.landmarks import load_landmarks
from posture.pose import Side
from posture.second_look import CONFUSED
from posture.ui.job import Job
from posture.ui.work import Stage

TEMPO = Tempo(lead_in_s=1.0, out_s=1.1, hold_s=2.0, back_s=1.5, rest_s=0.6)
CLIP = Clip(
    person="kenji",
    motion="knee_extension",
    camera=Camera(azimuth_deg=90.0, distance_m=2.5, height_m=0.6, aim_m=(0.0, 0.66, 0.15)),
    seed=7,
    fps=20.0,
    settings={"n_reps": 1, "tempo": TEMPO},
)


def test_a_hold_is_timed_in_blurred_pictures_where_the_legs_are_taken_for_each_other(tmp_path):
    video = tmp_path / "sitting.mp4"
    write_mp4(video, draw_clip(CLIP, "puppet"), CLIP.fps, CLIP.crf)
    job = Job(
        recording=video,
        folder=tmp_path,
        exercise=EXERCISES["knee_extension"],
        view=None,
        title="sitting",
    )
    job.start()
    stages = []
    while job.is_running:
        stages.append(job.stage)
        time.sleep(0.05)
    assert job.stage is Stage.DONE
    assert Stage.WATCHING_AGAIN in stages
    report = job.analysis.report
    assert CONFUSED not in report.quality
    assert [rep.side for rep in report.reps] == [Side.LEFT]
    (hold,) = report.holds
    start_s, end_s = (e.time_s for e in CLIP.subject.events if e.kind.startswith("hold"))
    assert abs(hold.start_s - start_s) < 0.2
    assert abs(hold.end_s - end_s) < 0.2
    # what is kept is the look that was believed
    kept = load_landmarks(tmp_path / results.LANDMARKS)
    assert analyze(kept, EXERCISES["knee_extension"]).report.holds == report.holds
