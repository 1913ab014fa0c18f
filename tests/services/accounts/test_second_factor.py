"""The second factor: codes of an authenticator and recovery codes, each of them once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.services.accounts.attempts import MOST_ANYWHERE, MOST_HERE
from portal.services.accounts.second_factor import (
    WrongCodeError,
    prove,
    renew_codes,
    set_authenticator,
)
from portal.services.accounts.sessions import read_session
from portal.services.accounts.signing_in import SignInRefusedError, check_password, open_session
from portal.services.throttling import TooManyError
from portal.store.agents import get_agent
from portal.store.audit import AuditEvent
from portal.store.credentials import RecoveryCode, count_unused_codes
from portal.store.db import db
from tests.accounts import NETWORK, PASSWORD, SECRET, add_account, code_at
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("app")


def _sentences() -> list[str]:
    return list(db.session().scalars(select(AuditEvent.sentence).order_by(AuditEvent.id)))


def test_a_code_proves_who_one_is_once() -> None:
    agent = add_account(totp=True)
    prove(agent.id, code_at(), NETWORK, NOW)
    with pytest.raises(SignInRefusedError, match="il a déjà servi"):
        prove(agent.id, code_at(), NETWORK, NOW)


def test_of_four_threads_that_send_the_same_code_one_is_let_in(app: Flask) -> None:
    agent_id = add_account(totp=True).id

    def lets_in(_thread: int) -> bool:
        with app.app_context():
            try:
                prove(agent_id, code_at(), NETWORK, NOW)
            except SignInRefusedError:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lets_in, range(4))) == 1


def test_codes_cannot_be_tried_one_after_the_other() -> None:
    agent = add_account(totp=True)
    for _ in range(MOST_HERE):
        with pytest.raises(SignInRefusedError):
            prove(agent.id, "000000", NETWORK, NOW)
    with pytest.raises(TooManyError):
        prove(agent.id, code_at(), NETWORK, NOW)


def test_a_recovery_code_replaces_the_authenticator_once_and_is_recorded() -> None:
    agent = add_account(totp=True)
    codes = renew_codes(agent.id, NOW)
    prove(agent.id, f" {codes[0].upper().replace('-', ' ')} ", NETWORK, NOW)
    assert _sentences()[-1].endswith(
        f"a utilisé un code de secours de «{agent.name}» (il en reste 9)."
    )
    with pytest.raises(SignInRefusedError):
        prove(agent.id, codes[0], NETWORK, NOW)


def test_a_recovery_code_is_nobody_elses() -> None:
    mine, theirs = add_account(totp=True), add_account("paul@exemple.fr", totp=True)
    codes = renew_codes(theirs.id, NOW)
    with pytest.raises(SignInRefusedError):
        prove(mine.id, codes[0], NETWORK, NOW)


def test_the_database_keeps_no_recovery_code() -> None:
    codes = renew_codes(add_account(totp=True).id, NOW)
    kept = set(db.session().scalars(select(RecoveryCode.digest)))
    assert len(codes) == len(kept) == 10
    assert kept.isdisjoint(codes)
    assert {len(digest) for digest in kept} == {64}


def test_new_recovery_codes_replace_the_former() -> None:
    agent = add_account(totp=True)
    former = renew_codes(agent.id, NOW)
    renew_codes(agent.id, NOW)
    assert count_unused_codes(db.session(), agent.id) == 10
    with pytest.raises(SignInRefusedError):
        prove(agent.id, former[0], NETWORK, NOW)


def test_an_authenticator_is_kept_once_it_shows_the_right_code() -> None:
    agent = add_account()
    with pytest.raises(WrongCodeError):
        set_authenticator(agent.id, SECRET, "000000", 0, NOW)
    assert get_agent(db.session(), agent.id).totp_secret is None
    codes = set_authenticator(agent.id, SECRET, code_at(), 0, NOW)
    assert len(set(codes)) == 10
    assert _sentences()[-1].endswith(f"a réglé le second facteur de «{agent.name}».")


def test_the_code_that_set_an_authenticator_does_not_sign_in_too() -> None:
    agent = add_account()
    set_authenticator(agent.id, SECRET, code_at(), 0, NOW)
    with pytest.raises(SignInRefusedError):
        prove(agent.id, code_at(), NETWORK, NOW)
    prove(agent.id, code_at(30), NETWORK, NOW + timedelta(seconds=30))


def test_a_password_does_not_make_a_network_known_before_the_code_is_right() -> None:
    agent = add_account(totp=True)
    looked_at = 0
    for number in range(MOST_ANYWHERE // MOST_HERE + 2):
        network = f"network {number}"
        check_password(agent.mail, PASSWORD, network, NOW)
        for _ in range(MOST_HERE):
            with pytest.raises((SignInRefusedError, TooManyError)) as refusal:
                prove(agent.id, "000000", network, NOW)
            looked_at += refusal.type is SignInRefusedError
    assert looked_at == MOST_ANYWHERE


def test_the_network_of_a_session_is_known_and_stays_open_to_its_owner() -> None:
    agent = add_account(totp=True)
    open_session(agent.id, "", NETWORK, NOW)
    for number in range(MOST_ANYWHERE):
        with pytest.raises(SignInRefusedError):
            prove(agent.id, "000000", f"bot {number}", NOW)
    with pytest.raises(TooManyError):
        prove(agent.id, code_at(), "one bot more", NOW)
    prove(agent.id, code_at(), NETWORK, NOW)


def test_setting_an_authenticator_ends_the_other_sessions() -> None:
    agent = add_account()
    tokens = [open_session(agent.id, "", NETWORK, NOW) for _ in range(2)]
    here = read_session(db.session(), tokens[0], NOW)
    assert here is not None
    set_authenticator(agent.id, SECRET, code_at(), here.id, NOW)
    still = [read_session(db.session(), token, NOW) is not None for token in tokens]
    assert still == [True, False]


def test_a_disabled_account_proves_nothing() -> None:
    agent = add_account(totp=True, disabled_at=NOW)
    with pytest.raises(SignInRefusedError):
        prove(agent.id, code_at(), NETWORK, NOW)
