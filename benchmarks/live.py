"""The live page's latency and rate in a real browser, beside inference alone, in one run.

    python -m benchmarks.live [--seconds 30] [--connects 200] [--minutes 0]

With --minutes 10 it also watches a set of ten minutes, in which the sample is repeated, and prints
its rate, latency, late overlays and memory minute by minute, and its first beside its last.

A sample plays as the picture of Chromium's fake camera. Latency is from the time the browser gives
for a picture's capture to the moment its overlay is drawn. Server and browser share this computer's
cores, so figures of one run compare, absolute ones do not.

Goals: latency at most inference + 40 ms; at least 0.85 of the rate that inference allows; no
overlay more than two frames older than the picture on the screen; our own work at most 6 ms a frame
at 640 x 480; memory flat over connects and minutes.
"""

import argparse
import json
import math
import os
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Page, sync_playwright
from websockets.sync.client import connect

from posture.exercises import EXERCISES
from posture.io.estimator import PoseEstimator
from posture.io.models import find_model
from posture.ui.live.messages import frame_reply, read_picture
from posture.ui.live.session import LiveSession
from posture.view import View

ROOT = Path(__file__).parents[1]
SAMPLE = "squat_side"
CAMERA_HZ = 30.0
WIDTH_PX = 480  # as the page sends it
LISTEN = """
window.answers = [];
window.addEventListener("posture-live", ({detail: {state, flight, age}}) => {
  if (flight) window.answers.push({
    taken: flight.timeMs, begun: flight.sentMs, left: flight.leftMs, back: flight.backMs,
    drawn: performance.now(), infer: state.inferMs, own: state.ownMs, age,
    stage: state.stage, count: state.count});
});
"""
# What a picture passes on its way, and between which times.
LEGS = {
    "camera to page": ("taken", "begun"),
    "JPEG": ("begun", "left"),
    "server and back": ("left", "back"),
    "drawing": ("back", "drawn"),
}


def main() -> None:
    """Print one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--connects", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=0.0, help="watch memory for so long")
    arguments = parser.parse_args()
    pictures = _pictures()
    _print_own_work(pictures)
    alone_ms = _inference_ms(pictures)
    with tempfile.TemporaryDirectory() as folder, _served() as (url, pid):
        camera = _camera_file(pictures, Path(folder) / "camera.mjpeg")
        with _watched(url, camera) as (page, sockets):
            _print_speed(page, arguments.seconds, alone_ms)
            if arguments.minutes:
                _print_growth(page, pid, arguments.minutes)
            page.keyboard.press("Escape")  # the camera ends, the visit and its token last
            page.locator(".st-key-another-set").wait_for(timeout=60_000)
            _print_connects(sockets[0], url, pid, arguments.connects, pictures)


def _pictures() -> list[np.ndarray]:
    capture = cv2.VideoCapture(str(ROOT / "sample_videos" / f"{SAMPLE}.mp4"))
    pictures = []
    while True:
        is_read, picture = capture.read()
        if not is_read:
            return pictures
        pictures.append(picture)


def _jpeg(picture: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()


def _camera_file(pictures: list[np.ndarray], target: Path) -> Path:
    jpegs = [_jpeg(picture) for picture in pictures]
    target.write_bytes(jpegs[0] * int(8 * CAMERA_HZ) + b"".join(jpegs))
    return target


def _print_own_work(pictures: list[np.ndarray]) -> None:
    """Time all but inference, at the full size of the picture."""
    session = LiveSession(EXERCISES["squat"], View.SIDE)
    own_ms = []
    with PoseEstimator(find_model()) as estimator:
        for number, picture in enumerate(pictures[:1] * 200 + pictures):
            body = _jpeg(picture)
            started_s = time.perf_counter()
            image_rgb = read_picture(body)
            decoded_s = time.perf_counter()
            frame = estimator.detect(image_rgb, number / CAMERA_HZ)
            seen_s = time.perf_counter()
            height_px, width_px = image_rgb.shape[:2]
            state = session.push(frame, (width_px, height_px), estimator.model)
            frame_reply(number, frame, state)
            own_ms.append(1000 * (time.perf_counter() - seen_s + decoded_s - started_s))
    size = f"{pictures[0].shape[1]} x {pictures[0].shape[0]}"
    print(f"our own work at {size}: {_spread(own_ms)} (goal 6 ms)")


def _inference_ms(pictures: list[np.ndarray]) -> float:
    height_px = round(pictures[0].shape[0] * WIDTH_PX / pictures[0].shape[1])
    small = [
        cv2.cvtColor(cv2.resize(p, (WIDTH_PX, height_px)), cv2.COLOR_BGR2RGB)
        for p in pictures[:150]
    ]
    times_ms = []
    with PoseEstimator(find_model()) as estimator:
        for number, picture in enumerate(small):
            started_s = time.perf_counter()
            estimator.detect(picture, number / CAMERA_HZ)
            times_ms.append(1000 * (time.perf_counter() - started_s))
    return statistics.median(times_ms)


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    """Serve the dashboard and give its address and the process that serves it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "posture.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(url)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield url, int(children[0])
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=20)


def _wait_until_healthy(url: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    sys.exit("The dashboard did not start.")


@contextmanager
def _watched(url: str, camera: Path) -> Iterator[tuple[Page, list[str]]]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    flags = [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-background-networking", "--no-first-run",
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={camera}",
    ]  # fmt: skip
    sockets: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("websocket", lambda s: sockets.append(s.url) if "/pose/ws" in s.url else None)
        page.goto(f"{url}/live?lang=en&exercise=squat")
        page.locator(".st-key-safety-done button").click(timeout=60_000)
        page.locator(".start-camera").click(timeout=60_000)
        page.evaluate(LISTEN)
        page.wait_for_function("window.answers.length > 60", timeout=60_000)
        yield page, sockets
        browser.close()


def _print_speed(page: Page, seconds: float, alone_ms: float) -> None:
    page.evaluate("window.answers = []")
    page.wait_for_timeout(1000 * seconds)
    answers = page.evaluate("window.answers")
    drawn = np.array([a["drawn"] for a in answers])
    latency_ms = drawn - np.array([a["taken"] for a in answers])
    infer_ms = statistics.median(a["infer"] for a in answers)
    rate_hz = 1000 * (len(drawn) - 1) / (drawn[-1] - drawn[0])
    allowed_hz = min(CAMERA_HZ, 1000 / infer_ms)
    median = np.median(latency_ms)
    print(f"inference alone {alone_ms:.1f} ms; in this run, beside the browser, {infer_ms:.1f} ms")
    print(
        f"capture to overlay: {_spread(latency_ms)}; "
        f"inference + {median - infer_ms:.0f} ms (goal 40)"
    )
    print(
        f"rate: {rate_hz:.1f} Hz of the {allowed_hz:.1f} Hz that inference allows, "
        f"ratio {rate_hz / allowed_hz:.2f} (goal 0.85)"
    )
    for name, (start, end) in LEGS.items():
        print(f"  {name}: {_spread([a[end] - a[start] for a in answers])}")
    print(f"    of that waiting and the way: {_spread([_waiting_ms(a) for a in answers])}")
    ages = np.array([a["age"] for a in answers])
    print(
        f"behind the picture on the screen: median {np.median(ages):.1f} frames; "
        f"older than two, so not drawn: {100 * np.mean(ages > 2):.1f} %"
    )


def _waiting_ms(answer: dict[str, float]) -> float:
    return answer["back"] - answer["left"] - answer["infer"] - answer["own"]


def _spread(values_ms: list[float]) -> str:
    median, high = np.percentile(values_ms, [50, 95])
    return f"median {median:.1f} ms, p95 {high:.1f} ms"


def _print_growth(page: Page, pid: int, minutes: float) -> None:
    """Watch a long set: a line for each minute, then the first beside the last."""
    print("minute  stage     count  Hz    latency ms  p95  inference  late %  server MB  page MB")
    rows = []
    for minute in range(1, math.ceil(minutes) + 1):
        page.evaluate("window.answers = []")
        page.wait_for_timeout(60_000 * min(1.0, minutes - minute + 1))
        seen = _Minute.of(page, pid)
        if seen is None:
            print(f"{minute:6}  no more answers: the set is over")
            break
        rows.append(seen)
        print(f"{minute:6}  {seen}", flush=True)
    if rows:
        first, last = rows[0], rows[-1]
        print(
            f"over {len(rows)} minutes: {first.rate_hz:.1f} to {last.rate_hz:.1f} Hz, latency "
            f"{first.latency_ms:.0f} to {last.latency_ms:.0f} ms, late {first.late_percent:.1f} to "
            f"{last.late_percent:.1f} %, server {first.server_mb:.0f} to {last.server_mb:.0f} MB, "
            f"page {first.page_mb:.0f} to {last.page_mb:.0f} MB"
        )


@dataclass(frozen=True, kw_only=True)
class _Minute:
    """What a minute of a set was like."""

    stage: str
    count: int
    rate_hz: float
    latency_ms: float
    latency_p95_ms: float
    infer_ms: float
    late_percent: float
    server_mb: float
    page_mb: float

    @classmethod
    def of(cls, page: Page, pid: int) -> "_Minute | None":
        answers = page.evaluate("window.answers")
        if len(answers) < 2:
            return None
        drawn = np.array([a["drawn"] for a in answers])
        latency_ms = drawn - np.array([a["taken"] for a in answers])
        return cls(
            stage=answers[-1]["stage"],
            count=answers[-1]["count"],
            rate_hz=1000 * (len(drawn) - 1) / (drawn[-1] - drawn[0]),
            latency_ms=float(np.median(latency_ms)),
            latency_p95_ms=float(np.percentile(latency_ms, 95)),
            infer_ms=statistics.median(a["infer"] for a in answers),
            late_percent=100 * float(np.mean([a["age"] > 2 for a in answers])),
            server_mb=_memory_mb(pid),
            page_mb=_page_mb(page),
        )

    def __str__(self) -> str:
        return (
            f"{self.stage:<8}  {self.count:5}  {self.rate_hz:4.1f}  {self.latency_ms:10.0f}  "
            f"{self.latency_p95_ms:3.0f}  {self.infer_ms:9.1f}  {self.late_percent:6.1f}  "
            f"{self.server_mb:9.0f}  {self.page_mb:7.1f}"
        )


def _page_mb(page: Page) -> float:
    """Return what the page's scripts hold, after what they no longer need was cleared away."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return float(used) / 1e6


def _print_connects(
    address: str, url: str, pid: int, connects: int, pictures: list[np.ndarray]
) -> None:
    bodies = [_jpeg(cv2.resize(picture, (480, 360))) for picture in pictures[:3]]
    memory_mb = []
    for _ in range(connects):
        with connect(address, origin=url, max_size=2**22) as live:
            live.recv()
            live.send(json.dumps({"do": "set_up", "exercise": "squat", "view": "side"}))
            for number, body in enumerate(bodies):
                live.send(struct.pack("<BxxxId", 1, number, 33.0 * number) + body)
                live.recv()
        memory_mb.append(_memory_mb(pid))
    if memory_mb:
        tenth = max(len(memory_mb) // 10, 1)
        print(
            f"{connects} connects: server {np.median(memory_mb[:tenth]):.0f} MB at first, "
            f"{np.median(memory_mb[-tenth:]):.0f} MB at last"
        )


def _memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS:"))) / 1000


if __name__ == "__main__":
    main()
