"""Writing one batch of documents as a segment: Whoosh, postings, columns, facts and hours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from search_index.columns import ColumnBuilder, schedules_of
from search_index.documents import ListingDocument
from search_index.facts import FactsWriter
from search_index.hours import Hours, prepare
from search_index.manifest import SegmentEntry
from search_index.postings import form_and_stem_postings, mean_lengths
from search_index.query import OpeningCalendar
from search_index.segment import Segment
from search_index.store import facts_path, write_columns, write_hours
from search_index.typos import build_typos
from search_index.whoosh_store import WhooshStore


@dataclass(frozen=True, slots=True)
class Target:
    """Where segments are written: the folder, and the first day of their prepared hours."""

    folder: Path
    first_day: date
    calendar: OpeningCalendar


def write_batch(
    target: Target,
    name: str,
    whoosh: WhooshStore,
    documents: Iterable[ListingDocument],
    *,
    replaced: Collection[int] = (),
    means: Mapping[str, float] | None = None,
) -> tuple[SegmentEntry, Mapping[str, float]]:
    """Write documents as a segment; return its entry and the mean lengths that weighted it.

    ``replaced`` are the ids of the listings that Whoosh forgets first. Without ``means`` those of
    the batch itself are taken.
    """
    with FactsWriter(facts_path(target.folder, name)) as facts:
        builder = ColumnBuilder(facts)
        with whoosh.batch(replaced) as add:
            for document in documents:
                builder.add(document)
                add(document)
        words = whoosh.last_batch(builder.count)
        means = means or mean_lengths(words, builder.count)
        pairs = builder.schedules()
        rows = builder.rows(pairs)
        forms, stems = form_and_stem_postings(words, len(rows.site_id), means)
        typos = build_typos(forms.terms)
        listings, facets = builder.listings(), builder.facets()
        segment = Segment(rows, listings, facets, schedules_of(pairs), forms, stems, typos)
        hours = prepare(target.calendar, pairs, target.first_day)
        return write_segment(target, name, segment, hours, facts), means


def write_segment(
    target: Target, name: str, segment: Segment, hours: Hours, facts: FactsWriter
) -> SegmentEntry:
    """Write the files of a segment whose facts are written, and return its entry."""
    return SegmentEntry(
        name=name,
        count=segment.count,
        columns=write_columns(target.folder, name, segment),
        facts=facts.close(),
        hours=write_hours(target.folder, name, target.first_day, hours),
    )
