"""Writing files so that they survive a crash of the machine."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Have the system put a file, or a folder's list of names, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in place of the file in one step: readers see the old or the new one."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    sync(beside)
    beside.replace(path)
    sync(path.parent)
