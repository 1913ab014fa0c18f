"""Verifying listings: the queue, the page of a listing, and what the public sees of it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.domain.access import Role
from portal.domain.freshness import FieldGroup
from portal.domain.listings.quality import Section
from portal.services.listings.reading import content_of
from portal.store.agents import Agent
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.verifications import Verification, list_verifications
from portal.web.admin.forms.verification import shown
from tests.conftest import NOW
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, listing_in, sign_in

QUEUE = "/gestion/verifications"


@pytest.fixture
def agent(app: Flask) -> Agent:
    del app
    return add_agent(Role.AGENT)


@pytest.fixture
def browser(app: Flask, agent: Agent) -> StaffBrowser:
    return sign_in(app, agent)


def _address(listing: Listing) -> str:
    return f"/gestion/fiches/{listing.id}/verifier"


def _send(browser: StaffBrowser, listing: Listing, fields: dict[str, str]) -> TestResponse:
    """Post as the page would that shows what the listing says now."""
    vu = shown(content_of(db.session().get_one(Listing, listing.id)))
    return browser.send(_address(listing), {"vu": vu, **fields})


def _verified(listing: Listing) -> set[FieldGroup]:
    db.session().rollback()
    return {each.group for each in list_verifications(db.session(), listing.id)}


def _recorded() -> Listing:
    """Return a listing that is no demonstration, whose page says whether it was verified."""
    query = select(Listing).where(Listing.slug == "espace-familles-de-limoges")
    return db.session().scalars(query).one()


def test_two_clicks_verify_a_listing_and_the_public_sees_it_at_once(
    app: Flask, browser: StaffBrowser
) -> None:
    listing = _recorded()
    answer = _send(browser, listing, {"moyen": "telephone", "groupe": "tout"})
    assert answer.status_code == 303
    assert _verified(listing) == set(FieldGroup)
    page = app.test_client().get(f"/lieux/{listing.slug}")
    assert "Information vérifiée le 24 novembre 2026." in page.text


def test_one_group_is_verified_alone_and_promises_the_public_nothing(
    app: Flask, browser: StaffBrowser
) -> None:
    listing = _recorded()
    _send(browser, listing, {"moyen": "visite", "groupe": "horaires"})
    assert _verified(listing) == {FieldGroup.HORAIRES}
    assert "Information vérifiée" not in app.test_client().get(f"/lieux/{listing.slug}").text


def test_the_page_says_what_the_listing_says_and_that_nobody_verified_it(
    browser: StaffBrowser,
) -> None:
    listing = listing_in()
    page = browser.get(_address(listing)).text
    assert page.count("Jamais vérifié") == 4
    assert page.count("Toujours exact") == 4
    assert "Tout est toujours exact" in page
    assert "Qualité de la fiche" in page
    _send(browser, listing, {"moyen": "visite", "groupe": "contact"})
    page = browser.get(_address(listing)).text
    assert "Vérifié le 24 novembre 2026 par une visite. Par : Agent 87." in page
    assert "À revoir le 24 novembre 2027" in page


def test_how_it_was_verified_must_be_said_beside_its_field(browser: StaffBrowser) -> None:
    listing = listing_in()
    answer = browser.send(_address(listing), {"groupe": "tout"})
    assert answer.status_code == 400
    assert "Moyen : dites comment vous avez vérifié." in answer.text
    assert 'href="#moyen-0"' in answer.text
    assert 'id="moyen-0"' in answer.text
    assert _verified(listing) == set()


def test_what_changed_since_the_page_was_opened_is_shown_before_it_is_verified(
    browser: StaffBrowser,
) -> None:
    listing = listing_in()
    vu = shown(content_of(listing))
    with transaction() as session:
        session.merge(listing).sites[0].hours = "Mo 07:00-08:00"
    fields = {"moyen": "telephone", "groupe": "tout"}
    answer = browser.send(_address(listing), {**fields, "vu": vu})
    assert answer.status_code == 409
    assert "La fiche a changé depuis que vous avez ouvert cette page (horaires)" in answer.text
    assert "7\u00a0h – 8\u00a0h" in answer.text
    assert _verified(listing) == set()
    again = re.search(r'name="vu"[^>]*value="([^"]+)"', answer.text)
    assert again
    assert browser.send(_address(listing), {**fields, "vu": unescape(again[1])}).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [{"groupe": "autre"}, {"groupe": ""}, {"moyen": "x"}, {"suite": "x"}, {"suite": "9" * 30}],
)
def test_what_is_not_offered_is_refused(browser: StaffBrowser, fields: dict[str, str]) -> None:
    listing = listing_in()
    answer = _send(browser, listing, {"moyen": "visite", "groupe": "tout", **fields})
    assert answer.status_code == 400
    assert _verified(listing) == set()


def test_extra_fields_change_nothing(browser: StaffBrowser) -> None:
    listing = listing_in()
    extra = {"verified_on": "2020-01-01", "actor": "Paul", "nom": "Autre", "review_months": "3"}
    _send(browser, listing, {"moyen": "visite", "groupe": "tout", **extra})
    db.session().rollback()
    (kept, *_others) = list_verifications(db.session(), listing.id)
    assert (kept.actor, kept.verified_on) == ("Agent 87", NOW.date())
    assert db.session().merge(listing).review_months == 12


def test_after_the_last_group_comes_the_next_listing_of_the_queue(browser: StaffBrowser) -> None:
    table = browser.get(QUEUE).text.split("<tbody", 1)[1]
    first, second = re.findall(r'<a href="(/gestion/fiches/\d+/verifier[^"]*)"', table)[:2]
    page = browser.get(first).text
    suite = re.search(r'name="suite" value="(\d+)"', page)
    assert suite
    assert f"/fiches/{suite[1]}/" in second
    vu = shown(content_of(db.session().get_one(Listing, int(first.split("/")[3]))))
    fields = {"moyen": "courriel", "suite": suite[1], "vu": vu}
    again = browser.send(first, {**fields, "groupe": "contact"})
    assert again.location == f"{first}&moyen=courriel"
    on = browser.send(first, {**fields, "groupe": "tout"})
    assert on.location == f"{second}&moyen=courriel"
    assert re.search(r'checked[^>]*value="courriel"', browser.get(on.location).text)


def test_the_queue_is_that_of_my_caf_and_can_be_narrowed(
    browser: StaffBrowser, agent: Agent
) -> None:
    mine, other = listing_in(), listing_in(ELSEWHERE)
    with transaction() as session:
        session.merge(mine).assignee_id = agent.id
    page = browser.get(QUEUE).text
    assert f"/fiches/{mine.id}/" in page
    assert f"/fiches/{other.id}/" not in page
    narrowed = browser.get(f"{QUEUE}?a_moi=oui&groupe=horaires").text
    assert re.findall(r"/fiches/(\d+)/", narrowed.split("<tbody")[1]) == [str(mine.id)]
    nothing = browser.get(f"{QUEUE}?commune=Nulle%20part&page=7").text
    assert "Rien à vérifier avec ces filtres" in nothing


@pytest.mark.parametrize("query", ["groupe=x", "page=-3", "page=9999", "page=x", "commune=%00"])
def test_a_queue_that_cannot_be_asked_for_is_the_whole_one(
    browser: StaffBrowser, query: str
) -> None:
    assert browser.get(f"{QUEUE}?{query}").status_code == 200


def test_a_listing_of_another_caf_does_not_exist(browser: StaffBrowser) -> None:
    other = listing_in(ELSEWHERE)
    assert browser.get(_address(other)).status_code == 404
    answer = browser.send(_address(other), {"moyen": "visite", "groupe": "tout"})
    assert answer.status_code == 404
    assert _verified(other) == set()


def test_the_advice_leads_to_a_part_of_the_form_that_is_there(browser: StaffBrowser) -> None:
    listing = listing_in()
    advised = re.findall(r'href="([^"]+/modifier)#(\w+)"', browser.get(_address(listing)).text)
    assert advised
    parts = {section.value for section in Section} - {Section.VERIFICATION}
    form = browser.get(advised[0][0]).text
    assert [part for part in parts if f'id="{part}"' not in form] == []


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF, Role.GESTIONNAIRE])
def test_a_role_that_does_not_verify_is_turned_away(app: Flask, role: Role) -> None:
    listing, browser = listing_in(), sign_in(app, add_agent(role))
    assert browser.get(QUEUE).status_code == 403
    assert browser.get(_address(listing)).status_code == 403
    assert browser.send(_address(listing), {"moyen": "visite"}).status_code == 403


def test_past_its_review_date_a_listing_asks_to_call_though_nobody_touched_it(
    app: Flask, browser: StaffBrowser
) -> None:
    listing = _recorded()
    _send(browser, listing, {"moyen": "telephone", "groupe": "tout"})
    public = app.test_client()
    for days, asks in ((365, False), (366, True)):
        app.extensions["portal.directory"].clock = lambda d=days: NOW + timedelta(days=d)
        page = public.get(f"/lieux/{listing.slug}").text
        assert ("À confirmer, téléphonez avant de venir." in page) is asks
        assert ("À confirmer, téléphonez<" in public.get("/lieux?lieu=Limoges").text) is asks


def test_a_verification_is_not_lost_with_two_posts_at_once(browser: StaffBrowser) -> None:
    listing = listing_in()
    for _ in range(2):
        _send(browser, listing, {"moyen": "visite", "groupe": "adresse"})
    kept = db.session().scalars(select(Verification).where(Verification.listing_id == listing.id))
    assert {each.group for each in kept} == {FieldGroup.ADRESSE}
