"""Funding files for tests: a complete one that meets every rule, and the walk to any state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import select

from portal.domain.access import Actor
from portal.domain.dossiers.budget import (
    ChargeHeading,
    ChargeLine,
    DossierBudget,
    ProductHeading,
    ProductLine,
)
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.convention import Convention
from portal.domain.dossiers.states import DossierState
from portal.domain.listing import ListingKind, ListingStatus
from portal.domain.referentiel import FundingText, facts_from
from portal.domain.referentiel.words import ChargeNature, Funder
from portal.services.dossiers.deciding import Grant, grant, refuse
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.stepping import Seen, Signature, pay, take_step
from portal.store.db import db, transaction
from portal.store.dossiers import Dossier, get_reached_dossier, list_funding_of
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.domain.referentiel.files import PLACE
from tests.staff import HERE, caf_of

S = DossierState
TODAY = NOW.date()
GRANTED = Decimal("30000.00")
ADVANCE = Decimal("21000.00")
YEAR = Convention(date(2026, 1, 1), date(2026, 12, 31))

PATHS = {
    S.BROUILLON: (),
    S.DEPOSEE: (S.DEPOSEE,),
    S.EN_INSTRUCTION: (S.DEPOSEE, S.EN_INSTRUCTION),
    S.PIECES_DEMANDEES: (S.DEPOSEE, S.EN_INSTRUCTION, S.PIECES_DEMANDEES),
    S.AVIS_RENDU: (S.DEPOSEE, S.EN_INSTRUCTION, S.AVIS_RENDU),
}
PATHS[S.ACCORDEE] = (*PATHS[S.AVIS_RENDU], S.ACCORDEE)
PATHS[S.REFUSEE] = (*PATHS[S.AVIS_RENDU], S.REFUSEE)
PATHS[S.CONVENTIONNEE] = (*PATHS[S.ACCORDEE], S.CONVENTIONNEE)
PATHS[S.ACOMPTE_VERSE] = (*PATHS[S.CONVENTIONNEE], S.ACOMPTE_VERSE)
PATHS[S.BILAN_RECU] = (*PATHS[S.ACOMPTE_VERSE], S.BILAN_RECU)
PATHS[S.SOLDEE] = (*PATHS[S.BILAN_RECU], S.SOLDEE)
PATHS[S.ABANDONNEE] = (S.DEPOSEE, S.ABANDONNEE)
PATHS[S.RESILIEE] = (*PATHS[S.CONVENTIONNEE], S.RESILIEE)


def budget(asked: Decimal = GRANTED) -> DossierBudget:
    """Return a balanced budget of 50 000 € that asks an amount."""
    charges = (
        ChargeLine(
            ChargeHeading.C60, Decimal("10000.00"), ChargeNature.FONCTIONNEMENT, label="Fournitures"
        ),
        ChargeLine(
            ChargeHeading.C64,
            Decimal("40000.00"),
            ChargeNature.PERSONNEL,
            label="Salaires",
            other_caf=False,
        ),
    )
    products = (
        ProductLine(ProductHeading.P74, asked, Funder.CAF_VOLET3),
        ProductLine(
            ProductHeading.P74, Decimal("50000.00") - asked, Funder.COLLECTIVITE, label="Ville"
        ),
    )
    return DossierBudget(charges, products)


def content(asked: Decimal = GRANTED, **facts: object) -> DossierContent:
    """Return a file that meets every rule, but for what the facts given change."""
    kept = {k: v for k, v in PLACE.items() if k not in ("texte", "type", "budget")}
    return DossierContent(FundingText.F, 2026, 2026, facts_from(kept | facts), budget(asked))


def place_in(code: str = HERE) -> Listing:
    """Return the first published lieu ressource of a Caf."""
    query = select(Listing).where(
        Listing.caf_id == caf_of(code).id,
        Listing.kind == ListingKind.LIEU_RESSOURCE,
        Listing.status == ListingStatus.PUBLIEE,
    )
    return db.session().scalars(query.order_by(Listing.id)).first() or _none(code)


def twin_of(place: Listing, kind: ListingKind | None = None) -> Listing:
    """Save a place beside another, of the same Caf and the same name."""
    with transaction() as session:
        twin = Listing(
            slug=f"{place.slug}-{uuid4().hex[:8]}",
            kind=kind or place.kind,
            name=place.name,
            status=ListingStatus.PUBLIEE,
            caf_id=place.caf_id,
            itinerant=False,
        )
        session.add(twin)
        return twin


def signed(by: Actor, comment: str = "Vu.", on: date = TODAY) -> Signature:
    """Return who takes a step, now."""
    return Signature(by, NOW, on, comment)


def seen(dossier: Dossier) -> Seen:
    """Return a file as it is now."""
    return Seen(dossier.id, dossier.version)


def go(dossier: Dossier, wanted: DossierState, by: Actor, on: date = TODAY) -> Dossier:
    """Take a file one step on, with whatever that step needs."""
    said = signed(by, on=on)
    if wanted is S.ACCORDEE:
        return grant(seen(dossier), Grant(GRANTED, YEAR), said)
    if wanted is S.REFUSEE:
        return refuse(seen(dossier), said)
    if wanted is S.ACOMPTE_VERSE:
        return pay(seen(dossier), wanted, ADVANCE, said)
    if wanted is S.SOLDEE:
        return pay(seen(dossier), wanted, (dossier.granted or GRANTED) - paid(dossier), said)
    return take_step(seen(dossier), wanted, said)


def paid(dossier: Dossier) -> Decimal:
    """Return what was paid for a file."""
    return sum((payment.amount for payment in dossier.payments), Decimal("0.00"))


def file_at(state: DossierState, by: Actor, code: str = HERE, on: date = TODAY) -> Dossier:
    """Save a file and take it to a state; what one convention funds already is no place for it."""
    place = place_in(code)
    if list_funding_of(db.session(), place.id):
        place = twin_of(place)
    dossier = create_dossier(place.id, content(), by, NOW)
    for wanted in PATHS[state]:
        dossier = go(dossier, wanted, by, on)
    return read(dossier, by)


def read(dossier: Dossier, by: Actor) -> Dossier:
    """Return a file as the database has it."""
    db.session().expire_all()
    return get_reached_dossier(db.session(), dossier.id, by)


def _none(code: str) -> Listing:
    raise LookupError(f"the seed has no place of Caf {code}")
