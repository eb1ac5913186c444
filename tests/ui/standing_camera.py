"""Somebody standing quietly before Chromium's fake camera, who now and then steps aside."""

from pathlib import Path

import cv2
import numpy as np
from camera import FPS, ROOT

JPEG_QUALITY = 88
ASIDE = 0.07  # of the picture's width
STEP_S = 0.8
N_PICTURES = 48  # of the sample, to and fro: enough to sway a little


def write_standing(sample: str, target: Path, stand_s: float) -> Path:
    """Write motion JPEG that goes round: standing, a step aside, standing, a step back."""
    pictures = _pictures(sample)
    there_and_back = [*range(len(pictures)), *range(len(pictures) - 1, -1, -1)]
    n_still, n_step = round(stand_s * FPS), round(STEP_S * FPS)
    out = np.linspace(0.0, ASIDE, n_step)
    across = [*[0.0] * n_still, *out, *[ASIDE] * n_still, *out[::-1]]
    known: dict[tuple[int, float], bytes] = {}
    with target.open("wb") as file:
        for i, share in enumerate(across):
            key = (there_and_back[i % len(there_and_back)], round(float(share), 4))
            if key not in known:
                known[key] = _moved(pictures[key[0]], key[1])
            file.write(known[key])
    return target


def _pictures(sample: str) -> list[np.ndarray]:
    capture = cv2.VideoCapture(str(ROOT / "sample_videos" / f"{sample}.mp4"))
    pictures = []
    while (read := capture.read())[0]:
        pictures.append(read[1])
    capture.release()
    return pictures[:N_PICTURES]


def _moved(picture: np.ndarray, share: float) -> bytes:
    shift = np.array([[1.0, 0.0, share * picture.shape[1]], [0.0, 1.0, 0.0]])
    moved = cv2.warpAffine(picture, shift, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    quality = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    return cv2.imencode(".jpg", moved, quality)[1].tobytes()
