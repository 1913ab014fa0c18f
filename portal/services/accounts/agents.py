"""Keeping accounts: made, given rights, closed and opened again; every act is recorded.

Who answers for a Caf keeps the accounts of that Caf, an administrator all of them. Nobody changes
their own rights, and one administrator always remains. A change of rights ends the sessions of the
account at once: the next request asks to sign in again, under the new rights.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from portal.domain.access import Actor, Role
from portal.domain.history import Act, FieldChange
from portal.services.accounts.rights import (
    AgentRefusedError,
    Rights,
    RightsAsked,
    check_rights,
    may_manage,
    rights_of,
)
from portal.services.accounts.sessions import end_sessions
from portal.services.accounts.subjects import cafs_concerned, record_on
from portal.store.agent_reach import count_active_admins
from portal.store.agents import Agent, find_agent
from portal.store.credentials import forget_codes, use_up_links
from portal.store.passkeys import forget_passkeys

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class NewAgent:
    """Somebody to let in, as it was typed."""

    mail: str
    name: str
    rights: RightsAsked


def add_agent(session: Session, by: Actor, new: NewAgent, now: datetime, act: Act) -> Agent:
    """Save an account without a password, inside the caller's transaction; ``act`` is recorded.

    Raises ``AgentRefusedError``.
    """
    rights = check_rights(session, by, new.rights)
    mail, name = _checked_mail(new.mail), _checked_name(new.name)
    if find_agent(session, mail) is not None:
        raise AgentRefusedError("courriel", "Courriel : un compte a déjà cette adresse.")
    agent = Agent(mail=mail, name=name, created_at=now)
    session.add(agent)
    rights.give_to(agent)
    session.flush()
    record_on(session, by, act, agent, now, _changes(Rights(rights.role), rights))
    return agent


def change_agent(
    session: Session, by: Actor, agent: Agent, name: str, asked: RightsAsked, now: datetime
) -> None:
    """Give an account another name or other rights. Raises ``AgentRefusedError``."""
    _check_managed(session, by, agent)
    before, after = rights_of(agent), check_rights(session, by, asked)
    changes = _changes(before, after)
    if changes:
        _refuse_oneself(by, agent, "Vous ne pouvez pas changer vos propres droits.")
    if after.role is not Role.ADMIN:
        _keep_an_admin(session, agent)
    name, left = _checked_name(name), cafs_concerned(session, by, agent)
    if changes:
        after.give_to(agent)
        end_sessions(session, agent.id, now)
    if name != agent.name:
        changes.append(FieldChange("Nom", agent.name, name))
        agent.name = name
    if changes:
        record_on(session, by, Act.AGENT_CHANGED, agent, now, changes, before=left)


def disable_agent(session: Session, by: Actor, agent: Agent, now: datetime) -> None:
    """Close an account: its sessions and its links end at once. Raises ``AgentRefusedError``."""
    _check_managed(session, by, agent)
    _refuse_oneself(by, agent, "Vous ne pouvez pas désactiver votre propre compte.")
    _keep_an_admin(session, agent)
    if agent.disabled_at is None:
        agent.disabled_at = now
        end_sessions(session, agent.id, now)
        use_up_links(session, agent.id, now)
        record_on(session, by, Act.AGENT_DISABLED, agent, now)


def enable_agent(session: Session, by: Actor, agent: Agent, now: datetime) -> None:
    """Open an account again. Raises ``AgentRefusedError``."""
    _check_managed(session, by, agent)
    if agent.disabled_at is not None:
        agent.disabled_at = None
        record_on(session, by, Act.AGENT_ENABLED, agent, now)


def reset_second_factor(session: Session, by: Actor, agent: Agent, now: datetime) -> None:
    """Forget every second factor of somebody who lost theirs. Raises ``AgentRefusedError``.

    They choose a new one after the password, at the next sign-in.
    """
    _check_managed(session, by, agent)
    _refuse_oneself(by, agent, "Réglez votre second facteur sur la page «Mon compte».")
    agent.totp_secret = agent.totp_step = None
    forget_codes(session, agent.id)
    forget_passkeys(session, agent.id)
    end_sessions(session, agent.id, now)
    record_on(session, by, Act.SECOND_FACTOR_SET, agent, now, detail="remis à zéro")


def reset_identity(session: Session, by: Actor, agent: Agent, now: datetime) -> None:
    """Forget which identity of OpenID Connect an account is linked to.

    For somebody whose identity changed: the next one that has their verified mail is linked. Raises
    ``AgentRefusedError``.
    """
    _check_managed(session, by, agent)
    _refuse_oneself(by, agent, "Vous ne pouvez pas réinitialiser votre propre connexion.")
    if agent.oidc_subject is not None:
        agent.oidc_subject = None
        end_sessions(session, agent.id, now)
        record_on(session, by, Act.AGENT_CHANGED, agent, now, detail="délié d’OpenID Connect")


def _check_managed(session: Session, by: Actor, agent: Agent) -> None:
    if by.agent_id is not None and not may_manage(session, by, agent):
        raise AgentRefusedError("role", "Ce compte va plus loin que vos Caf : voyez l’admin.")


def _refuse_oneself(by: Actor, agent: Agent, message: str) -> None:
    if by.agent_id == agent.id:
        raise AgentRefusedError("role", message)


def _keep_an_admin(session: Session, agent: Agent) -> None:
    active = agent.role is Role.ADMIN and agent.disabled_at is None
    if active and count_active_admins(session) == 1:
        raise AgentRefusedError("role", "C’est le dernier administrateur : gardez-en un.")


def _checked_mail(text: str) -> str:
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise AgentRefusedError(
            "courriel", "Courriel : cette adresse n’est pas complète. Exemple : nom@exemple.fr."
        ) from None
    return found.normalized.lower()


def _checked_name(text: str) -> str:
    name = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise AgentRefusedError("nom", f"Nom : de 1 à {LONGEST_NAME} caractères.")
    return name


def _changes(before: Rights, after: Rights) -> list[FieldChange]:
    def shown(rights: Rights) -> tuple[str, str, str]:
        cafs = ", ".join(caf.name for caf in rights.cafs)
        return rights.role.label, cafs, rights.operator.name if rights.operator else ""

    names = ("Rôle", "Caf", "Gestionnaire")
    pairs = zip(names, shown(before), shown(after), strict=True)
    return [FieldChange(name, old, new) for name, old, new in pairs if old != new]
