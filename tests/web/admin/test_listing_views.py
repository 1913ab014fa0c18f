"""The summary of a listing, its steps, its preview, and drafts of its form."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.listing import ListingStatus
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.staff import ELSEWHERE, HERE, StaffBrowser, add_agent, caf_of, listing_in, sign_in
from tests.web.admin.listing_pages import edit_address, fields_in, fields_on, submit

NEW = "/gestion/fiches/nouvelle"


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of an agent of this Caf."""
    return sign_in(app, add_agent(Role.AGENT))


@pytest.fixture
def listing(browser: StaffBrowser) -> Listing:
    """Return a published listing of this Caf."""
    del browser
    return listing_in()


def _step(browser: StaffBrowser, listing: Listing, status: str) -> str:
    address = f"/gestion/fiches/{listing.id}/statut"
    fields = {"statut": status, "vu": listing.status}
    return browser.send(address, fields, follow_redirects=True).text


def test_the_summary_says_what_the_public_sees_and_what_comes_next(
    browser: StaffBrowser, listing: Listing
) -> None:
    page = browser.get(f"/gestion/fiches/{listing.id}").text
    for said in ("Le public voit cette fiche.", f"/lieux/{listing.slug}", "Suspendre", "Archiver"):
        assert said in page
    assert "Reprendre en brouillon" not in page


def test_a_listing_that_is_suspended_leaves_the_public_site_at_once(
    app: Flask, browser: StaffBrowser, listing: Listing
) -> None:
    assert "suspendue" in _step(browser, listing, "suspendue")
    assert app.test_client().get(f"/lieux/{listing.slug}").status_code == 404
    assert "publiée" in _step(browser, listing, "publiee")
    assert app.test_client().get(f"/lieux/{listing.slug}").status_code == 200


def test_a_step_that_there_is_not_is_refused_in_words(
    browser: StaffBrowser, listing: Listing
) -> None:
    assert "ne peut pas devenir brouillon" in _step(browser, listing, "brouillon")
    assert listing.status is ListingStatus.PUBLIEE


def test_a_step_from_a_page_that_is_out_of_date_is_refused_and_shown_anew(
    browser: StaffBrowser, listing: Listing
) -> None:
    _step(browser, listing, "suspendue")
    address = f"/gestion/fiches/{listing.id}/statut"
    answer = browser.send(address, {"statut": "archivee", "vu": "publiee"})
    assert answer.status_code == 409
    assert "la fiche est passée à «Suspendue»" in answer.text
    assert 'name="vu" value="suspendue"' in answer.text
    db.session().rollback()
    assert listing.status is ListingStatus.SUSPENDUE


@pytest.mark.parametrize(
    "fields", [{"statut": "effacee", "vu": "publiee"}, {"statut": "suspendue"}]
)
def test_a_word_that_is_no_status_is_no_step(
    browser: StaffBrowser, listing: Listing, fields: dict[str, str]
) -> None:
    answer = browser.send(f"/gestion/fiches/{listing.id}/statut", fields)
    assert answer.status_code == 404
    assert listing.status is ListingStatus.PUBLIEE


def test_who_only_reads_is_offered_no_step(app: Flask) -> None:
    page = sign_in(app, add_agent(Role.LECTEUR)).get(f"/gestion/fiches/{listing_in().id}")
    assert page.status_code == 200
    assert "/statut" not in page.text


def test_the_preview_of_a_draft_is_the_page_that_the_public_will_see(
    app: Flask, browser: StaffBrowser
) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = "Maison des familles"
    fields["adresses-0-commune"] = "Bellac"
    fields["adresses-0-horaires-semaine-lundi-plage1-debut"] = "9h"
    fields["adresses-0-horaires-semaine-lundi-plage1-fin"] = "12h"
    address = submit(browser, NEW, fields).location
    preview = browser.get(f"{address}/apercu").text
    assert "Aperçu." in preview
    assert "9\u00a0h – 12\u00a0h" in preview
    assert app.test_client().get("/lieux/maison-des-familles-bellac").status_code == 404


def test_what_is_not_saved_yet_can_be_previewed(browser: StaffBrowser, listing: Listing) -> None:
    name, version = listing.name, listing.version
    for address in (NEW, edit_address(listing.id)):
        fields = fields_on(browser, address)
        fields["identite-nom"], fields["apercu"] = "La Halte", "oui"
        page = submit(browser, address, fields).text
        assert "Rien n’est enregistré." in page
        assert "La Halte" in page
    db.session().rollback()
    assert (listing.name, listing.version) == (name, version)


def test_a_draft_is_offered_taken_up_and_gone_once_saved(
    browser: StaffBrowser, listing: Listing
) -> None:
    address = edit_address(listing.id)
    fields = fields_on(browser, address)
    fields["identite-nom"], fields["fiche"] = "La Halte", str(listing.id)
    assert submit(browser, "/gestion/fiches/brouillon", fields).status_code == 200
    assert "Vous avez laissé un brouillon le 24 novembre 2026" in browser.get(address).text
    taken_up = fields_on(browser, f"{address}?brouillon=reprendre")
    assert taken_up["identite-nom"] == "La Halte"
    assert submit(browser, address, taken_up).status_code == 303
    db.session().rollback()
    assert listing.name == "La Halte"
    assert "laissé un brouillon" not in browser.get(address).text


@pytest.mark.parametrize("act", ["brouillon", "brouillon/oublier"])
@pytest.mark.parametrize("number", ["9" * 18, "9" * 5000, "-1", "x"])
def test_a_draft_of_a_listing_that_cannot_be_is_no_fault(
    browser: StaffBrowser, act: str, number: str
) -> None:
    assert browser.send(f"/gestion/fiches/{act}", {"fiche": number}).status_code < 500


def test_the_draft_of_a_new_listing_can_be_forgotten(browser: StaffBrowser) -> None:
    browser.send("/gestion/fiches/brouillon", {"fiche": "", "identite-nom": "La Halte"})
    assert fields_in(browser.get(f"{NEW}?brouillon=reprendre").text)["identite-nom"] == "La Halte"
    browser.send("/gestion/fiches/brouillon/oublier", {"fiche": ""})
    assert "laissé un brouillon" not in browser.get(NEW).text


def test_a_draft_is_shown_to_nobody_else(app: Flask, browser: StaffBrowser) -> None:
    listing = listing_in(HERE)
    browser.send("/gestion/fiches/brouillon", {"fiche": str(listing.id), "identite-nom": "Secret"})
    colleague = sign_in(app, add_agent(Role.RESPONSABLE))
    address = edit_address(listing.id)
    for page in (address, f"{address}?brouillon=reprendre", f"/gestion/fiches/{listing.id}"):
        assert "Secret" not in colleague.get(page).text
        assert "laissé un brouillon" not in colleague.get(page).text


def test_no_draft_is_kept_of_a_listing_of_another_caf(browser: StaffBrowser) -> None:
    answer = browser.send("/gestion/fiches/brouillon", {"fiche": str(listing_in(ELSEWHERE).id)})
    assert answer.status_code == 404


def test_an_administrator_finds_a_listing_without_caf_and_gives_it_one(
    app: Flask, listing: Listing
) -> None:
    browser, name = sign_in(app, add_agent(Role.ADMIN)), listing.name
    with transaction() as session:
        session.get_one(Listing, listing.id).caf = None
    assert "Fiches sans Caf" in browser.get("/gestion/fiches").text
    assert name in browser.get("/gestion/fiches?caf=aucune").text
    assert "aucun agent ne la voit" in browser.get(f"/gestion/fiches/{listing.id}").text
    fields = {"caf": caf_of(HERE).id}
    page = browser.send(f"/gestion/fiches/{listing.id}/caf", fields, follow_redirects=True).text
    assert f"La fiche relève de : {caf_of(HERE).name}." in page
    assert name not in browser.get("/gestion/fiches?caf=aucune").text


def test_an_agent_changes_no_caf(browser: StaffBrowser, listing: Listing) -> None:
    assert "Changer de Caf" not in browser.get(f"/gestion/fiches/{listing.id}").text
    assert "Fiches sans Caf" not in browser.get("/gestion/fiches").text
    fields = {"caf": caf_of(ELSEWHERE).id}
    assert browser.send(f"/gestion/fiches/{listing.id}/caf", fields).status_code == 403
