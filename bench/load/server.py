"""A server as `make run` starts it, and the requests that wrk sends to it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

_WORKERS = ("--workers", "2", "--worker-class", "gthread", "--threads", "4")
_PATIENCE_SECONDS = 60
_SETTLING_SECONDS = 2
"""The first worker that answers is not alone for long."""
_ROUNDS = 3
_SCRIPT = """local paths = { %s }
local i = 0
request = function()
  i = i + 1
  return wrk.format("GET", paths[(i - 1) %% #paths + 1])
end
"""


class LoadError(RuntimeError):
    """The load test cannot run, or a page answered with an error."""


@contextmanager
def served(application: str, **environment: str) -> Iterator[str]:
    """Serve an application with gunicorn, two workers of four threads; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += [*_WORKERS, "--no-control-socket", "--log-level", "warning"]
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:  # noqa: S603 - ours
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/sante")
            sleep(_SETTLING_SECONDS)
            yield address
        finally:
            process.terminate()


def requests_per_second(address: str, paths: list[str], seconds: int) -> float:
    """Ask for the paths in turn over sixteen connections; raise ``LoadError`` on any error.

    The middle one of three rounds: a connection stays with the worker that took it, and in one
    round most may be with the same.
    """
    shift = len(paths) // _ROUNDS
    rounds = [paths[number * shift :] + paths[: number * shift] for number in range(_ROUNDS)]
    return median(_round(address, each, seconds) for each in rounds)


def _round(address: str, paths: list[str], seconds: int) -> float:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise LoadError("wrk is missing: install Debian's package wrk")
    sleep(1)  # Until the workers have closed the connections of the round before.
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(_SCRIPT % ", ".join(f'"{path}"' for path in paths), encoding="utf-8")
        command = [wrk, "-t1", "-c16", f"-d{seconds}s", "-s", str(script), address]
        told = subprocess.run(  # noqa: S603 - the program found above
            command, capture_output=True, text=True, check=True
        ).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise LoadError(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if found is None:
        raise LoadError(told)
    return float(found[1])


def _wait(address: str) -> None:
    end = monotonic() + _PATIENCE_SECONDS
    while monotonic() < end:
        try:
            with urlopen(address):  # noqa: S310 - our own server
                return
        except URLError:
            sleep(0.1)
    raise LoadError(f"{address} does not answer")
