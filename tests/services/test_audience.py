"""Pages opened are counted by the minute, exactly, and nothing is lost to a busy database."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.services.audience import Audience
from portal.store.visits import VisitKey

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)


class _Saved:
    """Keeps what is saved, or refuses it."""

    def __init__(self) -> None:
        self.counts: list[Mapping[VisitKey, int]] = []
        self.refuses = False

    def __call__(self, counts: Mapping[VisitKey, int]) -> None:
        if self.refuses:
            raise OSError("disk full")
        self.counts.append(dict(counts))


def test_it_is_time_to_save_once_a_minute() -> None:
    audience = Audience(_Saved())

    due = [audience.count("pages.home", "", NOW + timedelta(seconds=s)) for s in range(0, 130, 10)]

    assert due == [False] * 6 + [True] + [False] * 5 + [True]


def test_what_is_saved_is_not_saved_again() -> None:
    saved = _Saved()
    audience = Audience(saved)
    audience.count("pages.places", "87", NOW)
    audience.count("pages.places", "87", NOW)

    audience.save()
    audience.save()

    assert saved.counts == [{(DAY, "pages.places", "87"): 2}]


def test_what_the_database_refuses_is_kept_for_the_next_time() -> None:
    saved = _Saved()
    audience = Audience(saved)
    audience.count("pages.home", "", NOW)
    saved.refuses = True
    with pytest.raises(OSError, match="disk full"):
        audience.save()
    saved.refuses = False
    audience.count("pages.home", "", NOW)

    audience.save()

    assert saved.counts == [{(DAY, "pages.home", ""): 2}]


def test_the_day_is_that_of_paris() -> None:
    saved = _Saved()
    audience = Audience(saved)
    audience.count("pages.home", "", datetime(2026, 7, 14, 22, 30, tzinfo=UTC))

    audience.save()

    assert saved.counts == [{(date(2026, 7, 15), "pages.home", ""): 1}]


def test_threads_lose_no_page() -> None:
    saved = _Saved()
    audience = Audience(saved)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(8):
            pool.submit(lambda: [audience.count("pages.home", "", NOW) for _ in range(1_000)])
        for _ in range(5):
            pool.submit(audience.save)
    audience.save()

    assert sum(count for counts in saved.counts for count in counts.values()) == 8_000
