"""What goes over the socket: a JPEG with its capture time in, landmarks and state out."""

import io
import json
import struct
from dataclasses import dataclass
from math import isfinite
from typing import Any

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from posture.live.coach import LiveState
from posture.pose import N_LANDMARKS, PoseFrame

MAX_MESSAGE_BYTES = 300_000
MAX_SIDE_PX = 1280
MIN_SIDE_PX = 64
MAX_TIME_MS = 1e10  # four months

FRAME, KEPT = 1, 2  # the kinds of binary message
_HEAD = struct.Struct("<BxxxId")  # kind, number, capture time in ms
_REPLY = struct.Struct("<II")  # number, how many landmark values follow

# A row of kept landmarks: time, brightness, 33 times x, y, visibility and x, y, z in metres.
ROW = 2 + 6 * N_LANDMARKS


class BadMessageError(Exception):
    """Something our page never sends; `why` names it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Incoming:
    """A binary message.

    Attributes
    ----------
    kind : int
        FRAME or KEPT.
    number : int
        Which frame of the page's it is.
    time_ms : float
        When it was taken, by the page's clock.
    body : bytes
        A JPEG, or rows of landmarks.
    """

    kind: int
    number: int
    time_ms: float
    body: bytes


def read_message(data: bytes) -> Incoming:
    """Take a binary message apart.

    Raises
    ------
    BadMessageError
        It is too large, too short or of no kind we know.
    """
    if len(data) > MAX_MESSAGE_BYTES:
        raise BadMessageError("too_large")
    if len(data) <= _HEAD.size:
        raise BadMessageError("garbage")
    kind, number, time_ms = _HEAD.unpack_from(data)
    if kind not in (FRAME, KEPT) or not isfinite(time_ms) or not 0 <= time_ms <= MAX_TIME_MS:
        raise BadMessageError("garbage")
    return Incoming(kind, number, time_ms, data[_HEAD.size :])


def read_picture(jpeg: bytes) -> np.ndarray:
    """Return a JPEG's pixels, shape (H, W, 3), red first.

    Raises
    ------
    BadMessageError
        It is no JPEG, damaged, or larger than any our page sends.
    """
    try:
        # only the header is read, so that a small file cannot become a giant picture
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
            sides_px = picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadMessageError("garbage") from error
    if max(sides_px) > MAX_SIDE_PX or min(sides_px) < MIN_SIDE_PX:
        raise BadMessageError("picture_size")
    image_bgr = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if image_bgr is None:
        raise BadMessageError("garbage")
    return cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB)


def read_kept(body: bytes, start_s: float) -> list[PoseFrame]:
    """Return the frames that a page kept while the server was away; their times are from a start.

    Raises
    ------
    BadMessageError
        They are not rows of numbers that could be landmarks.
    """
    if len(body) % (4 * ROW):
        raise BadMessageError("garbage")
    rows = np.frombuffer(body, "<f4").reshape(-1, ROW)
    if not np.all(np.abs(np.nan_to_num(rows)) < 1e6) or not np.isfinite(rows[:, 0]).all():
        raise BadMessageError("garbage")
    return [_frame(row, start_s) for row in rows]


def _frame(row: np.ndarray, start_s: float) -> PoseFrame:
    body = row[2:].reshape(N_LANDMARKS, 6)
    return PoseFrame(
        time_s=start_s + float(row[0]),
        image_px=body[:, :2].copy(),
        world_m=body[:, 3:].copy(),
        visibility=np.nan_to_num(body[:, 2]),
        brightness=float(row[1]),
    )


def frame_reply(number: int, frame: PoseFrame, state: dict[str, Any]) -> bytes:
    """Return the answer to a frame: its landmarks as a row, then the state as JSON."""
    row = np.empty(ROW, "<f4")
    row[:2] = frame.time_s, frame.brightness
    body = row[2:].reshape(N_LANDMARKS, 6)
    body[:, :2], body[:, 2], body[:, 3:] = frame.image_px, frame.visibility, frame.world_m
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _REPLY.pack(number, ROW) + row.tobytes() + text.encode()


def plain_state(state: LiveState) -> dict[str, Any]:
    """Return a state as the page wants it."""
    moving = state.moving
    return {
        "stage": state.stage,
        "seen": state.is_seen,
        "advice": state.advice.key,
        "steady": round(state.advice.steady_s, 2),
        "countIn": state.count_in,
        "elapsed": round(state.elapsed_s, 1),
        "clock": rounded(state.clock_s, 1),
        "handsUp": round(state.hands_up, 2),
        "rate": rounded(state.rate_hz, 1),
        "count": moving.count,
        "phase": moving.phase,
        "value": rounded(moving.value, 2),
        "unit": moving.unit,
        "joint": None if moving.joint is None else int(moving.joint),
        "depth": round(moving.depth, 2),
        "level": None if moving.level is None else int(moving.level),
        "holdS": round(moving.hold_s, 1),
        "holdGoal": rounded(moving.hold_goal_s, 1),
        "lower": rounded(moving.lower, 2),
        "upper": rounded(moving.upper, 2),
    }


def rounded(value: float, digits: int) -> float | None:
    """Return a number for the page; None if it is not known."""
    return round(value, digits) if isfinite(value) else None
