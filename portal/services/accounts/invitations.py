"""Inviting somebody: an account without a password, and a link to choose one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.domain.access import Actor
from portal.domain.history import Act
from portal.services.accounts.agents import NewAgent, add_agent
from portal.services.accounts.links import make_link
from portal.services.accounts.rights import AgentRefusedError, may_manage
from portal.services.accounts.subjects import record_on
from portal.services.mails import Mail
from portal.store.agent_reach import get_reached_agent
from portal.store.agents import Agent
from portal.store.credentials import LinkPurpose, use_up_links
from portal.store.db import transaction


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who was invited, and the token of the link that goes into the mail."""

    agent_id: int
    mail: str
    name: str
    token: str

    def letter(self, site_name: str, address: str, by: Actor) -> Mail:
        """Return the mail; ``address`` is that of the link."""
        text = (
            f"Bonjour {self.name},\n\n"
            f"{by.name} vous invite à tenir l’annuaire « {site_name} ».\n\n"
            f"Choisissez votre mot de passe à cette adresse :\n{address}\n\n"
            "Ce lien sert une seule fois, pendant une heure. Passé ce délai, demandez une "
            f"nouvelle invitation à {by.name}.\n\n"
            "Vous n’attendiez pas ce courriel ? Ne faites rien.\n"
        )
        return Mail(self.mail, f"Votre compte – {site_name}", text)


def invite(by: Actor, new: NewAgent, now: datetime) -> Invitation:
    """Make an account and the link that lets its owner in. Raises ``AgentRefusedError``."""
    with transaction() as session:
        agent = add_agent(session, by, new, now, Act.AGENT_INVITED)
        token = make_link(session, agent, LinkPurpose.INVITATION, now)
        return _invitation(agent, token)


def invite_again(by: Actor, agent_id: int, now: datetime) -> Invitation:
    """Make a new link for somebody who has no password yet; the one before stops working.

    Raises ``NotFoundError`` out of reach, ``AgentRefusedError`` when it makes no sense.
    """
    with transaction() as session:
        agent = get_reached_agent(session, agent_id, by)
        if not may_manage(session, by, agent) or not awaits_invitation(agent):
            raise AgentRefusedError("courriel", "Ce compte n’attend pas d’invitation.")
        use_up_links(session, agent.id, now)
        token = make_link(session, agent, LinkPurpose.INVITATION, now)
        record_on(session, by, Act.AGENT_INVITED, agent, now, detail="de nouveau")
        return _invitation(agent, token)


def awaits_invitation(agent: Agent) -> bool:
    """Tell whether somebody was let in and never came."""
    unused = agent.password_hash is None and agent.oidc_subject is None
    return unused and agent.disabled_at is None


def _invitation(agent: Agent, token: str) -> Invitation:
    return Invitation(agent.id, agent.mail, agent.name, token)
