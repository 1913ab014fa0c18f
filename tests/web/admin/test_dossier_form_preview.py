"""What the rules say while a file is typed is what they say of it once it is saved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.budget import ChargeHeading, ChargeLine
from portal.domain.listing import ListingKind
from portal.domain.referentiel import RuleSettings
from portal.domain.referentiel.words import BudgetPart, ChargeNature
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.evaluating import evaluate_content
from portal.services.dossiers.findings import shown_findings
from portal.store.db import db
from tests.conftest import NOW
from tests.dossiers import budget, content, place_in, read
from tests.staff import StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.dossier_pages import (
    dossier_fields,
    edit_address,
    new_address,
    preview_address,
    saved_file,
    send,
)
from tests.web.admin.listing_pages import Fields

INSIDE = (
    ChargeLine(ChargeHeading.C64, Decimal("7000.00"), ChargeNature.PERSONNEL, BudgetPart.LAEP),
    ChargeLine(ChargeHeading.C60, Decimal("3000.00"), ChargeNature.FONCTIONNEMENT, BudgetPart.CLAS),
    ChargeLine(ChargeHeading.C61, Decimal("900.00"), ChargeNature.INVESTISSEMENT, label="Toboggan"),
)


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def browser(app: Flask) -> StaffBrowser:
    return sign_in(app, add_agent(Role.INSTRUCTEUR))


def _plain(page: str) -> str:
    return " ".join(page.replace("\u202f", " ").replace("\xa0", " ").split())


def _said(browser: StaffBrowser, address: str, fields: Fields) -> str:
    answer = send(browser, address, fields)
    assert answer.status_code == 200
    return _plain(answer.text)


def test_the_share_follows_the_amount_to_the_cent(browser: StaffBrowser, claire: Actor) -> None:
    whole = replace(budget(), charges=(*budget().charges, *INSIDE))
    dossier = saved_file(claire, replace(content(), budget=whole))
    fields = dossier_fields(browser, edit_address(dossier))
    for asked, share, met in (
        ("39 995,00", "79,99 %", True),
        ("40 000,00", "80 %", True),
        ("40 000,01", "80,01 %", False),
        ("40 005,00", "80,01 %", False),
    ):
        fields["produits-0-montant"] = asked
        page = _said(browser, preview_address(dossier), fields)
        assert f"<dd> {share} </dd>" in page
        assert "<dd> 50 000,00 € </dd>" in page
        assert "<dd> 40 000,00 € </dd>" in page
        assert (page.find('finding-rule">G5') > page.find("findings-met")) is met


def test_each_charge_says_whether_it_counts_and_why(browser: StaffBrowser, claire: Actor) -> None:
    whole = replace(budget(), charges=(*budget().charges, *INSIDE))
    dossier = saved_file(claire, replace(content(), budget=whole))
    page = _said(browser, preview_address(dossier), dossier_fields(browser, edit_address(dossier)))
    for words in (
        "Hors base, Laep",
        "Hors base, Clas",
        "61 Toboggan",
        'Non éligible</span> <span class="quiet">dépense d’investissement',
        'Éligible</span> <span class="quiet">charge habituelle de fonctionnement',
    ):
        assert words in page


def test_what_is_live_is_what_is_found_in_the_saved_file(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["faits-acces_specifique"] = "non"
    fields["sites-0-horaires"] = "lundi au jeudi 9h-12h"
    fields["produits-0-montant"], fields["produits-1-montant"] = "45000", "5000"
    live = _said(browser, preview_address(dossier), fields)
    send(browser, edit_address(dossier), fields, enregistrer="oui")
    saved = _said(browser, preview_address(dossier), dossier_fields(browser, edit_address(dossier)))
    assert live == saved
    found = shown_findings(evaluate_content(db.session(), read(dossier, claire)))
    for each in found:
        assert _plain(f"{each.rule}</span> {each.title}").split("’")[0] in live
    assert {each.rule for each in found if each.blocks} == {"G5", "L9", "L11"}


def test_half_days_say_which_count_and_why(browser: StaffBrowser, claire: Actor) -> None:
    site = {"code_insee": "87085", "horaires": "Mo-Th 09:00-12:00; Fr 09:00-10:30; PH off"}
    dossier = saved_file(claire, content(sites=[site]))
    page = _said(browser, preview_address(dossier), dossier_fields(browser, edit_address(dossier)))
    assert "4 demi-journées pour 5 attendues" in page
    assert "Ne compte pas :</span> 1 h 30 d’ouverture, moins de 2 h" in page
    assert "Compte :</span> 3 h d’ouverture" in page
    for note in (RuleSettings.notes()["half_days"], RuleSettings.notes()["minimum_minutes"]):
        assert _plain(note) in page


def test_what_cannot_be_read_is_named_and_nothing_is_counted(
    browser: StaffBrowser, claire: Actor
) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["charges-1-montant"] = "12,345"
    answer = send(browser, preview_address(dossier), fields)
    assert answer.status_code == 422
    assert "Charge 2, deux décimales au plus" in answer.text
    assert "#charges-1-montant" in answer.text
    assert "Constaté" not in answer.text


def test_a_new_file_is_judged_before_it_is_saved(browser: StaffBrowser) -> None:
    listing = place_in()
    fields = dossier_fields(browser, new_address(listing.id))
    fields["charges-0-compte"], fields["charges-0-montant"] = "60", "1 000,00"
    page = _said(browser, f"/gestion/dossiers/nouveau/apercu?fiche={listing.id}", fields)
    assert "Il manque 1 000,00 € de produits." in page
    assert "la nature de la dépense n’est pas renseignée" in page


def test_the_referentiel_of_2018_has_no_ceiling(browser: StaffBrowser, claire: Actor) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["texte"] = "R"
    page = _said(browser, preview_address(dossier), fields)
    assert "Base du plafond" not in page
    assert "Charges comptées" not in page


def test_a_service_has_neither_half_days_nor_a_ceiling(
    browser: StaffBrowser, claire: Actor
) -> None:
    listing = place_in()
    listing.kind = ListingKind.REP
    db.session().commit()
    dossier = create_dossier(listing.id, content(), claire, NOW)
    answer = browser.get(edit_address(dossier))
    assert "Demi-journées d’ouverture" not in answer.text
    assert "Accueillants" not in answer.text
    assert "faits-offres" in answer.text


def test_without_a_script_a_button_shows_the_same(browser: StaffBrowser, claire: Actor) -> None:
    dossier = saved_file(claire)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["produits-0-montant"] = "40 000,01"
    fragment = _said(browser, preview_address(dossier), fields)
    answer = send(browser, edit_address(dossier), fields, recalculer="oui")
    assert answer.status_code == 200
    assert fragment in _plain(answer.text)
    assert read(dossier, claire).asked == Decimal("30000.00")
