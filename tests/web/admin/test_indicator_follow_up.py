"""Following a year: every funded place of the Caf, and asking those that lack."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.store.db import db
from portal.store.indicators import IndicatorLink
from portal.store.listings import Listing
from tests.campaigns import outbox
from tests.indicators import (
    YEAR,
    ask_for,
    funded_place,
    report_of,
    sent_report,
    validated_report,
)
from tests.staff import ELSEWHERE, HERE, StaffBrowser, add_agent, caf_of, listing_in, sign_in

SUIVI = f"/gestion/indicateurs/suivi?annee={YEAR}"
DEMANDER = "/gestion/indicateurs/demander"


@pytest.fixture
def place(app: Flask) -> Listing:
    del app
    return funded_place()


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


def test_every_funded_place_of_the_caf_is_there_the_silent_ones_too(
    agent: StaffBrowser, place: Listing
) -> None:
    theirs = funded_place(ELSEWHERE)
    page = agent.get(SUIVI).text
    assert place.name in page
    assert "Manquant" in page
    assert f'/gestion/fiches/{theirs.id}"' not in page


def test_each_row_says_who_did_what_and_leads_on(agent: StaffBrowser, place: Listing) -> None:
    ask_for(place)
    assert "Courriel envoyé le 24/11/2026" in agent.get(SUIVI).text
    sent_report(place)
    page = agent.get(SUIVI).text
    assert "Responsable 87, le 24/11/2026" in page
    assert f'href="/gestion/indicateurs/{place.id}/{YEAR}/valider"' in page


def test_a_validated_year_can_be_seen_again(agent: StaffBrowser, place: Listing) -> None:
    validated_report(place)
    assert "Voir ou rouvrir" in agent.get(SUIVI).text


def test_last_year_is_what_one_comes_for(agent: StaffBrowser, place: Listing) -> None:
    page = agent.get("/gestion/indicateurs/suivi").text
    assert f"<h1>Suivi des indicateurs {YEAR - 1}</h1>" in page
    assert place.name not in page


@pytest.mark.parametrize("typed", ["abc", "1999", "9999", "20²6", ""])
def test_a_year_that_cannot_be_is_last_year(agent: StaffBrowser, typed: str) -> None:
    page = agent.get("/gestion/indicateurs/suivi", query_string={"annee": typed})
    assert f"Suivi des indicateurs {YEAR - 1}" in page.text


def test_all_that_lack_are_asked_at_once(agent: StaffBrowser, place: Listing) -> None:
    answer = agent.send(DEMANDER, {"annee": YEAR, "tous": "oui"})
    assert answer.status_code == 303
    assert "1 lieu sollicité." in agent.get(answer.location).text
    assert [mail["To"] for mail in outbox()] == ["lieu.87@exemple.fr"]
    assert report_of(place)


def test_the_places_that_are_ticked_are_asked(agent: StaffBrowser, place: Listing) -> None:
    agent.send(DEMANDER, {"annee": YEAR, "lieux": [place.id, "x", "9" * 30]})
    assert len(outbox()) == 1


def test_where_everybody_answered_nothing_is_offered_to_ask(
    agent: StaffBrowser, place: Listing
) -> None:
    sent_report(place)
    page = agent.get(SUIVI).text
    assert "Rien à demander : ce lieu a répondu." in page
    assert DEMANDER not in page
    assert 'type="checkbox"' not in page


@pytest.mark.usefixtures("place")
def test_a_year_that_is_not_over_says_so_where_it_is_asked(agent: StaffBrowser) -> None:
    assert f"L’année {YEAR} n’est pas finie." in agent.get(SUIVI).text


def test_ticking_nothing_says_so(agent: StaffBrowser, place: Listing) -> None:
    answer = agent.send(DEMANDER, {"annee": YEAR, "coches": "oui"})
    assert "Cochez au moins un lieu" in agent.get(answer.location).text
    assert report_of(place) is None


@pytest.mark.usefixtures("place")
def test_without_a_mail_server_the_links_are_shown_once(app: Flask, agent: StaffBrowser) -> None:
    settings = app.extensions["portal.settings"]
    app.extensions["portal.settings"] = replace(settings, development=False, smtp_url="")
    answer = agent.send(DEMANDER, {"annee": YEAR, "tous": "oui"})
    assert answer.status_code == 200
    assert "il ne sera plus affiché" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    link = answer.text.partition("<code")[2].partition(">")[2].partition("</code>")[0]
    assert app.test_client().get(link).status_code == 200
    assert link not in agent.get(SUIVI).text
    assert "Lien à transmettre, jusqu’au" in agent.get(SUIVI).text


def test_places_of_another_caf_are_not_asked(agent: StaffBrowser) -> None:
    theirs = funded_place(ELSEWHERE)
    assert agent.send(DEMANDER, {"annee": YEAR, "lieux": [theirs.id]}).status_code == 404
    assert report_of(theirs) is None


def test_a_place_that_is_not_funded_is_not_asked(agent: StaffBrowser) -> None:
    answer = agent.send(DEMANDER, {"annee": YEAR, "lieux": [listing_in().id]})
    assert "n’étaient pas financés" in agent.get(answer.location).text
    assert db.session().query(IndicatorLink).count() == 0


def test_a_post_without_its_token_is_refused(agent: StaffBrowser, place: Listing) -> None:
    assert agent.post(DEMANDER, data={"annee": YEAR, "tous": "oui"}).status_code == 400
    assert report_of(place) is None


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF])
def test_who_reads_follows_and_asks_nothing(app: Flask, place: Listing, role: Role) -> None:
    reader = sign_in(app, add_agent(role))
    page = reader.get(f"{SUIVI}&caf={caf_of(HERE).id}")
    assert place.name in page.text
    assert DEMANDER not in page.text
    assert reader.send(DEMANDER, {"annee": YEAR, "tous": "oui"}).status_code == 403
    assert report_of(place) is None


def test_a_managing_body_follows_nobody(app: Flask) -> None:
    body = sign_in(app, add_agent(Role.GESTIONNAIRE))
    assert body.get(SUIVI).status_code == 403


def test_who_sees_every_caf_looks_at_one(app: Flask, place: Listing) -> None:
    theirs = funded_place(ELSEWHERE)
    admin = sign_in(app, add_agent(Role.ADMIN))
    page = admin.get(f"{SUIVI}&caf={caf_of(ELSEWHERE).id}").text
    assert theirs.name in page
    assert f'/gestion/fiches/{place.id}"' not in page
