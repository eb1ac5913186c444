"""The still of somebody who stands, turned level, with plumb line, level lines and numbers.

Numbers only, never words: the picture is the same in every language. What is true stands solid,
what it is compared with is dashed, so that it can be told apart in grey print too.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import cv2
import numpy as np
from noto_cjk_sans_jp_bold import FONT_PATH
from PIL import Image, ImageDraw, ImageFont

from posture.filtering import median_of_seen
from posture.io.captures import Observation
from posture.pose import Landmark, PoseSequence, Side
from posture.screening.capture import Vertical
from posture.screening.report import Finding, ViewReport
from posture.screening.stance import Stance, observe_stance
from posture.view import View

HEIGHT_PX, WIDTH_PX = 1400, 1050
_HEAD_ROOM, _FOOT_ROOM = 0.11, 0.06  # over the eyes and under the feet, in eye-to-foot heights

_WHITE, _INK = (255, 255, 255), (24, 38, 44)
_LINE, _PLUMB = (11, 110, 105), (214, 90, 49)
_LINE_PX, _DASH_PX, _DOT_PX, _FONT_PX = 5, 16, 9, 36
_FINE = 4  # OpenCV's fixed-point bits: lines at fractions of a pixel
_POLYLINE = ("ear", "shoulder", "hip", "knee", "ankle")


@dataclass(frozen=True)
class _Label:
    text: str
    at_px: np.ndarray


def draw_posture(
    observation: Observation, report: ViewReport, *, blur_face: bool = False
) -> np.ndarray:
    """Return the picture for one view, shape (HEIGHT_PX, WIDTH_PX, 3), uint8 RGB.

    Parameters
    ----------
    observation : Observation
        One of the view's captures.
    report : ViewReport
        What was found; only what was measured is drawn.
    blur_face : bool
        Whether the face is made unrecognisable first.
    """
    stance = observe_stance(observation.capture, report.view)
    points = _median_points(stance.poses)
    level = _level_matrix(stance)
    crop = _crop_matrix(points, stance)
    whole = crop @ np.vstack([level, [0.0, 0.0, 1.0]])
    image = observation.image_rgb
    # shrinking by interpolation alone would make it flicker
    if (scale := float(crop[0, 0])) < 1.0:
        image = cv2.GaussianBlur(image, (0, 0), 0.4 / scale)
    picture = cv2.warpAffine(
        image,
        whole,
        (WIDTH_PX, HEIGHT_PX),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(236, 236, 232),
    )
    points = points @ crop[:, :2].T + crop[:, 2]
    if blur_face:
        _blur_face(picture, points)
    if report.view is View.SIDE:
        labels = _draw_side(picture, points, report, has_plumb=observation.capture.is_roll_known)
    else:
        labels = _draw_front(picture, points, report)
    if observation.capture.stickers is not None:
        pair = observation.capture.stickers
        dots = np.array([pair.first_px, pair.second_px]) @ whole[:, :2].T + whole[:, 2]
        _solid(picture, dots[0], dots[1], _PLUMB)
        for dot in dots:
            cv2.circle(picture, _fine(dot), 14 << _FINE, _PLUMB, 3, cv2.LINE_AA, _FINE)
        found = report.find("posture.pelvis_level_stickers") or report.find(
            "posture.pelvic_tilt_stickers"
        )
        labels += _label(found, dots.max(axis=0) + np.array([70.0, 4.0]))
    return _with_labels(picture, labels)


def draw_vertical(
    observation: Observation, line: Vertical, *, blur_face: bool = False
) -> np.ndarray:
    """Return a copy of a picture with the line that the user lays along something upright."""
    picture = observation.image_rgb.copy()
    if blur_face:
        _blur_face(picture, _median_points(observation.capture.poses))
    a, b = np.array(line.top_px), np.array(line.bottom_px)
    wide = max(2, round(0.004 * max(picture.shape[:2])))  # still red where the page shows it small
    for rgb, width in ((_WHITE, 2 * wide), (_PLUMB, wide)):
        cv2.line(picture, _fine(a), _fine(b), rgb, width, cv2.LINE_AA, _FINE)
    return picture


def _median_points(poses: PoseSequence) -> np.ndarray:
    """Return where the landmarks mostly are, shape (33, 2)."""
    flat = poses.image_px.reshape(len(poses), -1)
    return np.array([median_of_seen(column) for column in flat.T]).reshape(-1, 2)


def _level_matrix(stance: Stance) -> np.ndarray:
    """Return what turns the picture as `level` turned the landmarks, shape (2, 3)."""
    width, height = (float(v) for v in stance.poses.size_px)
    return cv2.getRotationMatrix2D((width / 2, height / 2), stance.capture.roll_deg, 1.0)


def _crop_matrix(points: np.ndarray, stance: Stance) -> np.ndarray:
    """Return what brings the body into the middle of the drawing, shape (2, 3)."""
    seen = points[np.isfinite(points[:, 0])]
    top, bottom = seen[:, 1].min(), seen[:, 1].max()
    body = max(bottom - top, 1.0)
    top, bottom = top - _HEAD_ROOM * body, bottom + _FOOT_ROOM * body
    scale = HEIGHT_PX / (bottom - top)
    feet = points[[Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE], 0]
    middle = float(np.nanmean(feet)) if np.isfinite(feet).any() else float(seen[:, 0].mean())
    # where the picture is wide enough, no empty margin is shown
    half = WIDTH_PX / 2 / scale
    width = float(stance.poses.size_px[0])
    if width > 2 * half:
        middle = min(max(middle, half), width - half)
    return np.array([[scale, 0, WIDTH_PX / 2 - scale * middle], [0, scale, -scale * top]])


def _blur_face(picture: np.ndarray, points: np.ndarray) -> None:
    head = points[: Landmark.RIGHT_MOUTH + 1]
    head = head[np.isfinite(head[:, 0])]
    shoulders = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]]
    if not len(head) or not np.isfinite(shoulders).any():
        return
    middle = (head.min(axis=0) + head.max(axis=0)) / 2
    radius = 0.62 * float(np.nanmean(shoulders[:, 1]) - middle[1])
    mask = np.zeros(picture.shape[:2], np.float32)
    cv2.ellipse(
        mask, _whole(middle), (ceil(0.85 * radius), ceil(radius)), 0, 0, 360, 1.0, cv2.FILLED
    )
    share = cv2.GaussianBlur(mask, (0, 0), radius / 12)[..., np.newaxis]
    small = cv2.resize(picture, None, fx=4 / radius, fy=4 / radius, interpolation=cv2.INTER_AREA)
    blurred = cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    picture[:] = (blurred * share + picture * (1 - share)).astype(np.uint8)


def _draw_front(picture: np.ndarray, points: np.ndarray, report: ViewReport) -> list[_Label]:
    def pair(key: str) -> np.ndarray:
        return points[[Landmark.of(key, side) for side in Side]]

    labels: list[_Label] = []
    feet = pair("ankle").mean(axis=0)
    _plumb(picture, feet)
    beside = WIDTH_PX * 0.14
    lines = (
        ("posture.head_tilt", "eye", 1.9),
        ("posture.shoulder_tilt", "shoulder", 1.15),
        ("posture.pelvis_level", "hip", 1.5),
    )
    for key, joint, longer in lines:
        ends = pair(joint)
        found = report.find(key)
        if not np.isfinite(ends).all():
            continue
        middle = ends.mean(axis=0)
        half = max(longer * abs(ends[0, 0] - ends[1, 0]) / 2, 60.0)
        reach = np.array([half + 40.0, 0.0])
        _dashed(picture, middle - reach, middle + reach, _INK)
        along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
        _solid(picture, middle - half * along, middle + half * along, _LINE)
        labels += _label(found, middle + reach + np.array([62.0, 0.0]))
    for side in Side:
        leg = points[[Landmark.of(name, side) for name in ("hip", "knee", "ankle")]]
        for a, b in pairwise(leg):
            _solid(picture, a, b, _LINE)
        outward = np.sign(leg[1, 0] - feet[0]) or 1.0
        found = report.find("posture.knee_alignment", side)
        labels += _label(found, leg[1] + np.array([outward * beside, 0.0]))
    shoulders = pair("shoulder").mean(axis=0)
    if np.isfinite(shoulders).all():
        labels += _label(report.find("posture.lateral_shift"), shoulders + np.array([0.0, 74.0]))
    for name in ("eye", "shoulder", "hip", "knee", "ankle"):
        _dots(picture, pair(name))
    return labels


def _draw_side(
    picture: np.ndarray, points: np.ndarray, report: ViewReport, *, has_plumb: bool
) -> list[_Label]:
    side = report.near or Side.LEFT
    body = points[[Landmark.of(name, side) for name in _POLYLINE]]
    ear, shoulder, hip, knee, ankle = body
    if has_plumb:
        _plumb(picture, ankle)
    for a, b in pairwise(body):
        _solid(picture, a, b, _LINE)
    _dots(picture, body)
    toe = points[Landmark.of("toe", side)]
    behind = -110.0 if toe[0] >= ankle[0] else 110.0
    places = {
        "posture.forward_head": ((ear + shoulder) / 2, behind * 1.1, 0.0),
        "posture.trunk_inclination": ((shoulder + hip) / 2, behind * 1.3, 0.0),
        "posture.hip_offset": (hip, behind * 1.5, 40.0),
        "posture.standing_knee": (knee, behind, 0.0),
        "posture.body_lean": (ankle, -behind * 1.5, -60.0),
    }
    return [
        label
        for key, (joint, right, down) in places.items()
        for label in _label(report.find(key), joint + np.array([right, down]))
    ]


def _label(found: Finding | None, at_px: np.ndarray) -> list[_Label]:
    """Return the number of a finding without its sign, as it stands beside the picture."""
    if found is None or not found.is_measured or not np.isfinite(at_px).all():
        return []
    value = abs(found.value)
    number = f"{value:.1f}°" if found.unit == "deg" else f"{value:.1%}"
    return [_Label(number, np.asarray(at_px, float))]


def _plumb(picture: np.ndarray, foot: np.ndarray) -> None:
    if np.isfinite(foot).all():
        _dashed(picture, np.array([foot[0], 12.0]), np.array([foot[0], HEIGHT_PX - 12.0]), _PLUMB)


def _solid(picture: np.ndarray, a: np.ndarray, b: np.ndarray, rgb: tuple[int, int, int]) -> None:
    if np.isfinite([a, b]).all():
        for colour, width in ((_WHITE, _LINE_PX + 4), (rgb, _LINE_PX)):
            cv2.line(picture, _fine(a), _fine(b), colour, width, cv2.LINE_AA, _FINE)


def _dashed(picture: np.ndarray, a: np.ndarray, b: np.ndarray, rgb: tuple[int, int, int]) -> None:
    length = float(np.linalg.norm(b - a))
    for start in np.arange(0.0, length, 2 * _DASH_PX):
        ends = [a + (b - a) * min(s, length) / length for s in (start, start + _DASH_PX)]
        for colour, width in ((_WHITE, 5), (rgb, 3)):
            cv2.line(picture, _fine(ends[0]), _fine(ends[1]), colour, width, cv2.LINE_AA, _FINE)


def _dots(picture: np.ndarray, points: np.ndarray) -> None:
    for point in points[np.isfinite(points[:, 0])]:
        for rgb, radius in ((_WHITE, _DOT_PX + 3), (_LINE, _DOT_PX), (_WHITE, _DOT_PX - 5)):
            centre = _fine(point)
            cv2.circle(picture, centre, radius << _FINE, rgb, cv2.FILLED, cv2.LINE_AA, _FINE)


def _with_labels(picture: np.ndarray, labels: list[_Label]) -> np.ndarray:
    """Return the picture with each number on a white plate."""
    canvas = Image.fromarray(picture)
    draw = ImageDraw.Draw(canvas, "RGBA")
    font = ImageFont.truetype(str(FONT_PATH), _FONT_PX)
    taken: list[tuple[float, float, float, float]] = []
    for label in labels:
        half_x, half_y = draw.textlength(label.text, font) / 2 + 12, _FONT_PX * 0.62
        x = min(max(label.at_px[0], half_x + 4), WIDTH_PX - half_x - 4)
        y = min(max(label.at_px[1], half_y + 4), HEIGHT_PX - half_y - 4)
        while any(_overlap((x - half_x, y - half_y, x + half_x, y + half_y), t) for t in taken):
            y += half_y
        plate = (x - half_x, y - half_y, x + half_x, y + half_y)
        taken.append(plate)
        draw.rounded_rectangle(plate, 9, (255, 255, 255, 232), (*_LINE, 255), 2)
        draw.text((x, y), label.text, (*_INK, 255), font, anchor="mm")
    return np.asarray(canvas).copy()


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _fine(point: np.ndarray) -> tuple[int, int]:
    x, y = np.clip(np.round(np.asarray(point) * 2**_FINE), -(10**6), 10**6)
    return int(x), int(y)


def _whole(point: np.ndarray) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
