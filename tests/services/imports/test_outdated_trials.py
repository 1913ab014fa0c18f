"""Files that were tried: what changed since is read again before it is written over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.domain.listing import ContactKind
from portal.domain.listings.content import ContactContent
from portal.domain.territory import Territory
from portal.services.imports.browser import (
    Importing,
    OutdatedTrialError,
    apply_batch,
    differences,
    try_file,
)
from portal.services.listings.editing import edit_listing
from portal.services.listings.reading import content_of
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.staff import actor_of, listing_in

NEW = (
    "id_externe;type;nom;code_insee;telephone\nneuf-1;laep;Laep des Tilleuls;87085;01 99 00 10 10\n"
)


@pytest.fixture
def about(app: Flask, territory: Territory) -> Importing:
    del app
    return Importing(territory, actor_of(Role.AGENT), NOW)


def _changing(listing: Listing) -> bytes:
    return f"{NEW}{listing.external_id};{listing.kind};Nom changé;;01 99 00 20 20\n".encode()


def _by(name: str) -> Listing | None:
    return db.session().scalar(select(Listing).where(Listing.name == name))


def _called(listing: Listing, phone: str, by: Actor) -> None:
    """Correct the telephone of a listing."""
    before = content_of(listing)
    contacts = (ContactContent(ContactKind.TELEPHONE, phone),)
    edit_listing(listing.id, replace(before, contacts=contacts), listing.version, by, NOW)


def test_what_was_corrected_since_the_trial_is_read_again_before_it_is_written_over(
    about: Importing,
) -> None:
    listing = listing_in()
    _called(listing, "01 99 00 11 11", about.by)
    batch = try_file("essai.csv", _changing(listing), about)
    _called(listing, "01 99 00 33 33", about.by)
    with pytest.raises(OutdatedTrialError) as refused:
        apply_batch(batch.id, about)
    assert refused.value.names == [listing.external_id]
    assert [c.value for c in content_of(listing).contacts] == ["01 99 00 33 33"]
    assert (batch.applied_at, _by("Laep des Tilleuls")) == (None, None)
    ((_name, fields),) = differences(batch)
    assert "01 99 00 33 33" in [change.before for change in fields]
    apply_batch(batch.id, about)
    assert _by("Nom changé")


def test_what_changed_beside_what_a_file_says_is_no_reason_to_read_again(about: Importing) -> None:
    listing = listing_in()
    batch = try_file("essai.csv", _changing(listing), about)
    edited = replace(content_of(listing), description="Autre.")
    edit_listing(listing.id, edited, listing.version, about.by, NOW)
    apply_batch(batch.id, about)
    found = _by("Nom changé")
    assert found
    assert found.description == "Autre."


def test_a_listing_that_somebody_else_created_since_the_trial_is_named(about: Importing) -> None:
    batch = try_file("essai.csv", NEW.encode(), about)
    other = NEW.replace("Tilleuls", "Acacias")
    apply_batch(try_file("autre.csv", other.encode(), about).id, about)
    with pytest.raises(OutdatedTrialError) as refused:
        apply_batch(batch.id, about)
    assert refused.value.names == ["neuf-1"]
