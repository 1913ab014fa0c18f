"""Answering by the link of a campaign: two taps, no account, once."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.listing import ContactKind
from portal.domain.listings.proposing import visible
from portal.services.listings.reading import content_of
from portal.store.campaigns import CampaignLink
from portal.store.contacts import Contact
from portal.store.db import db, transaction
from portal.store.proposals import Proposal
from portal.store.verifications import list_verifications
from portal.web.admin.forms.verification import shown
from tests.campaigns import token_for
from tests.conftest import NOW
from tests.staff import StaffBrowser, listing_in
from tests.web.admin.listing_pages import Fields, fields_on, submit

WRONG = "w" * 43


@pytest.fixture
def visitor(app: Flask) -> StaffBrowser:
    """Give the browser of somebody without an account, which sends the token of its forms."""
    browser = StaffBrowser(app, app.response_class)
    with browser.session_transaction("/gestion") as kept:
        kept["csrf_token"] = "a token for tests only"
    return browser


def _address(token: str) -> str:
    return f"/gestion/confirmation/{token}"


def _confirm(visitor: StaffBrowser, token: str, **more: bool) -> TestResponse:
    fields = {"vu": shown(visible(content_of(listing_in())))}
    return visitor.send(_address(token), fields, **more)


def _typed(browser: StaffBrowser, address: str, **typed: str) -> Fields:
    fields = fields_on(browser, address)
    for name, value in typed.items():
        fields[name.replace("__", "-")] = value
    return fields


def _secrets() -> None:
    """Give the listing what staff keep to themselves."""
    with transaction() as session:
        listing = session.merge(listing_in())
        listing.staff_note = "Relance en mars"
        contact = Contact(kind=ContactKind.TELEPHONE, value="01 99 00 98 76", is_public=False)
        listing.contacts = [*listing.contacts, contact]


def test_the_page_shows_the_listing_and_two_ways_to_answer(visitor: StaffBrowser) -> None:
    page = visitor.get(_address(token_for())).text
    assert listing_in().name in page
    assert "Rien n’a changé" in page
    assert "Proposer des changements" in page


def test_reading_the_page_answers_nothing(visitor: StaffBrowser) -> None:
    token = token_for()
    visitor.get(_address(token))
    visitor.get(f"{_address(token)}/proposer")
    assert db.session().query(CampaignLink).one().used_at is None
    assert list_verifications(db.session(), listing_in().id) == []


def test_one_tap_confirms_and_the_page_then_says_so_calmly(
    app: Flask, visitor: StaffBrowser
) -> None:
    token = token_for()
    page = _confirm(visitor, token, follow_redirects=True).text
    assert "Merci, votre réponse est arrivée" in page
    assert "Rien n’a changé</button>" not in page
    assert len(list_verifications(db.session(), listing_in().id)) == 4
    public = app.test_client(use_cookies=False).get(f"/lieux/{listing_in().slug}").text
    assert "24 novembre 2026" in public


def test_hours_that_changed_after_the_page_was_opened_are_shown_before_they_are_confirmed(
    visitor: StaffBrowser,
) -> None:
    token = token_for()
    opened = visitor.get(_address(token)).text
    with transaction() as session:
        session.merge(listing_in()).sites[0].hours = "Mo 07:00-08:00"
    answer = visitor.send(_address(token), {"vu": _shown_on(opened)})
    assert answer.status_code == 409
    assert "La fiche a changé depuis que vous avez ouvert cette page (horaires)" in answer.text
    assert "7\u00a0h – 8\u00a0h" in answer.text
    assert list_verifications(db.session(), listing_in().id) == []
    assert visitor.send(_address(token), {"vu": _shown_on(answer.text)}).status_code == 303
    assert len(list_verifications(db.session(), listing_in().id)) == 4


def _shown_on(page: str) -> str:
    return html.unescape(page.split('name="vu" value="', 1)[1].split('"', 1)[0])


def test_a_second_answer_changes_nothing(visitor: StaffBrowser) -> None:
    token = token_for()
    _confirm(visitor, token)
    assert _confirm(visitor, token).status_code == 303
    assert visitor.get(f"{_address(token)}/proposer").status_code == 303
    assert len(list_verifications(db.session(), listing_in().id)) == 4


def test_an_expired_link_says_so_and_whom_to_write_to(app: Flask, visitor: StaffBrowser) -> None:
    token = token_for()
    app.extensions["portal.directory"].clock = lambda: NOW + timedelta(days=31)
    page = visitor.get(_address(token)).text
    assert "Ce lien n’est plus valable" in page
    assert "agent.87@exemple.fr" in page


def test_a_wrong_link_is_not_found_and_many_are_stopped(visitor: StaffBrowser) -> None:
    assert visitor.get(_address(WRONG)).status_code == 404
    for _ in range(20):
        assert visitor.send(_address(WRONG)).status_code == 404
    answer = visitor.send(_address(WRONG))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert visitor.get(_address(WRONG)).status_code == 429


def test_a_post_without_the_token_of_its_page_is_refused(app: Flask) -> None:
    token = token_for()
    assert app.test_client().post(_address(token)).status_code == 400
    assert db.session().query(CampaignLink).one().used_at is None


@pytest.mark.parametrize("ending", ["", "/proposer"])
def test_no_cache_no_robot_and_no_other_site_learns_of_the_link(
    visitor: StaffBrowser, ending: str
) -> None:
    answer = visitor.get(_address(token_for()) + ending)
    assert answer.cache_control.no_store
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_changes_that_are_proposed_wait_for_an_agent(visitor: StaffBrowser) -> None:
    token = token_for()
    address = f"{_address(token)}/proposer"
    fields = _typed(visitor, address, identite__nom="La Maison bleue")
    page = submit(visitor, address, fields, follow_redirects=True).text
    assert "Vous avez proposé des changements" in page
    assert "La Maison bleue" in db.session().query(Proposal).one().content
    assert listing_in().name != "La Maison bleue"


def test_what_staff_keep_to_themselves_is_on_no_page_of_the_link(visitor: StaffBrowser) -> None:
    token = token_for()
    _secrets()
    for ending in ("", "/proposer"):
        page = visitor.get(_address(token) + ending).text
        assert "Relance en mars" not in page
        assert "98 76" not in page
        assert "Ne pas publier" not in page


def test_hostile_fields_do_not_reach_what_staff_keep_to_themselves(
    visitor: StaffBrowser,
) -> None:
    token = token_for()
    _secrets()
    before = content_of(listing_in())
    address = f"{_address(token)}/proposer"
    hostile = {"suivi__note": "Volé", "suivi__revoir": "3", "caf": "1", "caf_id": "1"}
    hostile |= {"status": "archivee", "contacts__0__interne": "y"}
    fields = _typed(visitor, address, identite__nom="La Maison bleue", **hostile)
    assert submit(visitor, address, fields).status_code == 303
    proposal = db.session().query(Proposal).one()
    assert "Volé" not in proposal.content
    assert '"is_public":false' not in proposal.content
    assert content_of(listing_in()) == before


def test_a_form_with_something_wrong_is_shown_again_with_what_was_typed(
    visitor: StaffBrowser,
) -> None:
    address = f"{_address(token_for())}/proposer"
    wrong = {"identite__nom": "", "identite__presentation": "Nos nouveaux locaux"}
    answer = submit(visitor, address, _typed(visitor, address, **wrong))
    assert answer.status_code == 400
    assert "Nos nouveaux locaux" in answer.text
    assert db.session().query(Proposal).count() == 0


def test_hours_are_previewed_by_who_holds_the_link(visitor: StaffBrowser) -> None:
    address = f"{_address(token_for())}/proposer/horaires"
    typed = {"prefixe": "h-", "h-mode": "texte", "h-osm": "Mo 09:00-12:00", "lieu": "87085"}
    typed |= {"h-vacances": "memes", "h-feries": "ferme"}
    preview = visitor.send(address, typed)
    assert "9\u00a0h – 12\u00a0h" in preview.text
    wrong = f"{_address(WRONG)}/proposer/horaires"
    assert visitor.send(wrong, typed).status_code == 404
