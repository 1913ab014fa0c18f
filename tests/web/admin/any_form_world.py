"""An application with one thing of every kind, and the forms of its pages as a browser sees them.

Some addresses are reached by scripts, or by a page that only another form leads to: they take the
fields of a page that has the like of them, or fields that are listed here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from flask import Flask, session

from portal.domain.access import Role
from portal.domain.listing import ListingStatus
from portal.domain.territory import Territory
from portal.services.accounts.links import make_link
from portal.services.accounts.tokens import digest
from portal.services.imports.browser import Importing, apply_batch, try_file
from portal.services.listings.editing import change_status
from portal.services.listings.reading import content_of
from portal.store.agents import Agent
from portal.store.campaigns import Campaign, CampaignLink
from portal.store.credentials import LinkPurpose
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.web.admin.entering import wait_for_second_factor
from portal.web.admin.seen import Sides, sign_sides
from tests.accounts import add_account
from tests.conftest import NOW
from tests.staff import HERE, StaffBrowser, add_agent, sign_in, signed_out
from tests.web.admin.forms_on_pages import PageForm, forms_on
from tests.web.admin.matrix_world import gestionnaire_of, side_of

OUTSIDE = (
    "/gestion/connexion",
    "/gestion/mot-de-passe-oublie",
    "/gestion/confirmation/{writing}/proposer",
    "/gestion/confirmation/{typing}/proposer/horaires",
    "/gestion/invitation/{invitation}",
    "/gestion/nouveau-mot-de-passe/{reset}",
)
"""Pages of people who are not signed in."""

SECOND_STEP = ("/gestion/connexion?suite=/gestion/fiches", "/gestion/connexion?secours=oui")
"""Pages of whoever gave a password and has still to give a code."""

WITH_A_CODE = ("/gestion/confirmer?suite=/gestion/compte", "/gestion/compte/codes")
"""Pages of an agent whose second factor is set."""

BESIDE = {
    "/gestion/campagnes": "/gestion/campagnes/nouvelle",
    "/gestion/fiches/brouillon": "/gestion/fiches/{listing_id}/modifier",
    "/gestion/fiches/brouillon/oublier": "/gestion/fiches/{listing_id}/modifier",
    "/gestion/dossiers/{draft_id}/apercu": "/gestion/dossiers/{draft_id}/modifier",
    "/gestion/dossiers/{draft_id}/brouillon": "/gestion/dossiers/{draft_id}/modifier",
    "/gestion/dossiers/{draft_id}/brouillon/oublier": "/gestion/dossiers/{draft_id}/modifier",
    "/gestion/dossiers/nouveau/brouillon?fiche={listing_id}": (
        "/gestion/dossiers/nouveau?fiche={listing_id}"
    ),
}
"""Addresses that no page leads to at first, and the page whose fields they are sent."""

LISTED = {
    "/gestion/fiches/{listing_id}/accorder": {"accord": ["{sides}"], "choix-0": ["moi", "autre"]},
    "/gestion/fiches/position": {
        "prefixe": ["a-"],
        "a-adresse": ["3 rue du Pont"],
        "a-commune": ["Bellac"],
        "a-code_insee": ["87011"],
    },
    "/gestion/fiches/horaires/apercu": {
        "prefixe": ["h-"],
        "h-mode": ["texte", "grille"],
        "h-osm": ["Tu 09:00-12:00"],
        "lieu": ["87011", "974"],
    },
    "/gestion/confirmation/{typing}/proposer/horaires": {
        "prefixe": ["h-"],
        "h-mode": ["texte", "grille"],
        "h-osm": ["Tu 09:00-12:00"],
        "lieu": ["87011"],
    },
}
"""Addresses that scripts ask, or that a signed page leads to, with their fields."""

ENDS_THE_SESSION = ("/deconnexion", "/fermer-les-autres")


@dataclass(slots=True, repr=False)
class World:
    """The application, who opens its pages, and the forms that these showed."""

    app: Flask
    values: Mapping[str, object]
    admin: Agent
    responsable: Agent
    gestionnaire: Agent
    coded: Agent
    seen: dict[str, list[PageForm]] = field(default_factory=dict)

    def browser(self, page: str) -> StaffBrowser:
        """Return a browser of whoever opens that page, as they come to it."""
        if page in OUTSIDE or page in SECOND_STEP:
            return signed_out(self.app, self._waiting() if page in SECOND_STEP else {})
        if page in WITH_A_CODE:
            return sign_in(self.app, self.coded)
        proposes, sends = page.endswith("/proposer"), page.startswith("/gestion/campagnes")
        agent = self.gestionnaire if proposes else self.responsable if sends else self.admin
        return sign_in(self.app, agent)

    def forms(self, page: str) -> list[PageForm]:
        """Return the forms of a page as it was when it was first opened."""
        if page not in self.seen:
            self.seen[page] = self._listed(page) or self._beside(page) or self._on(page)
        return self.seen[page]

    def _listed(self, page: str) -> list[PageForm]:
        fields = {
            name: [text.format(**self.values) for text in texts]
            for name, texts in LISTED.get(page, {}).items()
        }
        return [PageForm(page.format(**self.values), fields)] if fields else []

    def _beside(self, page: str) -> list[PageForm]:
        if page not in BESIDE:
            return []
        largest = max(self.forms(BESIDE[page]), key=lambda form: len(form.fields))
        return [PageForm(page.format(**self.values), largest.fields)]

    def _on(self, page: str) -> list[PageForm]:
        address = page.format(**self.values)
        answer = self.browser(page).get(address)
        assert answer.status_code == 200, address
        forms = forms_on(address, answer.text)
        return [form for form in forms if not form.action.endswith(ENDS_THE_SESSION)]

    def _waiting(self) -> dict[str, object]:
        """Return the cookie of whoever just gave the right password."""
        with self.app.test_request_context("/gestion/connexion"):
            wait_for_second_factor(self.coded.id)
            return dict(session)

    @contextmanager
    def watched(self) -> Iterator[Callable[[], int]]:
        """Give a function whose answer changes exactly when somebody commits."""
        with closing(sqlite3.connect(Path(self.app.instance_path) / "portal.db")) as watching:
            yield lambda: int(watching.execute("PRAGMA data_version").fetchone()[0])


def world_in(app: Flask, territory: Territory) -> World:
    """Fill an application, in its context."""
    side = side_of(HERE, ("Limoges", "87085"), territory)
    admin, coded = add_account("admin@exemple.fr", role=Role.ADMIN), add_account(totp=True)
    with transaction() as kept:
        kept.get_one(Agent, admin.id).second_factor_required = False
    listing = db.session().get_one(Listing, side.values["listing_id"])
    change_status(listing.id, ListingStatus.PUBLIEE, admin.actor, NOW)
    values = side.values | _links(coded, listing) | _import(territory, admin)
    values |= {"sides": _sides(app, listing)}
    return World(app, values, admin, add_agent(Role.RESPONSABLE), gestionnaire_of(side), coded)


def _links(agent: Agent, listing: Listing) -> dict[str, object]:
    """Make the links that mails hold; an answer ends its own, so each form has another."""
    campaign = Campaign(caf_id=listing.caf_id, subject="Vos horaires", created_at=NOW)
    answers = [
        CampaignLink(
            campaign=campaign,
            listing_id=listing.id,
            mail="lieu@exemple.fr",
            digest=digest(token),
            expires_at=NOW + timedelta(days=30),
        )
        for token in ("writing", "typing")
    ]
    with transaction() as kept:
        kept.add_all(answers)
        return {
            "writing": "writing",
            "typing": "typing",
            "invitation": make_link(kept, agent, LinkPurpose.INVITATION, NOW),
            "reset": make_link(kept, agent, LinkPurpose.RESET, NOW),
        }


def _import(territory: Territory, admin: Agent) -> dict[str, object]:
    """Apply an import, that it may be undone."""
    about = Importing(territory, admin.actor, NOW)
    batch = try_file("lieux.csv", b"id_externe;type;nom\nu-1;laep;Petit Prince\n", about)
    apply_batch(batch.id, about)
    return {"applied_id": batch.id}


def _sides(app: Flask, listing: Listing) -> str:
    """Sign two edits of one field of a listing, as the page that shows them does."""
    base = content_of(listing)
    mine, theirs = (replace(base, description=text) for text in ("La mienne", "La sienne"))
    with app.test_request_context():
        return sign_sides(listing.id, Sides(listing.version, base, mine, theirs))
