"""Checking every byte of the index against its manifest."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Final

from search_index.arrays import Stamp
from search_index.errors import IndexCorrupt
from search_index.manifest import Manifest, SegmentEntry, read_manifest
from search_index.store import columns_path, facts_path, hours_path

_CHUNK: Final = 1 << 20


def verify(folder: Path) -> None:
    """Read all files that readers use. Raises IndexMissing or IndexCorrupt.

    Opening the index checks all but the facts, which are checked one by one as they are read.
    """
    manifest = read_manifest(folder)
    for entry in manifest.segments:
        for path, stamp in _files(folder / manifest.generation, entry, manifest):
            _verify_file(path, stamp)


def _files(folder: Path, entry: SegmentEntry, manifest: Manifest) -> list[tuple[Path, Stamp]]:
    return [
        (columns_path(folder, entry.name), entry.columns),
        (facts_path(folder, entry.name), entry.facts),
        (hours_path(folder, entry.name, manifest.first_day), entry.hours),
    ]


def _verify_file(path: Path, stamp: Stamp) -> None:
    size, crc = 0, 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                size, crc = size + len(chunk), zlib.crc32(chunk, crc)
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{path.name} is missing") from error
    if Stamp(size, crc) != stamp:
        raise IndexCorrupt(f"{path.name} is damaged")
