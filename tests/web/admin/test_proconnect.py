"""ProConnect: what it vouches for, the level that it is asked for, and an identity that changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.services.accounts.oidc import Issuer
from portal.store.agents import Agent, get_agent
from portal.store.db import db, transaction
from tests.conftest import NOW
from tests.issuer import CLIENT, SECRET, TestIssuer, running_issuer
from tests.staff import ELSEWHERE, add_agent, sign_in
from tests.web.admin.oidc_pages import linked_app, open_sessions, sign_in_there


@pytest.fixture
def issuer() -> Iterator[TestIssuer]:
    with running_issuer() as started:
        yield started


@pytest.fixture
def linked(app: Flask, issuer: TestIssuer) -> Iterator[Flask]:
    with linked_app(app, issuer) as made:
        yield made


@pytest.fixture
def agent(linked: Flask) -> Agent:
    del linked
    return add_agent(Role.AGENT, mail="zoe@exemple.fr")


def _proconnect(
    app: Flask, issuer: TestIssuer, host: str = "proconnect.gouv.fr", *, development: bool = False
) -> None:
    """Let the application sign people in through ProConnect itself."""
    url, transport = f"https://{host}/api/v2", issuer.over(host)
    app.extensions["portal.issuer"] = Issuer(url, CLIENT, SECRET, development, transport)


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize("host", ["proconnect.gouv.fr", "auth.agentconnect.gouv.fr"])
def test_proconnect_vouches_for_mails_without_saying_so(
    linked: Flask, issuer: TestIssuer, host: str
) -> None:
    _proconnect(linked, issuer, host)
    assert sign_in_there(linked, issuer)[1].location == "/gestion/fiches"
    assert issuer.posted["client_secret"] == SECRET


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize("host", ["faux.proconnect.gouv.fr", "proconnect.gouv.fr.exemple.fr"])
def test_no_other_host_vouches_for_mails(linked: Flask, issuer: TestIssuer, host: str) -> None:
    _proconnect(linked, issuer, host)
    assert sign_in_there(linked, issuer)[1].status_code == 400


@pytest.mark.usefixtures("agent")
def test_a_mail_that_proconnect_says_is_not_verified_finds_no_account(
    linked: Flask, issuer: TestIssuer
) -> None:
    _proconnect(linked, issuer)
    issuer.person["email_verified"] = False
    assert sign_in_there(linked, issuer)[1].status_code == 400


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize(("development", "expected"), [(True, 303), (False, 400)])
def test_the_identities_that_anybody_makes_up_for_trials_open_trials_only(
    linked: Flask, issuer: TestIssuer, development: bool, expected: int
) -> None:
    _proconnect(linked, issuer, "fca.integ01.dev-agentconnect.fr", development=development)
    assert sign_in_there(linked, issuer)[1].status_code == expected


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize("level", ["eidas0", "https://proconnect.gouv.fr/assurance/autre", None])
def test_an_identity_below_the_level_that_was_asked_for_opens_nothing(
    linked: Flask, issuer: TestIssuer, level: str | None
) -> None:
    _proconnect(linked, issuer)
    issuer.id_claims["acr"] = level
    answer = sign_in_there(linked, issuer)[1]
    assert answer.status_code == 400
    assert "ProConnect n’a pas assez vérifié votre identité pour cet espace." in answer.text
    assert open_sessions() == 0
    asked = json.loads(issuer.asked["claims"])["id_token"]["acr"]
    assert asked["essential"] is True
    assert {"eidas1", "eidas2", "eidas3"} <= set(asked["values"])
    assert level not in asked["values"]


def test_who_changed_identity_comes_in_again_once_the_link_was_reset(
    linked: Flask, issuer: TestIssuer, agent: Agent
) -> None:
    responsible = sign_in(linked, add_agent(Role.RESPONSABLE))
    browser, _answer = sign_in_there(linked, issuer)
    issuer.id_claims = issuer.person = {"sub": "sub-2"}
    refused = sign_in_there(linked, issuer)[1]
    assert refused.status_code == 400
    assert "appuyer sur «Réinitialiser la connexion»" in refused.text
    page = f"/gestion/agents/{agent.id}"
    assert "Réinitialiser la connexion" in responsible.get(page).text
    assert responsible.send(f"{page}/connexion").location == page
    assert "La connexion est réinitialisée" in responsible.get(page).text
    assert "délié d’OpenID Connect" in responsible.get("/gestion/journal").text
    assert browser.get("/gestion").status_code == 303
    assert sign_in_there(linked, issuer)[1].location == "/gestion/fiches"
    assert get_agent(db.session(), agent.id).oidc_subject == "sub-2"


def test_a_link_is_not_reset_from_another_caf_nor_long_after_signing_in(
    linked: Flask, agent: Agent
) -> None:
    with transaction() as session:
        get_agent(session, agent.id).oidc_subject = "sub-1"
    address = f"/gestion/agents/{agent.id}/connexion"
    far = sign_in(linked, add_agent(Role.RESPONSABLE, ELSEWHERE))
    assert far.send(address).status_code == 404
    assert sign_in(linked, add_agent(Role.INSTRUCTEUR)).send(address).status_code == 403
    late = sign_in(linked, add_agent(Role.RESPONSABLE))
    linked.extensions["portal.directory"].clock = lambda: NOW + timedelta(minutes=11)
    assert late.send(address).location.startswith("/gestion/confirmer")
    assert get_agent(db.session(), agent.id).oidc_subject == "sub-1"
