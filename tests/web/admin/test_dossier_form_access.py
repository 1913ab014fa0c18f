"""Who may open the form of a funding file, and for which listings."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.domain.listing import ListingKind
from portal.store.db import db, transaction
from portal.store.dossiers import Dossier, list_dossiers
from portal.store.listings import Listing
from tests.dossiers import S, file_at, place_in, read
from tests.staff import ELSEWHERE, StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.dossier_pages import (
    dossier_fields,
    edit_address,
    new_address,
    preview_address,
    saved_file,
    send,
)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of somebody who instructs the files of this Caf."""
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


def _listing(kind: ListingKind) -> Listing:
    listing = place_in()
    listing.kind = kind
    db.session().commit()
    return listing


def test_volet_3_funds_no_partner(browser: StaffBrowser) -> None:
    listing = _listing(ListingKind.CENTRE_SOCIAL)
    for answer in (browser.get(new_address(listing.id)), browser.send(new_address(listing.id))):
        assert (answer.status_code, answer.location) == (303, f"/gestion/fiches/{listing.id}")


def test_another_caf_sees_nothing_of_it(app: Flask, claire: Actor) -> None:
    dossier, listing = saved_file(claire), place_in()
    stranger = sign_in(app, add_agent(Role.INSTRUCTEUR, ELSEWHERE))
    nowhere = ("/gestion/dossiers/nouveau", new_address(10**30))
    for address in (new_address(listing.id), edit_address(dossier), *nowhere):
        assert stranger.get(address).status_code == 404
        assert stranger.send(address).status_code == 404
    assert stranger.send(preview_address(dossier)).status_code == 404
    hidden = f"/gestion/dossiers/nouveau/apercu?fiche={listing.id}"
    assert stranger.send(hidden).status_code == 404


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT])
def test_who_only_reads_writes_no_file(role: Role, app: Flask, claire: Actor) -> None:
    dossier = saved_file(claire)
    reader = sign_in(app, add_agent(role))
    for address in (new_address(place_in().id), edit_address(dossier)):
        assert reader.get(address).status_code == 403
        assert reader.send(address).status_code == 403
    assert reader.send(preview_address(dossier)).status_code == 403


def test_opening_the_form_leaves_no_file_behind(browser: StaffBrowser, claire: Actor) -> None:
    listing = place_in()
    browser.get(new_address(listing.id))
    browser.send(f"/gestion/dossiers/nouveau/apercu?fiche={listing.id}")
    assert db.session().scalars(select(Dossier)).all() == []
    assert list_dossiers(db.session(), claire) == []


def test_a_new_file_tells_of_the_one_that_the_place_has_for_that_year(
    browser: StaffBrowser, claire: Actor
) -> None:
    assert "Ce lieu a déjà" not in browser.get(new_address(place_in().id)).text
    dossier = file_at(S.EN_INSTRUCTION, claire)
    page = browser.get(new_address(dossier.listing_id)).text
    assert f'<a href="/gestion/dossiers/{dossier.id}">un dossier 2026' in page
    assert "Ce lieu a déjà" not in browser.get(edit_address(dossier)).text


def spanning(claire: Actor, state: S = S.EN_INSTRUCTION) -> Dossier:
    """Return a file of three years around this one."""
    dossier = file_at(state, claire)
    with transaction():
        dossier.first_year, dossier.last_year = 2025, 2027
    return read(dossier, claire)


def test_a_new_file_tells_of_one_that_covers_its_year_among_others(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = spanning(claire)
    assert "un dossier 2025-2027" in browser.get(new_address(dossier.listing_id)).text


def test_a_file_that_was_given_up_is_not_told(browser: StaffBrowser, claire: Actor) -> None:
    dossier = spanning(claire, S.ABANDONNEE)
    assert "Ce lieu a déjà" not in browser.get(new_address(dossier.listing_id)).text


@pytest.mark.parametrize(("year", "told"), [("2024", False), ("2025", True), ("2028", False)])
def test_the_years_that_are_typed_are_looked_at(
    browser: StaffBrowser, claire: Actor, year: str, told: bool
) -> None:
    dossier = spanning(claire)
    address = new_address(dossier.listing_id)
    fields = dossier_fields(browser, address)
    fields["premiere_annee"] = fields["derniere_annee"] = year
    live = browser.send(f"/gestion/dossiers/nouveau/apercu?fiche={dossier.listing_id}", fields)
    assert ("Ce lieu a déjà" in live.text) is told
    assert ("Ce lieu a déjà" in send(browser, address, fields, recalculer="oui").text) is told
    sent = send(browser, address, fields, enregistrer="oui")
    saved = browser.get(sent.location).text
    assert ("Ce lieu a déjà un dossier 2025-2027" in saved) is told


def test_a_draft_does_not_tell_of_itself_but_of_another(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = spanning(claire)
    draft = saved_file(claire)
    assert f'<a href="/gestion/dossiers/{dossier.id}">un' in browser.get(edit_address(draft)).text
    assert f'<a href="/gestion/dossiers/{draft.id}">un' not in browser.get(edit_address(draft)).text


def test_the_text_of_a_submitted_file_is_shown_and_not_asked(app: Flask) -> None:
    head = add_agent(Role.RESPONSABLE)
    browser = sign_in(app, head)
    draft = browser.get(f"/gestion/dossiers/{file_at(S.BROUILLON, head.actor).id}/modifier")
    page = browser.get(f"/gestion/dossiers/{file_at(S.EN_INSTRUCTION, head.actor).id}/modifier")
    assert 'type="radio" value="R"' in draft.text
    assert '<input type="hidden" name="texte" value="F">' in page.text
    assert 'value="R"' not in page.text
