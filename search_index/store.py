"""Segments on disk: three files each (columns, facts, hours), written once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from search_index.arrays import Stamp, read_arrays, write_arrays
from search_index.errors import IndexCorrupt
from search_index.facts import FactsReader
from search_index.hours import Hours
from search_index.manifest import SegmentEntry
from search_index.segment import Segment


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A segment read back: its columns and hours in memory, its facts on disk."""

    name: str
    segment: Segment
    facts: FactsReader
    hours: Hours


def columns_path(folder: Path, name: str) -> Path:
    """Return where the columns of a segment are."""
    return folder / f"{name}.columns"


def facts_path(folder: Path, name: str) -> Path:
    """Return where the facts of a segment are."""
    return folder / f"{name}.facts"


def hours_path(folder: Path, name: str, first_day: date) -> Path:
    """Return where the hours of a segment are, prepared from a day on."""
    return folder / f"{name}.hours-{first_day:%Y%m%d}"


def write_columns(folder: Path, name: str, segment: Segment) -> Stamp:
    """Write the columns of a segment."""
    return write_arrays(columns_path(folder, name), segment.arrays())


def write_hours(folder: Path, name: str, first_day: date, hours: Hours) -> Stamp:
    """Write the hours of a segment."""
    return write_arrays(hours_path(folder, name, first_day), dict(hours.arrays("hours")))


def read_segment(folder: Path, entry: SegmentEntry, first_day: date) -> StoredSegment:
    """Read a segment.

    Raises IndexCorrupt when a file is not what the manifest says, FileNotFoundError when it is
    gone (a newer manifest does without it, or the index is broken).
    """
    columns = read_arrays(columns_path(folder, entry.name), entry.columns)
    segment = Segment.from_arrays(columns)
    listings = segment.listings
    facts = FactsReader(
        facts_path(folder, entry.name), entry.facts.size, listings.fact_end, listings.fact_crc
    )
    hours = read_arrays(hours_path(folder, entry.name, first_day), entry.hours)
    if segment.count != entry.count:
        raise IndexCorrupt(f"{entry.name} does not hold {entry.count} sites")
    return StoredSegment(entry.name, segment, facts, Hours.from_arrays("hours", hours))
