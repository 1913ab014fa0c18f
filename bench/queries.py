"""The measured queries: seeded, distinct, the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from bench.communes import ZONES, communes, draw_communes, near
from bench.facets import ALL_DIMENSIONS, KINDS, THEMES
from bench.model import BenchQuery, all_sites
from bench.typos import TypoMaker
from portal.domain.territory import Commune
from search_index.analysis import query_words
from search_index.documents import ListingDocument
from search_index.query import MinuteRange, Position, SearchQuery
from search_index.suggest import name_key
from search_index.text import fold

DEEP_OFFSET = 2_000
_SEED = 1789
_OPEN_DAYS = 6
_MINUTES = 24 * 60


class QueryMaker:
    """Draws queries that a corpus of documents can answer."""

    def __init__(
        self, documents: Sequence[ListingDocument], today: date, seed: int = _SEED
    ) -> None:
        self._random = np.random.default_rng(seed)
        self._texts = [
            [word for word in fold(site.texts["description"]).split() if len(word) >= 5]
            for site in all_sites(documents)
        ]
        self._forms = sorted({word for words in self._texts for word in words})
        self._typos = TypoMaker(self._forms, self._random)
        self._first_minute = (today - date(1970, 1, 1)).days * _MINUTES

    def make(self, query_class: str, count: int) -> list[BenchQuery]:
        """Return distinct queries of one class."""
        build = _BUILDERS[query_class]
        return [build(self) for _ in range(count)]

    def pick(self, values: Sequence[str]) -> str:
        """Return one of the values."""
        return values[int(self._random.integers(len(values)))]

    def text_words(self, count: int) -> list[str]:
        """Return different words that one place holds together: by how often they are used."""
        while True:
            words = list(dict.fromkeys(self._texts[int(self._random.integers(len(self._texts)))]))
            if len(words) >= count:
                return [words[i] for i in self._random.choice(len(words), count, replace=False)]

    def word(self) -> str:
        """Return a word: every other time a frequent one, else any of the vocabulary."""
        return self.text_words(1)[0] if self._random.random() < 0.5 else self.pick(self._forms)

    def beginning(self) -> str:
        """Return the first three to five letters of a word, if they are no stop word."""
        while True:
            beginning = self.word()[: int(self._random.integers(3, 6))]
            if query_words(beginning) == (beginning,):
                return beginning

    def commune_beginning(self) -> str:
        """Return the first letters of a commune's name, not ending in a short form of «saint»."""
        while True:
            name = self._commune().name
            typed = name[: int(self._random.integers(2, 8))]
            if name_key(typed) == fold(typed):
                return typed

    def _commune(self) -> Commune:
        """Return a commune: every other time a populated one, else any."""
        if self._random.random() < 0.5:
            return draw_communes(self._random, 1)[0]
        return communes()[int(self._random.integers(len(communes())))]

    def typo(self) -> str:
        """Return a word with one typing error."""
        return self._typos.misspell(self.word())

    def from_here(
        self, words: str = "", facets: tuple[str, ...] = (), **criteria: object
    ) -> SearchQuery:
        """Return a search by distance from a point that follows the population."""
        commune = draw_communes(self._random, 1)[0]
        return SearchQuery(
            words=words,
            position=Position(*near(commune, self._random)),
            remote_departements=frozenset({commune.departement}),
            facets=facets,
            **criteria,  # type: ignore[arg-type]
        )

    def open_now(self) -> dict[str, tuple[MinuteRange, ...]]:
        """Return an instant of the coming days, between 8:00 and 20:00."""
        day = int(self._random.integers(_OPEN_DAYS))
        minute = self._first_minute + day * _MINUTES + int(self._random.integers(480, 1200))
        return dict.fromkeys(ZONES, ((minute, minute + 1),))


def _filters(**values: str) -> dict[str, frozenset[str]]:
    return {dimension: frozenset({value}) for dimension, value in values.items()}


def _nearest(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("nearest", maker.from_here())


def _nearest_facets(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("nearest_facets", maker.from_here(facets=ALL_DIMENSIONS))


def _theme_nearest(maker: QueryMaker) -> BenchQuery:
    filters = _filters(theme=maker.pick(THEMES))
    return BenchQuery("theme_nearest", maker.from_here(filters=filters))


def _type_open_nearest(maker: QueryMaker) -> BenchQuery:
    filters = _filters(type=maker.pick(KINDS))
    search = maker.from_here(filters=filters, open_during=maker.open_now())
    return BenchQuery("type_open_nearest", search)


def _term_relevance(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("term_relevance", SearchQuery(words=maker.word(), facets=()))


def _term_nearest(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("term_nearest", maker.from_here(maker.word()))


def _two_terms_nearest(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("two_terms_nearest", maker.from_here(" ".join(maker.text_words(2))))


def _prefix_nearest(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("prefix_nearest", maker.from_here(maker.beginning()))


def _typo_nearest(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("typo_nearest", maker.from_here(maker.typo()))


def _term_theme_open_nearest(maker: QueryMaker) -> BenchQuery:
    filters = _filters(theme=maker.pick(THEMES[:20]))
    (word,) = maker.text_words(1)
    search = maker.from_here(word, filters=filters, open_during=maker.open_now())
    return BenchQuery("term_theme_open_nearest", search)


def _deep_page(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("deep_page", maker.from_here(offset=DEEP_OFFSET, limit=100))


def _autocomplete(maker: QueryMaker) -> BenchQuery:
    return BenchQuery("autocomplete", typed=maker.commune_beginning())


_BUILDERS: dict[str, Callable[[QueryMaker], BenchQuery]] = {
    "nearest": _nearest,
    "nearest_facets": _nearest_facets,
    "theme_nearest": _theme_nearest,
    "type_open_nearest": _type_open_nearest,
    "term_relevance": _term_relevance,
    "term_nearest": _term_nearest,
    "two_terms_nearest": _two_terms_nearest,
    "prefix_nearest": _prefix_nearest,
    "typo_nearest": _typo_nearest,
    "term_theme_open_nearest": _term_theme_open_nearest,
    "deep_page": _deep_page,
    "autocomplete": _autocomplete,
}

QUERY_CLASSES = tuple(_BUILDERS)
"""Every query class, in the order in which they are printed."""
