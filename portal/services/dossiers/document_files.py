"""The bytes of documents: files of the instance folder, under drawn names, whole or not there.

Nothing that people send is ever part of a path.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

FOLDER = "pieces"
"""The folder of the instance that holds them, outside of what the web serves."""

_PARTIAL = ".partielle"
_ABANDONED_SECONDS = 3600
"""A file that no row names after that long belongs to no transaction that still runs."""


def keep_bytes(folder: Path, content: bytes) -> str:
    """Write a new file, on the disk when this returns, and return its name."""
    folder.mkdir(mode=0o700, exist_ok=True)
    name = secrets.token_hex(32)
    partial = folder / f"{name}{_PARTIAL}"
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(folder / name)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _keep_folder(folder)
    return name


def drop_bytes(folder: Path, name: str) -> None:
    """Delete a file; it may be gone already."""
    (folder / name).unlink(missing_ok=True)


def held_names(folder: Path) -> list[str]:
    """Return the names of the files that are there whole."""
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(name for name in names if not name.endswith(_PARTIAL))


def drop_abandoned(folder: Path, kept: Collection[str]) -> None:
    """Delete what a crash left: files that no row names, once no transaction can be writing them.

    That is told by the age of the file, by the clock of the machine that wrote it.
    """
    for path in folder.iterdir() if folder.is_dir() else ():
        # Somebody else may be deleting the same file.
        with suppress(FileNotFoundError):
            if path.name not in kept and time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink()


def _keep_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
