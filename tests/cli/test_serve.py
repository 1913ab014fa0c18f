"""``flask serve`` prepares an empty folder and answers; a signal ends it and its workers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.slow

PATIENCE = 120


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PORTAL_INSTANCE": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "flask", "--app", "portal", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        yield f"http://127.0.0.1:{port}", server
        server.terminate()


def test_an_empty_folder_is_served_and_a_signal_ends_it(
    served: tuple[str, subprocess.Popen[bytes]],
) -> None:
    address, server = served
    ready = _answer(f"{address}/pret").json()
    assert ready["pret"] is True
    assert ready["revision_base"] == ready["revision_index"] > 0
    server.terminate()
    assert server.wait(30) == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/pret", timeout=2)


def _answer(address: str) -> httpx.Response:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return httpx.get(address, timeout=10)
        except httpx.ConnectError:
            assert time.monotonic() < deadline, "the server never answered"
            time.sleep(0.2)
