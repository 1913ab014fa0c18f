"""The page on which two people's changes of one listing are put together."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.access import Role
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing
from tests.staff import StaffBrowser, add_agent, listing_in, sign_in
from tests.web.admin.listing_pages import edit_address, fields_on, submit


@pytest.fixture
def claire(app: Flask) -> StaffBrowser:
    """Return the browser of an agent."""
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture
def paul(app: Flask) -> StaffBrowser:
    """Return the browser of another agent of the same Caf."""
    return sign_in(app, add_agent(Role.RESPONSABLE))


@pytest.fixture
def listing(claire: StaffBrowser) -> Listing:
    """Return a listing that both reach."""
    del claire
    return listing_in()


def _token(page: str) -> str:
    found = re.search(r'name="accord" value="([^"]+)"', page)
    assert found
    return found[1]


def _both_edit(
    claire: StaffBrowser, paul: StaffBrowser, listing: Listing, mine: str, theirs: str
) -> TestResponse:
    """Let both open the form, Paul save a name, then Claire hers and a presentation."""
    address = edit_address(listing.id)
    of_claire, of_paul = fields_on(claire, address), fields_on(paul, address)
    of_paul["identite-nom"] = theirs
    of_paul["identite-nom_local"] = "Le bateau"
    assert submit(paul, address, of_paul).status_code == 303
    of_claire["identite-nom"] = mine
    of_claire["identite-presentation"] = "Un café des parents."
    return submit(claire, address, of_claire)


def _now(listing: Listing) -> tuple[str, str | None, str | None]:
    db.session().rollback()
    content = content_of(listing)
    return content.name, content.local_name, content.description


def test_nothing_is_overwritten_and_both_texts_are_shown(
    claire: StaffBrowser, paul: StaffBrowser, listing: Listing
) -> None:
    before = listing.description
    answer = _both_edit(claire, paul, listing, "La Halte", "Le Port")
    assert answer.status_code == 409
    for said in ("La Halte", "Le Port", "Le bateau", "Responsable 87", "24 novembre 2026 à 10"):
        assert said in answer.text
    assert _now(listing) == ("Le Port", "Le bateau", before)


@pytest.mark.parametrize(("choice", "name"), [("moi", "La Halte"), ("autre", "Le Port")])
def test_what_was_chosen_is_saved_with_what_goes_together(
    claire: StaffBrowser, paul: StaffBrowser, listing: Listing, choice: str, name: str
) -> None:
    page = _both_edit(claire, paul, listing, "La Halte", "Le Port").text
    address = f"/gestion/fiches/{listing.id}/accorder"
    answer = claire.send(address, {"accord": _token(page), "choix-0": choice})
    assert answer.status_code == 303
    assert _now(listing) == (name, "Le bateau", "Un café des parents.")


def test_a_conflict_that_nobody_chose_in_is_asked_again(
    claire: StaffBrowser, paul: StaffBrowser, listing: Listing
) -> None:
    page = _both_edit(claire, paul, listing, "La Halte", "Le Port").text
    answer = claire.send(f"/gestion/fiches/{listing.id}/accorder", {"accord": _token(page)})
    assert answer.status_code == 400
    assert "Nom : choisissez l’un des deux textes." in answer.text
    assert _now(listing)[0] == "Le Port"


def test_who_saves_once_more_in_between_is_not_overwritten_either(
    claire: StaffBrowser, paul: StaffBrowser, listing: Listing
) -> None:
    page = _both_edit(claire, paul, listing, "La Halte", "Le Port").text
    again = fields_on(paul, edit_address(listing.id))
    again["identite-presentation"] = "Le texte de Paul."
    submit(paul, edit_address(listing.id), again)
    address = f"/gestion/fiches/{listing.id}/accorder"
    answer = claire.send(address, {"accord": _token(page), "choix-0": "moi"})
    assert answer.status_code == 409
    assert "Le texte de Paul." in answer.text
    assert _now(listing)[2] == "Le texte de Paul."
    claire.send(address, {"accord": _token(answer.text), "choix-0": "moi"})
    assert _now(listing) == ("La Halte", "Le bateau", "Un café des parents.")


def test_changes_that_go_together_are_shown_before_they_are_saved(
    claire: StaffBrowser, paul: StaffBrowser, listing: Listing
) -> None:
    answer = _both_edit(claire, paul, listing, listing.name, listing.name)
    assert answer.status_code == 409
    assert "vont ensemble" in answer.text
    address = f"/gestion/fiches/{listing.id}/accorder"
    assert claire.send(address, {"accord": _token(answer.text)}).status_code == 303
    assert _now(listing)[1:] == ("Le bateau", "Un café des parents.")


def test_what_was_seen_cannot_be_forged(claire: StaffBrowser, listing: Listing) -> None:
    address, before = edit_address(listing.id), listing.name
    fields = fields_on(claire, address)
    fields["identite-nom"], fields["vu"] = "Pris", "eyJuIjoxfQ.faux"
    answer = submit(claire, address, fields)
    assert answer.status_code == 400
    assert "Nous n’avons pas reconnu cette page" in answer.text
    assert _now(listing)[0] == before
    forged = {"accord": "eyJuIjoxfQ.faux", "choix-0": "moi"}
    assert claire.send(f"/gestion/fiches/{listing.id}/accorder", forged).status_code == 404
