"""The territories that an agent may survey: those of their own Caf, or any."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.territory import Territory
from portal.services.coverage.scopes import Scope, ScopeKind, country, departement_scope
from portal.store.cafs import list_cafs
from portal.store.db import NotFoundError


def scopes_within_reach(session: Session, territory: Territory, by: Actor) -> list[Scope]:
    """Return what an actor may survey; the first is what they see when they ask for nothing.

    A Caf that serves one département is that département.
    """
    cafs = [caf for caf in list_cafs(session) if by.reaches(caf.id)]
    several = [
        Scope(ScopeKind.CAF, caf.code, caf.name, frozenset(caf.departements))
        for caf in cafs
        if len(caf.departements) > 1
    ]
    if by.sees_everything:
        return [country(), *several, *_departements(territory, territory.departements)]
    served = sorted({code for caf in cafs for code in caf.departements})
    return [*several, *_departements(territory, served)]


def reached_scope(session: Session, territory: Territory, by: Actor, asked: str) -> Scope:
    """Return the territory of a slug, the actor's own where it is empty.

    ``NotFoundError`` where it is out of reach: as if there were no such place.
    """
    for scope in scopes_within_reach(session, territory, by):
        if asked in ("", scope.slug):
            return scope
    raise NotFoundError(f"no territory «{asked}» within reach")


def _departements(territory: Territory, codes: Iterable[str]) -> list[Scope]:
    return [departement_scope(territory, code) for code in codes]
