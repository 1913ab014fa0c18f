"""Processes that are killed, and processes that write together."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from search_index.index import SearchIndex
from search_index.query import SearchQuery
from search_index.verify import verify
from search_index.writer import IndexWriter
from tests.search_index.crashes import (
    documents,
    expected,
    found,
    starting_documents,
)
from tests.search_index.places import TODAY, WeekCalendar

KILLS = 50


def start(task: str, folder: Path, *rest: str) -> subprocess.Popen[str]:
    """Start a process that does one of the tasks of ``crashes``."""
    command = [sys.executable, "-m", "tests.search_index.crashes", task, str(folder), *rest]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kill_at_work(task: str, folder: Path, delay: float) -> None:
    """Let a process work for some seconds, then kill it as a power cut would."""
    with start(task, folder) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(delay)
        process.kill()


@pytest.mark.slow
def test_a_writer_killed_fifty_times_loses_nothing(folder: Path) -> None:
    writer = IndexWriter(folder, WeekCalendar(), TODAY)
    writer.rebuild(starting_documents(), revision=0)
    random = Random(50)
    for _ in range(KILLS):
        kill_at_work("apply", folder, random.uniform(0, 0.12))

        verify(folder)
        index = SearchIndex(folder, WeekCalendar())
        assert set(index.listings()) == expected(index.revision)
        latest = documents(index.revision) if index.revision else starting_documents()
        page = index.search(SearchQuery(words=f"revision {index.revision}"))
        assert {hit.listing_id for hit in page.hits} == {x.listing_id for x in latest}
        following = index.revision + 1
        for _ in range(2):
            writer.apply(documents(following), removed=[], revision=following)
            index.refresh()
            assert set(index.listings()) == expected(following)


@pytest.mark.slow
def test_a_rebuild_killed_leaves_the_former_index_or_the_new_one(folder: Path) -> None:
    writer = IndexWriter(folder, WeekCalendar(), TODAY)
    random = Random(10)
    for _ in range(10):
        writer.rebuild(starting_documents(), revision=0)
        writer.apply(documents(1), removed=[], revision=1)
        kill_at_work("rebuild", folder, random.uniform(0, 0.15))

        verify(folder)
        index = SearchIndex(folder, WeekCalendar())
        assert set(index.listings()) == expected(index.revision)
    writer.apply([], removed=[], revision=1)
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1


@pytest.mark.slow
def test_two_processes_that_write_together_lose_no_change(folder: Path) -> None:
    IndexWriter(folder, WeekCalendar(), TODAY).rebuild([], revision=0)

    processes = [start("apply_own", folder, first) for first in ("100", "200")]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]

    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
    verify(folder)
    assert found(folder, "prison") == {*range(100, 120), *range(200, 220)}


@pytest.mark.slow
def test_a_reader_sees_whole_states_only_while_another_process_writes(folder: Path) -> None:
    IndexWriter(folder, WeekCalendar(), TODAY).rebuild(starting_documents(), revision=0)
    index = SearchIndex(folder, WeekCalendar())
    states = {0: expected(0)}
    with start("apply", folder) as process:
        end = time.monotonic() + 4
        while time.monotonic() < end:
            if index.refresh():
                states[index.revision] = set(index.listings())
        process.kill()

    assert len(states) > 10
    assert all(state == expected(revision) for revision, state in states.items())
