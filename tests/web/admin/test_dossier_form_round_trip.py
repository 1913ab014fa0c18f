"""What a file says comes back unchanged from its form, whatever its type and its text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
)
from portal.domain.dossiers.content import DossierContent
from portal.domain.listing import ListingKind
from portal.domain.referentiel import FundingText, facts_from
from portal.domain.referentiel.words import BudgetPart, ChargeNature, Funder
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.reading import content_of
from portal.store.db import db
from portal.store.dossiers import Dossier
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.domain.referentiel.files import HOUSE, LISTENING, PDN, PLACE, REP
from tests.dossiers import content, place_in, read
from tests.staff import StaffBrowser, actor_of, add_agent, sign_in
from tests.web.admin.dossier_pages import (
    dossier_fields,
    edit_address,
    saved_file,
    send,
)

CHARGES = (
    ChargeLine(ChargeHeading.C60, Decimal("1234.56"), ChargeNature.FONCTIONNEMENT, label="Jeux"),
    ChargeLine(
        ChargeHeading.C64,
        Decimal("40000.00"),
        ChargeNature.PERSONNEL,
        BudgetPart.LAEP,
        "Salaires",
        other_caf=True,
        more_time=False,
    ),
    ChargeLine(ChargeHeading.C86, Decimal("0.00")),
)
PRODUCTS = (
    ProductLine(ProductHeading.P74, Decimal("41234.56"), Funder.CAF_AUTRE, BudgetPart.CLAS, "Clas"),
    ProductLine(ProductHeading.P87, Decimal("0.01"), None),
)
FULL = PLACE | {
    "statut_juridique": "fondation_rup",
    "fondation_sociale_ou_sanitaire": True,
    "participe_reseau_local": "aucun_reseau",
    "partenariats": [{"partenaire": "PMI", "nature": "permanences"}, {"nature": "à préciser"}],
    "frais": "participation",
    "participation_montant": "1.50",
    "missions": [],
    "tranches_age": ["0_3"],
    "articulation_acteurs_1000_jours": False,
    "collectifs_parents": True,
    "services_familles_proches": [],
    "espaces_simultanes": None,
    "accueillants": [
        {"poste": "Référente", "forme": True, "referent": True, "etp": "0.35"},
        {"forme": False, "presence": "Mo,Tu 09:00-12:00; We[1] 14:00-17:00"},
        {"poste": "Psychologue", "presence": "week 01-53/2 Th 09:30-12:30; PH off"},
    ],
    "sites": [
        {
            "code_insee": "87085",
            "horaires": "Mo-Fr 09:00-12:00; SH,PH off",
            "fermetures": [{"du": "2026-12-24", "au": "2027-01-02"}],
        },
        {"code_insee": "75111"},
        {"horaires": "Sa[1] 10:00-12:00"},
    ],
}


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


def _kept(dossier: Dossier) -> DossierContent:
    db.session().expire_all()
    return content_of(db.session().get_one(Dossier, dossier.id))


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (ListingKind.LIEU_RESSOURCE, PLACE),
        (ListingKind.LIEU_RESSOURCE, FULL),
        (ListingKind.MAISON_1000_JOURS, HOUSE),
        (ListingKind.REP, REP | {"offres": [*REP["offres"], "hebergement_visite"]}),
        (ListingKind.ECOUTE_DISTANCE, LISTENING),
        (ListingKind.PDN_COORDINATION, PDN),
        (ListingKind.LIEU_RESSOURCE, {}),
    ],
)
def test_everything_survives_being_shown_and_saved(
    kind: ListingKind,
    facts: dict[str, object],
    browser: StaffBrowser,
    claire: Actor,
) -> None:
    listing = _listing(kind)
    told = facts_from({k: v for k, v in facts.items() if k not in ("texte", "type", "budget")})
    lines = DossierBudget(CHARGES, PRODUCTS)
    if "sites" not in facts and facts:
        lines = DossierBudget(CHARGES[2:], (replace(PRODUCTS[0], part=BudgetPart.LIEU),))
    for text in FundingText:
        written = DossierContent(text, 2026, 2028, told, lines)
        dossier = create_dossier(listing.id, written, claire, NOW)
        fields = dossier_fields(browser, edit_address(dossier))
        answer = send(browser, edit_address(dossier), fields, enregistrer="oui")
        assert answer.status_code == 303
        assert _kept(dossier) == written
        assert read(dossier, claire).version == dossier.version


def test_a_budget_of_sixty_lines_is_saved(browser: StaffBrowser, claire: Actor) -> None:
    lines = tuple(
        ChargeLine(ChargeHeading.C60, Decimal(n).scaleb(-2), label=f"Achat {n}")
        for n in range(1, 61)
    )
    written = replace(content(), budget=DossierBudget(lines, content().budget.products))
    dossier = saved_file(claire, written)
    fields = dossier_fields(browser, edit_address(dossier))
    fields["charges-59-libelle"] = "Dernier achat"
    assert send(browser, edit_address(dossier), fields).status_code == 303
    kept = _kept(dossier).budget.charges
    assert (len(kept), kept[-1].label) == (60, "Dernier achat")
