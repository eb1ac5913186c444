"""Photos and clips of somebody who stands: seen by the model, from both sides of the mirror.

The model is not quite symmetric and reads the same body a little differently when it is shifted by
a pixel. Each picture is shown to it several times, shifted, enlarged and mirrored; what it saw is
turned back and averaged. On the figure that takes away the bias of every left-right difference.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from posture.io.errors import InputError
from posture.io.estimator import PoseEstimator
from posture.io.models import find_model
from posture.io.native_log import quiet_native_log
from posture.io.photo import read_photo
from posture.io.recording import Cancelled, Progress, fraction_done
from posture.io.stickers import StickersUnclear, find_stickers
from posture.io.video import VideoFrame, probe, read_frames
from posture.pose import Landmark, PoseFrame, PoseSequence
from posture.screening.capture import Capture, Vertical
from posture.screening.stance import observe_stance
from posture.view import View

VIDEO_SUFFIXES = (".mp4", ".mov", ".avi", ".mkv", ".webm", ".gif")
MAX_CLIP_S = 60.0
CLIP_STEP_S = 0.1  # ten pictures a second are plenty of somebody who stands
PHOTO_LONG_SIDE_PX = 1600
SECOND_PERSON_SHARE = 0.5  # of the first one's height; smaller ones stand in the background


# Enlarged by, moved to the right and down as shares of the picture; little enlarged, or feet that
# stand at its edge would be cut off. What is moved to the right is moved to the left as well, so
# that a mirrored photo gives the mirrored answer.
_SHOWN = (
    (1.0, 0.0, 0.0),
    (0.96, 0.02, 0.0),
    (1.04, -0.02, 0.01),
    (0.92, 0.0, -0.02),
    (0.96, -0.02, 0.0),
    (1.04, 0.02, 0.01),
    (0.98, -0.03, 0.01),
    (0.98, 0.03, 0.01),
    (0.94, -0.01, 0.02),
    (0.94, 0.01, 0.02),
)
_SHOWN_IN_CLIP = _SHOWN[:4]  # who sways is seen a little differently in each picture anyway
_OTHER_SIDE = np.array(
    [
        Landmark[
            f"RIGHT{lm.name.removeprefix('LEFT')}"
            if lm.name.startswith("LEFT")
            else f"LEFT{lm.name.removeprefix('RIGHT')}"
            if lm.name.startswith("RIGHT")
            else lm.name
        ]
        for lm in Landmark
    ]
)


@dataclass(frozen=True, eq=False)
class Observation:
    """A capture with a picture of it.

    Attributes
    ----------
    capture : Capture
    image_rgb : ndarray, shape (H, W, 3), uint8
        The photo, or the clip's picture in the middle of its quiet seconds.
    """

    capture: Capture
    image_rgb: np.ndarray

    def with_vertical(
        self, vertical: Vertical | None, *, is_levelled: bool = False
    ) -> "Observation":
        """Return it with what the user knows of the camera's roll."""
        capture = replace(self.capture, vertical=vertical, is_levelled=is_levelled)
        return replace(self, capture=capture)

    def with_stickers(self, colour: str | None, view: View | None = None) -> "Observation":
        """Return it with the stickers of that colour looked for; None forgets them."""
        capture = replace(self.capture, stickers=None, sticker_fault="")
        if colour is not None:
            stance = observe_stance(replace(capture, vertical=None), view)
            middle = len(stance.poses) // 2
            try:
                pair = find_stickers(
                    self.image_rgb,
                    stance.poses.image_px[middle],
                    stance.baseline.viewpoint,
                    colour,
                )
                capture = replace(capture, stickers=pair)
            except StickersUnclear as unclear:
                capture = replace(capture, sticker_fault=unclear.reason)
        return replace(self, capture=capture)


def observe(
    path: Path,
    model: str,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Observation:
    """Return what the model sees of somebody standing in a photo or clip.

    Parameters
    ----------
    path : Path
    model : str
        Which of the models.
    progress, cancelled : callable, optional
        As in `estimate_poses`.

    Raises
    ------
    InputError
        It cannot be read, nobody or more than one person is in it, somebody lies in it, or the
        clip is too long.
    Cancelled
        `cancelled` answered yes.
    """
    if cancelled():
        raise Cancelled
    with PoseEstimator(find_model(model), "photo") as estimator:
        if path.suffix.lower() in VIDEO_SUFFIXES:
            return _observe_clip(path, estimator, progress, cancelled)
        return _observe_photo(path, model, estimator)


def observe_pictures(
    pictures: Iterable[VideoFrame], model: str, *, shown: int, name: str
) -> Observation:
    """Return what the model sees in pictures of one who stands quietly, taken one after another.

    Parameters
    ----------
    pictures : iterable of VideoFrame
    model : str
    shown : int
        Which of them stands for all.
    name : str
        What an error calls them.

    Raises
    ------
    InputError
        Nobody or more than one person is in them, or somebody lies.
    """
    frames: list[PoseFrame] = []
    image = np.empty(0)
    with PoseEstimator(find_model(model), "photo") as estimator:
        for i, picture in enumerate(pictures):
            frames.append(_seen_twice(estimator, *picture, _SHOWN_IN_CLIP[i % len(_SHOWN_IN_CLIP)]))
            if i == shown:
                image = picture.image_rgb
        poses = _sequence(frames, image, estimator, name)
    if _is_crowded(image, model):
        raise InputError("several_people", path=name)
    return Observation(Capture(poses), image)


def _observe_photo(path: Path, model: str, estimator: PoseEstimator) -> Observation:
    image = read_photo(path, PHOTO_LONG_SIDE_PX)
    if _is_crowded(image, model):
        raise InputError("several_people", path=path)
    frames = [_seen_twice(estimator, image, i, shown) for i, shown in enumerate(_SHOWN)]
    poses = _sequence(frames, image, estimator, path)
    return Observation(Capture(poses, is_photo=True), image)


def _observe_clip(
    path: Path,
    estimator: PoseEstimator,
    progress: Progress | None,
    cancelled: Callable[[], bool],
) -> Observation:
    duration_s = probe(path).duration_s
    frames: list[PoseFrame] = []
    image = np.empty(0)
    next_s = 0.0
    with closing(read_frames(path)) as pictures:
        for image, time_s in pictures:
            if time_s > MAX_CLIP_S:
                raise InputError("clip_too_long", path=path, limit_s=MAX_CLIP_S)
            if time_s < next_s:
                continue
            if cancelled():
                raise Cancelled
            next_s = time_s + CLIP_STEP_S
            shown = _SHOWN_IN_CLIP[len(frames) % len(_SHOWN_IN_CLIP)]
            frames.append(_seen_twice(estimator, image, time_s, shown))
            if progress is not None:
                progress(fraction_done(time_s, duration_s), len(frames))
    capture = Capture(_sequence(frames, image, estimator, path))
    stance = observe_stance(capture)
    return Observation(capture, _picture_at(path, (stance.start_s + stance.end_s) / 2))


def _picture_at(path: Path, time_s: float) -> np.ndarray:
    """Return the first picture of a clip at or after a time; its last if there is none."""
    with closing(read_frames(path)) as pictures:
        for picture in pictures:
            image = picture.image_rgb
            if picture.time_s >= time_s - 1e-6:
                break
    return image


def _sequence(
    frames: list[PoseFrame], image: np.ndarray, estimator: PoseEstimator, path: Path | str
) -> PoseSequence:
    height_px, width_px = image.shape[:2]
    poses = PoseSequence.from_frames(frames, (width_px, height_px), estimator.model)
    if np.all(np.isnan(poses.image_px)):
        raise InputError("nobody_seen", path=path)
    down = poses.image_midpoint("ankle") - poses.image_midpoint("shoulder")
    across_px, down_px = np.nanmedian(down, axis=0)
    if abs(across_px) > down_px:
        raise InputError("not_upright", path=path)
    return poses


def _seen_twice(
    estimator: PoseEstimator, image: np.ndarray, time_s: float, shown: tuple[float, float, float]
) -> PoseFrame:
    """Return the mean of what the model sees in a picture and in its mirror image."""
    height, width = image.shape[:2]
    zoom, right, down = shown
    # about the middle; a pixel's middle is at a whole number for OpenCV, at half a one for us
    move = np.array(
        [
            [zoom, 0.0, (1.0 - zoom) * width / 2 + right * width],
            [0.0, zoom, (1.0 - zoom) * height / 2 + down * height],
        ]
    )
    if shown == _SHOWN[0]:
        moved = image
    else:
        in_opencv = move.copy()
        in_opencv[:, 2] += (zoom - 1.0) / 2
        moved = cv2.warpAffine(image, in_opencv, (width, height), borderMode=cv2.BORDER_REPLICATE)
    straight = estimator.detect(moved, time_s)
    mirrored = estimator.detect(np.ascontiguousarray(moved[:, ::-1]), time_s)
    back = _unmirrored(mirrored, width)
    pixels = (straight.image_px.astype(float) + back.image_px) / 2
    return PoseFrame(
        time_s,
        (pixels - move[:, 2]) / zoom,
        (straight.world_m.astype(float) + back.world_m) / 2,
        (straight.visibility + back.visibility) / 2,
        straight.brightness,
    )


def _unmirrored(frame: PoseFrame, width_px: int) -> PoseFrame:
    """Return what was seen in a mirror image as it is in the picture itself."""
    image_px, world_m = frame.image_px[_OTHER_SIDE].copy(), frame.world_m[_OTHER_SIDE].copy()
    image_px[:, 0] = width_px - image_px[:, 0]
    world_m[:, 0] *= -1.0
    visibility = frame.visibility[_OTHER_SIDE]
    return frame._replace(image_px=image_px, world_m=world_m, visibility=visibility)


def _is_crowded(image: np.ndarray, model: str) -> bool:
    """Tell whether a second person about as large as the first is in the picture."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=find_model(model).read_bytes()),
        running_mode=vision.RunningMode.IMAGE,
        num_poses=2,
    )
    with quiet_native_log(), vision.PoseLandmarker.create_from_options(options) as landmarker:
        seen = landmarker.detect(mp.Image(image_format=mp.ImageFormat.SRGB, data=image))
    heights = sorted(np.ptp([point.y for point in person]) for person in seen.pose_landmarks)
    return len(heights) > 1 and bool(heights[0] >= SECOND_PERSON_SHARE * heights[-1])
