"""The picture on the sheet of an exercise: the deepest moment, without a count beside the count."""

import av
import numpy as np
import pytest
from motions import Curve, Dip
from squats import filmed
from stick_figure import RIGHT_PROFILE

from posture.analysis import analyze
from posture.exercises import EXERCISES
from posture.io.annotate import write_annotated
from posture.io.overlay import overlays
from posture.io.report_sheet import peak_frame, peak_picture

GREY = 128


@pytest.fixture(scope="module")
def analysis():
    return analyze(filmed(Curve([Dip()] * 3), RIGHT_PROFILE), EXERCISES["squat"])


@pytest.fixture(scope="module")
def annotated(analysis, tmp_path_factory):
    """A grey recording with nothing in it but what is drawn on it."""
    folder = tmp_path_factory.mktemp("annotated")
    source, target = folder / "grey.mp4", folder / "annotated.mp4"
    width_px, height_px = (int(side) for side in analysis.poses.size_px)
    with av.open(str(source), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuv420p"
        grey = av.VideoFrame.from_ndarray(
            np.full((height_px, width_px, 3), GREY, np.uint8), format="rgb24"
        )
        for i in range(len(analysis.poses)):
            grey.pts = i
            container.mux(stream.encode(grey))
        container.mux(stream.encode(None))
    write_annotated(source, target, overlays(analysis))
    return target


def test_no_count_is_left_in_the_picture_and_the_body_is(analysis, annotated):
    picture = peak_picture(annotated, analysis).astype(int)
    off = np.abs(picture - GREY).max(axis=2)
    corner_px = max(off.shape) // 5
    assert off[:corner_px, :corner_px].max() <= 12
    assert (off > 60).sum() > 500


def test_it_is_the_deepest_moment(analysis):
    time_s = analysis.poses.time_s[peak_frame(analysis)]
    assert time_s == pytest.approx(analysis.report.reps[0].peak_s, abs=0.05)
