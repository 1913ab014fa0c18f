"""The Whoosh index: every commit makes one segment, whose postings are taken out once.

It is opened by the writing process only; its files are a disposable cache like the rest.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.codec.base import Segment
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import FileIndex, create_in, open_dir
from whoosh.matching import Matcher
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search_index.analysis import forms
from search_index.documents import ListingDocument
from search_index.errors import IndexCorrupt
from search_index.postings import Occurrences
from search_index.schema import FORM_BYTES, LISTING_FIELD, TEXT_FIELDS

_CLASS_SIZE: Final = 8
_LARGEST_MERGED: Final = 255
Posting = tuple[int, float]
"""A document of a segment, and how often it holds the term."""

_LOCK_SECONDS: Final = 10.0
_MEMORY_MB: Final = 128


class WhooshStore:
    """A Whoosh index in a folder. Its errors on damaged files become IndexCorrupt."""

    def __init__(self, index: FileIndex) -> None:
        self._index = index
        self._last: Segment | None = None

    @classmethod
    def create(cls, folder: Path) -> WhooshStore:
        """Make an empty index in a new folder."""
        folder.mkdir(parents=True)
        return cls(create_in(folder, whoosh_schema()))

    @classmethod
    def open(cls, folder: Path) -> WhooshStore:
        """Open the index of a folder."""
        with _corruption_named():
            return cls(open_dir(folder))

    @contextmanager
    def batch(self, replaced: Collection[int] = ()) -> Iterator[Callable[[ListingDocument], None]]:
        """Remove the listings of these ids, take documents, and commit them as one segment."""
        with _corruption_named():
            writer = self._index.writer(timeout=_LOCK_SECONDS, limitmb=_MEMORY_MB)
        try:
            with _corruption_named():
                _delete(writer, replaced)
            yield lambda document: _add(writer, document)
            with _corruption_named():
                writer.commit(mergetype=_merge_small_segments)
                self._last = writer.get_segment()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise

    def last_batch(self, count: int) -> dict[str, Occurrences]:
        """Return by field the words of the last commit, which wrote ``count`` sites.

        They are the first documents of the last segment; those of merged segments follow.
        """
        if not count:
            return {name: _gather([], 0) for name in TEXT_FIELDS}
        index = self._index
        with (
            _corruption_named(),
            SegmentReader(index.storage, index.schema, self._last) as reader,
        ):
            return {name: _gather(_postings(reader, name), count) for name in TEXT_FIELDS}


def whoosh_schema() -> Schema:
    """Return the fields: the words of each text field, and the listing that replaces them.

    Words arrive analysed, as lists. Positions are not kept and nothing is stored: the columns
    have it.
    """
    words = {name: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False) for name in TEXT_FIELDS}
    return Schema(**words, **{LISTING_FIELD: ID()})


def _delete(writer: SegmentWriter, listing_ids: Collection[int]) -> None:
    if listing_ids:
        with writer.searcher() as searcher:
            for listing_id in listing_ids:
                writer.delete_by_term(LISTING_FIELD, str(listing_id), searcher=searcher)


def _add(writer: SegmentWriter, document: ListingDocument) -> None:
    for site in document.sites:
        words = {name: forms(site.texts.get(name, "")) for name in TEXT_FIELDS}
        writer.add_document(**words, **{LISTING_FIELD: str(document.listing_id)})


def _postings(reader: SegmentReader, field: str) -> Iterator[tuple[bytes, Iterable[Posting]]]:
    """Yield each term with its postings; a term of one document needs no posting list."""
    for term, info in reader.iter_field(field):
        if info.doc_frequency() == 1:
            yield term, [(info.min_id(), info.weight())]
        else:
            yield term, _listed(reader.postings(field, term))


def _listed(matcher: Matcher) -> Iterator[Posting]:
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


def _gather(postings: Iterable[tuple[bytes, Iterable[Posting]]], count: int) -> Occurrences:
    """Take the postings of the first ``count`` documents."""
    terms: list[bytes] = []
    sizes, rows, counts = array("q"), array("i"), array("f")
    for term, found in postings:
        before = len(rows)
        for row, weight in found:
            if row >= count:
                break
            rows.append(row)
            counts.append(weight)
        terms.append(term)
        sizes.append(len(rows) - before)
    return Occurrences(
        np.repeat(np.array(terms, dtype=f"S{FORM_BYTES}"), np.array(sizes, dtype=np.int64)),
        np.array(rows, dtype=np.int32),
        np.array(counts, dtype=np.float32),
    )


def _merge_small_segments(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: add to the writer the segments to merge, return those to keep.

    Empty segments go; eight small ones of one size class become one; large ones are never touched.
    """
    kept: list[Any] = []
    classes: dict[int, list[Any]] = {}
    for segment in segments:
        if segment.doc_count():
            classes.setdefault(segment.doc_count().bit_length() // 3, []).append(segment)
    for members in classes.values():
        if len(members) < _CLASS_SIZE or members[0].doc_count() > _LARGEST_MERGED:
            kept += members
        else:
            _merge(writer, members)
    return kept


def _merge(writer: SegmentWriter, segments: list[Any]) -> None:
    for segment in segments:
        with SegmentReader(writer.storage, writer.schema, segment) as reader:
            writer.add_reader(reader)


@contextmanager
def _corruption_named() -> Iterator[None]:
    """Turn what Whoosh raises on damaged files, which is nearly anything, into IndexCorrupt."""
    try:
        yield
    except FileNotFoundError as error:
        raise IndexCorrupt(f"Whoosh misses {error.filename}") from error
    except (IndexCorrupt, MemoryError, OSError):
        raise
    except Exception as error:
        raise IndexCorrupt(f"Whoosh cannot use its files: {error!r}") from error
