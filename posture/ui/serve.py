"""Start the dashboard's web server."""

import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import posture
from posture.io.clinic import read_clinic
from posture.io.errors import InputError
from posture.io.models import find_model
from posture.ui import clinic as clinics
from posture.ui.live import places as live_places

APP = Path(posture.__file__).parents[1] / "app.py"
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")

# Each live visit makes and frees a tracker. With one heap per thread, as glibc has it otherwise,
# what is freed is not given back, and the server grows with every visit.
MEMORY = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}


def serve(
    host: str,
    port: int,
    certificate: Path | None = None,
    key: Path | None = None,
    places: int | None = None,
    clinic: Path | None = None,
) -> int:
    """Serve the dashboard until it is stopped, and return Streamlit's exit code.

    Parameters
    ----------
    host : str
        The address to listen on.
    port : int
    certificate, key : Path, optional
        For HTTPS: both or neither.
    places : int, optional
        How many people may be coached live at once.
    clinic : Path, optional
        Settings of the clinic whose name is on the sheets.

    Raises
    ------
    InputError
        The port is taken, there is no model, or the certificate or the settings cannot be used.
    """
    find_model()
    if not APP.is_file():
        raise InputError("no_dashboard", path=APP)
    secure = _secured(certificate, key)
    _check_free(host, port)
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(APP)),
        f"--server.address={host}",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        *secure,
    ]
    settings = {live_places.SETTING: str(places)} if places else {}
    if clinic is not None:
        read_clinic(clinic)
        settings[clinics.SETTING] = str(clinic.resolve())
    # Its theme and limits are in .streamlit/ beside app.py, looked up in the current folder.
    with subprocess.Popen(command, cwd=APP.parent, env=MEMORY | os.environ | settings) as server:
        # Who stops this command, as a service manager does, means the server.
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        return server.wait()


def camera_needs_https(host: str, certificate: Path | None) -> bool:
    """Tell whether browsers elsewhere will refuse the camera at this address."""
    return certificate is None and host not in LOCAL_HOSTS


def _secured(certificate: Path | None, key: Path | None) -> list[str]:
    if certificate is None and key is None:
        return []
    if certificate is None or key is None:
        raise InputError("certificate_without_key")
    for path in (certificate, key):
        if not path.is_file():
            raise InputError("file_not_found", path=path)
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        raise InputError("certificate_unusable", path=certificate, key_path=key) from error
    return [
        f"--server.sslCertFile={certificate.resolve()}",
        f"--server.sslKeyFile={key.resolve()}",
    ]


def _check_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        raise InputError("port_taken", host=host, port=port) from error
