"""Serving a clinic's network: HTTPS, and why a camera needs it."""

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from posture.io.errors import InputError
from posture.ui.live.places import SETTING, wanted_places
from posture.ui.serve import camera_needs_https, serve

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pair(tmp_path_factory) -> tuple[Path, Path]:
    """Return a self-signed certificate and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed; it makes the certificate")
    folder = tmp_path_factory.mktemp("certificate")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


@pytest.mark.parametrize(
    ("host", "has_certificate", "needed"),
    [
        ("127.0.0.1", False, False),
        ("localhost", False, False),
        ("0.0.0.0", False, True),
        ("192.168.1.20", False, True),
        ("192.168.1.20", True, False),
    ],
)
def test_away_from_this_computer_a_camera_needs_https(host, has_certificate, needed):
    assert camera_needs_https(host, Path("c.pem") if has_certificate else None) is needed


def test_a_certificate_without_its_key_is_one_sentence(pair):
    with pytest.raises(InputError) as refused:
        serve("127.0.0.1", 8501, pair[0], None)
    assert refused.value.key == "certificate_without_key"


def test_a_pair_that_does_not_match_is_one_sentence(pair, tmp_path):
    wrong = tmp_path / "key.pem"
    wrong.write_text("not a key")
    with pytest.raises(InputError) as refused:
        serve("127.0.0.1", 8501, pair[0], wrong)
    assert refused.value.key == "certificate_unusable"
    assert str(wrong) in refused.value.sentence("en")


def test_a_certificate_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(InputError) as refused:
        serve("127.0.0.1", 8501, tmp_path / "no.pem", tmp_path / "no-key.pem")
    assert refused.value.key == "file_not_found"


def test_settings_of_a_clinic_that_cannot_be_read_are_one_sentence(tmp_path):
    settings = tmp_path / "clinic.toml"
    settings.write_text("name = unquoted")
    with pytest.raises(InputError) as refused:
        serve("127.0.0.1", 8501, clinic=settings)
    assert refused.value.key == "not_clinic_settings"


def test_with_a_certificate_it_serves_https_until_it_is_told_to_stop(pair):
    certificate, key = pair
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "posture.cli", "serve", "--port", str(port)]
    command += ["--certificate", str(certificate), "--key", str(key)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    trusting = ssl.create_default_context(cafile=str(certificate))
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                url = f"https://localhost:{port}/_stcore/health"
                with urllib.request.urlopen(url, timeout=2, context=trusting) as answer:
                    assert answer.read() == b"ok"
                break
            except (urllib.error.URLError, OSError):
                assert time.monotonic() < deadline, "it did not answer over HTTPS"
                time.sleep(0.3)
        server.terminate()
        server.wait(timeout=20)
        socket.create_server(("127.0.0.1", port)).close()  # nobody listens any more
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, 15)


@pytest.mark.parametrize(("asked", "places"), [("7", 7), ("1", 1)])
def test_the_number_of_places_is_a_setting(monkeypatch, asked, places):
    monkeypatch.setenv(SETTING, asked)
    assert wanted_places() == places


@pytest.mark.parametrize("asked", ["", "0", "many", "-3"])
def test_without_a_sound_number_the_cores_decide(monkeypatch, asked):
    monkeypatch.setenv(SETTING, asked)
    assert wanted_places() == 2 * (os.cpu_count() or 1)
