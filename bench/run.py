"""One size of the benchmark: build or open the indexes, compare, then time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.agreement import Referee
from bench.cache import cached_folder
from bench.corpus import build_corpus
from bench.engines.limit import LimitEngine
from bench.engines.portal import PortalEngine
from bench.engines.sqlite_fts5 import SqliteEngine
from bench.engines.tantivy import TantivyEngine
from bench.engines.whoosh_naive import WhooshEngine
from bench.model import BenchQuery, Engine, all_sites
from bench.queries import QUERY_CLASSES, QueryMaker
from bench.timing import Timing, time_class, warm_up
from search_index.documents import ListingDocument

_KEPT_ENGINES = (PortalEngine, TantivyEngine, SqliteEngine, WhooshEngine)
_WARM_UP_SEED = 1515
_WARM_UP_QUERIES = 20


@dataclass(frozen=True, slots=True)
class Contest:
    """A corpus of one size with the engines that indexed it and the queries to ask."""

    size: int
    documents: Sequence[ListingDocument]
    engines: Sequence[Engine]
    queries: dict[str, list[BenchQuery]]

    @property
    def portal_folder(self) -> Path:
        """The cache folder that holds the portal's index."""
        (engine,) = (engine for engine in self.engines if isinstance(engine, PortalEngine))
        return engine.folder.parent

    def time(self) -> list[Timing]:
        """Return the times of every class, all answers having been compared."""
        referee = Referee(all_sites(self.documents))
        today = datetime.now(UTC).date()
        other = QueryMaker(self.documents, today, _WARM_UP_SEED)
        for query_class in QUERY_CLASSES:
            warm_up(self.engines, other.make(query_class, _WARM_UP_QUERIES), referee)
        return [
            timing
            for queries in self.queries.values()
            for timing in time_class(self.engines, queries, referee, self.size)
        ]


def prepare(size: int, cache: Path, queries_per_class: int) -> Contest:
    """Return the contest of a size, its indexes built or opened."""
    documents = build_corpus(size)
    limit = LimitEngine()
    limit.build(documents)
    engines: list[Engine] = [limit]
    for kind in _KEPT_ENGINES:
        with cached_folder(kind.name, size, cache) as folder:
            engine = kind(folder)
            engine.build(documents)
            engines.append(engine)
    maker = QueryMaker(documents, datetime.now(UTC).date())
    queries = {name: maker.make(name, queries_per_class) for name in QUERY_CLASSES}
    return Contest(size, documents, engines, queries)
