"""What is written without a space is broken: no page scrolls sideways for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from portal.domain.access import Actor, Role
from portal.domain.listing import ListingStatus
from portal.domain.listings.content import OfferContent, OperatorContent
from portal.services.listings.editing import change_status, create_listing, edit_listing
from portal.services.listings.reading import content_of
from portal.services.saved_views import save_view
from portal.store.db import db
from portal.store.listings import Listing
from tests.conftest import NOW
from tests.journeys.staff import staff_page
from tests.moderation import operated_listing, proposal_for, report_on
from tests.staff import add_agent, caf_of, listing_in

pytestmark = pytest.mark.browser

LONG = "abcdefghijklmnopqrstuvwxyz" * 7


def _listing(by: Actor) -> Listing:
    """Publish a listing in which everything that people write is one long word."""
    model = content_of(listing_in())
    content = replace(
        model,
        name=LONG,
        local_name=LONG,
        description=LONG,
        operator=OperatorContent(LONG),
        sites=tuple(replace(site, id=None, stop=LONG, address=LONG) for site in model.sites),
        offers=(OfferContent("laep", partner=LONG, details=LONG),),
    )
    listing = create_listing(content, caf_of("87").id, by, NOW)
    edited = replace(content_of(listing), local_name=LONG[1:])
    edit_listing(listing.id, edited, listing.version, by, NOW)
    return change_status(listing.id, ListingStatus.PUBLIEE, by, NOW)


def _pages(by: Actor) -> Iterator[str]:
    listing, twin = _listing(by), _listing(by)
    save_view("fiches", LONG[:80], "/gestion/fiches?q=a", by)
    report = report_on(listing, message=LONG)
    proposal = proposal_for(operated_listing(), name=LONG[2:])
    tabs = ("", "/modifier", "/verifier", "/historique", "/historique/2", "/doublons", "/apercu")
    yield from (f"/gestion/fiches/{listing.id}{tab}" for tab in tabs)
    yield from (f"/gestion/{page}" for page in ("fiches", "verifications", "doublons", "journal"))
    yield f"/gestion/doublons/{listing.id}/{twin.id}"
    yield f"/gestion/moderation/signalements/{report.id}"
    yield f"/gestion/moderation/propositions/{proposal.id}"
    yield from ("/gestion/moderation", "/gestion", f"/lieux/{listing.slug}", "/lieux?lieu=Limoges")
    yield f"/lieux/{listing.slug}/signaler"


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_a_name_without_a_space_makes_no_page_wider(
    browser: Browser, app: Flask, width: int
) -> None:
    agent = add_agent(Role.RESPONSABLE)
    pages, found = tuple(_pages(agent.actor)), {}
    app.extensions["portal.projection"].catch_up(db.session())
    with staff_page(browser, app, agent, width=width) as page:
        page.add_init_script(path=Path(__file__).with_name("reflow.js"))
        for address in pages:
            answer = page.goto(address)
            assert answer
            assert answer.status == 200, address
            found[address] = page.evaluate("reflow.tooWide()")
    assert {address: lines for address, lines in found.items() if lines} == {}
