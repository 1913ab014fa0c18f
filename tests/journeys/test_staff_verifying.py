"""An agent verifies a listing group by group, to its end; the public is told the day."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from portal.domain.access import Role
from portal.domain.freshness import FieldGroup
from portal.store.db import db
from portal.store.listings import Listing
from tests.journeys.staff import staff_page
from tests.staff import add_agent

pytestmark = pytest.mark.browser


def _recorded() -> Listing:
    """Return a listing that is no demonstration, whose page says whether it was verified."""
    query = select(Listing).where(Listing.slug == "espace-familles-de-limoges")
    return db.session().scalars(query).one()


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_a_listing_is_verified_group_by_group_to_the_end(
    browser: Browser, app: Flask, width: int
) -> None:
    listing = _recorded()
    with staff_page(browser, app, add_agent(Role.AGENT), width=width) as page:
        page.goto(f"/gestion/fiches/{listing.id}")
        page.get_by_role("link", name="Vérifier", exact=True).click()
        expect(page.get_by_text("Jamais vérifié")).to_have_count(4)
        page.get_by_label("Par téléphone").check()
        for left, group in enumerate(reversed(FieldGroup)):
            page.get_by_role("button", name=f"Toujours exact : {group.label}").click()
            said = f"toujours exact : {group.label.lower()}. Fiche"
            expect(page.get_by_text(said)).to_be_visible()
            expect(page.get_by_text("Jamais vérifié")).to_have_count(3 - left)
        expect(page.get_by_text("Vérifié le 24 novembre 2026 par téléphone")).to_have_count(4)
        page.get_by_role("link", name="Résumé").click()
        expect(page.get_by_text("Vérifiée le 24/11/2026.")).to_be_visible()
        page.get_by_role("link", name="Voir la page publique").click()
        told = page.get_by_text("Information vérifiée le 24 novembre 2026.")
        expect(told.first).to_be_visible()


def test_without_the_means_nothing_is_verified_and_the_page_says_why(
    browser: Browser, app: Flask
) -> None:
    listing = _recorded()
    with staff_page(browser, app, add_agent(Role.AGENT)) as page:
        page.goto(f"/gestion/fiches/{listing.id}/verifier")
        page.get_by_role("button", name="Tout est toujours exact").click()
        expect(page.get_by_role("alert")).to_contain_text("dites comment vous avez vérifié")
        page.get_by_label("Par une visite").check()
        page.get_by_role("button", name="Tout est toujours exact").click()
        expect(page.get_by_text("Vérifié le 24 novembre 2026 par une visite")).to_have_count(4)
