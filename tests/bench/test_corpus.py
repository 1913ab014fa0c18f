"""The generated corpus is the same everywhere and looks like the real thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from bench.corpus import build_corpus
from bench.queries import QUERY_CLASSES, QueryMaker
from bench.schedules import SCHEDULE_COUNT, WeeklyCalendar, schedule_keys, weekly_slots
from bench.typos import TypoMaker
from bench.vocabulary import VOCABULARY_SIZE, vocabulary
from search_index.documents import ListingDocument, SiteDocument
from search_index.text import fold
from search_index.typos import one_mistake_apart

TODAY = date(2026, 7, 14)


def test_the_corpus_is_the_same_each_time(documents: Sequence[ListingDocument]) -> None:
    assert build_corpus(len([s for d in documents for s in d.sites])) == documents


def test_sites_are_numbered_without_gaps(sites: Sequence[SiteDocument]) -> None:
    assert [site.site_id for site in sites] == list(range(1, 501))


def test_the_words_are_twenty_thousand_distinct_forms() -> None:
    assert len({fold(word) for word in vocabulary()}) == VOCABULARY_SIZE == 20_000


def test_the_words_of_descriptions_follow_zipf() -> None:
    counts = Counter(
        word
        for listing in build_corpus(3_000)
        for word in listing.sites[0].texts["description"].split()
    )
    frequencies = np.array([count for _, count in counts.most_common(1_000)])[10:]
    ranks = np.arange(11, 1_001)
    slope, _ = np.polyfit(np.log(ranks), np.log(frequencies), 1)
    assert -1.2 < slope < -0.8


def test_positions_follow_the_population(sites: Sequence[SiteDocument]) -> None:
    departements = Counter(site.facets["departement"][0] for site in sites)
    assert departements["59"] > departements["48"]
    assert len(departements) > 50


def test_a_few_services_are_remote(sites: Sequence[SiteDocument]) -> None:
    remote = [site for site in sites if site.latitude is None]
    assert 0.01 < len(remote) / len(sites) < 0.04
    assert all(site.facets["acces"] == ("a_distance",) for site in remote)


def test_schedules_are_distinct_and_in_quarters_of_an_hour() -> None:
    assert len(set(schedule_keys())) == SCHEDULE_COUNT
    assert all(weekly_slots(schedule) for schedule in schedule_keys())


def test_the_calendar_repeats_the_week_in_utc() -> None:
    monday = date(2026, 7, 13)
    midnight = (monday - date(1970, 1, 1)).days * 24 * 60
    found = WeeklyCalendar().openings("02:540-720", monday, date(2026, 7, 15))
    nine, two_days = midnight + 540, 2 * 24 * 60
    assert found == [(nine, nine + 180), (nine + two_days, nine + 180 + two_days)]


def test_queries_are_the_same_each_time(documents: Sequence[ListingDocument]) -> None:
    one, other = (QueryMaker(documents, TODAY) for _ in range(2))
    for query_class in QUERY_CLASSES:
        assert one.make(query_class, 5) == other.make(query_class, 5)


def test_queries_of_a_class_differ(documents: Sequence[ListingDocument]) -> None:
    queries = QueryMaker(documents, TODAY).make("type_open_nearest", 20)
    assert len({query.search.position for query in queries}) == 20
    assert len({str(query.search.open_during) for query in queries}) == 20


def test_a_typo_is_one_mistake_away_from_its_word_and_begins_no_form() -> None:
    forms = ["famille", "parents", "naissance"]
    maker = TypoMaker(forms, np.random.default_rng(1))
    for word in forms * 20:
        typed = maker.misspell(word)
        assert one_mistake_apart(word.encode(), typed.encode())
        assert not any(form.startswith(typed) for form in forms)
