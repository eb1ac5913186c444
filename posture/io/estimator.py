"""MediaPipe's pose model: a picture in, landmarks in pixels out."""

from pathlib import Path
from typing import Literal, Self

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from posture.io.models import model_sha256
from posture.io.native_log import quiet_native_log
from posture.pose import PoseFrame, PoseModel
from posture.unlag import METRES, PICTURE, Undone, body_m, body_px

Mode = Literal["video", "photo"]
_LUMA = np.array([0.299, 0.587, 0.114])  # how bright red, green and blue look
_EVERY_PX = 8  # is enough to tell how bright a picture is
_RUNNING_MODE = {"video": vision.RunningMode.VIDEO, "photo": vision.RunningMode.IMAGE}


class PoseEstimator:
    """Finds one person's landmarks; a context manager.

    In a video it follows the person from frame to frame, so each recording or live session needs
    an estimator of its own. MediaPipe smooths what it follows, and late; that is taken back.

    Parameters
    ----------
    model_path : Path
        A sound .task file, as `find_model` gives it.
    mode : {"video", "photo"}
        Whether pictures follow one another.
    """

    def __init__(self, model_path: Path, mode: Mode = "video") -> None:
        name = model_path.stem.removeprefix("pose_landmarker_")
        self.model = PoseModel(name, model_sha256(model_path))
        self._mode = mode
        self._last_ms = -1
        self._has_said_all = False
        self._in_picture, self._in_metres = Undone(PICTURE), Undone(METRES)
        options = vision.PoseLandmarkerOptions(
            # the bytes, because MediaPipe cannot open every path there is on Windows
            base_options=BaseOptions(model_asset_buffer=model_path.read_bytes()),
            running_mode=_RUNNING_MODE[mode],
        )
        with quiet_native_log():
            self._landmarker = vision.PoseLandmarker.create_from_options(options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._landmarker.close()

    def detect(self, image_rgb: np.ndarray, time_s: float) -> PoseFrame:
        """Return the landmarks in a picture; NaN throughout if nobody is there.

        Parameters
        ----------
        image_rgb : ndarray, shape (H, W, 3), uint8
            C-contiguous.
        time_s : float
            When it was taken; later than the picture before.
        """
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=image_rgb)
        if self._has_said_all:
            result = self._infer(image, time_s)
        else:
            with quiet_native_log():
                result = self._infer(image, time_s)
        if not result.pose_landmarks:
            self._in_picture.forget()
            self._in_metres.forget()
            return PoseFrame.missing(time_s, brightness(image_rgb))
        # each message of the native code comes once, the last when first someone is seen
        self._has_said_all = True
        height_px, width_px = image_rgb.shape[:2]
        points = np.array([(p.x, p.y, p.visibility) for p in result.pose_landmarks[0]], np.float32)
        world_m = np.array([(p.x, p.y, p.z) for p in result.pose_world_landmarks[0]], np.float32)
        # MediaPipe's 0 to 1 has different scales along x and y, which would bend every angle
        size_px = np.array([width_px, height_px], np.float32)
        image_px, world_m = self._unsmoothed(points[:, :2] * size_px, world_m)
        return PoseFrame(time_s, image_px, world_m, points[:, 2], brightness(image_rgb))

    def _unsmoothed(
        self, image_px: np.ndarray, world_m: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        if self._mode == "photo":
            return image_px, world_m
        size_px, size_m = body_px(image_px, world_m), body_m(world_m)
        return (
            self._in_picture(image_px, size_px, self._last_ms).astype(np.float32),
            self._in_metres(world_m, size_m, self._last_ms).astype(np.float32),
        )

    def _infer(self, image: mp.Image, time_s: float) -> vision.PoseLandmarkerResult:
        if self._mode == "photo":
            return self._landmarker.detect(image)
        # MediaPipe counts whole milliseconds, and each must be new
        self._last_ms = max(round(time_s * 1000), self._last_ms + 1)
        return self._landmarker.detect_for_video(image, self._last_ms)


def brightness(image_rgb: np.ndarray) -> float:
    """Return how bright a picture is on the whole: 0 black, 1 white."""
    mean_rgb = image_rgb[::_EVERY_PX, ::_EVERY_PX].mean(axis=(0, 1))
    return float(mean_rgb @ _LUMA) / 255.0
