"""How long surveys take, as the command and the pages ask for them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import perf_counter

import numpy as np

from portal.domain.referentiel import RuleSettings
from portal.domain.territory import Territory
from portal.services.coverage import (
    Question,
    Scope,
    country,
    departement_scope,
    report,
    survey,
)
from portal.store.db import db

_KEPT_IN = ("portal.domain.hours", "portal.domain.referentiel", "portal.services.coverage")
_CACHE = type(lru_cache(lambda: None))


@dataclass(frozen=True, slots=True)
class CoverageTime:
    """How long one kind of survey took (one object of coverage.json).

    ``cold``: nothing is known of any hours, nor of the ground; ``warm``: asked a second time.
    """

    places: int
    territory: str
    state: str
    limit_ms: int
    median_ms: float
    p95_ms: float
    worst_ms: float
    n: int


def coverage_times(territory: Territory, today: date, turns: int) -> Iterator[CoverageTime]:
    """Yield the times of every département and of the country, several turns of each."""
    departements = [departement_scope(territory, code) for code in territory.departements]
    _answer(territory, country(), today)
    gc.collect()
    gc.freeze()
    yield from _times(territory, "departement", departements * turns, today, limit_ms=200)
    yield from _times(territory, "country", [country()] * turns, today, limit_ms=2000)


def _times(
    territory: Territory, name: str, scopes: Sequence[Scope], today: date, limit_ms: int
) -> Iterator[CoverageTime]:
    cold, warm = [], []
    for scope in scopes:
        _forget()
        cold.append(_milliseconds(territory, scope, today))
        warm.append(_milliseconds(territory, scope, today))
    places = _answer(territory, country(), today)
    for state, found in (("cold", cold), ("warm", warm)):
        median, p95, worst = np.percentile(found, (50, 95, 100)).round(1).tolist()
        yield CoverageTime(places, name, state, limit_ms, median, p95, worst, len(found))


def _milliseconds(territory: Territory, scope: Scope, today: date) -> float:
    db.session.remove()
    start = perf_counter()
    _answer(territory, scope, today)
    return (perf_counter() - start) * 1000


def _answer(territory: Territory, scope: Scope, today: date) -> int:
    """Survey a territory and write its report; return how many places it has."""
    question = Question(scope, today, demonstration=True, rules=RuleSettings())
    found = survey(db.session(), territory, question)
    report(found, territory)
    return found.coverage.total.places


def _forget() -> None:
    """Drop every answer about hours and every ground that this process keeps."""
    for name, module in tuple(sys.modules.items()):
        for kept in tuple(vars(module).values()) if name.startswith(_KEPT_IN) else ():
            if isinstance(kept, _CACHE) and kept.__module__ == name:
                kept.cache_clear()
