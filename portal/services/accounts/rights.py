"""What rights an account may be given, and by whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.access import EVERYWHERE, SYSTEM, Actor, Role
from portal.store.agent_reach import list_reached_operators
from portal.store.agents import Agent
from portal.store.cafs import Caf, list_cafs
from portal.store.operators import Operator, find_operators


class AgentRefusedError(ValueError):
    """An account cannot be made or changed so; ``field`` is the form's, the message French."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class RightsAsked:
    """What is asked for, as it was typed: a role, codes of Caf, the name of a managing body."""

    role: str
    caf_codes: tuple[str, ...] = ()
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """A role with its scope."""

    role: Role
    cafs: tuple[Caf, ...] = ()
    operator: Operator | None = None

    def give_to(self, agent: Agent) -> None:
        """Put the rights into an account."""
        agent.role, agent.cafs, agent.operator = self.role, list(self.cafs), self.operator


def rights_of(agent: Agent) -> Rights:
    """Return the rights that an account has."""
    return Rights(agent.role, tuple(agent.cafs), agent.operator)


def check_rights(session: Session, by: Actor, asked: RightsAsked) -> Rights:
    """Return the rights asked for, or raise ``AgentRefusedError`` when ``by`` may not give them."""
    if asked.role not in set(Role):
        raise AgentRefusedError("role", "Rôle : choisissez-en un dans la liste.")
    role = Role(asked.role)
    if not _may_give(by, role, by.caf_ids):
        raise AgentRefusedError("role", f"Rôle : vous ne pouvez pas donner «{role.label}».")
    if role in EVERYWHERE:
        return Rights(role)
    if role is Role.GESTIONNAIRE:
        return Rights(role, operator=_operator(session, by, asked.operator))
    return Rights(role, _cafs(session, by, role, asked.caf_codes))


def may_manage(session: Session, by: Actor, agent: Agent) -> bool:
    """Tell whether an actor keeps the whole scope of an account, so may change it."""
    if agent.role is Role.GESTIONNAIRE and not _is_everywhere(by):
        kept = {operator.id for operator in list_reached_operators(session, by)}
        return _may_give(by, agent.role, ()) and agent.operator_id in kept
    return _may_give(by, agent.role, {caf.id for caf in agent.cafs})


def _cafs(session: Session, by: Actor, role: Role, codes: Collection[str]) -> tuple[Caf, ...]:
    known = {caf.code: caf for caf in list_cafs(session)}
    if not codes:
        raise AgentRefusedError("cafs", "Caf : choisissez-en au moins une.")
    for code in codes:
        if code not in known:
            raise AgentRefusedError("cafs", f"Caf : «{code[:20]}» n’existe pas.")
        if not _may_give(by, role, {known[code].id}):
            raise AgentRefusedError("cafs", f"Caf : vous ne pouvez pas donner «{code}».")
    return tuple(known[code] for code in sorted(set(codes)))


def _operator(session: Session, by: Actor, name: str) -> Operator:
    wanted = " ".join(name.split())
    if not wanted:
        raise AgentRefusedError("gestionnaire", "Gestionnaire : écrivez son nom.")
    if _is_everywhere(by):
        found, why = find_operators(session, [wanted]).get(wanted), "aucun n’a ce nom"
    else:
        kept = {operator.name: operator for operator in list_reached_operators(session, by)}
        found, why = kept.get(wanted), "aucun de ce nom n’a toutes ses fiches dans vos Caf"
    if found is None:
        raise AgentRefusedError("gestionnaire", f"Gestionnaire : {why}.")
    return found


def _may_give(by: Actor, role: Role, caf_ids: Collection[int]) -> bool:
    return by == SYSTEM or by.may_give(role, caf_ids)


def _is_everywhere(by: Actor) -> bool:
    return by == SYSTEM or by.sees_everything
