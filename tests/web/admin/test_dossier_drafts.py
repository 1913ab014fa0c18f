"""The form of a funding file is kept while it is filled in, for whoever fills it in."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.services.dossiers.editing import create_dossier
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.dossiers import content, place_in, read
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, listing_in, sign_in
from tests.web.admin.dossier_pages import (
    dossier_fields,
    edit_address,
    fields_of,
    new_address,
    send,
)

OFFER = "Reprendre ce que j’avais écrit"


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


@pytest.fixture
def dossier(claire: Actor) -> Dossier:
    return create_dossier(place_in().id, content(), claire, NOW)


def _draft(address: str) -> str:
    path, _, query = address.partition("?")
    root = path.removesuffix("/modifier")
    return f"{root}/brouillon?{query}"


def test_what_was_left_is_offered_again_and_saved_nowhere(
    browser: StaffBrowser, claire: Actor, dossier: Dossier
) -> None:
    address = edit_address(dossier)
    fields = dossier_fields(browser, address)
    fields["charges-0-libelle"] = "Jeux et livres"
    assert send(browser, _draft(address), fields).json == {"message": "Brouillon gardé."}

    assert OFFER in browser.get(address).text
    again = browser.get(f"{address}?brouillon=reprendre").text
    assert OFFER not in again
    assert fields_of(again)["charges-0-libelle"] == "Jeux et livres"
    assert read(dossier, claire).lines[0].label == "Fournitures"


def test_a_new_file_is_kept_too_until_it_is_saved(browser: StaffBrowser) -> None:
    address = new_address(place_in().id)
    fields = dossier_fields(browser, address)
    fields["premiere_annee"] = fields["derniere_annee"] = "2031"
    send(browser, _draft(address), fields)
    again = fields_of(browser.get(f"{address}&brouillon=reprendre").text)
    assert again["premiere_annee"] == "2031"

    assert send(browser, address, again, enregistrer="oui").status_code == 303
    assert OFFER not in browser.get(address).text


def test_what_somebody_saved_meanwhile_is_still_told(
    browser: StaffBrowser, app: Flask, dossier: Dossier
) -> None:
    address = edit_address(dossier)
    send(browser, _draft(address), dossier_fields(browser, address))
    other = sign_in(app, add_agent(Role.RESPONSABLE, mail="autre@exemple.fr"))
    theirs = dossier_fields(other, address)
    theirs["charges-0-libelle"] = "Mobilier"
    assert send(other, address, theirs, enregistrer="oui").status_code == 303

    mine = fields_of(browser.get(f"{address}?brouillon=reprendre").text)
    assert send(browser, address, mine, enregistrer="oui").status_code == 409


def test_a_draft_is_seen_by_its_own_agent_alone(
    browser: StaffBrowser, app: Flask, dossier: Dossier
) -> None:
    address = edit_address(dossier)
    send(browser, _draft(address), dossier_fields(browser, address))
    other = sign_in(app, add_agent(Role.RESPONSABLE, mail="autre@exemple.fr"))
    assert OFFER not in other.get(address).text


def test_a_draft_is_forgotten_where_that_is_asked(browser: StaffBrowser, dossier: Dossier) -> None:
    address = edit_address(dossier)
    send(browser, _draft(address), dossier_fields(browser, address))
    answer = browser.send(f"/gestion/dossiers/{dossier.id}/brouillon/oublier")
    assert answer.headers["Location"] == address
    assert OFFER not in browser.get(address).text


def test_what_is_out_of_reach_keeps_nothing(browser: StaffBrowser) -> None:
    far = listing_in(ELSEWHERE).id
    assert browser.send(_draft(new_address(far))).status_code == 404


def test_a_draft_that_is_far_too_long_is_refused(browser: StaffBrowser, dossier: Dossier) -> None:
    fields = {"charges-0-libelle": "x" * 300_000}
    answer = browser.send(_draft(edit_address(dossier)), fields)
    assert answer.status_code == 422
    assert answer.json == {"message": "Ce brouillon est trop long pour être gardé."}
