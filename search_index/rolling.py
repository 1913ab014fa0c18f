"""Moving the prepared days of opening hours forward."""

from __future__ import annotations

from dataclasses import replace

from search_index.arrays import json_list, read_arrays
from search_index.batch import Target
from search_index.errors import IndexCorrupt
from search_index.hours import prepare
from search_index.manifest import Manifest, SegmentEntry
from search_index.store import columns_path, write_hours


def rolled(manifest: Manifest, target: Target) -> Manifest:
    """Return the manifest with the hours of all segments prepared from ``target.first_day`` on."""
    if manifest.first_day == target.first_day:
        return manifest
    segments = tuple(_rolled_segment(entry, target) for entry in manifest.segments)
    return replace(manifest, first_day=target.first_day, segments=segments)


def _rolled_segment(entry: SegmentEntry, target: Target) -> SegmentEntry:
    try:
        columns = read_arrays(columns_path(target.folder, entry.name), entry.columns)
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{error.filename} is missing") from error
    pairs = [(zone, schedule) for zone, schedule in json_list(columns["schedules.table"])]
    hours = prepare(target.calendar, pairs, target.first_day)
    return replace(entry, hours=write_hours(target.folder, entry.name, target.first_day, hours))
