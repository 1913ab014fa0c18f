"""An index in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search_index.documents import ListingDocument
from search_index.index import SearchIndex
from search_index.writer import IndexWriter
from tests.search_index.places import TODAY, WeekCalendar

Build = Callable[..., SearchIndex]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index is."""
    return tmp_path / "index"


@pytest.fixture
def calendar() -> WeekCalendar:
    """Make the calendar of both writer and reader."""
    return WeekCalendar()


@pytest.fixture
def writer(folder: Path, calendar: WeekCalendar) -> IndexWriter:
    """Make a writer of the folder."""
    return IndexWriter(folder, calendar, TODAY)


@pytest.fixture
def build(folder: Path, writer: IndexWriter, calendar: WeekCalendar) -> Build:
    """Build the index of some listings and open it."""

    def build(*listings: ListingDocument) -> SearchIndex:
        writer.rebuild(listings, revision=1)
        return SearchIndex(folder, calendar)

    return build
