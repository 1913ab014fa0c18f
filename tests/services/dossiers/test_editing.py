"""A file opens for a listing, is copied from one year to the next, and changes until decided."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.domain.dossiers.content import DossierContent
from portal.domain.dossiers.states import EDITABLE, Axis, DossierState
from portal.domain.listing import ListingKind, ListingStatus
from portal.domain.referentiel import FundingText
from portal.services.audit import changes_of
from portal.services.dossiers.editing import create_dossier, edit_dossier, renew_dossier
from portal.services.dossiers.errors import RefusedStepError, StaleDossierError
from portal.services.dossiers.reading import content_of
from portal.services.dossiers.stepping import take_step
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.dossiers import list_dossiers
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.dossiers import S, budget, content, file_at, go, place_in, read, seen, signed
from tests.staff import ELSEWHERE, HERE, actor_of, caf_of, listing_in


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.INSTRUCTEUR)


def test_a_new_file_is_a_draft_that_says_what_was_written(claire: Actor) -> None:
    dossier = read(create_dossier(place_in().id, content(), claire, NOW), claire)
    assert content_of(dossier) == content()
    assert (dossier.state, dossier.axis) == (S.BROUILLON, Axis.AXE_1)
    assert (dossier.caf_id, dossier.asked) == (caf_of(HERE).id, Decimal("30000.00"))
    sentence = list_events_of(db.session(), "dossier", dossier.id)[0].sentence
    assert sentence == f"{claire.name} a créé le dossier «{place_in().name}, 2026»."


def test_a_file_is_copied_for_the_years_that_follow(claire: Actor) -> None:
    former = create_dossier(
        place_in().id,
        replace(content(), text=FundingText.R, first_year=2024, last_year=2026),
        claire,
        NOW,
    )
    take_step(seen(former), S.DEPOSEE, signed(claire))
    dossier = read(renew_dossier(former.id, claire, NOW), claire)
    assert (dossier.first_year, dossier.last_year, dossier.text) == (2027, 2029, FundingText.F)
    assert (dossier.state, dossier.renewed_from_id) == (S.BROUILLON, former.id)
    assert content_of(dossier).budget == content().budget
    assert content_of(dossier).facts.a_partir_du is None


def test_a_file_is_copied_once(claire: Actor) -> None:
    former = file_at(S.DEPOSEE, claire)
    renewed = renew_dossier(former.id, claire, NOW)
    with pytest.raises(RefusedStepError, match=f"déjà été repris, dans le dossier n°.{renewed.id}"):
        renew_dossier(former.id, claire, NOW)
    go(renewed, S.ABANDONNEE, claire)
    assert renew_dossier(former.id, claire, NOW).first_year == 2027


def test_a_draft_is_not_copied(claire: Actor) -> None:
    draft = file_at(S.BROUILLON, claire)
    with pytest.raises(RefusedStepError, match="encore un brouillon"):
        renew_dossier(draft.id, claire, NOW)


def test_no_file_opens_for_an_archived_listing(claire: Actor) -> None:
    former = file_at(S.DEPOSEE, claire)
    with transaction():
        former.listing.status = ListingStatus.ARCHIVEE
    with pytest.raises(RefusedStepError, match="Cette fiche est archivée"):
        create_dossier(former.listing_id, content(), claire, NOW)
    with pytest.raises(RefusedStepError, match="Cette fiche est archivée"):
        renew_dossier(former.id, claire, NOW)


def test_no_file_opens_for_a_listing_that_was_merged(claire: Actor) -> None:
    merged = place_in()
    with transaction():
        merged.status, merged.merged_into_id = ListingStatus.ARCHIVEE, listing_in().id
    with pytest.raises(RefusedStepError, match="fusionnée dans une autre"):
        create_dossier(merged.id, content(), claire, NOW)


def test_volet_3_funds_no_partner_listing(claire: Actor) -> None:
    partner = db.session().scalars(
        select(Listing).where(
            Listing.caf_id == caf_of(HERE).id, Listing.kind == ListingKind.CENTRE_SOCIAL
        )
    )
    listing = partner.first()
    assert listing
    with pytest.raises(RefusedStepError, match="ne finance pas"):
        create_dossier(listing.id, content(), claire, NOW)


def test_an_edit_is_told_in_figures(claire: Actor) -> None:
    dossier = create_dossier(place_in().id, content(), claire, NOW)
    changed = replace(content(), budget=budget(Decimal("20000.10")))
    edit_dossier(dossier.id, changed, dossier.version, claire, NOW)
    newest = list_events_of(db.session(), "dossier", dossier.id)[0]
    (change,) = changes_of(newest)
    assert (change.field, change.after) == ("Montant demandé", "20\u202f000,10\u00a0€")
    assert read(dossier, claire).asked == Decimal("20000.10")


def test_an_edit_that_changes_nothing_writes_nothing(claire: Actor) -> None:
    dossier = create_dossier(place_in().id, content(), claire, NOW)
    edit_dossier(dossier.id, content(), dossier.version, claire, NOW)
    assert len(list_events_of(db.session(), "dossier", dossier.id)) == 1


def test_what_somebody_else_saved_is_not_overwritten(claire: Actor) -> None:
    dossier = create_dossier(place_in().id, content(), claire, NOW)
    old = dossier.version
    mine = replace(content(), budget=budget(Decimal("10000.00")))
    theirs = replace(content(), budget=budget(Decimal("20000.00")))
    edit_dossier(dossier.id, theirs, old, claire, NOW)
    with pytest.raises(StaleDossierError) as caught:
        edit_dossier(dossier.id, mine, old, claire, NOW)
    kept = read(dossier, claire)
    assert (caught.value.version, kept.asked) == (kept.version, Decimal("20000.00"))


@pytest.mark.parametrize("state", sorted(set(DossierState) - EDITABLE))
def test_what_was_submitted_or_decided_stays_as_it_is(state: DossierState, app: Flask) -> None:
    del app
    responsable = actor_of(Role.RESPONSABLE)
    dossier = file_at(state, responsable)
    other = replace(content(), first_year=2025)
    with pytest.raises(RefusedStepError, match="ne peut plus être modifié"):
        edit_dossier(dossier.id, other, dossier.version, responsable, NOW)


def test_a_file_under_instruction_is_put_right(claire: Actor) -> None:
    dossier = file_at(S.EN_INSTRUCTION, claire)
    corrected = replace(content(), budget=budget(Decimal("25000.00")))
    edit_dossier(dossier.id, corrected, dossier.version, claire, NOW)
    assert read(dossier, claire).asked == Decimal("25000.00")


def test_a_draft_changes_its_text(claire: Actor) -> None:
    dossier = file_at(S.BROUILLON, claire)
    edit_dossier(dossier.id, replace(content(), text=FundingText.R), dossier.version, claire, NOW)
    assert read(dossier, claire).text is FundingText.R


@pytest.mark.parametrize("state", [S.EN_INSTRUCTION, S.PIECES_DEMANDEES])
def test_a_submitted_file_keeps_its_text(state: DossierState, claire: Actor) -> None:
    dossier = file_at(state, claire)
    other = replace(content(Decimal("20000.00")), text=FundingText.R)
    with pytest.raises(RefusedStepError, match="Texte de référence : il ne peut plus changer"):
        edit_dossier(dossier.id, other, dossier.version, claire, NOW)
    kept = read(dossier, claire)
    assert (kept.text, kept.asked) == (FundingText.F, Decimal("30000.00"))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(content(), first_year=2027), "Années"),
        (replace(content(), budget=budget(Decimal("50000.01"))), "montant"),
    ],
)
def test_what_cannot_be_is_not_saved(wrong: DossierContent, why: str, claire: Actor) -> None:
    with pytest.raises(RefusedStepError, match=why):
        create_dossier(place_in().id, wrong, claire, NOW)
    assert list_dossiers(db.session(), claire) == []


def test_a_draft_is_submitted_once_it_is_complete(claire: Actor) -> None:
    bare = replace(content(), budget=replace(budget(), charges=()))
    dossier = create_dossier(place_in().id, bare, claire, NOW)
    with pytest.raises(RefusedStepError, match=r"charges ; un budget équilibré"):
        take_step(seen(dossier), S.DEPOSEE, signed(claire))


def test_everything_stays_within_reach(claire: Actor) -> None:
    mine = create_dossier(place_in().id, content(), claire, NOW)
    stranger = actor_of(Role.INSTRUCTEUR, ELSEWHERE)
    with pytest.raises(NotFoundError):
        create_dossier(place_in().id, content(), stranger, NOW)
    with pytest.raises(NotFoundError):
        edit_dossier(mine.id, content(), mine.version, stranger, NOW)
    with pytest.raises(NotFoundError):
        renew_dossier(mine.id, stranger, NOW)
    with pytest.raises(NotFoundError):
        read(mine, stranger)
    assert list_dossiers(db.session(), stranger) == []
    assert [d.id for d in list_dossiers(db.session(), actor_of(Role.CNAF))] == [mine.id]


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.CNAF])
def test_who_only_reads_writes_nothing(role: Role, app: Flask) -> None:
    del app
    with pytest.raises(RefusedStepError, match="Votre rôle"):
        create_dossier(place_in().id, content(), actor_of(role), NOW)
