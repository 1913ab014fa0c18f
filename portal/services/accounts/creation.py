"""Making accounts with a password: by a command, and for a demonstration."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path

from portal.domain.access import SYSTEM, Role
from portal.domain.history import Act
from portal.services.accounts.agents import NewAgent, add_agent
from portal.services.accounts.passwords import check_strength, hash_password
from portal.services.accounts.rights import RightsAsked
from portal.services.accounts.subjects import record_on
from portal.store.agents import find_agent, list_agents
from portal.store.db import db, transaction

CARD = "agents-demonstration.txt"
"""The file of the instance folder that tells how the demonstration agents sign in."""

_HERE = ("87",)
_AGENTS = (
    ("agent", "Camille Agent", RightsAsked(Role.AGENT, _HERE)),
    ("instructeur", "Noa Instructeur", RightsAsked(Role.INSTRUCTEUR, _HERE)),
    ("responsable", "Dominique Responsable", RightsAsked(Role.RESPONSABLE, _HERE)),
    ("cnaf", "Alix Cnaf", RightsAsked(Role.CNAF)),
    ("admin", "Sacha Admin", RightsAsked(Role.ADMIN)),
    (
        "gestionnaire",
        "Lou Gestionnaire",
        RightsAsked(Role.GESTIONNAIRE, operator="Association Premiers pas en Limousin"),
    ),
)


def create_agent(new: NewAgent, password: str, now: datetime, *, second_factor: bool = True) -> int:
    """Make an account that can sign in and return its id.

    Raises ``AgentRefusedError`` or ``WeakPasswordError``.
    """
    check_strength(password, (new.mail, new.name))
    kept = hash_password(password)
    with transaction() as session:
        agent = add_agent(session, SYSTEM, new, now, Act.AGENT_CREATED)
        agent.password_hash, agent.second_factor_required = kept, second_factor
        return agent.id


def prepare_demonstration(folder: Path, now: datetime) -> str:
    """Make the demonstration agents, once, and return how they sign in.

    Their password is drawn at random for each installation and kept in a file of its folder that
    only its owner reads. The seed must be there.
    """
    path = folder / CARD
    if not path.exists():
        password = secrets.token_urlsafe(12)
        lines = [_demonstrate(*each, password, now) for each in _AGENTS]
        text = "\n".join(["Mot de passe de tous, au départ : " + password, *lines, ""])
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    return path.read_text(encoding="utf-8")


def require_second_factors(now: datetime) -> None:
    """Ask everybody for a second factor: what a demonstration did without ends with it."""
    spared = [agent for agent in list_agents(db.session()) if not agent.second_factor_required]
    if not spared:
        return
    with transaction() as session:
        for agent in spared:
            session.merge(agent).second_factor_required = True
            detail = "exigé hors démonstration"
            record_on(session, SYSTEM, Act.SECOND_FACTOR_SET, agent, now, detail=detail)


def _demonstrate(box: str, name: str, rights: RightsAsked, password: str, now: datetime) -> str:
    """Make one agent, or give the one of before the new password; return the line about it."""
    mail = f"{box}@demonstration.example"
    known = find_agent(db.session(), mail)
    if known is None:
        create_agent(NewAgent(mail, name, rights), password, now, second_factor=False)
    else:
        with transaction() as session:
            session.merge(known).password_hash = hash_password(password)
    return f"  {mail:40} {Role(rights.role).label}"
