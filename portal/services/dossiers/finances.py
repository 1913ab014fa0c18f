"""The finance view: what a year costs, by Caf, kind of place, EPCI and axis, and files by state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.days import day_in_paris
from portal.domain.dossiers.ages import Ages, ages
from portal.domain.dossiers.amounts import added
from portal.domain.dossiers.convention import Convention, Money
from portal.domain.dossiers.finances import Budget, YearSums, joint_envelope, together, year_of
from portal.domain.dossiers.states import CLOSED, Axis, DossierState
from portal.domain.listing import ListingKind
from portal.domain.territory import Territory
from portal.store.agent_reach import list_reached_cafs
from portal.store.cafs import Caf
from portal.store.db import NotFoundError
from portal.store.envelopes import list_envelopes
from portal.store.finances import (
    Holding,
    Pocket,
    Standing,
    list_holdings,
    list_payments,
    list_standings,
)

NO_COMMUNE = "Sans commune (service à distance ou départemental)"
NO_EPCI = "Commune sans Epci"


Sums = Mapping[Pocket, YearSums]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class CafYear:
    """A Caf, and its year."""

    caf: Caf
    budget: Budget

    @property
    def is_empty(self) -> bool:
        """Whether there is neither money nor an envelope."""
        return self.budget == Budget(None, YearSums())


@dataclass(frozen=True, slots=True)
class Line:
    """What comes to something in the year, under a name."""

    name: str
    sums: YearSums


@dataclass(frozen=True, slots=True)
class StateLine:
    """Files of one state: ``ages`` is None where they are closed and wait for nothing."""

    state: DossierState
    files: int
    asked: Decimal
    granted: Decimal
    ages: Ages | None


@dataclass(frozen=True, slots=True)
class Finances:
    """A year of some Caf."""

    year: int
    cafs: tuple[CafYear, ...]
    kinds: tuple[Line, ...]
    axes: tuple[Line, ...]
    epcis: tuple[Line, ...]
    states: tuple[StateLine, ...]

    @property
    def total(self) -> YearSums:
        """What they all come to."""
        return together(each.budget.sums for each in self.cafs)

    @property
    def known(self) -> Budget:
        """The budget of the Caf that have an envelope; of one Caf alone, its own."""
        if len(self.cafs) == 1:
            return self.cafs[0].budget
        return joint_envelope(each.budget for each in self.cafs)

    @property
    def with_envelope(self) -> int:
        """How many of the Caf have an envelope."""
        return sum(each.budget.envelope is not None for each in self.cafs)

    @property
    def exceeding(self) -> tuple[CafYear, ...]:
        """The Caf that engage more than their envelope."""
        return tuple(each for each in self.cafs if each.budget.excess)


def reached_caf(session: Session, by: Actor, code: str) -> Caf:
    """Return the Caf of a code. ``NotFoundError`` out of reach, as if there were no such Caf."""
    for caf in list_reached_cafs(session, by):
        if caf.code == code:
            return caf
    raise NotFoundError(f"no Caf within reach has the code «{code}»")


def finances_of(
    session: Session, territory: Territory, cafs: Sequence[Caf], year: int, today: date
) -> Finances:
    """Return a year of these Caf; files are of the Caf that pays them."""
    ids = [caf.id for caf in cafs]
    sums = _sums(session, ids, year)
    envelopes = {each.caf_id: each.amount for each in list_envelopes(session, year)}
    by_caf = _grouped(sums, lambda pocket: pocket.caf_id)
    by_kind = _grouped(sums, lambda pocket: pocket.kind)
    by_axis = _grouped(sums, lambda pocket: pocket.axis)
    by_epci = _grouped(sums, lambda pocket: _epci(territory, pocket.commune))
    epcis = sorted(by_epci.items(), key=lambda item: (-item[1].engaged, item[0]))
    return Finances(
        year=year,
        cafs=tuple(
            CafYear(caf, Budget(envelopes.get(caf.id), by_caf.get(caf.id, YearSums())))
            for caf in cafs
        ),
        kinds=tuple(Line(kind.label, by_kind[kind]) for kind in ListingKind if kind in by_kind),
        axes=tuple(Line(axis.label, by_axis[axis]) for axis in Axis if axis in by_axis),
        epcis=tuple(Line(name, found) for name, found in epcis),
        states=_states(list_standings(session, ids, year), today),
    )


def _sums(session: Session, cafs: Sequence[int], year: int) -> Sums:
    """Return what each pocket comes to in the year."""
    found: dict[Pocket, YearSums] = defaultdict(YearSums)
    for holding in list_holdings(session, cafs, year):
        found[holding.pocket] += _held(holding, year)
    for pocket, paid in list_payments(session, cafs, year):
        found[pocket] += YearSums(paid=paid)
    return found


def _held(holding: Holding, year: int) -> YearSums:
    money = Money(holding.state, holding.granted, holding.granted, (holding.paid,))
    share, to_pay = year_of(money, Convention(holding.starts_on, holding.ends_on), year)
    return YearSums(holding.files, share, to_pay)


def _grouped(sums: Sums, key: Callable[[Pocket], Key]) -> dict[Key, YearSums]:
    found: dict[Key, YearSums] = defaultdict(YearSums)
    for pocket, each in sums.items():
        found[key(pocket)] += each
    return dict(found)


def _epci(territory: Territory, commune: str | None) -> str:
    found = territory.find_commune(commune) if commune else None
    if found is None:
        return NO_COMMUNE
    return territory.epcis[found.epci].name if found.epci else NO_EPCI


def _states(standings: Sequence[Standing], today: date) -> tuple[StateLine, ...]:
    by_state: dict[DossierState, list[Standing]] = defaultdict(list)
    for each in standings:
        by_state[each.state].append(each)
    return tuple(
        _state(state, by_state[state], today) for state in DossierState if state in by_state
    )


def _state(state: DossierState, standings: Sequence[Standing], today: date) -> StateLine:
    days = [(each.since or _day(each), each.files) for each in standings]
    return StateLine(
        state,
        sum(each.files for each in standings),
        added(each.asked for each in standings),
        added(each.granted for each in standings),
        None if state in CLOSED else ages(days, today),
    )


def _day(standing: Standing) -> date:
    return day_in_paris(standing.opened_at)
