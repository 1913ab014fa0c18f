"""Keeping few segments: small ones are joined as they come, large ones seldom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from search_index.batch import Target, write_segment
from search_index.errors import IndexCorrupt
from search_index.facts import FactsWriter
from search_index.manifest import SegmentEntry
from search_index.merge import merge, sources_of
from search_index.store import facts_path, read_segment

ALWAYS_JOINED: Final = 256
"""Segments of no more sites than this are joined with the one that comes after them."""


def compacted(target: Target, segments: Sequence[SegmentEntry], name: str) -> list[SegmentEntry]:
    """Join the last segment with those before it, as long as they are small or no larger.

    So an edit rewrites a few hundred sites at most times, and the number of segments grows with
    the logarithm of the number of edits.
    """
    first = len(segments) - 1
    total = segments[first].count
    while first and segments[first - 1].count <= max(ALWAYS_JOINED, total):
        first -= 1
        total += segments[first].count
    if first == len(segments) - 1:
        return list(segments)
    return [*segments[:first], _joined(target, segments[first:], name)]


def _joined(target: Target, entries: Sequence[SegmentEntry], name: str) -> SegmentEntry:
    try:
        pairs = [(read_segment(target.folder, e, target.first_day), e.gone) for e in entries]
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{error.filename} is missing") from error
    with FactsWriter(facts_path(target.folder, name)) as facts:
        segment, hours = merge(sources_of(pairs), facts)
        entry = write_segment(target, name, segment, hours, facts)
    for stored, _ in pairs:
        stored.facts.close()
    return entry
