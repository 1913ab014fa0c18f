"""The directory as the public reads it: the index and what it takes to question it.

Nothing here needs the database: the vocabulary and the school holidays travel with the index.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from portal.domain.calendar import LocalZone, SchoolCalendar, zone_of_departement
from portal.domain.territory import Territory
from portal.domain.vocabulary import Vocabulary
from portal.services.geocoding import Geocoder
from portal.services.locate import suggester_of
from portal.services.projection.meta import vocabulary_in
from portal.services.projection.openings import Openings, school_calendar
from search_index.errors import IndexCorrupt, IndexMissing
from search_index.hits import Hit
from search_index.index import SearchIndex
from search_index.lru import Lru
from search_index.stored import Facts
from search_index.suggest import Suggester
from search_index.view import SearchView

logger = logging.getLogger(__name__)

_FACTS_KEPT = 2048

Answer = TypeVar("Answer")


def system_clock() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def _cannot_heal() -> None:
    raise IndexMissing("nothing here can build the index")


@dataclass
class Directory:
    """Everything that a public page or the API reads; one for each process.

    ``heal`` builds the index anew from the database when its files are missing or damaged.
    """

    folder: Path
    territory: Territory
    geocoder: Geocoder | None = None
    clock: Callable[[], datetime] = system_clock
    heal: Callable[[], None] = _cannot_heal
    _openings: Openings = field(default_factory=Openings, repr=False)
    _index: SearchIndex | None = field(default=None, repr=False)
    _meta: Mapping[str, Any] | None = field(default=None, repr=False)
    _vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(()), repr=False)
    _facts: Lru[tuple[str, int], tuple[Facts, Facts]] = field(
        default_factory=lambda: Lru(_FACTS_KEPT), repr=False
    )
    _opening: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        keys = {zone_of_departement(code) for code in self.territory.departements}
        self.zones: tuple[LocalZone, ...] = tuple(sorted(keys, key=lambda zone: zone.key))

    @cached_property
    def suggester(self) -> Suggester:
        """What suggests communes; commands that need none do not wait for it."""
        return suggester_of(self.territory)

    @property
    def index(self) -> SearchView:
        """The newest state of the index, which stays as it is while a request is answered.

        Damaged files are healed; while that fails, what was loaded before goes on answering.
        Raises ``SearchIndexError`` when there is nothing to answer with.
        """
        index = self._index or self._open()
        try:
            index.refresh()
        except (IndexMissing, IndexCorrupt) as error:
            self._try_to_heal(index, error)
        view = index.snapshot
        if view.meta is not self._meta:
            self._adopt(view.meta)
        return view

    def answer(self, ask: Callable[[SearchView], Answer]) -> Answer:
        """Return what ``ask`` makes of the index; damage met on the way is healed first.

        Raises ``SearchIndexError`` when that fails.
        """
        try:
            return ask(self.index)
        except IndexCorrupt as error:
            logger.warning("search index damaged while serving: %s", error)
            self.heal()
            return ask(self.index)

    def facts(self, view: SearchView, hit: Hit) -> tuple[Facts, Facts]:
        """Return the facts of a hit's listing and site; those read last are kept in memory."""
        key = (hit.version, hit.site_id)
        return self._facts.get(key, lambda: view.facts(hit.row))

    @property
    def vocabulary(self) -> Vocabulary:
        """The words in use, as the newest state of the index has them."""
        index = self._index or self._open()
        with suppress(IndexMissing, IndexCorrupt):  # what was loaded answers; a search heals
            index.refresh()
        if index.snapshot.meta is not self._meta:
            self._adopt(index.snapshot.meta)
        return self._vocabulary

    @property
    def school(self) -> SchoolCalendar:
        """The school holidays, with those that staff entered."""
        return self._openings.school

    def _open(self) -> SearchIndex:
        with self._opening:
            if self._index is None:
                try:
                    self._index = SearchIndex(self.folder, self._openings)
                except (IndexMissing, IndexCorrupt) as error:
                    logger.warning("search index rebuilt at start: %s", error)
                    self.heal()
                    self._index = SearchIndex(self.folder, self._openings)
            return self._index

    def _try_to_heal(self, index: SearchIndex, error: Exception) -> None:
        logger.warning("search index damaged while serving: %s", error)
        try:
            self.heal()
            index.refresh()
        except Exception as failure:  # noqa: BLE001 - the public is answered whatever fails here
            logger.warning("search index not healed: %s", type(failure).__name__)

    def _adopt(self, meta: Mapping[str, Any]) -> None:
        self._openings.school = school_calendar(meta["school_holidays"])
        self._vocabulary = vocabulary_in(meta)
        self._meta = meta
