"""Passkeys: what is accepted, and the answers that are not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.access import Role
from portal.services.accounts.passkeys import (
    LIFETIME,
    Challenge,
    PasskeyRefusedError,
    Site,
    add_passkey,
    creation_options,
    prove_by_passkey,
    remove_passkey,
    request_options,
)
from portal.store.agents import Agent, get_agent
from portal.store.db import NotFoundError, db, transaction
from portal.store.passkeys import list_passkeys
from tests.authenticator import Authenticator
from tests.conftest import NOW
from tests.staff import ELSEWHERE, add_agent

pytestmark = pytest.mark.usefixtures("app")

SITE = Site("localhost", "http://localhost", "L’annuaire")
FIRST = Challenge(b"first challenge of the test: 32 b", NOW)
SECOND = Challenge(b"second challenge of the test, 32b", NOW)


@pytest.fixture
def agent() -> Agent:
    return add_agent(Role.AGENT)


def _registered(agent: Agent, **options: Any) -> Authenticator:
    made = Authenticator(**options)
    add_passkey(agent.id, made.make(FIRST.drawn), "Téléphone", FIRST, SITE, NOW)
    return made


def test_a_passkey_is_kept_with_its_name_and_then_proves_who_one_is(agent: Agent) -> None:
    made = _registered(agent)
    (kept,) = list_passkeys(db.session(), agent.id)
    assert (kept.name, kept.credential_id, kept.used_at) == ("Téléphone", made.id, None)
    prove_by_passkey(agent.id, made.sign(SECOND.drawn), SECOND, SITE, NOW)
    (kept,) = list_passkeys(db.session(), agent.id)
    assert kept.used_at == NOW


def test_browsers_are_told_the_site_the_challenge_and_the_passkeys_that_are_known(
    agent: Agent,
) -> None:
    _registered(agent)
    known = list_passkeys(db.session(), agent.id)
    creation = json.loads(creation_options(agent, known, SITE, b"32"))
    request = json.loads(request_options(known, SITE, b"32"))
    assert creation["rp"] == {"id": "localhost", "name": "L’annuaire"}
    assert creation["challenge"] == request["challenge"] == "MzI"
    assert creation["excludeCredentials"] == request["allowCredentials"]
    assert agent.mail not in creation["user"]["id"]


def test_a_challenge_is_good_once(agent: Agent) -> None:
    made = _registered(agent)
    answer = made.sign(SECOND.drawn)
    prove_by_passkey(agent.id, answer, SECOND, SITE, NOW)
    with pytest.raises(PasskeyRefusedError, match="Trop de temps"):
        prove_by_passkey(agent.id, answer, SECOND, SITE, NOW)


def test_a_wrong_answer_uses_the_challenge_up(agent: Agent) -> None:
    made = _registered(agent)
    for answer in ("{}", made.sign(SECOND.drawn)):
        with pytest.raises(PasskeyRefusedError):
            prove_by_passkey(agent.id, answer, SECOND, SITE, NOW)


def test_a_challenge_is_good_for_five_minutes(agent: Agent) -> None:
    made = _registered(agent)
    late = NOW + LIFETIME + timedelta(seconds=1)
    with pytest.raises(PasskeyRefusedError, match="Trop de temps"):
        prove_by_passkey(agent.id, made.sign(SECOND.drawn), SECOND, SITE, late)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://faux.exemple.fr"},
        {"origin": "http://localhost:8000"},
        {"host": "exemple.fr"},
        {"key": Authenticator().key},
        {"id": b"another passkey!"},
        {"count": 3},
    ],
)
def test_what_another_site_or_another_key_signed_is_refused(
    agent: Agent, change: dict[str, Any]
) -> None:
    made = replace(_registered(agent, count=3), count=4)
    with pytest.raises(PasskeyRefusedError, match="n’est pas la bonne"):
        prove_by_passkey(agent.id, replace(made, **change).sign(SECOND.drawn), SECOND, SITE, NOW)
    assert list_passkeys(db.session(), agent.id)[0].used_at is None


def test_the_answer_to_another_challenge_is_refused(agent: Agent) -> None:
    made = _registered(agent)
    with pytest.raises(PasskeyRefusedError, match="n’est pas la bonne"):
        prove_by_passkey(agent.id, made.sign(FIRST.drawn), SECOND, SITE, NOW)
    other = Authenticator()
    with pytest.raises(PasskeyRefusedError, match="n’a pas pu être lue"):
        add_passkey(agent.id, other.make(FIRST.drawn), "", SECOND, SITE, NOW)


def test_a_passkey_of_somebody_else_is_refused(agent: Agent) -> None:
    made, other = _registered(agent), add_agent(Role.AGENT, ELSEWHERE)
    with pytest.raises(PasskeyRefusedError):
        prove_by_passkey(other.id, made.sign(SECOND.drawn), SECOND, SITE, NOW)
    third = Challenge(b"third challenge of the test, 32 b", NOW)
    with pytest.raises(PasskeyRefusedError, match="déjà enregistrée"):
        add_passkey(other.id, made.make(third.drawn), "", third, SITE, NOW)
    (kept,) = list_passkeys(db.session(), agent.id)
    with pytest.raises(NotFoundError):
        remove_passkey(other.id, kept.id, NOW)


def test_the_only_second_factor_stays(agent: Agent) -> None:
    _registered(agent)
    (kept,) = list_passkeys(db.session(), agent.id)
    with transaction() as session:
        get_agent(session, agent.id).second_factor_required = True
    with pytest.raises(PasskeyRefusedError, match="seul second facteur"):
        remove_passkey(agent.id, kept.id, NOW)
    with transaction() as session:
        get_agent(session, agent.id).totp_secret = "JBSWY3DPEHPK3PXP"
    remove_passkey(agent.id, kept.id, NOW)
    assert list_passkeys(db.session(), agent.id) == []


_values = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
_names = st.sampled_from(["clientDataJSON", "attestationObject", "authenticatorData", "signature"])
_responses = st.dictionaries(_names, _values | st.just("AAAA") | st.just("e30"), max_size=4)
_objects = st.fixed_dictionaries(
    {},
    optional={
        "id": _values | st.just("AAAA"),
        "rawId": _values | st.just("AAAA"),
        "type": _values | st.just("public-key"),
        "response": _values | _responses,
        "authenticatorAttachment": _values,
    },
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answer=st.text(max_size=30) | _objects.map(json.dumps))
def test_whatever_is_sent_is_refused_in_french(agent: Agent, answer: str) -> None:
    with pytest.raises(PasskeyRefusedError):
        add_passkey(agent.id, answer, "", FIRST, SITE, NOW)
    with pytest.raises(PasskeyRefusedError):
        prove_by_passkey(agent.id, answer, replace(FIRST, drawn=b"x" * 32), SITE, NOW)
