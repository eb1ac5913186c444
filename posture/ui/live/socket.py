"""The WebSocket beside the pages: who gets in.

Nobody does without our page's token, from another site's page, or while all places are taken.
"""

from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from posture.ui.live.connection import POLICY, TRY_LATER, Connection
from posture.ui.live.desk import DESKS
from posture.ui.live.places import Places, wanted_places

PATH = "/pose/ws"
PLACES = Places(wanted_places())


async def live_socket(socket: WebSocket) -> None:
    """Serve one connection, or refuse it."""
    desk = DESKS.find(socket.query_params.get("t", ""))
    if desk is None or not _is_ours(socket):
        await socket.close(POLICY)
        return
    while desk.connection is not None:  # one that broke, which our end has not noticed yet
        await desk.connection.give_way()
    if not PLACES.take():
        await socket.accept()
        await socket.send_json({"is": "busy", "places": PLACES.n})
        await socket.close(TRY_LATER)
        return
    desk.connection = connection = Connection(socket, desk)
    try:
        await socket.accept()
        await connection.run()
    finally:
        PLACES.give_back()
        desk.connection = None
        connection.is_gone.set()


ROUTE = WebSocketRoute(PATH, live_socket)


def _is_ours(socket: WebSocket) -> bool:
    """Tell whether the page that opens the socket came from this very address."""
    origin = urlsplit(socket.headers.get("origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == socket.headers.get("host")
