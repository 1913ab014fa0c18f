"""Writing files so that they survive a crash of the machine."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def sync(paths: Collection[Path]) -> None:
    """Have the system put files on disk, together: one wait costs little more than another."""
    with ThreadPoolExecutor(max_workers=max(1, len(paths))) as threads:
        list(threads.map(_sync, paths))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in place of the file in one step: readers see the old or the new one.

    The folder is not put on disk: file systems keep the order of names, so that after a power cut
    the old file is there or the new one, with all that was put on disk before.
    """
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    _sync(beside)
    beside.replace(path)
