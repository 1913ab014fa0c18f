"""What staff keep to themselves is in no page, answer, export or index file of the public."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import ContactContent, ListingContent, SiteContent
from portal.services.listings.editing import create_listing, edit_listing
from portal.services.listings.reading import content_of
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.staff import actor_of, listing_in

MARK = "canaricache"


@pytest.fixture
def published(app: Flask) -> Listing:
    """Return a published listing full of what is not for the public, beside a draft."""
    by, listing = actor_of(Role.AGENT), listing_in()
    hidden = ContactContent(ContactKind.COURRIEL, f"{MARK}@exemple.fr", is_public=False)
    content = content_of(listing)
    content = replace(
        content, staff_note=f"note {MARK}", contacts=(*content.contacts, hidden), review_months=3
    )
    edited = edit_listing(listing.id, content, listing.version, by, NOW)
    (caf_id,) = by.caf_ids
    site = SiteContent(commune="Limoges", code_insee="87085")
    create_listing(
        ListingContent(ListingKind.LAEP, f"Brouillon {MARK}", sites=(site,)), caf_id, by, NOW
    )
    with transaction() as session:
        held = session.get_one(Listing, edited.id)
        held.declared_caf, held.declared_supported = f"caf {MARK}", True
    app.extensions["portal.projection"].catch_up(db.session())
    return edited


@pytest.mark.parametrize(
    "address",
    [
        "/lieux/{slug}",
        "/lieux/{slug}?imprimer=oui",
        "/lieux/{slug}/signaler",
        "/en/lieux/{slug}",
        "/lieux?lieu=Limoges",
        f"/api/v1/lieux?q={MARK}",
        "/communes/87085",
        "/departements/87",
        "/professionnels?lieu=Limoges",
        "/api/v1/lieux?lieu=Limoges&par_page=100",
        "/api/v1/lieux/{slug}",
        "/sitemap.xml",
    ],
)
def test_no_public_answer_holds_what_staff_keep(
    app: Flask, published: Listing, address: str
) -> None:
    answer = app.test_client().get(address.format(slug=published.slug), follow_redirects=True)
    assert answer.status_code < 500
    assert MARK not in answer.text


@pytest.mark.usefixtures("published")
def test_neither_do_the_export_and_the_files_of_the_index(app: Flask) -> None:
    exported = app.test_cli_runner().invoke(args=["listings", "export", "csv"])
    assert exported.exit_code == 0
    assert f"{MARK}@" not in exported.output
    assert f"note {MARK}" not in exported.output
    for file in Path(app.instance_path, "index").rglob("*"):
        if file.is_file():
            assert MARK.encode() not in file.read_bytes(), file.name
