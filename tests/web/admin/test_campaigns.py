"""Campaigns in the browser: choosing, reading again, sending, and what came back."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Role
from portal.services.moderation.links import confirm
from portal.store.campaigns import Campaign
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.campaigns import answers_at, outbox, token_for, tokens_in
from tests.conftest import NOW
from tests.staff import ELSEWHERE, StaffBrowser, add_agent, listing_in, sign_in
from tests.verifying import seen_by_link

PAGE = "/gestion/campagnes"


@pytest.fixture
def agent(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture
def listing(app: Flask) -> Listing:
    del app
    return answers_at(listing_in(), "lieu@exemple.fr")


def _fields(listing: Listing, **more: str) -> dict[str, str]:
    written = {"sujet": "Est-ce juste ?", "message": "Bonjour,", "fiches": str(listing.id)}
    return written | more


def test_the_page_offers_those_with_an_address_and_tells_whom_to_call(
    agent: StaffBrowser, listing: Listing
) -> None:
    with transaction() as session:
        last = select(Listing).where(Listing.caf_id == listing.caf_id).order_by(Listing.id.desc())
        session.scalars(last.limit(1)).one().contacts = []
    page = agent.get(f"{PAGE}/nouvelle").text
    assert f'value="{listing.id}" aria-label=' in " ".join(page.split())
    assert "lieu@exemple.fr" in page
    assert "sans adresse électronique" in page
    assert "agent.87@exemple.fr" in page


def test_the_mail_is_read_again_before_it_leaves(agent: StaffBrowser, listing: Listing) -> None:
    page = agent.send(f"{PAGE}/apercu", _fields(listing)).text
    assert "Un courriel partira" in page
    assert "http://localhost/gestion/confirmation/…" in page
    assert db.session().query(Campaign).count() == 0


@pytest.mark.parametrize("missing", ["sujet", "message", "fiches"])
def test_what_is_missing_is_said_beside_its_field(
    agent: StaffBrowser, listing: Listing, missing: str
) -> None:
    answer = agent.send(PAGE, _fields(listing) | {missing: ""})
    assert answer.status_code == 400
    assert f'href="#{missing}' in answer.text
    assert db.session().query(Campaign).count() == 0


def test_a_campaign_leaves_and_its_page_says_who_answered(
    agent: StaffBrowser, listing: Listing
) -> None:
    sent = agent.send(PAGE, _fields(listing))
    assert sent.status_code == 303
    (mail,) = outbox()
    assert "Pas encore" in agent.get(sent.location).text
    seen = seen_by_link(db.session().get_one(Listing, listing.id))
    confirm(tokens_in(mail)[0], seen, ("somewhere",), NOW)
    page = agent.get(sent.location).text
    assert "Rien n’a changé" in page
    assert "1 réponse sur 1" in page
    assert tokens_in(mail)[0] not in page


def test_no_line_break_of_a_subject_reaches_the_headers_of_a_mail(
    agent: StaffBrowser, listing: Listing
) -> None:
    agent.send(PAGE, _fields(listing, sujet="Bonjour\r\nBcc: autre@exemple.fr"))
    (mail,) = outbox()
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Bonjour Bcc: autre@exemple.fr"


def test_listings_of_another_caf_are_not_asked_about_whatever_is_posted(
    agent: StaffBrowser, listing: Listing
) -> None:
    other = answers_at(listing_in(ELSEWHERE), "ailleurs@exemple.fr")
    fields = _fields(listing, fiches=str(other.id), caf=str(other.caf_id))
    assert agent.send(PAGE, fields).status_code == 400
    assert outbox() == []


def test_the_campaign_of_another_caf_is_not_found(app: Flask) -> None:
    token_for()
    campaign = db.session().query(Campaign).one()
    stranger = sign_in(app, add_agent(Role.AGENT, ELSEWHERE))
    assert stranger.get(f"{PAGE}/{campaign.id}").status_code == 404
    assert stranger.send(f"{PAGE}/{campaign.id}/renvoyer").status_code == 404
    assert campaign.subject not in stranger.get(PAGE).text


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF, Role.GESTIONNAIRE])
def test_who_may_not_write_to_managing_bodies_does_not_open_the_pages(
    app: Flask, role: Role
) -> None:
    browser = sign_in(app, add_agent(role))
    assert browser.get(PAGE).status_code == 403
    assert browser.get(f"{PAGE}/nouvelle").status_code == 403
    assert browser.send(PAGE).status_code == 403


def test_an_administrator_writes_for_any_caf_and_for_national_services(app: Flask) -> None:
    page = sign_in(app, add_agent(Role.ADMIN)).get(f"{PAGE}/nouvelle?caf=france").text
    assert '<option value="france" selected>' in page
