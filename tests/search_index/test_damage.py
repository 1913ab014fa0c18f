"""Damaged files are seen, never believed."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from search_index import loading
from search_index.errors import IndexCorrupt, IndexMissing
from search_index.index import SearchIndex
from search_index.manifest import MANIFEST_NAME
from search_index.query import SearchQuery
from search_index.verify import verify
from search_index.writer import IndexWriter
from tests.search_index.conftest import Build
from tests.search_index.places import WeekCalendar, listing, random_listings

Damage = Callable[[Path], object]


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def cut(path: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGES = pytest.mark.parametrize("damage", [flip, cut, Path.unlink])


def one(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(f"*/{pattern}")
    return path


@DAMAGES
@pytest.mark.parametrize("pattern", ["1.columns", "1.hours-*"])
def test_damaged_columns_and_hours_are_seen_at_opening(
    folder: Path, build: Build, damage: Damage, pattern: str
) -> None:
    build(*random_listings(1, range(1, 30)))
    damage(one(folder, pattern))

    with pytest.raises(IndexCorrupt):
        SearchIndex(folder, WeekCalendar())
    with pytest.raises(IndexCorrupt):
        verify(folder)


@pytest.mark.parametrize("damage", [cut, Path.unlink])
def test_facts_cut_or_gone_are_seen_at_opening(folder: Path, build: Build, damage: Damage) -> None:
    build(*random_listings(1, range(1, 30)))
    damage(one(folder, "1.facts"))

    with pytest.raises(IndexCorrupt):
        SearchIndex(folder, WeekCalendar())


def test_a_damaged_fact_is_seen_when_it_is_read(folder: Path, build: Build) -> None:
    build(listing(1, facts={"text": "x" * 1000}))
    flip(one(folder, "1.facts"))
    index = SearchIndex(folder, WeekCalendar())

    with pytest.raises(IndexCorrupt):
        index.listing("lieu-1")
    with pytest.raises(IndexCorrupt):
        verify(folder)


@pytest.mark.parametrize("damage", [flip, cut])
def test_a_damaged_manifest_is_seen(folder: Path, build: Build, damage: Damage) -> None:
    index = build(listing(1))
    damage(folder / MANIFEST_NAME)

    with pytest.raises(IndexCorrupt):
        SearchIndex(folder, WeekCalendar())
    with pytest.raises(IndexCorrupt):
        index.refresh()
    assert index.search(SearchQuery()).total == 1


def test_a_manifest_of_another_format_asks_for_a_rebuild(folder: Path, build: Build) -> None:
    build(listing(1))
    path = folder / MANIFEST_NAME
    path.write_bytes(b"2" + path.read_bytes()[1:])

    with pytest.raises(IndexCorrupt):
        SearchIndex(folder, WeekCalendar())


# Whoosh leaves files open when it cannot read them.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", [cut, Path.unlink])
@pytest.mark.parametrize("pattern", ["whoosh/*.seg", "whoosh/*.toc"])
def test_damaged_whoosh_files_are_named_when_a_change_needs_them(
    folder: Path, build: Build, writer: IndexWriter, damage: Damage, pattern: str
) -> None:
    build(*random_listings(1, range(1, 30)))
    damage(one(folder, pattern))

    with pytest.raises(IndexCorrupt):
        writer.apply([listing(1)], removed=[], revision=2)
    gc.collect()  # They are closed now, while their warnings are ignored.


@DAMAGES
def test_what_was_loaded_goes_on_answering(folder: Path, build: Build, damage: Damage) -> None:
    index = build(*random_listings(1, range(1, 30)))
    before = index.search(SearchQuery(words="maison"))
    damage(one(folder, "1.columns"))
    damage(one(folder, "1.hours-*"))

    assert index.search(SearchQuery(words="maison")) == before


def test_an_index_deleted_while_serving_answers_facts_included(
    folder: Path, build: Build, writer: IndexWriter
) -> None:
    index = build(listing(1))
    for path in (folder / MANIFEST_NAME, *folder.glob("*/1.*")):
        path.unlink()

    (hit,) = index.search(SearchQuery()).hits
    assert index.facts(hit.row) == ({"listing": 1}, {"site": 10})
    with pytest.raises(IndexMissing):
        index.refresh()
    writer.rebuild([listing(1), listing(2)], revision=2)
    assert index.refresh()
    assert index.search(SearchQuery()).total == 2


def test_a_file_swept_between_manifest_and_opening_is_looked_for_in_the_newer_manifest(
    build: Build, writer: IndexWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = build(listing(1))
    real, late = loading.read_segment, iter([True])

    def slow(*arguments: object) -> object:
        if next(late, False):
            writer.rebuild([listing(2)], revision=3)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "read_segment", slow)
    writer.rebuild([listing(1)], revision=2)
    index.refresh()

    assert index.revision == 3
    assert index.listing("lieu-2") is not None


def test_the_manifest_is_plain_json_after_its_first_line(folder: Path, build: Build) -> None:
    build(listing(1))

    _, body = (folder / MANIFEST_NAME).read_bytes().split(b"\n", 1)
    assert json.loads(body)["revision"] == 1
