"""The schema of the tantivy peer, and its documents."""

from __future__ import annotations

import tantivy

from bench.analysis import (
    ALL_FORMS,
    ALL_STEMS,
    STEM_COLUMNS,
    distinct_forms,
    stems_by_column,
)
from bench.facets import ALL_DIMENSIONS
from bench.schedules import weekly_slots
from search_index.documents import SiteDocument

HERE = "sur_place"
"""The value of ``served`` for sites that have a position; the others hold a département."""

ELSEWHERE = "a_distance"
"""The value that all sites without a position share."""


def build_schema() -> tantivy.Schema:
    """Return the fields: words, facets that can be filtered and counted, position, hours."""
    builder = tantivy.SchemaBuilder()
    for column in STEM_COLUMNS:
        builder.add_text_field(column, tokenizer_name="whitespace", index_option="freq")
    for column in (ALL_STEMS, ALL_FORMS):
        builder.add_text_field(column, tokenizer_name="whitespace", index_option="basic")
    for dimension in ALL_DIMENSIONS:
        builder.add_text_field(dimension, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("served", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("slot", indexed=True)
    builder.add_unsigned_field("site_id", fast=True)
    builder.add_float_field("latitude", fast=True)
    builder.add_float_field("longitude", fast=True)
    return builder.build()


def to_document(site: SiteDocument) -> tantivy.Document:
    """Return the site as tantivy holds it."""
    document = tantivy.Document()
    document.add_unsigned("site_id", site.site_id)
    stems = stems_by_column(site)
    for column, words in stems.items():
        document.add_text(column, " ".join(words))
    document.add_text(ALL_STEMS, " ".join({word for words in stems.values() for word in words}))
    document.add_text(ALL_FORMS, " ".join(distinct_forms(site)))
    for dimension in ALL_DIMENSIONS:
        for slug in site.facets.get(dimension, ()):
            document.add_text(dimension, slug)
    for slot in weekly_slots(site.schedule):
        document.add_unsigned("slot", slot)
    if site.latitude is None or site.longitude is None:
        for served in (ELSEWHERE, *site.facets["departement"]):
            document.add_text("served", served)
    else:
        document.add_text("served", HERE)
        document.add_float("latitude", site.latitude)
        document.add_float("longitude", site.longitude)
    return document
