"""A small corpus, indexed once by all engines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.corpus import build_corpus
from bench.model import all_sites
from bench.run import Contest, prepare
from search_index.documents import ListingDocument, SiteDocument

SIZE = 500


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for indexes, of its own."""
    return tmp_path_factory.mktemp("bench-cache")


@pytest.fixture(scope="session")
def documents() -> list[ListingDocument]:
    """Return the corpus of 500 places."""
    return build_corpus(SIZE)


@pytest.fixture(scope="session")
def sites(documents: Sequence[ListingDocument]) -> list[SiteDocument]:
    """Return the sites of the corpus."""
    return all_sites(documents)


@pytest.fixture(scope="session")
def contest(cache: Path) -> Contest:
    """Return all engines over the corpus, with six queries of each class."""
    return prepare(SIZE, cache, queries_per_class=6)
