"""A recording in, the landmarks of the person in it out; no picture is kept."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np

from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.prefetch import prefetched
from posture.io.video import probe, read_frames
from posture.pose import PoseFrame, PoseSequence

Progress = Callable[[float | None, int], None]


class Cancelled(Exception):  # noqa: N818 - the user's wish, not an error
    """The user asked to stop."""


def estimate_poses(
    path: Path,
    estimator: PoseEstimator,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_truncated: Callable[[], None] | None = None,
    blur_px: float = 0.0,
) -> PoseSequence:
    """Return the landmarks in every frame of a video file.

    Parameters
    ----------
    path : Path
        The video.
    estimator : PoseEstimator
        New, in mode "video".
    progress : callable, optional
        Told the fraction done (None where the file does not say how long it is) and the number
        of frames done.
    cancelled : callable, optional
        Asked after each frame whether to stop.
    on_truncated : callable, optional
        Called at the end if the file was broken, so that frames are missing.
    blur_px : float
        By how much each picture is blurred before it is shown to the model: the standard deviation.

    Raises
    ------
    InputError
        It is not a video that can be read, or nobody is in it.
    Cancelled
        `cancelled` said so.
    """
    duration_s = probe(path).duration_s
    frames: list[PoseFrame] = []
    size_px = (0, 0)
    with closing(prefetched(read_frames(path, on_truncated=on_truncated))) as pictures:
        for picture in pictures:
            height_px, width_px = picture.image_rgb.shape[:2]
            size_px = (width_px, height_px)
            shown = picture.image_rgb
            if blur_px > 0:
                shown = cv2.GaussianBlur(shown, (0, 0), blur_px)
            frames.append(estimator.detect(shown, picture.time_s))
            if progress is not None:
                progress(fraction_done(picture.time_s, duration_s), len(frames))
            if cancelled is not None and cancelled():
                raise Cancelled
    poses = PoseSequence.from_frames(frames, size_px, estimator.model)
    if np.all(np.isnan(poses.image_px)):
        raise InputError("nobody_seen", path=path)
    return poses


def fraction_done(time_s: float, duration_s: float | None) -> float | None:
    """Return how much of a recording is behind us, 0 to 1; None if its length is not known."""
    return min(1.0, time_s / duration_s) if duration_s else None
