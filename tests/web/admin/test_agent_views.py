"""The pages of accounts: what a responsible person sees, may do, and may not."""

from __future__ import annotations

import email
import re
from datetime import timedelta
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.store.agents import find_agent, get_agent
from portal.store.db import db
from tests.conftest import NOW
from tests.staff import ELSEWHERE, HERE, StaffBrowser, add_agent, sign_in

FIELDS = {
    "nom": "Zoé Petit",
    "courriel": "zoe@exemple.fr",
    "role": "agent",
    "cafs": [HERE],
    "gestionnaire": "",
}


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of somebody who answers for a Caf."""
    return sign_in(app, add_agent(Role.RESPONSABLE))


def _mails(app: Flask) -> list[str]:
    kept = sorted(Path(app.instance_path, "outbox").glob("*.eml"))
    messages = [email.message_from_bytes(path.read_bytes(), policy=default) for path in kept]
    return [f"{message['To']} {message.get_content()}" for message in messages]


def _links(app: Flask) -> list[str]:
    return [re.findall(r"/gestion/invitation/\S+", text)[0] for text in _mails(app)]


def test_the_list_holds_the_people_of_the_caf_only(app: Flask, browser: StaffBrowser) -> None:
    add_agent(Role.AGENT, mail="ici@exemple.fr")
    add_agent(Role.AGENT, ELSEWHERE, mail="ailleurs@exemple.fr")
    add_agent(Role.ADMIN, mail="partout@exemple.fr")
    text = browser.get("/gestion/agents").text
    assert "ici@exemple.fr" in text
    assert "ailleurs@exemple.fr" not in text
    assert "partout@exemple.fr" not in text
    admin = sign_in(app, add_agent(Role.ADMIN, ELSEWHERE))
    assert "ailleurs@exemple.fr" in admin.get("/gestion/agents").text


def test_an_invited_person_chooses_a_password_by_the_link_of_the_mail(
    app: Flask, browser: StaffBrowser
) -> None:
    answer = browser.send("/gestion/agents/inviter", FIELDS)
    assert answer.status_code == 303
    assert "L’invitation est partie à zoe@exemple.fr." in browser.get(answer.location).text
    (text,) = _mails(app)
    assert text.startswith("zoe@exemple.fr Bonjour Zoé Petit,")
    page = app.test_client().get(_links(app)[0])
    assert "Bienvenue, Zoé Petit" in page.text


def test_a_new_invitation_replaces_the_one_before(app: Flask, browser: StaffBrowser) -> None:
    address = browser.send("/gestion/agents/inviter", FIELDS).location
    assert browser.send(f"{address}/invitation").location == address
    old, new = _links(app)
    assert app.test_client().get(old).status_code == 404
    assert app.test_client().get(new).status_code == 200


def test_who_has_a_password_gets_no_invitation(app: Flask, browser: StaffBrowser) -> None:
    agent = add_agent(Role.AGENT)
    agent_id = agent.id
    browser.send("/gestion/agents/inviter", {**FIELDS, "cafs": [HERE]})
    browser.send(f"/gestion/agents/{agent_id}/desactiver")
    address = browser.send(f"/gestion/agents/{agent_id}/invitation").location
    assert "n’attend pas d’invitation" in browser.get(address).text
    assert len(_mails(app)) == 1


def test_a_mail_that_does_not_leave_is_told_and_the_account_stays(
    app: Flask, browser: StaffBrowser
) -> None:
    Path(app.instance_path, "outbox").write_text("no folder")
    text = browser.get(browser.send("/gestion/agents/inviter", FIELDS).location).text
    assert "Le courriel n’est pas parti" in text
    assert "envoyez une nouvelle invitation" in text
    assert find_agent(db.session(), "zoe@exemple.fr") is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "admin"}, "vous ne pouvez pas donner «Administrateur»"),
        ({"role": "cnaf"}, "vous ne pouvez pas donner «Cnaf»"),
        ({"role": ["agent", "admin"], "cafs": [ELSEWHERE]}, f"pas donner «{ELSEWHERE}»"),
        ({"cafs": [HERE, ELSEWHERE]}, f"vous ne pouvez pas donner «{ELSEWHERE}»"),
        ({"cafs": ["x" * 5000]}, "n’existe pas"),
        ({"cafs": []}, "choisissez-en au moins une"),
        ({"role": "gestionnaire", "gestionnaire": "Personne"}, "Gestionnaire : aucun"),
        ({"nom": " "}, "Nom : de 1 à 120 caractères"),
        ({"nom": ""}, "Nom : écrivez-le."),
        ({"courriel": ""}, "Courriel : écrivez-le."),
        ({"nom": "Z" * 121}, "Nom : de 1 à 120 caractères"),
        ({"courriel": "zoe"}, "cette adresse n’est pas complète"),
        ({"courriel": "z" * 300 + "@exemple.fr"}, "cette adresse est trop longue"),
    ],
)
def test_what_goes_too_far_is_refused_beside_its_field(
    app: Flask, browser: StaffBrowser, change: dict[str, object], words: str
) -> None:
    answer = browser.send("/gestion/agents/inviter", {**FIELDS, **change})
    assert answer.status_code == 400
    assert words in answer.text
    assert find_agent(db.session(), "zoe@exemple.fr") is None
    assert not Path(app.instance_path, "outbox").exists()


def test_extra_fields_change_nothing(browser: StaffBrowser) -> None:
    extra = {"second_factor_required": "", "password_hash": "x", "id": "1", "caf_id": "2"}
    browser.send("/gestion/agents/inviter", {**FIELDS, **extra})
    agent = find_agent(db.session(), "zoe@exemple.fr")
    assert agent is not None
    assert agent.second_factor_required
    assert agent.password_hash is None
    assert [caf.code for caf in agent.cafs] == [HERE]


def test_rights_are_changed_and_end_the_sessions(app: Flask, browser: StaffBrowser) -> None:
    agent = add_agent(Role.AGENT)
    theirs, address = sign_in(app, agent), f"/gestion/agents/{agent.id}"
    fields = {"nom": "Zoé Petit", "role": "lecteur", "cafs": [HERE]}
    assert browser.send(address, fields).status_code == 303
    assert get_agent(db.session(), agent.id).role is Role.LECTEUR
    assert theirs.get("/gestion").status_code == 303


def test_an_account_is_closed_and_opened_again(app: Flask, browser: StaffBrowser) -> None:
    agent = add_agent(Role.AGENT)
    theirs, address = sign_in(app, agent), f"/gestion/agents/{agent.id}"
    browser.send(f"{address}/desactiver")
    assert theirs.get("/gestion").status_code == 303
    assert "Le compte est désactivé." in browser.get(address).text
    browser.send(f"{address}/reactiver")
    assert "Le compte est réactivé." in browser.get(address).text


def test_ones_own_account_is_not_changed_here(browser: StaffBrowser) -> None:
    me = find_agent(db.session(), f"responsable.{HERE}@exemple.fr")
    assert me is not None
    address = f"/gestion/agents/{me.id}"
    assert '<form class="panel' not in browser.get(address).text
    fields = {"nom": "Chef", "role": "agent", "cafs": [HERE]}
    refused = browser.send(address, fields)
    assert refused.status_code == 400
    assert "vos propres droits" in refused.text
    assert "votre propre compte" in browser.get(browser.send(f"{address}/desactiver").location).text


@pytest.mark.parametrize("act", ["", "/desactiver", "/reactiver", "/second-facteur", "/invitation"])
def test_somebody_of_another_caf_is_not_there(browser: StaffBrowser, act: str) -> None:
    agent = add_agent(Role.AGENT, ELSEWHERE)
    address = f"/gestion/agents/{agent.id}"
    assert browser.get(address).status_code == 404
    fields = {"nom": "Zoé", "role": "agent", "cafs": [HERE]}
    assert browser.send(f"{address}{act}", fields).status_code == 404
    assert get_agent(db.session(), agent.id).disabled_at is None


@pytest.mark.parametrize(
    "role", [Role.LECTEUR, Role.AGENT, Role.INSTRUCTEUR, Role.CNAF, Role.GESTIONNAIRE]
)
def test_the_other_roles_are_not_let_in(app: Flask, role: Role) -> None:
    browser = sign_in(app, add_agent(role))
    for address in ("/gestion/agents", "/gestion/agents/inviter", "/gestion/agents/1"):
        assert browser.get(address).status_code == 403
    assert browser.send("/gestion/agents/inviter", FIELDS).status_code == 403


def test_rights_are_given_only_soon_after_proving_who_one_is(
    app: Flask, browser: StaffBrowser
) -> None:
    for minutes in (9, 20):
        app.extensions["portal.directory"].clock = lambda: NOW + timedelta(minutes=minutes)  # noqa: B023
        browser.get("/gestion")
    assert browser.get("/gestion/agents").status_code == 200
    answer = browser.send("/gestion/agents/inviter", FIELDS)
    assert answer.location.startswith("/gestion/confirmer")
    assert find_agent(db.session(), "zoe@exemple.fr") is None


def test_nothing_is_posted_without_the_token_of_the_page(browser: StaffBrowser) -> None:
    assert browser.post("/gestion/agents/inviter", data=FIELDS).status_code == 400
    assert find_agent(db.session(), "zoe@exemple.fr") is None
