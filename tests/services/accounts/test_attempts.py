"""Nobody tries for long, and nobody locks the owner out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.services.accounts.attempts import (
    KNOWN_FOR,
    MOST_ANYWHERE,
    MOST_HERE,
    MOST_OF_A_NETWORK,
    SHORT,
    Proof,
    count_attempt,
    know_network,
    take_back,
)
from portal.services.throttling import TooManyError
from portal.store.db import transaction
from tests.accounts import ELSEWHERE, NETWORK
from tests.conftest import NOW, app_in

CLAIRE = "claire@exemple.fr"


def _fail(account: str = CLAIRE, network: str = NETWORK, at: datetime = NOW) -> bool:
    """Fail once; tell whether one was allowed to try."""
    try:
        with transaction() as session:
            count_attempt(session, Proof.PASSWORD, account, network, at)
    except TooManyError:
        return False
    return True


def _fail_from_everywhere() -> None:
    for number in range(MOST_ANYWHERE):
        assert _fail(network=f"bot {number}")


@pytest.mark.usefixtures("empty_app")
def test_an_account_fails_a_few_times_from_a_network_then_waits_a_quarter_of_an_hour() -> None:
    assert [_fail() for _ in range(MOST_HERE + 2)] == [True] * MOST_HERE + [False] * 2
    assert not _fail(at=NOW + SHORT - timedelta(seconds=1))
    assert _fail(at=NOW + SHORT)


@pytest.mark.usefixtures("empty_app")
def test_a_network_that_tries_many_accounts_waits_for_all_of_them() -> None:
    tried = [_fail(f"agent{number}@exemple.fr") for number in range(MOST_OF_A_NETWORK + 1)]
    assert tried == [True] * MOST_OF_A_NETWORK + [False]
    assert _fail("agent0@exemple.fr", ELSEWHERE)


@pytest.mark.usefixtures("empty_app")
def test_an_account_that_is_tried_from_everywhere_is_closed_to_unknown_networks() -> None:
    _fail_from_everywhere()
    assert not _fail(network="one bot more")
    assert _fail("paul@exemple.fr", "one bot more")


@pytest.mark.usefixtures("empty_app")
def test_the_owner_is_still_let_in_from_a_network_of_their_own() -> None:
    with transaction() as session:
        know_network(session, CLAIRE, NETWORK, NOW - KNOWN_FOR + timedelta(days=1))
    _fail_from_everywhere()
    assert _fail()
    assert not _fail(network="one bot more")


@pytest.mark.usefixtures("empty_app")
def test_a_network_is_an_accounts_own_for_thirty_days() -> None:
    with transaction() as session:
        know_network(session, CLAIRE, NETWORK, NOW - KNOWN_FOR)
    _fail_from_everywhere()
    assert not _fail()


@pytest.mark.usefixtures("empty_app")
def test_what_turns_out_right_does_not_count() -> None:
    for _ in range(3 * MOST_HERE):
        with transaction() as session:
            attempt = count_attempt(session, Proof.PASSWORD, CLAIRE, NETWORK, NOW)
            session.flush()
            take_back(session, attempt)
    assert _fail()


@pytest.mark.usefixtures("empty_app")
def test_codes_and_passwords_are_counted_apart() -> None:
    for _ in range(MOST_HERE):
        _fail()
    with transaction() as session:
        assert count_attempt(session, Proof.CODE, CLAIRE, NETWORK, NOW).account == CLAIRE


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """Give an application on each kind of database."""
    name = "empty_app" if request.param == "sqlite" else "postgresql_app"
    app: Flask = request.getfixturevalue(name)
    return app


def test_four_threads_together_fail_as_often_as_one(any_app: Flask) -> None:
    def fail_often(_thread: int) -> int:
        with any_app.app_context():
            return sum(_fail() for _ in range(MOST_HERE))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(fail_often, range(4))) == MOST_HERE


@pytest.mark.usefixtures("empty_app")
def test_failures_are_remembered_after_a_restart(tmp_path: Path) -> None:
    for _ in range(MOST_HERE):
        _fail()
    with app_in(tmp_path).app_context():
        assert not _fail()
