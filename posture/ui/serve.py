"""Start the dashboard's web server."""

import socket
import subprocess
import sys
from pathlib import Path

import posture
from posture.io.errors import InputError
from posture.io.models import find_model

APP = Path(posture.__file__).parents[1] / "app.py"


def serve(host: str, port: int) -> int:
    """Serve the dashboard until it is stopped, and return Streamlit's exit code.

    Raises
    ------
    InputError
        The port is taken, or there is no model.
    """
    find_model()
    if not APP.is_file():
        raise InputError("no_dashboard", path=APP)
    _check_free(host, port)
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        f"--server.address={host}",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ]
    # Its theme and limits are in .streamlit/ beside app.py, looked up in the current folder.
    return subprocess.run(command, cwd=APP.parent, check=False).returncode


def _check_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        raise InputError("port_taken", host=host, port=port) from error
