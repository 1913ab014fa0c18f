"""What staff keep to themselves is in no page, answer, export or index file of the public."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.access import Role
from portal.domain.dossiers.states import DossierState
from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import ContactContent, ListingContent, SiteContent
from portal.services.dossiers.deciding import Grant, grant
from portal.services.dossiers.editing import create_dossier
from portal.services.dossiers.stepping import pay, take_step
from portal.services.listings.editing import create_listing, edit_listing
from portal.services.listings.reading import content_of
from portal.store.db import db, transaction
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.dossiers import PATHS, YEAR, place_in, seen, signed
from tests.dossiers import content as content_of_file
from tests.staff import actor_of

MARK = "canaricache"
ASKED, GRANTED, ADVANCE = Decimal("31234.56"), Decimal("29876.54"), Decimal("12345.67")
AMOUNTS = ("31234", "29876", "12345", "31 234", "29 876", "12 345")


@pytest.fixture
def published(app: Flask) -> Listing:
    """Return a published listing full of what is not for the public, beside a draft."""
    by, listing = actor_of(Role.AGENT), place_in()
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
    _fund(edited)
    app.extensions["portal.projection"].catch_up(db.session())
    return edited


def _fund(listing: Listing) -> None:
    """Open, explain, grant and pay a file of amounts that stand nowhere else."""
    by = actor_of(Role.RESPONSABLE)
    partners = [{"partenaire": f"partenaire {MARK}", "nature": "ensemble"}] * 2
    dossier = create_dossier(listing.id, content_of_file(ASKED, partenariats=partners), by, NOW)
    said = signed(by, f"commentaire {MARK}")
    for state in PATHS[DossierState.AVIS_RENDU]:
        dossier = take_step(seen(dossier), state, said)
    dossier = grant(seen(dossier), Grant(GRANTED, YEAR), said)
    dossier = take_step(seen(dossier), DossierState.CONVENTIONNEE, said)
    pay(seen(dossier), DossierState.ACOMPTE_VERSE, ADVANCE, said)


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
    assert not [amount for amount in AMOUNTS if amount in answer.text]


@pytest.mark.usefixtures("published")
def test_neither_do_the_export_and_the_files_of_the_index(app: Flask) -> None:
    exported = app.test_cli_runner().invoke(args=["listings", "export", "csv"])
    assert exported.exit_code == 0
    assert f"{MARK}@" not in exported.output
    assert f"note {MARK}" not in exported.output
    for file in Path(app.instance_path, "index").rglob("*"):
        if file.is_file():
            assert MARK.encode() not in file.read_bytes(), file.name
