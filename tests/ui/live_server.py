"""The socket's real server in a process of its own, with desks whose tokens are known.

Run as a script it serves until it is killed; the first line it prints is its tokens.
"""

import json
import sys
import tempfile
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from posture.ui.live import connection, socket
from posture.ui.live.desk import DESKS
from posture.ui.live.places import Places
from posture.ui.live.routes import ROUTES

if __name__ == "__main__":
    port, n_desks, n_places, idle_s, keep_s = (int(arg) for arg in sys.argv[1:6])
    socket.PLACES = Places(n_places)
    connection.IDLE_S = float(idle_s)
    connection.KEEP_S = float(keep_s)
    folder = Path(tempfile.mkdtemp())
    desks = [DESKS.open(folder / str(index)) for index in range(n_desks)]
    print(json.dumps([desk.token for desk in desks]), flush=True)
    uvicorn.run(
        Starlette(routes=ROUTES),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        ws="websockets-sansio",
        ws_ping_interval=float(idle_s),
        ws_ping_timeout=float(idle_s),
    )
