"""The figures of a year: read, checked and compared. What is missing is absent, never zero."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.domain.indicators.catalogue import Breakdown, Catalogue, Group, Indicator

Figures = Mapping[str, int]
"""Whole numbers by the slug of their indicator."""

Problem = tuple[str, str]
"""The slug of an indicator, and what is to be said of its figure, in French."""

MOST = 10_000_000
"""The highest figure that is taken: above it somebody mistyped."""

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_LONGEST_NUMBER = 12


class FigureError(ValueError):
    """What was typed is no whole number; the French message says what is expected."""


def read_figure(typed: str) -> int | None:
    """Return what somebody typed, «1 200» too, as a number; None: nothing was typed."""
    text = _SPACES.sub("", typed)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise FigureError("Écrivez un nombre entier, sans virgule ni lettre. Exemple : 120.")
    return int(text)


def spaced(number: int) -> str:
    """Return "1 200", with a space that does not break."""
    return f"{number:,}".replace(",", "\u202f")


def figures_from(text: str) -> Figures:
    """Return the figures that the database keeps as JSON."""
    kept: dict[str, int] = json.loads(text)
    return MappingProxyType(kept)


def as_json(figures: Figures) -> str:
    """Return figures as the database keeps them."""
    return json.dumps(dict(sorted(figures.items())), ensure_ascii=False)


def count_missing(figures: Figures, catalogue: Catalogue) -> int:
    """Return how many of the figures that are asked were not given."""
    return sum(indicator.slug not in figures for indicator in catalogue.indicators)


def check(figures: Figures, catalogue: Catalogue) -> list[Problem]:
    """Return what cannot be: each figure by itself, then with its total. Empty: all is well."""
    wrong = [
        (indicator.slug, f"Écrivez un nombre entre 0 et {spaced(MOST)}.")
        for indicator in catalogue.indicators
        if not 0 <= figures.get(indicator.slug, 0) <= MOST
    ]
    known = {slug for slug, _ in wrong}
    found = [each for group in catalogue.groups for each in _against_total(figures, group)]
    return wrong + [problem for problem in found if problem[0] not in known]


def _against_total(figures: Figures, group: Group) -> Iterator[Problem]:
    total = figures.get(group.total.slug)
    if total is None:
        return
    for breakdown in group.breakdowns:
        above = [item for item in breakdown.items if figures.get(item.slug, 0) > total]
        for item in above:
            yield item.slug, f"C’est plus que le total, qui est de {spaced(total)}."
        counted = sum(figures.get(item.slug, 0) for item in breakdown.items)
        if breakdown.partition and counted > total and not above:
            yield group.total.slug, _too_many(breakdown, counted, total)


def _too_many(breakdown: Breakdown, counted: int, total: int) -> str:
    more = counted - total
    return (
        f"Les lignes «{breakdown.label}» font {spaced(counted)} en tout, soit {spaced(more)} de "
        "plus que ce total. Corrigez le total ou une ligne."
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A figure beside the one of the year before; either may be missing."""

    indicator: Indicator
    value: int | None
    before: int | None

    @property
    def difference(self) -> int | None:
        """What was gained or lost; None where one of them is missing."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before

    @property
    def share(self) -> float | None:
        """The difference as a share of the year before; None where there is none, or zero."""
        if self.difference is None or not self.before:
            return None
        return self.difference / self.before

    @property
    def is_large(self) -> bool:
        """Whether it changed by more than half of what it was."""
        if self.difference is None or self.before is None:
            return False
        return abs(self.difference) * 2 > self.before


def compare(now: Figures, before: Figures, catalogue: Catalogue) -> tuple[Change, ...]:
    """Return every indicator beside the year before, in the order of the catalogue."""
    return tuple(
        Change(indicator, now.get(indicator.slug), before.get(indicator.slug))
        for indicator in catalogue.indicators
    )


def warnings(now: Figures, before: Figures, catalogue: Catalogue) -> list[Problem]:
    """Return what is worth a second look and refuses nothing: changes of more than half."""
    return [
        (change.indicator.slug, _told(change))
        for change in compare(now, before, catalogue)
        if change.is_large
    ]


def _told(change: Change) -> str:
    before, value = spaced(change.before or 0), spaced(change.value or 0)
    return f"{before} l’année d’avant, {value} cette année."
