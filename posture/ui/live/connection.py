"""One live connection: pictures in, landmarks and states out, nothing kept of a picture.

Each has one thread and one tracker, and both end with it.
"""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, perf_counter
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from posture.exercises import EXERCISES
from posture.io.errors import InputError
from posture.io.models import DEFAULT_MODEL
from posture.live.stance import Place
from posture.ui.live.base_session import PictureTurnedError
from posture.ui.live.desk import Desk
from posture.ui.live.keeping import keep
from posture.ui.live.messages import (
    FRAME,
    BadMessageError,
    Incoming,
    frame_reply,
    read_kept,
    read_message,
    read_picture,
)
from posture.ui.live.session import LiveSession
from posture.ui.live.stance_session import StanceSession
from posture.ui.live.tracker import Tracker
from posture.view import View

IDLE_S = 20.0  # our page sends something every few seconds, even while paused
SEND_S = 10.0  # who does not take answers is gone
KEEP_S = 60.0  # for a set whose connection broke
MAX_PER_S = 60.0
BURST = 60.0
MAX_COMMAND_CHARS = 2000

POLICY, TRY_LATER, GOING = 1008, 1013, 1001  # why a socket is closed
_log = logging.getLogger(__name__)


class _Rate:
    """Lets MAX_PER_S messages a second pass, and a burst now and then."""

    def __init__(self) -> None:
        self._left, self._at_s = BURST, monotonic()

    def check(self) -> None:
        now_s = monotonic()
        self._left = min(BURST, self._left + (now_s - self._at_s) * MAX_PER_S) - 1.0
        self._at_s = now_s
        if self._left < 0:
            raise BadMessageError("too_fast")


class Connection:
    """One browser's socket, with its thread and its tracker."""

    def __init__(self, socket: WebSocket, desk: Desk) -> None:
        self._socket, self._desk = socket, desk
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._tracker: Tracker | None = None
        self._newest: Incoming | None = None
        self._wake = asyncio.Event()
        self._is_replaced = asyncio.Event()
        self.is_gone = asyncio.Event()

    async def give_way(self) -> None:
        """End, because the same visitor connects anew, and wait until all is free."""
        self._is_replaced.set()
        await self.is_gone.wait()

    async def run(self) -> None:
        """Serve until either side has enough; then free everything."""
        tasks: list[asyncio.Task[None]] = []
        try:
            session = self._desk.session  # one that broke off goes on with the model it began with
            model = session.model_name if session is not None else DEFAULT_MODEL
            self._tracker = await self._in_thread(Tracker, model)
            await self._send({"is": "ready"})
            doings = (self._receive(), self._work(), self._be_replaced())
            tasks = [asyncio.create_task(doing) for doing in doings]
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        except BadMessageError as error:
            await self._end("error", error.why, POLICY)
        except InputError as error:
            await self._end("error", error.key, GOING)
        except TimeoutError:
            await self._end("error", "idle", GOING)
        except (WebSocketDisconnect, RuntimeError) as error:
            _log.debug("a live connection ended: %r", error)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._tracker is not None:
                await self._in_thread(self._tracker.close)
            self._thread.shutdown(wait=False)
            self._leave_set()

    async def _receive(self) -> None:
        rate = _Rate()
        while True:
            async with asyncio.timeout(IDLE_S):
                message = await self._socket.receive()
            if message["type"] != "websocket.receive":
                return
            rate.check()
            if message.get("bytes") is not None:
                await self._take(read_message(message["bytes"]))
            else:
                await self._command(_read_command(message.get("text") or ""))

    async def _be_replaced(self) -> None:
        await self._is_replaced.wait()
        await self._end("error", "replaced", GOING)

    async def _take(self, incoming: Incoming) -> None:
        if incoming.kind == FRAME:
            self._newest = incoming  # one that is still waiting is older and not worth the time
            self._wake.set()
        else:
            await self._in_thread(self._restore, incoming)

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            incoming, self._newest = self._newest, None
            if incoming is None or self._desk.session is None:
                continue
            try:
                reply = await self._in_thread(self._answer, incoming, self._desk.session)
            except PictureTurnedError:
                await self._finish("turned")
                continue
            if reply is not None:
                async with asyncio.timeout(SEND_S):
                    await self._socket.send_bytes(reply)
            if self._desk.session is not None and self._desk.session.is_over:
                await self._finish("stopped")

    def _answer(self, incoming: Incoming, session: LiveSession | StanceSession) -> bytes | None:
        started_s = perf_counter()
        image_rgb = read_picture(incoming.body)
        time_s = incoming.time_ms / 1000.0
        if self._tracker is None or time_s <= session.last_s:
            return None
        frame = self._tracker.detect(image_rgb, time_s)
        infer_ms = self._tracker.took_ms
        height_px, width_px = image_rgb.shape[:2]
        state = session.push(frame, (width_px, height_px), self._tracker.model)
        if isinstance(session, StanceSession):
            session.keep(incoming.body, time_s)
        state["width"], state["height"] = width_px, height_px
        state["model"] = self._tracker.model.name
        state["inferMs"] = round(infer_ms, 2)
        state["ownMs"] = round(1000.0 * (perf_counter() - started_s) - infer_ms, 2)
        if session.is_in_set_up and self._tracker.lighten():
            session.start_anew()  # a set is seen by one model throughout
        return frame_reply(incoming.number, frame, state)

    async def _command(self, command: dict[str, Any]) -> None:
        match command.get("do"):
            case "set_up":
                self._set_up(command)
            case "resume":
                await self._resume(command.get("set"))
            case "mark":
                self._mark(command.get("vertical"))
            case "begin":
                await self._in_thread(self._begin)
            case "stop":
                await self._finish("stopped")
            case "drop":
                self._desk.session = None
            case "ping":
                return
            case _:
                raise BadMessageError("garbage")

    async def _resume(self, key: Any) -> None:
        session = self._desk.session
        if session is not None and session.key == key:
            session.connections += 1
            await self._send({"is": "resumed"})
        else:
            kept = self._desk.number_of(key)
            await self._send({"is": "gone", "kept": kept})

    def _set_up(self, command: dict[str, Any]) -> None:
        if "stance" in command:
            if command["stance"] not in list(Place):
                raise BadMessageError("garbage")
            self._desk.session = StanceSession(Place(command["stance"]))
            return
        exercise, view = str(command.get("exercise")), str(command.get("view"))
        if exercise not in EXERCISES or view not in EXERCISES[exercise].finder.views:
            raise BadMessageError("garbage")
        self._desk.session = LiveSession(EXERCISES[exercise], View(view))

    def _mark(self, percent: Any) -> None:
        session = self._desk.session
        if not isinstance(session, StanceSession):
            return
        try:
            session.mark(None if percent is None else _four_numbers(percent))
        except (TypeError, ValueError) as error:
            raise BadMessageError("garbage") from error

    def _begin(self) -> None:
        session = self._desk.session
        if session is not None and session.coach is not None:
            session.coach.begin()

    def _restore(self, incoming: Incoming) -> None:
        session = self._desk.session
        if not isinstance(session, LiveSession) or self._tracker is None:
            raise BadMessageError("garbage")
        size_px = (incoming.number >> 16, incoming.number & 0xFFFF)
        frames = read_kept(incoming.body, incoming.time_ms / 1000.0)
        session.restore(frames, size_px, self._tracker.model)

    async def _finish(self, why: str) -> None:
        """End the set, keep its report, and tell the page."""
        session, self._desk.session = self._desk.session, None
        if session is None:
            return
        number, count = await asyncio.wrap_future(keep(self._desk, session))
        await self._send({"is": "done", "set": number, "count": count, "why": why})

    def _leave_set(self) -> None:
        """Give a set whose connection broke a while to come back; then keep its report."""
        session = self._desk.session
        if session is None:
            return
        # by its key: a set that another has followed must not be held in memory meanwhile
        desk, key, n_connections = self._desk, session.key, session.connections

        def give_up() -> None:
            left = desk.session
            if left is not None and (left.key, left.connections) == (key, n_connections):
                desk.session = None
                keep(desk, left)

        asyncio.get_running_loop().call_later(KEEP_S, give_up)

    async def _in_thread(self, function: Any, *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)

    async def _send(self, message: dict[str, Any]) -> None:
        async with asyncio.timeout(SEND_S):
            await self._socket.send_json(message)

    async def _end(self, what: str, why: str, code: int) -> None:
        """Say why, once, and close."""
        if self._socket.client_state is not WebSocketState.CONNECTED:
            return
        try:
            await self._send({"is": what, "why": why})
            async with asyncio.timeout(SEND_S):
                await self._socket.close(code)
        except (WebSocketDisconnect, RuntimeError, TimeoutError) as error:
            _log.debug("a live connection was gone before its end: %r", error)


def _four_numbers(values: Any) -> tuple[float, float, float, float]:
    a, b, c, d = (float(value) for value in values)
    return a, b, c, d


def _read_command(text: str) -> dict[str, Any]:
    if len(text) > MAX_COMMAND_CHARS:
        raise BadMessageError("too_large")
    try:
        command = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMessageError("garbage") from error
    if not isinstance(command, dict):
        raise BadMessageError("garbage")
    return command
