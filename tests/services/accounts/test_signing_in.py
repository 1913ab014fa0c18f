"""The password opens the door, and refusals tell nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from portal.services.accounts import passwords
from portal.services.accounts.attempts import MOST_HERE
from portal.services.accounts.sessions import read_session
from portal.services.accounts.signing_in import (
    SignInRefusedError,
    check_password,
    must_set_second_factor,
    open_session,
)
from portal.services.throttling import TooManyError
from portal.store.agents import Agent, get_agent
from portal.store.audit import AuditEvent
from portal.store.db import db, transaction
from tests.accounts import ELSEWHERE, NETWORK, PASSWORD, SECRET, add_account
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("app")

Accounts = dict[str, Callable[[], Agent | None]]

REFUSED: Accounts = {
    "unknown": lambda: None,
    "wrong password": lambda: add_account(password_hash=passwords.hash_password("autre chose !")),
    "disabled": lambda: add_account(disabled_at=NOW),
    "without a password": lambda: add_account(password_hash=None),
}


class _CountingHasher(PasswordHasher):
    """The hasher of the product, which counts what it verifies."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        type(self).verified += 1
        return super().verify(hash, password)


def test_the_right_password_gives_the_account_whatever_the_case_of_the_mail() -> None:
    agent = add_account()
    assert check_password(" Claire@Exemple.FR ", PASSWORD, NETWORK, NOW).id == agent.id


@pytest.mark.parametrize("case", REFUSED)
def test_every_refusal_has_the_same_words_after_the_same_work(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    REFUSED[case]()
    passwords.is_password(None, "the hash of nobody is made once")
    monkeypatch.setattr(passwords, "HASHER", _CountingHasher())
    _CountingHasher.verified = 0
    with pytest.raises(SignInRefusedError) as refusal:
        check_password("claire@exemple.fr", PASSWORD, NETWORK, NOW)
    assert str(refusal.value) == "Le courriel ou le mot de passe n’est pas le bon."
    assert _CountingHasher.verified == 1


@pytest.mark.parametrize("case", REFUSED)
def test_known_and_unknown_accounts_wait_after_as_many_failures(case: str) -> None:
    REFUSED[case]()
    for _ in range(MOST_HERE):
        with pytest.raises(SignInRefusedError):
            check_password("claire@exemple.fr", PASSWORD, NETWORK, NOW)
    with pytest.raises(TooManyError) as refusal:
        check_password("claire@exemple.fr", PASSWORD, NETWORK, NOW)
    assert refusal.value.until == NOW + timedelta(minutes=15)


def test_signing_in_often_is_not_failing() -> None:
    agent = add_account()
    for _ in range(MOST_HERE + 1):
        assert check_password(agent.mail, PASSWORD, NETWORK, NOW).id == agent.id


def test_the_right_password_does_not_help_who_failed_too_often() -> None:
    agent = add_account()
    for _ in range(MOST_HERE):
        with pytest.raises(SignInRefusedError):
            check_password(agent.mail, "autre chose !", NETWORK, NOW)
    with pytest.raises(TooManyError):
        check_password(agent.mail, PASSWORD, NETWORK, NOW)
    assert check_password(agent.mail, PASSWORD, ELSEWHERE, NOW).id == agent.id


def test_a_password_kept_under_older_parameters_is_hashed_anew() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    agent = add_account(password_hash=weak)
    check_password(agent.mail, PASSWORD, NETWORK, NOW)
    kept = get_agent(db.session(), agent.id).password_hash or ""
    assert not passwords.is_outdated(kept)
    assert passwords.is_password(kept, PASSWORD)


def test_a_session_opens_under_a_token_that_the_database_does_not_know_and_is_recorded() -> None:
    agent = add_account()
    token = open_session(agent.id, "Firefox sur Windows", NETWORK, NOW)
    found = read_session(db.session(), token, NOW)
    assert found is not None
    assert (found.agent_id, token in found.digest) == (agent.id, False)
    event = db.session().scalars(select(AuditEvent)).one()
    assert event.sentence == f"{agent.name} s’est connecté : «{agent.name}» (Firefox sur Windows)."


def test_an_account_that_was_disabled_meanwhile_opens_no_session() -> None:
    agent = add_account()
    with transaction() as session:
        session.merge(agent).disabled_at = NOW
    with pytest.raises(SignInRefusedError):
        open_session(agent.id, "", NETWORK, NOW)


@pytest.mark.parametrize(
    ("required", "secret", "lacking"),
    [(True, None, True), (True, SECRET, False), (False, None, False)],
)
def test_a_second_factor_is_to_be_set_where_it_must_be_and_is_not(
    required: bool, secret: str | None, lacking: bool
) -> None:
    agent = add_account(second_factor_required=required, totp_secret=secret)
    assert must_set_second_factor(agent) is lacking
