"""Links that let people choose a password: an hour, once, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.services.accounts.links import (
    PER_ACCOUNT,
    PER_NETWORK,
    choose_password,
    find_good_link,
    make_link,
    make_reset_link,
    may_ask_for_link,
)
from portal.services.accounts.passwords import WeakPasswordError, is_password
from portal.services.accounts.sessions import read_session
from portal.services.accounts.signing_in import open_session
from portal.store.agents import Agent, get_agent
from portal.store.audit import AuditEvent
from portal.store.credentials import AccountLink, LinkPurpose
from portal.store.db import NotFoundError, db, transaction
from tests.accounts import ELSEWHERE, NETWORK, PASSWORD, SECRET, add_account
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("app")

NEXT = "cinq girafes bleues au quai"
RESET, INVITATION = LinkPurpose.RESET, LinkPurpose.INVITATION


def _token(agent: Agent, purpose: LinkPurpose = RESET) -> str:
    with transaction() as session:
        return make_link(session, agent, purpose, NOW)


def _choose(token: str, purpose: LinkPurpose = RESET, password: str = NEXT, later: int = 0) -> None:
    choose_password(purpose, token, password, "Près des parents", NOW + timedelta(minutes=later))


def _kept(agent: Agent) -> str | None:
    return get_agent(db.session(), agent.id).password_hash


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_a_link_sets_a_password_and_is_recorded(purpose: LinkPurpose) -> None:
    agent = add_account(password_hash=None)
    _choose(_token(agent, purpose), purpose)
    assert is_password(_kept(agent), NEXT)
    event = db.session().scalars(select(AuditEvent)).one()
    assert event.sentence.endswith("(par un lien reçu par courriel).")


def test_a_link_works_once_and_so_do_the_others_that_were_sent() -> None:
    agent = add_account()
    first, second = _token(agent), _token(agent, INVITATION)
    _choose(first)
    for token, purpose in ((first, RESET), (second, INVITATION)):
        with pytest.raises(NotFoundError):
            _choose(token, purpose, "encore un autre tout neuf")
    assert is_password(_kept(agent), NEXT)


@pytest.mark.parametrize(("minutes", "good"), [(0, True), (59, True), (60, False)])
def test_a_link_is_good_for_an_hour(minutes: int, good: bool) -> None:
    agent = add_account()
    token = _token(agent)
    if good:
        _choose(token, later=minutes)
    else:
        with pytest.raises(NotFoundError):
            _choose(token, later=minutes)
    assert is_password(_kept(agent), NEXT) is good


def test_a_link_is_good_for_its_purpose_only() -> None:
    token = _token(add_account(), RESET)
    with pytest.raises(NotFoundError):
        find_good_link(INVITATION, token, NOW)


def test_the_link_of_a_disabled_account_is_no_good() -> None:
    agent = add_account()
    token = _token(agent)
    with transaction() as session:
        session.merge(agent).disabled_at = NOW
    with pytest.raises(NotFoundError):
        _choose(token)


def test_a_weak_password_is_refused_and_the_link_stays_good() -> None:
    agent = add_account()
    token = _token(agent)
    with pytest.raises(WeakPasswordError):
        _choose(token, password="motdepasse2026")
    assert is_password(_kept(agent), PASSWORD)
    _choose(token)
    assert is_password(_kept(agent), NEXT)


def test_a_link_holds_256_bits_that_the_database_does_not_keep() -> None:
    token = _token(add_account())
    assert len(token) == 43
    kept = db.session().scalars(select(AccountLink)).one()
    assert token not in kept.digest
    assert len(kept.digest) == 64


def test_a_new_password_ends_every_session_and_leaves_the_second_factor() -> None:
    agent = add_account(totp_secret=SECRET)
    session_token = open_session(agent.id, "", NETWORK, NOW)
    _choose(_token(agent))
    assert read_session(db.session(), session_token, NOW) is None
    assert get_agent(db.session(), agent.id).totp_secret == SECRET


def test_only_who_has_an_account_that_is_open_gets_a_link() -> None:
    agent = add_account()
    add_account("parti@exemple.fr", disabled_at=NOW)
    made = make_reset_link(" Claire@exemple.fr", NOW)
    assert made is not None
    assert made[0].id == agent.id
    assert find_good_link(RESET, made[1], NOW).agent_id == agent.id
    assert make_reset_link("parti@exemple.fr", NOW) is None
    assert make_reset_link("personne@exemple.fr", NOW) is None


@pytest.mark.parametrize("mail", ["claire@exemple.fr", "personne@exemple.fr"])
def test_a_mail_known_or_not_is_asked_for_three_times_an_hour(mail: str) -> None:
    add_account()
    asked = [may_ask_for_link(mail, network, NOW) for network in (NETWORK, ELSEWHERE) * 2]
    assert asked == [True] * PER_ACCOUNT.most + [False]
    assert may_ask_for_link(mail, NETWORK, NOW + PER_ACCOUNT.window)


def test_a_network_that_asks_for_many_mails_waits() -> None:
    asked = [may_ask_for_link(f"agent{n}@exemple.fr", NETWORK, NOW) for n in range(21)]
    assert asked == [True] * PER_NETWORK.most + [False]
