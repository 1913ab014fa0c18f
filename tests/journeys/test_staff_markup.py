"""Whatever is written on the staff side stays text, wherever it is shown, sent or exported."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from portal.domain.territory import Territory
from portal.services.listings.editing import edit_listing
from portal.services.listings.reading import content_of
from portal.store.agents import Agent
from portal.store.db import db
from portal.store.listings import Listing
from tests.accounts import visitor
from tests.campaigns import outbox
from tests.conftest import NOW, app_in, close_database
from tests.journeys.conftest import serving
from tests.journeys.staff_marked import HEADERS, marked_side, said
from tests.journeys.staff_pages import BODY, NATIONAL, STAFF, StaffPage, StaffWorld
from tests.journeys.test_markup import stays_text
from tests.staff import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWING = {
    "/gestion",
    "/gestion/agents",
    "/gestion/agents/<int:agent_id>",
    "/gestion/campagnes",
    "/gestion/campagnes/<int:campaign_id>",
    "/gestion/campagnes/nouvelle",
    "/gestion/compte",
    "/gestion/confirmation/<token>",
    "/gestion/confirmation/<token>/proposer",
    "/gestion/dossiers",
    "/gestion/dossiers/<int:dossier_id>",
    "/gestion/dossiers/<int:dossier_id>/lettre",
    "/gestion/dossiers/<int:dossier_id>/modifier",
    "/gestion/dossiers/<int:dossier_id>/synthese",
    "/gestion/dossiers/echeances",
    "/gestion/dossiers/nouveau",
    "/gestion/doublons",
    "/gestion/doublons/<int:kept_id>/<int:other_id>",
    "/gestion/doublons/<int:kept_id>/<int:other_id>/apercu",
    "/gestion/fiches",
    "/gestion/fiches/<int:listing_id>",
    "/gestion/fiches/<int:listing_id>/apercu",
    "/gestion/fiches/<int:listing_id>/dossiers",
    "/gestion/fiches/<int:listing_id>/doublons",
    "/gestion/fiches/<int:listing_id>/historique",
    "/gestion/fiches/<int:listing_id>/historique/<int:number>",
    "/gestion/fiches/<int:listing_id>/modifier",
    "/gestion/fiches/<int:listing_id>/proposer",
    "/gestion/fiches/<int:listing_id>/verifier",
    "/gestion/indicateurs/<int:listing_id>/<int:year>",
    "/gestion/indicateurs/<int:listing_id>/<int:year>/valider",
    "/gestion/indicateurs/a-saisir",
    "/gestion/indicateurs/suivi",
    "/gestion/imports",
    "/gestion/imports/<int:batch_id>",
    "/gestion/journal",
    "/gestion/moderation",
    "/gestion/moderation/propositions/<int:proposal_id>",
    "/gestion/moderation/signalements/<int:report_id>",
    "/gestion/verifications",
}
"""The routes that show what people wrote; without markup there, the test would prove nothing."""


@dataclass
class Marked:
    """The application, what it holds, and the browser that looks at it."""

    app: Flask
    world: StaffWorld
    site: str
    context: BrowserContext
    tab: Page

    def open(self, page: StaffPage) -> tuple[str, str]:
        """Open a page as whoever may, and return its HTML and how it answered."""
        self.world.become(page.who, self.context, self.site)
        return page.open(self.tab)


@pytest.fixture(scope="module")
def marked(
    tmp_path_factory: pytest.TempPathFactory,
    seeded_folder: Path,
    territory: Territory,
    browser: Browser,
) -> Iterator[Marked]:
    """Serve a portal in which every text is markup; what the browser blocks is a failure too."""
    folder = tmp_path_factory.mktemp("marked-staff")
    shutil.copytree(seeded_folder, folder, dirs_exist_ok=True)
    app, trouble = app_in(folder), list[str]()
    with app.app_context():
        world = StaffWorld(app, marked_side(territory))
        app.extensions["portal.projection"].catch_up(db.session())
        with serving(app) as site, browser.new_context(base_url=site) as context:
            tab = context.new_page()
            tab.on("console", lambda told: trouble.append(told.text))
            tab.on("pageerror", lambda error: trouble.append(str(error)))
            tab.on("request", lambda sent: trouble.append(sent.url))
            yield Marked(app, world, site, context, tab)
        close_database()
    meant = ("Failed to load resource", site, "data:image/")
    assert [told for told in trouble if not told.startswith(meant)] == []


def _agent(marked: Marked) -> Agent:
    return db.session().get_one(Agent, marked.world.values["agent_id"])


def test_no_page_makes_markup_of_what_people_wrote(marked: Marked) -> None:
    answers: dict[str, str] = {}
    for page in marked.world.pages():
        html, answered = marked.open(page)
        answers[page.name] = "shown" if "canary" in html else answered
        stays_text(marked.tab)
    assert {name: answers.get(name) for name in SHOWING if answers.get(name) != "shown"} == {}


def test_two_edits_that_meet_are_shown_as_text(marked: Marked) -> None:
    listing_id = int(str(marked.world.values["listing_id"]))
    marked.open(StaffPage("edit", STAFF, f"/gestion/fiches/{listing_id}/modifier"))
    listing = db.session().get_one(Listing, listing_id, populate_existing=True)
    theirs = replace(content_of(listing), description=said())
    edit_listing(listing_id, theirs, listing.version, _agent(marked).actor, NOW)
    box = marked.tab.get_by_label("Présentation").first
    box.fill(said())
    with marked.tab.expect_navigation() as led:
        box.evaluate("each => each.form.submit()")
    assert led.value.status == 409, marked.tab.locator(".error-summary").inner_text()
    assert "canary" in marked.tab.content()
    stays_text(marked.tab)


@pytest.mark.parametrize("query", ["fiches?q=", "moderation?q=", "journal?agent=", "journal?q="])
def test_what_is_looked_for_comes_back_as_text(marked: Marked, query: str) -> None:
    for _ in range(4):
        who = NATIONAL if query.startswith("journal") else STAFF
        marked.world.become(who, marked.context, marked.site)
        marked.tab.goto(f"/gestion/{query}{said()}")
        stays_text(marked.tab)


def test_a_managing_body_reads_text_too(marked: Marked) -> None:
    for address in ("/gestion", "/gestion/fiches"):
        assert "canary" in marked.open(StaffPage(address, BODY, address))[0]
        stays_text(marked.tab)


def test_no_exported_cell_is_active(marked: Marked) -> None:
    browser = sign_in(marked.app, _agent(marked))
    ids = [marked.world.values["listing_id"], marked.world.values["other_id"]]
    table = browser.send("/gestion/fiches/exporter", {"fiche": ids, "format": "csv"})
    for answer in (table, browser.get("/gestion/journal.csv")):
        assert answer.mimetype == "text/csv"
        rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
        assert any("canary" in cell for row in rows for cell in row)
        assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@", "\t"))]


def test_the_headers_of_mails_stay_whole(marked: Marked) -> None:
    agent = _agent(marked)
    # Its mail leaves once the answer is closed.
    visitor(marked.app).fill("/gestion/mot-de-passe-oublie", {"courriel": agent.mail}).close()
    campaign, forgotten = outbox()
    assert "canary" in campaign["Subject"]
    assert HEADERS.split()[1] in campaign.get_content()
    assert agent.name.split()[0] in forgotten.get_content()
    for mail in (campaign, forgotten):
        assert mail["Bcc"] is None
        assert len(mail.get_all("To", [])) == 1
        assert not mail.defects
        assert mail.get_content_type() == "text/plain"
