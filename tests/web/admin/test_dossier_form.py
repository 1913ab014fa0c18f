"""Writing a funding file on its page: who may, what is saved, what is said where it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import update

from portal.domain.access import Actor, Role
from portal.domain.dossiers.content import DossierContent
from portal.services.dossiers.editing import edit_dossier
from portal.services.dossiers.reading import content_of
from portal.services.dossiers.stepping import take_step
from portal.store.db import db, transaction
from portal.store.dossiers import Dossier, list_dossiers
from portal.store.staff_sessions import StaffSession
from tests.conftest import NOW
from tests.dossiers import S, content, place_in, read, seen, signed
from tests.staff import StaffBrowser, actor_of, add_agent, caf_of, sign_in
from tests.web.admin.dossier_pages import (
    dossier_fields,
    edit_address,
    fields_of,
    new_address,
    saved_file,
    send,
)

WRONG = (
    ("charges-1-montant", "12,345", "Charge 2, deux décimales au plus"),
    ("charges-0-montant", "-5", "Charge 1, le montant ne peut pas être négatif"),
    ("charges-0-montant", "douze", "Charge 1, écrivez le montant comme 12 500,00"),
    ("charges-0-montant", "1.234.567", "Charge 1, écrivez le montant comme"),
    ("charges-0-montant", "1 25 00", "Charge 1, écrivez le montant comme"),
    ("produits-1-montant", "", "Produit 2, écrivez le montant, ou 0,00"),
    ("produits-0-compte", "60", "Produit 1, "),
    ("accueillants-0-etp", "un demi", "Accueillant 1, écrivez les Etp comme 0,5"),
    ("accueillants-0-presence", "le matin", "Accueillant 1, horaires"),
    ("sites-0-commune", "Nulleparville", "Lieu 1, Commune"),
    ("sites-0-fermetures-0-du", "demain", "Lieu 1, fermeture 1, écrivez la date comme"),
    ("faits-charte_laicite_le", "hier", "charte de la laïcité\u00a0: écrivez la date"),
    ("faits-participation_montant", "2,999", "participation\u00a0: deux décimales au plus"),
    ("faits-lieu_dedie", "peut-être", "Lieu spécifiquement dédié"),
    ("a_partir_du", "demain", "douze mois comptés : écrivez la date"),
    ("derniere_annee", "2025", "Dernière année : elle est avant la première."),
    ("premiere_annee", "", "Première année : écrivez l’année"),
    ("texte", "X", ""),
)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    """Return the browser of somebody who instructs the files of this Caf."""
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


def _kept(dossier: Dossier) -> DossierContent:
    db.session().expire_all()
    return content_of(db.session().get_one(Dossier, dossier.id))


def test_a_new_file_is_saved_as_a_draft(browser: StaffBrowser, claire: Actor) -> None:
    address = new_address(place_in().id)
    fields = dossier_fields(browser, address)
    fields["charges-0-compte"], fields["charges-0-montant"] = "60", "12 500,00"
    fields["produits-0-compte"], fields["produits-0-montant"] = "74", "9\u202f000,5 €"
    fields["produits-0-financeur"] = "caf_volet3"
    answer = send(browser, address, fields, enregistrer="oui")
    (dossier,) = list_dossiers(db.session(), claire)
    assert (answer.status_code, answer.location) == (303, f"/gestion/dossiers/{dossier.id}")
    assert (dossier.state, dossier.asked) == (S.BROUILLON, Decimal("9000.50"))
    assert _kept(dossier).budget.charges[0].amount == Decimal("12500.00")


def test_a_new_file_opens_on_the_year_that_it_is_in_paris(
    app: Flask, browser: StaffBrowser
) -> None:
    midnight_passed = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    app.extensions["portal.directory"].clock = lambda: midnight_passed
    with transaction() as session:
        session.execute(update(StaffSession).values(started_at=midnight_passed))
    with browser.session_transaction("/gestion") as kept:
        kept["vu"] = midnight_passed.timestamp()
    fields = dossier_fields(browser, new_address(place_in().id))
    assert (fields["premiere_annee"], fields["derniere_annee"]) == ("2027", "2027")


def test_what_nobody_said_is_unknown_and_not_a_no(browser: StaffBrowser, claire: Actor) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["faits-lieu_dedie"] = ""
    fields["faits-identifiable"] = "non"
    send(browser, edit_address(dossier), fields)
    facts = _kept(dossier).facts
    assert (facts.lieu_dedie, facts.identifiable) == (None, False)


def test_hours_are_typed_as_people_say_them(browser: StaffBrowser, claire: Actor) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["accueillants-0-presence"] = "du lundi au jeudi de 9h à 12h et de 14h à 17h30"
    fields["sites-0-fermetures-0-du"] = "24/12/2026"
    send(browser, edit_address(dossier), fields)
    facts = _kept(dossier).facts
    assert facts.accueillants
    assert facts.accueillants[0].presence == "Mo-Th 09:00-12:00,14:00-17:30"
    assert facts.sites
    assert facts.sites[0].fermetures
    assert facts.sites[0].fermetures[0].au == date(2026, 12, 24)


def test_what_is_wrong_is_said_on_its_field_and_saves_nothing(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    opened = dossier_fields(browser, edit_address(dossier))
    for field, typed, said in WRONG:
        fields = opened.copy()
        fields["faits-identifiable"] = ""
        fields[field] = typed
        answer = send(browser, edit_address(dossier), fields, enregistrer="oui")
        assert (answer.status_code, field) == (400, field)
        assert "Quelque chose est à corriger" in answer.text
        assert said in answer.text
        assert f'id="{field}-erreur"' in answer.text
        assert fields_of(answer.text)["faits-charte_parentalite_le"] == "2026-01-10"
    assert _kept(dossier) == content()


def test_a_line_without_words_does_not_count(browser: StaffBrowser, claire: Actor) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["charges-7-compte"] = fields["charges-7-montant"] = ""
    fields["partenariats-3-nature"] = ""
    assert send(browser, edit_address(dossier), fields).status_code == 303
    assert _kept(dossier) == content()


def test_what_no_field_shows_cannot_be_changed(browser: StaffBrowser, claire: Actor) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    for name in ("montant", "asked", "granted", "statut", "state", "caf_id", "listing_id"):
        fields[name] = "9"
    fields["faits-anonymat"] = "oui"
    fields["faits-offres"] = "transport_parloir"
    send(browser, edit_address(dossier), fields)
    kept = read(dossier, claire)
    assert content_of(kept) == content()
    assert (kept.state, kept.caf_id, kept.granted) == (S.BROUILLON, caf_of("87").id, None)


def test_what_somebody_else_saved_is_told_and_nothing_typed_is_lost(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    theirs = replace(content(), last_year=2027)
    edit_dossier(dossier.id, theirs, dossier.version, claire, NOW)
    fields["charges-0-libelle"] = "Jeux et livres"
    answer = send(browser, edit_address(dossier), fields, enregistrer="oui")
    assert answer.status_code == 409
    assert f"{claire.name} a modifié le dossier" in answer.text
    assert "2026-2027" in answer.text
    assert fields_of(answer.text)["charges-0-libelle"] == "Jeux et livres"
    assert _kept(dossier) == theirs

    again = send(browser, edit_address(dossier), fields_of(answer.text), enregistrer="oui")
    assert again.status_code == 303
    assert _kept(dossier).budget.charges[0].label == "Jeux et livres"


def test_a_form_that_does_not_say_what_it_was_opened_on_saves_nothing(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["vu"] = "1' OR 1=1"
    fields["charges-0-libelle"] = "Autre"
    assert send(browser, edit_address(dossier), fields).status_code == 409
    assert _kept(dossier) == content()


def test_a_file_that_is_decided_is_not_written_any_more(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    dossier = take_step(seen(read(dossier, claire)), S.DEPOSEE, signed(claire))
    assert browser.get(edit_address(dossier)).location == f"/gestion/dossiers/{dossier.id}"
    fields["vu"] = f"{read(dossier, claire).version}.1"
    fields["charges-0-libelle"] = "Autre"
    answer = send(browser, edit_address(dossier), fields)
    assert (answer.status_code, _kept(dossier)) == (400, content())
    assert "ne peut plus être modifié" in answer.text
