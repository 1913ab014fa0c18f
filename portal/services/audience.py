"""Audience: how often each kind of page is opened, counted without knowing by whom.

A process keeps its counts for a minute, then adds them to the database: no request waits for it,
and what a stopped process had not added yet is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Lock

from portal.domain.days import day_in_paris
from portal.store.visits import VisitKey

SHOWN_FROM = 10
"""Smaller numbers are not shown: they could tell of one person."""

_KEPT_FOR = timedelta(minutes=1)


class Audience:
    """The counts of one process; its threads share it."""

    def __init__(self, save: Callable[[Mapping[VisitKey, int]], None]) -> None:
        """Take what adds counts to the database; it may raise, then they are kept."""
        self._save = save
        self._counts: Counter[VisitKey] = Counter()
        self._saved_at: datetime | None = None
        self._counting, self._saving = Lock(), Lock()

    def count(self, page: str, departement: str, now: datetime) -> bool:
        """Count one page opened at an aware instant; tell one caller a minute to ``save``."""
        key = (day_in_paris(now), page, departement)
        with self._counting:
            self._counts[key] += 1
            due = self._saved_at is not None and now - self._saved_at >= _KEPT_FOR
            if due or self._saved_at is None:
                self._saved_at = now
            return due

    def save(self) -> None:
        """Add the counts to the database; what it refuses is kept for the next time and raised."""
        with self._saving:
            with self._counting:
                taken, self._counts = self._counts, Counter()
            try:
                if taken:
                    self._save(taken)
            except Exception:
                with self._counting:
                    self._counts.update(taken)
                raise
