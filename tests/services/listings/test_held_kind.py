"""The rules of a file are those of its listing's type: it stays while a file is open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.access import Actor, Role
from portal.domain.dossiers.states import CLOSED, DossierState
from portal.domain.listing import ListingKind
from portal.domain.territory import Territory
from portal.services.imports.browser import Importing, apply_batch, try_file, undo_batch
from portal.services.listings.editing import RefusedError, edit_listing
from portal.services.listings.history import restore_version
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.dossiers import file_at, place_in
from tests.staff import actor_of

S = DossierState
PLACE, LAEP = ListingKind.LIEU_RESSOURCE, ListingKind.LAEP


@pytest.fixture
def head(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def about(head: Actor, territory: Territory) -> Importing:
    return Importing(territory, head, NOW)


def turned_into(listing: Listing, kind: ListingKind, by: Actor) -> Listing:
    wanted = replace(content_of(listing), kind=kind)
    return edit_listing(listing.id, wanted, listing.version, by, NOW)


def sheet_saying(listing: Listing, kind: ListingKind, name: str = "") -> bytes:
    line = f"{listing.external_id};{kind};{name or listing.name}"
    return f"id_externe;type;nom\n{line}\n".encode()


def now_in(listing: Listing) -> Listing:
    db.session().expire_all()
    return db.session().get_one(Listing, listing.id)


@pytest.mark.parametrize("state", sorted(set(DossierState) - CLOSED))
def test_a_type_stays_while_a_file_is_open(head: Actor, state: S) -> None:
    listing = file_at(state, head).listing

    with pytest.raises(RefusedError, match="Type : cette fiche a un dossier de financement"):
        turned_into(listing, ListingKind.MAISON_1000_JOURS, head)

    assert now_in(listing).kind is PLACE


def test_a_type_changes_once_every_file_is_closed(head: Actor) -> None:
    listing = file_at(S.ABANDONNEE, head).listing

    assert turned_into(listing, LAEP, head).kind is LAEP


def test_everything_else_still_changes(head: Actor) -> None:
    listing = file_at(S.DEPOSEE, head).listing
    renamed = replace(content_of(listing), name="Maison des parents")

    edit_listing(listing.id, renamed, listing.version, head, NOW)

    assert now_in(listing).name == "Maison des parents"


def test_a_version_of_another_type_is_not_restored(head: Actor) -> None:
    listing = turned_into(place_in(), LAEP, head)
    listing = turned_into(listing, PLACE, head)
    file_at(S.DEPOSEE, head)

    with pytest.raises(RefusedError, match="son type ne peut pas changer"):
        restore_version(listing.id, listing.version - 1, listing.version, head, NOW)


def test_an_import_leaves_out_a_line_of_another_type(about: Importing, head: Actor) -> None:
    listing = file_at(S.DEPOSEE, head).listing
    name = listing.name

    batch = try_file("a.csv", sheet_saying(listing, LAEP, "Nom changé"), about)
    report = apply_batch(batch.id, about)

    assert (now_in(listing).kind, now_in(listing).name) == (PLACE, name)
    [error] = report.errors
    assert (error.line, error.column, error.value) == (2, "type", "laep")
    assert "un dossier de financement en cours" in error.reason


def test_an_import_of_the_same_type_goes_on(about: Importing, head: Actor) -> None:
    listing = file_at(S.DEPOSEE, head).listing

    apply_batch(try_file("a.csv", sheet_saying(listing, PLACE, "Nom changé"), about).id, about)

    assert now_in(listing).name == "Nom changé"


def test_undoing_an_import_leaves_a_type_that_a_file_rests_on(
    about: Importing, head: Actor
) -> None:
    listing = turned_into(place_in(), LAEP, head)
    batch = try_file("a.csv", sheet_saying(listing, PLACE), about)
    apply_batch(batch.id, about)
    file_at(S.DEPOSEE, head)

    undone = undo_batch(batch.id, about)

    assert (undone.given_back, undone.left) == (0, (listing.name,))
    assert now_in(listing).kind is PLACE
