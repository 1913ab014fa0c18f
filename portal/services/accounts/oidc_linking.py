"""Whose account an identity of OpenID Connect is: only accounts that are known already open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.history import Act
from portal.services.accounts.identity import Identity
from portal.services.accounts.subjects import subject_of
from portal.services.audit import record
from portal.store.agents import Agent, find_agent, find_agent_of_subject
from portal.store.db import transaction

_SIREN = 9
"""The digits of a SIRET that name the body; the others name one of its offices."""


class UnknownIdentityError(ValueError):
    """No account opens for an identity; the French message says whom to ask."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun compte de cet espace ne correspond à celui-ci. Demandez une invitation au "
            "responsable de votre Caf."
        )


def account_of(identity: Identity, now: datetime) -> Agent:
    """Return the account of an identity, linked to its subject. Raises ``UnknownIdentityError``.

    The first time, it is found by its verified mail; from then on by the subject, which never
    changes hands. A managing body's person must come from that body, where its SIRET is known.
    """
    with transaction() as session:
        agent = find_agent_of_subject(session, identity.subject)
        if agent is None:
            agent = _link(session, identity, now)
        if agent.disabled_at is not None or not _same_body(agent, identity.siret):
            raise UnknownIdentityError
        return agent


def _link(session: Session, identity: Identity, now: datetime) -> Agent:
    agent = find_agent(session, identity.mail) if identity.mail_verified else None
    if agent is None or agent.oidc_subject is not None:
        raise UnknownIdentityError
    agent.oidc_subject = identity.subject[:255]
    detail = "relié à OpenID Connect"
    record(session, agent.actor, Act.AGENT_CHANGED, subject_of(agent), now, detail=detail)
    return agent


def _same_body(agent: Agent, siret: str) -> bool:
    known = agent.operator.siret if agent.operator else None
    return not known or known[:_SIREN] == siret[:_SIREN]
