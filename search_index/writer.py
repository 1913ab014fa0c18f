"""Writing the index: rebuild it whole, or apply what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from filelock import FileLock, Timeout

from search_index.batch import Target, write_batch
from search_index.compaction import compacted
from search_index.documents import ListingDocument
from search_index.errors import IndexBusy
from search_index.hours import first_prepared_day
from search_index.manifest import Manifest, SegmentEntry, read_manifest, write_manifest
from search_index.query import OpeningCalendar
from search_index.rolling import rolled
from search_index.sweep import sweep, sync_new_files
from search_index.whoosh_store import WhooshStore

Progress = Callable[[int], None]
"""Called with the number of listings written so far."""

_LOCK_NAME: Final = "write.lock"
_PROGRESS_EVERY: Final = 200


class IndexWriter:
    """Writes the index of a folder, one process at a time (a lock file sees to it).

    Every method raises IndexBusy when another process writes for longer than ``lock_seconds``.
    """

    def __init__(
        self, folder: Path, calendar: OpeningCalendar, today: date, *, lock_seconds: float = 10.0
    ) -> None:
        self._folder = folder
        self._calendar = calendar
        self._today = today
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / _LOCK_NAME, timeout=lock_seconds)

    def rebuild(
        self,
        listings: Iterable[ListingDocument],
        revision: int,
        meta: Mapping[str, Any] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Write the whole index beside the present one, then put it in its place.

        ``listings`` must be what the caller's database held at ``revision`` or later.
        """
        with self._locked():
            generation = uuid4().hex
            folder = self._folder / generation
            whoosh = WhooshStore.create(folder / "whoosh")
            target = Target(folder, first_prepared_day(self._today), self._calendar)
            entry, means = write_batch(target, "1", whoosh, _told(listings, progress))
            now = datetime.now(UTC)
            manifest = Manifest(
                generation, revision, now, target.first_day, 2, means, (entry,), meta or {}
            )
            self._publish(manifest, None)

    def apply(
        self,
        upserts: Sequence[ListingDocument],
        removed: Collection[int],
        revision: int,
        meta: Mapping[str, Any] | None = None,
    ) -> None:
        """Put listings in place of their former versions, and remove others by id.

        Applying the same changes twice, or changes that the index holds already, is harmless; of
        several documents of one listing the last counts. ``revision``, ``meta`` (if given) and the
        date of the data move even when there is nothing else to change. Raises IndexMissing or
        IndexCorrupt: rebuild.
        """
        with self._locked():
            former = manifest = read_manifest(self._folder)
            documents = {document.listing_id: document for document in upserts}
            replaced = frozenset(removed) | documents.keys()
            if replaced:
                manifest = self._with_batch(manifest, list(documents.values()), replaced)
            now = datetime.now(UTC)
            meta = manifest.meta if meta is None else meta
            changed = replace(manifest, revision=revision, built_at=now, meta=meta)
            self._publish(changed, former)

    def roll(self) -> None:
        """Prepare the opening hours anew, from yesterday on; do so every day.

        Without it answers stay right: readers evaluate the days that are not prepared.
        """
        with self._locked():
            manifest = read_manifest(self._folder)
            first_day = first_prepared_day(self._today)
            self._publish(rolled(manifest, self._target(manifest, first_day)), manifest)

    def _with_batch(
        self, manifest: Manifest, documents: Sequence[ListingDocument], replaced: frozenset[int]
    ) -> Manifest:
        target = self._target(manifest, manifest.first_day)
        whoosh = WhooshStore.open(target.folder / "whoosh")
        name = str(manifest.next_segment)
        entry, _ = write_batch(
            target, name, whoosh, documents, replaced=replaced, means=manifest.mean_lengths
        )
        older = [_without(segment, replaced) for segment in manifest.segments]
        segments = compacted(target, [*older, entry], f"{name}-joined")
        return replace(manifest, segments=tuple(segments), next_segment=manifest.next_segment + 1)

    def _target(self, manifest: Manifest, first_day: date) -> Target:
        return Target(self._folder / manifest.generation, first_day, self._calendar)

    def _publish(self, manifest: Manifest, former: Manifest | None) -> None:
        sync_new_files(self._folder, manifest, former)
        write_manifest(self._folder, manifest)
        sweep(self._folder, manifest)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise IndexBusy("another process is writing the index") from error
        try:
            yield
        finally:
            self._lock.release()


def _without(entry: SegmentEntry, replaced: Collection[int]) -> SegmentEntry:
    return replace(entry, gone=tuple(sorted({*entry.gone, *replaced})))


def _told(
    listings: Iterable[ListingDocument], progress: Progress | None
) -> Iterator[ListingDocument]:
    number = 0
    for number, listing in enumerate(listings, start=1):
        yield listing
        if progress and number % _PROGRESS_EVERY == 0:
            progress(number)
    if progress:
        progress(number)
