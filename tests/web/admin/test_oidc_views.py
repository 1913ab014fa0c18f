"""Signing in through an issuer of OpenID Connect, which answers as ProConnect does, or lies."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from joserfc.jwk import KeySet, RSAKey

from portal.domain.access import Role
from portal.store.agents import Agent, get_agent
from portal.store.db import db, transaction
from tests.conftest import NOW, app_in
from tests.issuer import CLIENT, CODE, SECRET, TestIssuer, running_issuer
from tests.staff import add_agent
from tests.web.admin.oidc_pages import (
    BACK,
    START,
    browser_of,
    linked_app,
    open_sessions,
    sign_in_there,
    with_token,
)


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


def test_the_browser_is_sent_to_the_issuer_with_what_proconnect_needs(
    linked: Flask, issuer: TestIssuer
) -> None:
    answer = linked.test_client().get(START)
    assert answer.status_code == 303
    assert answer.location.startswith(f"{issuer.url}/authorization?")
    issuer.ask(answer.location)
    assert issuer.asked["client_id"] == CLIENT
    assert issuer.asked["redirect_uri"] == f"http://localhost{BACK}"
    assert issuer.asked["scope"] == "openid email given_name usual_name siret"
    assert issuer.asked["code_challenge_method"] == "S256"
    assert len(issuer.asked["state"]) >= 32
    assert len(issuer.asked["nonce"]) >= 32
    assert "claims" not in issuer.asked


def test_the_first_time_an_account_is_found_by_its_mail_and_then_by_its_subject(
    linked: Flask, issuer: TestIssuer, agent: Agent
) -> None:
    browser, answer = sign_in_there(linked, issuer)
    assert answer.location == "/gestion/fiches"
    assert browser.get("/gestion").status_code == 200
    assert get_agent(db.session(), agent.id).oidc_subject == "sub-1"
    expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    assert issuer.authorization == f"Basic {expected}"
    issuer.person = {"email": "autre@exemple.fr"}
    assert sign_in_there(linked, issuer)[1].location == "/gestion/fiches"


@pytest.mark.usefixtures("agent")
def test_a_plain_answer_about_the_person_is_read_too(linked: Flask, issuer: TestIssuer) -> None:
    issuer.person_is_signed = False
    assert sign_in_there(linked, issuer)[1].location == "/gestion/fiches"


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize(
    "lie",
    [
        {"id_claims": {"iss": "https://faux.exemple.fr"}},
        {"id_claims": {"iss": None}},
        {"id_claims": {"aud": "un-autre"}},
        {"id_claims": {"aud": None}},
        {"id_claims": {"nonce": "celui d’un autre"}},
        {"id_claims": {"nonce": None}},
        {"id_claims": {"exp": int(time.time()) - 3600}},
        {"id_claims": {"exp": None}},
        {"id_claims": {"azp": "un-autre"}},
        {"id_claims": {"sub": "sub-2"}},
        {"published": KeySet([RSAKey.generate_key(2048, {"kid": "1"})])},
        {"person": {"aud": "un-autre"}},
        {"person": {"iss": "https://faux.exemple.fr"}},
        {"person": {"sub": "sub-2"}},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_what_the_issuer_did_not_say_for_this_sign_in_opens_nothing(
    linked: Flask, issuer: TestIssuer, lie: dict[str, Any]
) -> None:
    for name, value in lie.items():
        setattr(issuer, name, value)
    browser, answer = sign_in_there(linked, issuer)
    assert answer.status_code == 400
    assert "La connexion avec ProConnect n’a pas abouti." in answer.text
    assert browser.get("/gestion").status_code == 303
    assert open_sessions() == 0


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize(
    "fields", [{"state": "autre"}, {"state": "é"}, {"code": ""}, {"code": "x"}]
)
def test_a_return_that_this_browser_did_not_start_opens_nothing(
    linked: Flask, issuer: TestIssuer, fields: dict[str, str]
) -> None:
    assert sign_in_there(linked, issuer, **fields)[1].status_code == 400
    assert open_sessions() == 0


@pytest.mark.usefixtures("agent")
def test_a_return_is_good_once(linked: Flask, issuer: TestIssuer) -> None:
    browser, _answer = sign_in_there(linked, issuer)
    again = {"code": CODE, "state": issuer.asked["state"]}
    assert browser.send(BACK, again).status_code == 400
    assert open_sessions() == 1


@pytest.mark.usefixtures("agent")
def test_coming_back_shows_a_form_and_opens_no_session_by_itself(
    linked: Flask, issuer: TestIssuer
) -> None:
    browser = browser_of(linked)
    issuer.ask(browser.get(START).location)
    page = browser.get(f"{BACK}?code={CODE}&state={issuer.asked['state']}")
    assert "data-send-itself" in page.text
    assert open_sessions() == 0
    assert browser.get(f"{BACK}?code={CODE}&state=autre").status_code == 400
    assert browser.get(f"{BACK}?error=access_denied").status_code == 400


@pytest.mark.usefixtures("agent")
def test_a_return_needs_the_token_of_its_page(linked: Flask, issuer: TestIssuer) -> None:
    browser = browser_of(linked)
    issuer.ask(browser.get(START).location)
    fields = {"code": CODE, "state": issuer.asked["state"]}
    assert browser.post(BACK, data=fields).status_code == 400
    assert open_sessions() == 0


@pytest.mark.parametrize("told", ["email=max@exemple.fr", "email=", "email_verified="])
@pytest.mark.usefixtures("agent")
def test_who_has_no_account_is_told_whom_to_ask(
    linked: Flask, issuer: TestIssuer, told: str
) -> None:
    issuer.person = dict([told.split("=")])
    answer = sign_in_there(linked, issuer)[1]
    assert answer.status_code == 400
    assert "Demandez une invitation au responsable de votre Caf." in answer.text
    assert open_sessions() == 0


def test_a_disabled_account_and_one_linked_to_somebody_else_stay_closed(
    linked: Flask, issuer: TestIssuer, agent: Agent
) -> None:
    for change in ({"disabled_at": NOW}, {"disabled_at": None, "oidc_subject": "sub-9"}):
        with transaction() as session:
            for name, value in change.items():
                setattr(get_agent(session, agent.id), name, value)
        assert sign_in_there(linked, issuer)[1].status_code == 400
    assert open_sessions() == 0


@pytest.mark.parametrize(
    ("siret", "expected"),
    [("12345678900012", 303), ("12345678900099", 303), ("98765432100012", 400), ("", 400)],
)
def test_a_managing_bodys_person_comes_from_that_body(
    linked: Flask, issuer: TestIssuer, siret: str, expected: int
) -> None:
    agent = add_agent(Role.GESTIONNAIRE, mail="zoe@exemple.fr")
    with transaction() as session:
        operator = get_agent(session, agent.id).operator
        assert operator is not None
        operator.siret = "12345678900012"
    issuer.person = {"siret": siret}
    assert sign_in_there(linked, issuer)[1].status_code == expected


def test_our_second_factor_is_asked_for_where_the_issuer_asked_for_none(
    linked: Flask, issuer: TestIssuer, agent: Agent
) -> None:
    with transaction() as session:
        get_agent(session, agent.id).totp_secret = "JBSWY3DPEHPK3PXP"
    browser, answer = sign_in_there(linked, issuer)
    assert answer.location == "/gestion/connexion"
    assert "Encore une étape" in browser.get(answer.location).text
    assert open_sessions() == 0
    issuer.id_claims = {"acr": "https://proconnect.gouv.fr/assurance/consistency-checked-2fa"}
    assert sign_in_there(linked, issuer)[1].location == "/gestion/fiches"


@pytest.mark.usefixtures("agent")
def test_signing_out_leads_out_of_the_issuer_too(linked: Flask, issuer: TestIssuer) -> None:
    browser, _answer = sign_in_there(linked, issuer)
    answer = with_token(browser).send("/gestion/deconnexion")
    assert answer.location == "/gestion/deconnexion/oidc"
    page = browser.get(answer.location).text
    address = page.partition("url=")[2].partition('"')[0].replace("&amp;", "&")
    assert address.startswith(f"{issuer.url}/end_session?")
    parts = dict(parse_qsl(urlsplit(address).query))
    assert parts["id_token_hint"].count(".") == 2
    assert len(parts["state"]) >= 32
    assert parts["post_logout_redirect_uri"] == "http://localhost/gestion/connexion"
    assert browser.get("/gestion/deconnexion/oidc").location == "/gestion/connexion"


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://faux.exemple.fr"},
        {"token_endpoint": "https://faux.exemple.fr/token"},
        {"userinfo_endpoint": "http://127.0.0.1:1/userinfo"},
        {"end_session_endpoint": "https://faux.exemple.fr/sortie"},
        {"jwks_uri": 7},
        {"issuer": None},
    ],
    ids=str,
)
def test_only_the_host_of_the_issuer_is_called(
    linked: Flask, issuer: TestIssuer, metadata: dict[str, Any]
) -> None:
    issuer.metadata = metadata
    answer = linked.test_client().get(START)
    assert answer.status_code == 502
    assert "utilisez votre mot de passe" in answer.text
    assert issuer.received == ["/.well-known/openid-configuration"]


def test_an_issuer_that_does_not_answer_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_issuer() as gone:
        url = gone.url
    app = app_in(
        tmp_path_factory.mktemp("gone"),
        oidc_issuer=url,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    assert app.test_client().get(START).status_code == 502


def test_without_an_issuer_there_are_no_such_pages(app: Flask) -> None:
    client = app.test_client()
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404
    assert client.get("/gestion/deconnexion/oidc").location == "/gestion/connexion"
    assert "ProConnect" not in client.get("/gestion/connexion").text


@pytest.mark.usefixtures("agent")
def test_somebody_does_not_try_for_ever(linked: Flask, issuer: TestIssuer) -> None:
    for _ in range(50):
        sign_in_there(linked, issuer, code="x")
    assert sign_in_there(linked, issuer, code="x")[1].status_code == 429
