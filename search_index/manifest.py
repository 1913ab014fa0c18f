"""The manifest: the one file that says what the index is made of.

It is replaced in one step, so that readers see one state or the next. It is JSON preceded by its
own checksum; a file of another format counts as corrupt, and the caller rebuilds.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Self

from search_index.arrays import Stamp
from search_index.durable import replace_file
from search_index.errors import IndexCorrupt, IndexMissing

FORMAT: Final = 1
MANIFEST_NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One segment: its files with their stamps, and the listings that later ones took from it."""

    name: str
    count: int
    columns: Stamp
    facts: Stamp
    hours: Stamp
    gone: tuple[int, ...] = ()
    """Listing ids, replaced or removed since (or never there); sorted."""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the entry that ``asdict`` gave."""
        stamps = {name: Stamp(**value[name]) for name in ("columns", "facts", "hours")}
        return cls(value["name"], value["count"], gone=tuple(value["gone"]), **stamps)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of the index.

    ``revision`` is the caller's; changes after it must be applied again. ``built_at`` is
    when the data was brought up to date last. ``generation`` is the folder that holds the files.
    ``mean_lengths`` are those that all segments were weighted with.
    """

    generation: str
    revision: int
    built_at: datetime
    first_day: date
    next_segment: int
    mean_lengths: Mapping[str, float]
    segments: tuple[SegmentEntry, ...]
    meta: Mapping[str, Any]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make this the state of the index, on disk when this returns."""
    body = json.dumps(asdict(manifest), default=_iso, ensure_ascii=False).encode()
    replace_file(folder / MANIFEST_NAME, b"%d %08x\n" % (FORMAT, zlib.crc32(body)) + body)


def read_manifest(folder: Path) -> Manifest:
    """Return the state of the index. Raises IndexMissing or IndexCorrupt."""
    try:
        content = (folder / MANIFEST_NAME).read_bytes()
    except FileNotFoundError as error:
        raise IndexMissing(f"no index in {folder}") from error
    stamp, _, body = content.partition(b"\n")
    if stamp != b"%d %08x" % (FORMAT, zlib.crc32(body)):
        raise IndexCorrupt("the manifest is damaged or of another format")
    return _manifest(json.loads(body))


def _manifest(value: dict[str, Any]) -> Manifest:
    return Manifest(
        **value
        | {
            "built_at": datetime.fromisoformat(value["built_at"]),
            "first_day": date.fromisoformat(value["first_day"]),
            "segments": tuple(SegmentEntry.from_json(entry) for entry in value["segments"]),
        }
    )


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is not a JSON value")
