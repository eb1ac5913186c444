"""The socket's real server in a process of its own, with desks whose tokens are known.

Run as a script, with its settings as JSON, it serves until it is killed; the first line it prints
is its tokens.
"""

import json
import sys
import tempfile
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from posture.io import models
from posture.ui.live import connection, socket, tracker
from posture.ui.live.desk import DESKS
from posture.ui.live.places import Places
from posture.ui.live.routes import ROUTES

if __name__ == "__main__":
    settings = json.loads(sys.argv[1])
    socket.PLACES = Places(settings["places"])
    connection.IDLE_S, connection.KEEP_S = settings["idle_s"], settings["keep_s"]
    if "max_ms" in settings:  # too slow for more, and with these models
        tracker.MAX_MS = settings["max_ms"]
        models.models_folder = lambda: Path(settings["models"])
    folder = Path(tempfile.mkdtemp())
    desks = [DESKS.open(folder / str(index)) for index in range(settings["desks"])]
    print(json.dumps([desk.token for desk in desks]), flush=True)
    uvicorn.run(
        Starlette(routes=ROUTES),
        host="127.0.0.1",
        port=settings["port"],
        log_level="warning",
        ws="websockets-sansio",
        ws_ping_interval=float(settings["idle_s"]),
        ws_ping_timeout=float(settings["idle_s"]),
    )
