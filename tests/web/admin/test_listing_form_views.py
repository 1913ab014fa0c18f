"""Writing a listing on its page: who may, what is saved, what is said where it cannot be."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from portal.domain.listing import ContactKind, ListingStatus
from portal.services.directory import Directory
from portal.services.listings.reading import content_of
from portal.services.search import find_listing
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.dossiers import file_at
from tests.staff import (
    ELSEWHERE,
    HERE,
    StaffBrowser,
    add_agent,
    caf_of,
    listing_in,
    sign_in,
)
from tests.web.admin.listing_pages import edit_address, fields_in, fields_on, submit

NEW = "/gestion/fiches/nouvelle"


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of an agent of this Caf."""
    return sign_in(app, add_agent(Role.AGENT))


def _named(name: str) -> Listing:
    return db.session().scalars(select(Listing).where(Listing.name == name)).one()


def _count() -> int:
    db.session().rollback()
    return db.session().scalar(select(func.count()).select_from(Listing)) or 0


def test_a_new_listing_needs_a_kind_and_a_name_only(browser: StaffBrowser) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-type"] = "laep"
    fields["identite-nom"] = "Laep des Tilleuls"
    answer = submit(browser, NEW, fields)
    listing = _named("Laep des Tilleuls")
    assert answer.location == f"/gestion/fiches/{listing.id}"
    assert (listing.status, listing.caf) == (ListingStatus.BROUILLON, caf_of(HERE))


def test_everything_that_is_typed_is_saved(browser: StaffBrowser) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = "Maison des familles"
    fields["identite-gestionnaire"] = "Association Les Tilleuls"
    fields["identite-siret"] = "732 829 320 00074"
    fields["adresses-0-adresse"] = "3 rue du Pont"
    fields["adresses-0-commune"] = "Bellac"
    fields["adresses-0-latitude"], fields["adresses-0-longitude"] = "46,1236", "1,0481"
    fields["adresses-0-horaires-semaine-lundi-plage1-debut"] = "9h30"
    fields["adresses-0-horaires-semaine-lundi-plage1-fin"] = "12"
    fields["contacts-0-valeur"] = "0549363021"
    fields["contacts-0-interne"] = "y"
    fields["accueil-langues"] = "français, LSF"
    fields.setlist("offres-themes", ["laep", "groupe_parole"])
    fields["precisions-groupe_parole-quand"] = "le premier mardi"
    assert submit(browser, NEW, fields).status_code == 303
    saved = content_of(_named("Maison des familles"))
    (site,) = saved.sites
    assert saved.operator
    assert saved.operator.siret == "73282932000074"
    assert (site.code_insee, site.postal_code, site.commune) == ("87011", "87300", "Bellac")
    assert (site.latitude, site.longitude) == (46.1236, 1.0481)
    assert site.hours == "Mo 09:30-12:00; PH off"
    assert [(c.kind, c.is_public) for c in saved.contacts] == [(ContactKind.TELEPHONE, False)]
    assert saved.languages == ("français", "LSF")
    assert {o.theme: o.schedule for o in saved.offers} == {
        "groupe_parole": "le premier mardi",
        "laep": None,
    }


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("identite-nom", "", "écrivez le nom du lieu"),
        ("identite-siret", "73282932000075", "la clé de contrôle de ce Siret est fausse"),
        ("contacts-0-valeur", "12", "Téléphone"),
        ("adresses-0-commune", "Nullepartville", "Lieu introuvable"),
        ("adresses-0-latitude", "200", "il faut entre -90 et 90"),
        ("adresses-0-departements", "Atlantide", "n’est pas un département"),
        ("adresses-0-horaires-semaine-lundi-plage1-debut", "9h", "il manque l’heure de fin"),
        ("suivi-source_date", "2026-13", "cette date n’existe pas"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    browser: StaffBrowser, field: str, typed: str, said: str
) -> None:
    before, fields = _count(), fields_on(browser, NEW)
    fields["identite-nom"] = "Maison des familles"
    fields["identite-gestionnaire"] = "Association"
    fields[field] = typed
    answer = submit(browser, NEW, fields)
    assert answer.status_code == 400
    assert said in answer.text
    assert _count() == before


@pytest.mark.parametrize(
    ("fields_told", "said"),
    [
        ({"identite-siret": "732 829 320 00074"}, "ou enlevez le Siret."),
        ({"identite-statut_juridique": "association"}, "ou enlevez le statut juridique."),
        (
            {"identite-siret": "73282932000074", "identite-statut_juridique": "association"},
            "ou enlevez le statut juridique et le Siret.",
        ),
    ],
)
def test_what_is_told_of_a_managing_body_without_a_name_is_asked_back(
    browser: StaffBrowser, fields_told: dict[str, str], said: str
) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = "Maison des familles"
    for name, value in fields_told.items():
        fields[name] = value
    answer = submit(browser, NEW, fields)
    assert answer.status_code == 400
    assert f"Gestionnaire\u00a0: écrivez son nom, {said}" in answer.text
    assert "Celui du gestionnaire, 14 chiffres." in answer.text


def test_a_name_that_several_communes_bear_is_asked(browser: StaffBrowser) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = "Maison des familles"
    fields["adresses-0-commune"] = "Saint-Denis"
    asked = submit(browser, NEW, fields)
    assert asked.status_code == 400
    assert 'value="97411"' in asked.text
    fields["adresses-0-code_insee"] = "97411"
    assert submit(browser, NEW, fields).status_code == 303
    assert _named("Maison des familles").sites[0].code_insee == "97411"


def test_a_postal_code_beside_the_name_settles_which_commune_is_meant(
    browser: StaffBrowser,
) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = "Maison des familles"
    fields["adresses-0-commune"], fields["adresses-0-code_postal"] = "Saint-Denis", "97400"
    assert submit(browser, NEW, fields).status_code == 303
    assert _named("Maison des familles").sites[0].code_insee == "97411"


def test_a_listing_that_lacks_something_is_kept_but_not_published(browser: StaffBrowser) -> None:
    fields = fields_on(browser, NEW)
    fields["identite-nom"], fields["publier"] = "Maison des familles", "oui"
    answer = submit(browser, NEW, fields, follow_redirects=True)
    assert "il manque une commune" in answer.text
    assert _named("Maison des familles").status is ListingStatus.BROUILLON


def test_the_public_reads_an_edit_at_once_in_this_process_and_in_another(
    app: Flask, browser: StaffBrowser
) -> None:
    listing, here = listing_in(), app.extensions["portal.directory"]
    other = Directory(here.folder, here.territory, clock=lambda: NOW)
    assert find_listing(other, listing.slug)
    fields = fields_on(browser, edit_address(listing.id))
    fields["identite-nom"] = "Maison des parents du Pont"
    assert submit(browser, edit_address(listing.id), fields).status_code == 303
    assert "Maison des parents du Pont" in app.test_client().get(f"/lieux/{listing.slug}").text
    found = find_listing(other, listing.slug)
    assert found
    assert found.facts["nom"] == "Maison des parents du Pont"


def test_a_form_sent_back_untouched_makes_no_version(browser: StaffBrowser) -> None:
    listing = listing_in()
    before = listing.version
    submit(browser, edit_address(listing.id), fields_on(browser, edit_address(listing.id)))
    db.session().rollback()
    assert listing.version == before


def test_fields_that_the_form_has_not_change_nothing(browser: StaffBrowser) -> None:
    listing = listing_in()
    address, other = edit_address(listing.id), caf_of(ELSEWHERE).id
    fields = fields_on(browser, address)
    for name in ("statut", "status", "slug", "verified_on", "demonstration"):
        fields[name] = "publiee"
    fields["caf"] = fields["caf_id"] = str(other)
    before = (listing.caf_id, listing.slug, listing.status, listing.version)
    submit(browser, address, fields)
    db.session().rollback()
    assert (listing.caf_id, listing.slug, listing.status, listing.version) == before


def test_a_new_listing_that_looks_like_another_is_saved_once_that_was_seen(
    browser: StaffBrowser,
) -> None:
    known, before = content_of(listing_in()), _count()
    fields = fields_on(browser, NEW)
    fields["identite-nom"] = known.name
    phones = [c.value for c in known.contacts if c.kind is ContactKind.TELEPHONE]
    fields["contacts-0-valeur"] = phones[0]
    warned = submit(browser, NEW, fields)
    assert warned.status_code == 409
    assert "semble décrire le même lieu" in warned.text
    assert _count() == before
    assert submit(browser, NEW, fields_in(warned.text)).status_code == 303
    assert _count() == before + 1


def test_a_listing_is_made_for_a_caf_within_reach_only(browser: StaffBrowser) -> None:
    before, fields = _count(), fields_on(browser, NEW)
    fields["identite-nom"], fields["caf"] = "Ailleurs", str(caf_of(ELSEWHERE).id)
    assert submit(browser, NEW, fields).status_code == 400
    assert _count() == before


def test_the_pages_of_another_caf_do_not_exist(app: Flask) -> None:
    browser, listing = sign_in(app, add_agent(Role.AGENT, ELSEWHERE)), listing_in(HERE)
    root = f"/gestion/fiches/{listing.id}"
    for address in (root, f"{root}/modifier", f"{root}/apercu"):
        assert browser.get(address).status_code == 404
    for address in (f"{root}/modifier", f"{root}/accorder"):
        assert browser.send(address, {"identite-nom": "Pris"}).status_code == 404
    step = {"statut": "archivee", "vu": "publiee"}
    assert browser.send(f"{root}/statut", step).status_code == 404


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.CNAF, Role.GESTIONNAIRE])
def test_who_may_only_read_does_not_write(app: Flask, role: Role) -> None:
    browser, root = sign_in(app, add_agent(role)), f"/gestion/fiches/{listing_in().id}"
    for address in (NEW, f"{root}/modifier"):
        assert browser.get(address).status_code == 403
        assert browser.send(address).status_code == 403
    for address in ("/gestion/fiches/brouillon", f"{root}/statut"):
        assert browser.send(address).status_code == 403


def test_an_edit_says_where_it_goes_on_to(browser: StaffBrowser) -> None:
    address = edit_address(listing_in().id)
    fields = fields_on(browser, address)
    fields["retour"] = "/gestion/moderation"
    assert submit(browser, address, fields).location == "/gestion/moderation"
    fields["retour"] = "https://example.org/"
    assert submit(browser, address, fields).location == "/gestion"


def test_a_type_that_a_funding_file_rests_on_is_refused_on_its_field(app: Flask) -> None:
    head = add_agent(Role.RESPONSABLE)
    browser = sign_in(app, head)
    listing = file_at(DossierState.DEPOSEE, head.actor).listing
    fields = fields_on(browser, edit_address(listing.id))
    fields["identite-type"] = "laep"
    answer = submit(browser, edit_address(listing.id), fields)
    assert answer.status_code == 400
    assert 'href="#identite-type"' in answer.text
    assert "Type : cette fiche a un dossier de financement en cours" in answer.text
