"""The real dashboard on a free port, and a real browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import cv2
import pytest
from camera import camera_flags, write_camera_file
from live_client import (
    DESKS,
    IDLE_S,
    KEEP_S,
    PLACES,
    SCRIPT,
    LiveServer,
    calm,
    jpeg,
    message,
    set_up,
)
from playwright.sync_api import Browser, Page, expect, sync_playwright

from posture.i18n import translate
from posture.ui.serve import MEMORY

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Without these Chromium asks for updates and the like on the internet.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
LEAVE_AFTER_S = 1
CLINIC = "Riverside Clinic"
READY_S, AFTER_S = 14.0, 60.0  # of standing still before and after what a fake camera shows
EXERCISE, SAMPLE = "squat", "squat_side"
ANALYSIS_MS = 300_000  # this is a limit, not a measure: the machine may be busy
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; .ci/run installs it")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Dashboard:
    """A running dashboard: its address, and the folder that holds its temporary files."""

    leave_after_s = LEAVE_AFTER_S

    def __init__(self, url: str, temporary: Path) -> None:
        self.url = url
        self.temporary = temporary

    def visitors_files(self) -> list[Path]:
        # os.walk passes over a folder that is removed meanwhile
        return [Path(at) / name for at, _, names in os.walk(self.temporary) for name in names]


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory):
    temporary = tmp_path_factory.mktemp("dashboard")
    settings = tmp_path_factory.mktemp("settings") / "clinic.toml"
    settings.write_text(f'name = "{CLINIC}"', encoding="utf-8")
    port = free_port()
    environment = os.environ | {
        "TMPDIR": str(temporary),
        "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(LEAVE_AFTER_S),
    }
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "posture.cli", "serve", "--port", str(port)),
            *("--clinic", str(settings)),
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(url)
        yield Dashboard(url, temporary)
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not open its port")


def wait_until_healthy(url: str, timeout_s: float = 60) -> None:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the dashboard did not answer within {timeout_s} s")


class Watched:
    """A page, with every address it asked for and every error it logged."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.addresses: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.addresses.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", self._note_failure)

    def _note_failure(self, response) -> None:
        if response.status >= 500:
            self.errors.append(f"{response.status} {response.url}")


class Visits:
    """Opens pages at the dashboard and watches them."""

    def __init__(self, browser: Browser, dashboard: Dashboard) -> None:
        self.browser = browser
        self.dashboard = dashboard
        self.opened: list[Watched] = []

    def __call__(self, path: str = "/", width: int = 1280, height: int = 900) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height})
        watched = Watched(context.new_page())
        self.opened.append(watched)
        watched.page.goto(self.dashboard.url + path)
        watched.page.locator("h1").first.wait_for()
        return watched.page

    def end(self) -> None:
        """Close the pages; none may have failed or asked any other server for anything."""
        local = (self.dashboard.url, f"blob:{self.dashboard.url}", "data:")
        for watched in self.opened:
            watched.page.context.close()
            assert watched.errors == []
            assert [url for url in watched.addresses if not url.startswith(local)] == []


@pytest.fixture
def visit(browser, dashboard):
    visits = Visits(browser, dashboard)
    yield visits
    visits.end()


@pytest.fixture(scope="module")
def report_page(browser, dashboard):
    """The report on a sample, in English, shared by the tests that only look at it."""
    visits = Visits(browser, dashboard)
    page = visits("/?lang=en")
    expect(page.locator("h1").first).to_have_text(translate("start.title", "en"))
    page.locator(".st-key-go button").click()
    _measure_sample(page)
    yield page
    visits.end()


def wait_until_at_rest(page: Page) -> None:
    """Wait until the page's script has run: a click before may be on what is about to go."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=30_000)


def _measure_sample(page: Page) -> None:
    page.locator(f".st-key-choose-{EXERCISE} button").click()
    page.locator(f".st-key-sample-{SAMPLE} button").click()
    page.locator("video").wait_for(timeout=ANALYSIS_MS)


@pytest.fixture(scope="session")
def cut_sample(tmp_path_factory) -> Path:
    """The first second and a half of the sample, as a recording of one's own."""
    return _cut(tmp_path_factory.mktemp("cut") / "squat.mp4", 1.5)


@pytest.fixture(scope="session")
def one_squat(tmp_path_factory) -> Path:
    """As much of the sample as shows one repetition."""
    return _cut(tmp_path_factory.mktemp("cut") / "one_squat.mp4", 4.8)


def _cut(cut: Path, end_s: float) -> Path:
    with (
        av.open(str(ROOT / "sample_videos" / f"{SAMPLE}.mp4")) as source,
        av.open(str(cut), "w") as target,
    ):
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None and packet.pts * packet.time_base < end_s:
                packet.stream = stream
                target.mux(packet)
    return cut


@pytest.fixture
def clinic_name():
    return CLINIC


@pytest.fixture(scope="session")
def live_server():
    """The live socket in a process of its own, with few places and little patience."""
    settings = {"desks": DESKS, "places": PLACES, "idle_s": IDLE_S, "keep_s": KEEP_S}
    with served_socket(settings) as server:
        yield server


@contextmanager
def served_socket(settings: dict) -> Iterator[LiveServer]:
    if not Path("/proc/self/status").is_file():
        pytest.skip("counts threads and memory in /proc, which only Linux has")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), json.dumps(settings | {"port": port})],
        cwd=ROOT,
        env=os.environ | MEMORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        tokens = json.loads(process.stdout.readline())
        wait_until_open(port)
        yield LiveServer(process, port, tokens)
        assert process.poll() is None, "the server ended"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def jpegs() -> list[bytes]:
    """The first second of a sample, as a page would send it."""
    capture = cv2.VideoCapture(str(ROOT / "sample_videos" / "squat_side.mp4"))
    pictures = [capture.read()[1] for _ in range(30)]
    capture.release()
    return [jpeg(cv2.resize(picture, (480, 360))) for picture in pictures]


@pytest.fixture
def clean_after(live_server, jpegs):
    """Hold a test to leaving the server with no more threads and handles than it had."""
    with live_server.open() as live:  # everything that comes with a first visit is there
        set_up(live)
        live.send(message(jpegs[0]))
        live.recv(timeout=20)
        live.send(json.dumps({"do": "stop"}))
        live.recv(timeout=20)
    time.sleep(0.5)
    threads, handles = live_server.status("Threads"), live_server.handles()
    yield threads, handles
    calm(live_server, threads, handles)


@pytest.fixture(scope="module")
def cameras(browser, tmp_path_factory):
    """Give a browser whose camera shows a sample; closed in the end."""
    opened = []

    def open_camera(sample: str, ready_s: float = READY_S, after_s: float = AFTER_S):
        file = tmp_path_factory.mktemp("camera") / f"{sample}.mjpeg"
        flags = FLAGS + camera_flags(write_camera_file(sample, file, ready_s, after_s))
        chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
        opened.append(chromium)
        return chromium

    yield open_camera
    for chromium in opened:
        chromium.close()
