"""What can be surveyed: a département, what a Caf serves, the whole country."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.french import NBSP
from portal.domain.labels import LabelledEnum
from portal.domain.territory import Territory
from portal.store.cafs import list_cafs


class ScopeKind(LabelledEnum):
    """The sizes of a survey."""

    DEPARTEMENT = "departement", "Département"
    CAF = "caf", "Caf"
    FRANCE = "france", "France"


@dataclass(frozen=True, slots=True)
class Scope:
    """A territory to survey. ``departements`` is None for the whole country."""

    kind: ScopeKind
    code: str
    name: str
    departements: frozenset[str] | None

    @property
    def slug(self) -> str:
        """How addresses name it: «87», «caf-87», «france»."""
        return f"caf-{self.code}" if self.kind is ScopeKind.CAF else self.code


class UnknownScopeError(LookupError):
    """No département or Caf has this code; the message is in French, for people."""


def departement_scope(territory: Territory, code: str) -> Scope:
    """Return a département. ``UnknownScopeError`` where its code is unknown."""
    found = territory.departements.get(code)
    if found is None:
        raise UnknownScopeError(
            f"Département{NBSP}: aucun n’a le code «{NBSP}{code}{NBSP}»"
            f" (exemples{NBSP}: 87, 2A, 974)."
        )
    return Scope(ScopeKind.DEPARTEMENT, code, found.name, frozenset({code}))


def caf_scope(session: Session, code: str) -> Scope:
    """Return what a Caf serves. ``UnknownScopeError`` where its code is unknown."""
    for caf in list_cafs(session):
        if caf.code == code:
            return Scope(ScopeKind.CAF, code, caf.name, frozenset(caf.departements))
    raise UnknownScopeError(f"Caf{NBSP}: aucune n’a le code «{NBSP}{code}{NBSP}».")


def country() -> Scope:
    """Return the whole country."""
    return Scope(ScopeKind.FRANCE, "france", "France", None)
