"""The projection follows the database: built whole, caught up after each commit, checked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy.orm import Session

from portal.domain.territory import Territory
from portal.services.dossiers.funded import funded_listings
from portal.services.projection.documents import FORM, DocumentMaker
from portal.services.projection.meta import carried, differing, vocabulary_in
from portal.services.projection.openings import Openings, school_calendar
from portal.store.listings import Listing, count_published, list_published
from portal.store.revisions import get_revision, list_changed_since
from portal.store.vocabulary import load_vocabulary
from search_index.documents import ListingDocument
from search_index.errors import IndexCorrupt, IndexMissing
from search_index.hours import first_prepared_day
from search_index.index import SearchIndex
from search_index.manifest import read_manifest
from search_index.verify import verify
from search_index.writer import IndexWriter

logger = logging.getLogger(__name__)

_FEW = 100
"""Up to this number of changed listings, an update is quick whatever the size of the index."""

_WHOLE_IS_QUICKER = 0.2
"""Beyond it, the share of changed listings above which a rebuild takes less time."""

Progress = Callable[[int, int], None]


@dataclass
class Projection:
    """The search index of one installation, as seen from the database that it follows.

    Invented listings are shown where ``demo`` is set, and nowhere else. One process at a time
    follows: what is read from the database and what is written to the index must not be overtaken
    by another's newer state.
    """

    folder: Path
    territory: Territory
    demo: bool = False
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def rebuild(self, session: Session, progress: Progress | None = None) -> int:
        """Build the index beside the one in use, then put it in its place.

        Returns the number of listings; ``progress`` is told how many of how many are done.
        """
        with self._alone():
            session.rollback()
            return self._rebuild(session, progress)

    def catch_up(self, session: Session) -> int:
        """Bring the index up to the database and return how many listings that took.

        An index that is missing, corrupt or another database's is built anew, and the log says so.
        Once a day, the opening hours of the coming days are prepared as well.
        """
        session.rollback()
        if self._is_current(session):
            return 0
        with self._alone():
            session.rollback()
            return self._catch_up(session)

    def heal(self, session: Session) -> None:
        """Build the index anew if its files are missing or damaged, else catch up."""
        with self._alone():
            session.rollback()
            try:
                verify(self.folder)
            except (IndexMissing, IndexCorrupt) as error:
                logger.warning("search index rebuilt: %s", error)
                self._rebuild(session)
            else:
                self._catch_up(session)

    def differences(self, session: Session) -> Iterator[str]:
        """Compare index and database listing by listing and yield what differs, in French.

        Raises ``SearchIndexError`` when the index cannot be read.
        """
        verify(self.folder)
        index = SearchIndex(self.folder, Openings())
        indexed = {listing_id: digest for listing_id, _slug, digest in index.listings()}
        maker = DocumentMaker(load_vocabulary(session), self.territory, funded_listings(session))
        for listing in self._shown(session):
            digest = indexed.pop(listing.id, None)
            if digest is None:
                yield f"la fiche {listing.slug} est publiée mais absente de l’index"
            elif digest != maker.document(listing).digest:
                yield f"la fiche {listing.slug} n’est pas la même dans l’index"
        for listing_id in indexed:
            yield f"la fiche n° {listing_id} est dans l’index mais n’est plus publiée"
        yield from differing(session, index.meta)
        revision, _lineage = get_revision(session)
        if index.revision != revision:
            yield f"l’index est à la révision {index.revision}, la base à la révision {revision}"

    def _shown(self, session: Session, ids: Sequence[int] | None = None) -> Iterator[Listing]:
        return list_published(session, ids, demonstration=self.demo)

    def _alone(self) -> FileLock:
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / "follow.lock")

    def _is_current(self, session: Session) -> bool:
        try:
            state = read_manifest(self.folder)
        except (IndexMissing, IndexCorrupt):
            return False
        prepared = state.first_day == first_prepared_day(self._today())
        if not prepared or self._is_of_others(state.meta):
            return False
        return (state.revision, state.meta["lineage"]) == get_revision(session)

    def _is_of_others(self, meta: Mapping[str, Any]) -> bool:
        """Tell whether the index was made by an earlier version, or for other settings."""
        return (meta.get("form"), meta.get("demo")) != (FORM, self.demo)

    def _catch_up(self, session: Session) -> int:
        revision, lineage = get_revision(session)
        try:
            state = read_manifest(self.folder)
        except (IndexMissing, IndexCorrupt) as error:
            logger.warning("search index rebuilt: %s", error)
            return self._rebuild(session)
        if state.meta["lineage"] != lineage or state.revision > revision:
            logger.warning("search index rebuilt: it belongs to another database")
            return self._rebuild(session)
        if self._is_of_others(state.meta):
            return self._rebuild(session)
        changed = list_changed_since(session, state.revision)
        if len(changed) > _FEW and len(changed) > _WHOLE_IS_QUICKER * count_published(session):
            return self._rebuild(session)
        meta = state.meta
        if state.revision < revision:
            meta = {**meta, **carried(session)}
            self._apply(session, changed, revision, meta)
        if state.first_day != first_prepared_day(self._today()):
            self._writer(meta).roll()
        return len(changed)

    def _rebuild(self, session: Session, progress: Progress | None = None) -> int:
        revision, lineage = get_revision(session)
        meta = {"lineage": lineage, "form": FORM, "demo": self.demo, **carried(session)}
        total = count_published(session, demonstration=self.demo)
        maker = DocumentMaker(vocabulary_in(meta), self.territory, funded_listings(session))
        documents = _counted((maker.document(x) for x in self._shown(session)), total, progress)
        self._writer(meta).rebuild(documents, revision, meta=meta)
        return total

    def _apply(
        self, session: Session, changed: list[int], revision: int, meta: Mapping[str, Any]
    ) -> None:
        maker = DocumentMaker(vocabulary_in(meta), self.territory, funded_listings(session))
        documents = [maker.document(x) for x in self._shown(session, changed)]
        removed = set(changed) - {document.listing_id for document in documents}
        self._writer(meta).apply(documents, removed, revision, meta=meta)

    def _writer(self, meta: Mapping[str, Any]) -> IndexWriter:
        openings = Openings(school_calendar(meta["school_holidays"]))
        return IndexWriter(self.folder, openings, self._today())

    def _today(self) -> date:
        return self.clock().astimezone(UTC).date()


def _counted(
    documents: Iterator[ListingDocument], total: int, progress: Progress | None
) -> Iterator[ListingDocument]:
    for done, document in enumerate(documents, start=1):
        yield document
        if progress is not None:
            progress(done, total)
