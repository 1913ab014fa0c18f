"""One's own account: the password, and the sessions that one sees and ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.services.accounts.account import (
    change_password,
    confirm_session,
    end_other_sessions,
    end_session,
    open_sessions,
)
from portal.services.accounts.links import make_reset_link
from portal.services.accounts.passwords import WeakPasswordError, is_password
from portal.services.accounts.sessions import LONGEST, is_fresh
from portal.services.accounts.signing_in import open_session
from portal.store.agents import Agent, get_agent
from portal.store.audit import AuditEvent
from portal.store.credentials import AccountLink
from portal.store.db import NotFoundError, db
from portal.store.staff_sessions import StaffSession
from tests.accounts import NETWORK, PASSWORD, add_account
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("app")

NEXT = "cinq girafes bleues au quai"


def _sessions(agent: Agent, *devices: str) -> list[int]:
    for device in devices:
        open_session(agent.id, device, NETWORK, NOW)
    query = select(StaffSession.id).where(StaffSession.agent_id == agent.id)
    return list(db.session().scalars(query.order_by(StaffSession.id)))


def _open(agent: Agent) -> list[int]:
    return sorted(each.id for each in open_sessions(agent.id, NOW))


def test_a_changed_password_ends_the_other_sessions_and_the_links() -> None:
    agent = add_account()
    here, _other = _sessions(agent, "ici", "ailleurs")
    make_reset_link(agent.mail, NOW)
    change_password(agent.id, NEXT, here, "Près des parents", NOW)
    assert is_password(get_agent(db.session(), agent.id).password_hash, NEXT)
    assert _open(agent) == [here]
    assert db.session().scalars(select(AccountLink)).one().used_at == NOW


def test_a_password_drawn_from_ones_name_changes_nothing() -> None:
    agent = add_account()
    (here,) = _sessions(agent, "ici")
    with pytest.raises(WeakPasswordError):
        change_password(agent.id, f"{agent.name}-{agent.name}", here, "Près des parents", NOW)
    assert is_password(get_agent(db.session(), agent.id).password_hash, PASSWORD)


def test_one_ends_ones_own_sessions_and_it_is_recorded() -> None:
    agent = add_account()
    here, other = _sessions(agent, "ici", "Firefox sur Windows")
    end_session(agent.id, other, NOW)
    assert _open(agent) == [here]
    last = db.session().scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None
    assert last.sentence.endswith(f"a fermé une session : «{agent.name}» (Firefox sur Windows).")


def test_a_session_of_somebody_else_is_not_there() -> None:
    mine, theirs = add_account(), add_account("paul@exemple.fr")
    (session_id,) = _sessions(theirs, "ailleurs")
    with pytest.raises(NotFoundError):
        end_session(mine.id, session_id, NOW)
    assert _open(theirs) == [session_id]


def test_all_other_sessions_end_together() -> None:
    agent, colleague = add_account(), add_account("paul@exemple.fr")
    here, *_others = _sessions(agent, "ici", "là", "ailleurs")
    theirs = _sessions(colleague, "ailleurs")
    end_other_sessions(agent.id, here, NOW)
    assert (_open(agent), _open(colleague)) == ([here], theirs)


def test_a_session_that_lasted_too_long_is_not_shown_as_open() -> None:
    agent = add_account()
    _sessions(agent, "ici")
    assert open_sessions(agent.id, NOW + LONGEST) == []


def test_proving_again_who_one_is_opens_what_is_sensitive_for_ten_minutes() -> None:
    (session_id,) = _sessions(add_account(), "ici")
    later = NOW + timedelta(hours=1)
    assert not is_fresh(db.session().get_one(StaffSession, session_id), later)
    confirm_session(session_id, later)
    found = db.session().get_one(StaffSession, session_id)
    assert is_fresh(found, later)
    assert not is_fresh(found, later + timedelta(minutes=10))
