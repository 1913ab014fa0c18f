"""Whose account an identity of OpenID Connect is: only accounts that are known already open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.history import Act
from portal.services.accounts.identity import Identity
from portal.services.accounts.subjects import record_on
from portal.store.agents import Agent, find_agent, find_agent_of_subject
from portal.store.db import transaction

_SIREN = 9
"""The digits of a SIRET that name the body; the others name one of its offices."""


class UnknownIdentityError(ValueError):
    """No account opens for an identity; the French message says whom to ask."""

    def __init__(
        self,
        message: str = "Aucun compte de cet espace ne correspond à celui-ci. Demandez une "
        "invitation au responsable de votre Caf.",
    ) -> None:
        super().__init__(message)


class OtherIdentityError(UnknownIdentityError):
    """The account of a mail is linked to another identity: that of before, most often."""

    def __init__(self) -> None:
        super().__init__(
            "Votre compte est relié à une autre identité ProConnect. Vous en avez changé ? "
            "Demandez au responsable de votre Caf d’ouvrir la page de votre compte et d’appuyer "
            "sur «Réinitialiser la connexion», puis connectez-vous de nouveau."
        )


def account_of(identity: Identity, now: datetime) -> Agent:
    """Return the account of an identity, linked to its subject.

    The first time, it is found by its verified mail; from then on by the subject, which never
    changes hands. A managing body's person must come from that body, where its SIRET is known.
    Raises ``UnknownIdentityError``, ``OtherIdentityError`` among them.
    """
    with transaction() as session:
        agent = find_agent_of_subject(session, identity.subject)
        if agent is None and identity.mail_verified:
            agent = find_agent(session, identity.mail)
        if agent is None or agent.disabled_at is not None or not _same_body(agent, identity.siret):
            raise UnknownIdentityError
        if agent.oidc_subject is None:
            _link(session, agent, identity.subject, now)
        elif agent.oidc_subject != identity.subject:
            raise OtherIdentityError
        return agent


def _link(session: Session, agent: Agent, subject: str, now: datetime) -> None:
    agent.oidc_subject = subject
    detail = "relié à OpenID Connect"
    record_on(session, agent.actor, Act.AGENT_CHANGED, agent, now, detail=detail)


def _same_body(agent: Agent, siret: str) -> bool:
    known = agent.operator.siret if agent.operator else None
    return not known or known[:_SIREN] == siret[:_SIREN]
