"""Two small tantivy indexes in memory: the forms with their stems, the names of communes."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Order, Query

from bench.analysis import distinct_forms
from bench.model import all_sites
from bench.name_keys import SUGGESTION_LIMIT, exact_first, name_keys
from search_index.analysis import stem
from search_index.documents import ListingDocument
from search_index.suggest import name_key

_MEMORY = 64_000_000


class TantivyDictionary:
    """Finds the stems of the forms that are one typing error away, by its fuzzy query."""

    def __init__(self, documents: Sequence[ListingDocument]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("form", tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("number", fast=True)
        self._schema = builder.build()
        forms = {form for site in all_sites(documents) for form in distinct_forms(site)}
        self._stems = sorted({stem(form) for form in forms})
        numbers = {root: number for number, root in enumerate(self._stems)}
        index = tantivy.Index(self._schema)
        with index.writer(_MEMORY, 1) as writer:
            for form in sorted(forms):
                values = {"form": form, "number": numbers[stem(form)]}
                writer.add_document(tantivy.Document.from_dict(values, self._schema))
        index.reload()
        self._searcher = index.searcher()

    def stems_near(self, word: str) -> list[str]:
        """Return the stems, in order."""
        near = Query.fuzzy_term_query(self._schema, "form", word, 1, True)
        found = self._searcher.search(near, 1_000, count=False)
        addresses = [address for _, address in found.hits]
        numbers = self._searcher.fast_field_values("number", addresses)
        return [self._stems[number] for number in sorted(set(numbers))]


class TantivyNames:
    """Suggests communes by prefix queries sorted by a fast field."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("row", fast=True)
        builder.add_boolean_field("full", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        with index.writer(_MEMORY, 1) as writer:
            for key in name_keys():
                writer.add_document(tantivy.Document.from_dict(key._asdict(), self._schema))
        index.reload()
        self._searcher = index.searcher()

    def suggest(self, typed: str) -> tuple[int, ...]:
        """Return the rows of the communes whose name begins so."""
        key = name_key(typed)
        exact = Query.term_query(self._schema, "key", key, "basic")
        beginning = Query.fuzzy_term_query(self._schema, "key", key, 0, True, prefix=True)
        equal = [address for _, address in self._searcher.search(exact, 100, count=False).hits]
        full = self._searcher.fast_field_values("full", equal)
        rows = self._searcher.fast_field_values("row", equal)
        return exact_first(list(zip(rows, full, strict=True)), self._best(beginning))

    def _best(self, query: Query) -> list[int]:
        """Return the lowest rows; a row can come twice, with and without its article."""
        found = self._searcher.search(
            query, 2 * SUGGESTION_LIMIT, count=False, order_by_field="row", order=Order.Asc
        )
        return [row for row, _ in found.hits]
