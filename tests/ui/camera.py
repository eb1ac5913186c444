"""A sample video as the picture of Chromium's fake camera."""

from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).parents[2]
FPS = 30  # at which Chromium plays such a file
JPEG_QUALITY = 90


def write_camera_file(sample: str, target: Path, ready_s: float, after_s: float) -> Path:
    """Write a sample as motion JPEG: its first picture for a while, the movement, its last."""
    capture = cv2.VideoCapture(str(ROOT / "sample_videos" / f"{sample}.mp4"))
    fps = capture.get(cv2.CAP_PROP_FPS)
    pictures = []
    while True:
        is_read, picture = capture.read()
        if not is_read:
            break
        pictures.append(_jpeg(picture))
    capture.release()
    shown = np.arange(0, len(pictures) / fps, 1 / FPS) * fps
    with target.open("wb") as file:
        file.write(pictures[0] * round(ready_s * FPS))
        for index in np.minimum(shown.astype(int), len(pictures) - 1):
            file.write(pictures[index])
        file.write(pictures[-1] * round(after_s * FPS))
    return target


def _jpeg(picture: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1].tobytes()


def camera_flags(file: Path) -> list[str]:
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={file}",
    ]
