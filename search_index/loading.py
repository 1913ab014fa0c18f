"""Loading the newest state of the index, reusing the segments that did not change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from search_index.assembly import Loaded, build_snapshot
from search_index.errors import IndexCorrupt
from search_index.manifest import Manifest, SegmentEntry, read_manifest
from search_index.openings import SegmentOpenings
from search_index.query import OpeningCalendar
from search_index.snapshot import Snapshot
from search_index.store import read_segment

_ATTEMPTS: Final = 20


class Loader:
    """Makes snapshots of a folder. Segments are kept from one to the next."""

    def __init__(self, folder: Path, calendar: OpeningCalendar) -> None:
        self._folder = folder
        self._calendar = calendar
        self._segments: dict[str, Loaded] = {}
        self._number = 0

    def load(self, present: Snapshot | None) -> Snapshot:
        """Return a snapshot of the newest state. Raises IndexMissing or IndexCorrupt.

        ``meta`` stays the same object as at ``present`` if it is equal. A file may vanish between
        reading the manifest that names it and opening it: then there is a newer manifest, and that
        one is read.
        """
        manifest = read_manifest(self._folder)
        for _ in range(_ATTEMPTS):
            try:
                return self._snapshot(_same_meta(manifest, present))
            except FileNotFoundError as error:
                newer = read_manifest(self._folder)
                if newer == manifest:
                    raise IndexCorrupt(f"{error.filename} is missing") from error
                manifest = newer
        raise IndexCorrupt("the index changes faster than it can be read")

    def _snapshot(self, manifest: Manifest) -> Snapshot:
        loaded = {_key(manifest, e): self._segment(manifest, e) for e in manifest.segments}
        self._segments = loaded
        self._number += 1
        return build_snapshot(manifest, self._number, list(loaded.values()))

    def _segment(self, manifest: Manifest, entry: SegmentEntry) -> Loaded:
        known = self._segments.get(_key(manifest, entry))
        if known:
            return known
        folder = self._folder / manifest.generation
        stored = read_segment(folder, entry, manifest.first_day)
        return stored, SegmentOpenings(stored, manifest.first_day, self._calendar)


def _same_meta(manifest: Manifest, present: Snapshot | None) -> Manifest:
    if present is None or present.manifest.meta != manifest.meta:
        return manifest
    return replace(manifest, meta=present.manifest.meta)


def _key(manifest: Manifest, entry: SegmentEntry) -> str:
    """Return what names a segment for good: files are never written twice under one."""
    return f"{manifest.generation}/{entry.name}/{entry.columns.crc}/{manifest.first_day}"
