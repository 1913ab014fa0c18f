"""opening_hours.js, another evaluator of the same language, kept running in a Node process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

NODE_DIR = Path(__file__).parents[2] / "node"
RUNNER = NODE_DIR / "opening_hours_runner.js"


def missing() -> str:
    """Return what is missing to run the evaluator, or ""."""
    if shutil.which("node") is None:
        return "Node.js is not installed"
    if not (NODE_DIR / "node_modules" / "opening_hours").is_dir():
        return f"run `npm ci` in {NODE_DIR.relative_to(NODE_DIR.parents[1])}"
    return ""


@dataclass(frozen=True)
class Region:
    """What opening_hours.js needs to know its French holidays."""

    state: str = "Île-de-France"
    county: str = "Paris"


class NodeEvaluator:
    """A Node process that answers line by line. Its wall clock is that of ``time_zone``."""

    def __init__(self, time_zone: str = "Europe/Paris") -> None:
        self._process = subprocess.Popen(
            ["node", str(RUNNER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "TZ": time_zone},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=10)

    def intervals(
        self, text: str, first: int, last: int, region: Region
    ) -> list[tuple[int, int, bool]]:
        """Return what is not closed between two minutes: start, end, whether it is unknown."""
        question = {
            "text": text,
            "from": first,
            "to": last,
            "state": region.state,
            "county": region.county,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise ValueError(f"{text!r}: {answer['error']}")
        return [(int(start), int(end), unknown) for start, end, unknown in answer["intervals"]]
