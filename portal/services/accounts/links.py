"""Links that let an agent choose a password: at the first sign-in, or when it is forgotten.

A link proves that the mail is read, and nothing else: it signs nobody in and leaves the second
factor as it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from portal.domain.history import Act
from portal.services.accounts.passwords import check_strength, hash_password
from portal.services.accounts.sessions import end_sessions
from portal.services.accounts.subjects import record_on
from portal.services.accounts.tokens import digest, new_token
from portal.services.throttling import Limit, TooManyError, count_act
from portal.store.agents import Agent, find_agent
from portal.store.credentials import AccountLink, LinkPurpose, find_link, use_up_links
from portal.store.db import NotFoundError, db, transaction

LIFETIME = timedelta(hours=1)

PER_ACCOUNT = Limit("lien:compte", most=3, window=timedelta(hours=1))
PER_NETWORK = Limit("lien:reseau", most=20, window=timedelta(hours=1))


def make_link(session: Session, agent: Agent, purpose: LinkPurpose, now: datetime) -> str:
    """Make a link inside the caller's transaction and return its token: an hour, one use."""
    token = new_token()
    session.add(
        AccountLink(
            agent_id=agent.id, purpose=purpose, digest=digest(token), expires_at=now + LIFETIME
        )
    )
    return token


def may_ask_for_link(mail: str, network: str, now: datetime) -> bool:
    """Count a request for a new password; False when there were too many, known mail or not."""
    try:
        with transaction() as session:
            count_act(session, PER_NETWORK, (network,), now)
            count_act(session, PER_ACCOUNT, (digest(mail.strip().lower()),), now)
    except TooManyError:
        return False
    return True


def make_reset_link(mail: str, now: datetime) -> tuple[Agent, str] | None:
    """Make the link of whoever has this mail and return both; None for nobody."""
    with transaction() as session:
        agent = find_agent(session, mail)
        if agent is None or agent.disabled_at is not None:
            return None
        return agent, make_link(session, agent, LinkPurpose.RESET, now)


def find_good_link(purpose: LinkPurpose, token: str, now: datetime) -> AccountLink:
    """Return the link of a token while it may be used, or raise ``NotFoundError``."""
    return _good_link(db.session(), purpose, token, now)


def choose_password(
    purpose: LinkPurpose, token: str, password: str, site_name: str, now: datetime
) -> None:
    """Set the password of whoever was sent the link, use the link up, and end their sessions.

    Raises ``WeakPasswordError``, and ``NotFoundError`` when the link is no good any more.
    """
    agent = find_good_link(purpose, token, now).agent
    check_strength(password, (agent.mail, agent.name, site_name))
    kept = hash_password(password)
    with transaction() as session:
        agent = _good_link(session, purpose, token, now).agent
        agent.password_hash = kept
        use_up_links(session, agent.id, now)
        end_sessions(session, agent.id, now)
        detail = "par un lien reçu par courriel"
        record_on(session, agent.actor, Act.PASSWORD_CHANGED, agent, now, detail=detail)


def _good_link(session: Session, purpose: LinkPurpose, token: str, now: datetime) -> AccountLink:
    link = find_link(session, purpose, digest(token))
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise NotFoundError("no link that may be used has this token")
    if link.agent.disabled_at is not None:
        raise NotFoundError("the account of this link is disabled")
    return link
