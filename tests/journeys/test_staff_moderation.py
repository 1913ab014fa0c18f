"""A managing body confirms by its link; a report of the public is accepted and the site changes."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from portal.domain.access import Role
from portal.domain.listing import ContactKind
from portal.domain.reports import ReportReason
from portal.services.moderation.fixes import phones_of
from portal.store.contacts import Contact
from portal.store.db import transaction
from portal.store.listings import Listing
from tests.campaigns import token_for
from tests.journeys.conftest import serving
from tests.journeys.staff import staff_page
from tests.moderation import operated_listing, proposal_for, report_on
from tests.staff import add_agent, listing_in

pytestmark = pytest.mark.browser


def _listing_with_a_phone() -> Listing:
    with transaction() as session:
        listing = session.merge(listing_in())
        phone = Contact(kind=ContactKind.TELEPHONE, value="01 99 00 98 76")
        listing.contacts = [phone]
    return listing


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_a_managing_body_confirms_by_its_link_in_two_taps(
    browser: Browser, app: Flask, width: int
) -> None:
    listing = listing_in()
    token = token_for(listing)
    with serving(app) as site:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, base_url=site, java_script_enabled=False
        )
        page = context.new_page()
        page.goto(f"/gestion/confirmation/{token}")
        expect(page.get_by_role("heading", name=listing.name)).to_be_visible()
        page.get_by_role("button", name="Rien n’a changé").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Merci, votre réponse est arrivée"
        )
        page.get_by_role("link", name="Voir la fiche").click()
        expect(page.get_by_text("24 novembre 2026").first).to_be_visible()
        context.close()


def test_a_managing_body_proposes_changes_by_its_link(browser: Browser, app: Flask) -> None:
    token = token_for()
    with serving(app) as site:
        context = browser.new_context(base_url=site)
        page = context.new_page()
        page.goto(f"/gestion/confirmation/{token}")
        page.get_by_role("link", name="Proposer des changements").click()
        page.get_by_label("Nom local").fill("La Maison bleue")
        page.locator("button:visible", has_text="Envoyer ma proposition").last.click()
        expect(page.get_by_text("Vous avez proposé des changements")).to_be_visible()
        context.close()


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_a_report_is_accepted_the_site_changes_and_its_reporter_sees_it(
    browser: Browser, app: Flask, width: int
) -> None:
    listing = _listing_with_a_phone()
    report = report_on(listing, ReportReason.TELEPHONE_FAUX, "Ce numéro ne répond plus")
    (wrong,) = phones_of(listing)
    with staff_page(browser, app, add_agent(Role.AGENT), width=width) as page:
        page.goto("/gestion/moderation")
        page.get_by_role("link", name=listing.name).click()
        expect(page.get_by_text("Ce numéro ne répond plus")).to_be_visible()
        page.get_by_role("button", name="Prendre en charge").click()
        page.get_by_label("Corriger un numéro de téléphone").check()
        page.get_by_label("Numéro faux").select_option(wrong)
        page.get_by_label("Bon numéro").fill("01 99 00 12 34")
        page.get_by_label("Réponse à la personne").fill("Merci, le numéro est corrigé.")
        page.get_by_role("button", name="Accepter et répondre").click()
        expect(page.get_by_text("La personne voit votre réponse.")).to_be_visible()
        page.goto(f"/lieux/{listing.slug}")
        expect(page.get_by_text("01 99 00 12 34").first).to_be_visible()
        page.goto(f"/signalements/{report.ticket}")
        expect(page.get_by_text("Merci, le numéro est corrigé.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_the_changes_of_a_proposal_are_taken_one_by_one_and_corrected(
    browser: Browser, app: Flask, width: int
) -> None:
    listing = operated_listing()
    before = listing.description
    proposal_for(listing, local_name="La Maizon bleue", description="Autre présentation")
    with staff_page(browser, app, add_agent(Role.AGENT), width=width) as page:
        page.goto("/gestion/moderation")
        page.get_by_role("link", name=listing.name).click()
        page.get_by_role("checkbox", name="Présentation").uncheck()
        page.get_by_text("Corriger : Nom local").click()
        page.get_by_label("La fiche dira : Nom local").fill("La Maison bleue")
        page.get_by_role("button", name="Accepter ce qui est coché").click()
        expect(page.get_by_text("acceptée avec des corrections")).to_be_visible()
        page.goto(f"/lieux/{listing.slug}")
        expect(page.get_by_text("La Maison bleue").first).to_be_visible()
        expect(page.get_by_text("Autre présentation")).to_have_count(0)
    assert before != "Autre présentation"
