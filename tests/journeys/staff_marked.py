"""A Caf in which people wrote markup wherever the staff side takes text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from flask import current_app

from portal.domain.access import Actor, Role
from portal.domain.listing import ContactKind, Cost, ListingKind, ListingStatus
from portal.domain.listings.content import (
    ContactContent,
    ExceptionContent,
    ListingContent,
    OfferContent,
    OperatorContent,
    SiteContent,
    as_json,
)
from portal.domain.proposals import ProposalOrigin
from portal.domain.reports import ReportReason
from portal.domain.territory import Territory
from portal.services.dossiers.document_files import FOLDER
from portal.services.imports.browser import Importing, try_file
from portal.services.listings.bulk import assign_all
from portal.services.listings.editing import change_status, create_listing, edit_listing
from portal.services.listings.reading import content_of
from portal.services.moderation.campaigns import CampaignDraft, create_campaign, deliver
from portal.services.reports import ReportDraft
from portal.store.agents import Agent
from portal.store.credentials import Passkey
from portal.store.db import transaction
from portal.store.listings import Listing
from portal.store.proposals import Proposal
from portal.store.staff_sessions import StaffSession
from portal.store.workbench import SavedView
from tests.campaigns import address_of, outbox, tokens_in
from tests.conftest import NOW
from tests.journeys.payloads import PAYLOADS
from tests.staff import HERE, add_agent, caf_of
from tests.web.admin.matrix_dossiers import funding_of
from tests.web.admin.matrix_world import Side

_payloads = cycle(PAYLOADS[::7])
HEADERS = "\r\nBcc: autre@exemple.org\r\n\r\n"
"""What a text would need to add a line to the headers of a mail."""


def said() -> str:
    """Return the next text; one in seven of all, so that each way to try comes several times."""
    return next(_payloads)


def marked_side(territory: Territory) -> Side:
    """Write markup into everything and return where it all is."""
    agent = _named(add_agent(Role.RESPONSABLE))
    by = agent.actor
    first, second = _listing(by), _listing(by)
    assign_all([first.id, second.id], _named(add_agent(Role.AGENT)).id, by, NOW)
    values: dict[str, object] = {
        "listing_id": first.id,
        "kept_id": first.id,
        "other_id": second.id,
        "number": 1,
        "agent_id": agent.id,
        "batch_id": _tried_file(Importing(territory, by, NOW)),
        "campaign_id": _sent_campaign(first, by),
        "token": tokens_in(outbox()[-1])[0],
    }
    funding = funding_of(first, by, said(), Path(current_app.instance_path) / FOLDER)
    return Side("marque", values | _rows(first, agent) | funding)


def _named(agent: Agent) -> Agent:
    with transaction() as session:
        mine = session.merge(agent)
        mine.name = said() + HEADERS
    return mine


def _listing(by: Actor) -> Listing:
    """Publish a listing, edited once; two of them are alike by their telephone and address."""
    listing = create_listing(marked_content(), caf_of(HERE).id, by, NOW)
    told = replace(content_of(listing), description=said(), staff_note=said(), local_name=said())
    edit_listing(listing.id, told, listing.version, by, NOW)
    published = change_status(listing.id, ListingStatus.PUBLIEE, by, NOW)
    with transaction() as session:
        # Without one it would not be among what is exported.
        session.merge(published).external_id = said()
    return published


def marked_content() -> ListingContent:
    """Return a listing with markup in each of its texts."""
    closed = ExceptionContent(date(2026, 12, 1), date(2026, 12, 2), reason=said())
    site = SiteContent(
        stop=said(),
        address="12 rue des Lilas <b data-canary>",
        address_extra=said(),
        directions=said(),
        postal_code="87000",
        commune="Limoges",
        code_insee="87085",
        hours="Mo-Fr 09:00-12:00",
        hours_note=said(),
        exceptions=(closed,),
    )
    return ListingContent(
        ListingKind.LIEU_RESSOURCE,
        f"Les Lilas {said()}",
        local_name=said(),
        description=said(),
        operator=OperatorContent(said()),
        languages=("<b data-canary>",),
        cost=Cost.PAYANT,
        cost_details=said(),
        accessible=True,
        accessibility=said(),
        source_url=f"https://exemple.fr/{quote(said())}",
        staff_note=said(),
        contacts=(
            ContactContent(ContactKind.TELEPHONE, "0199001010", label=said()),
            ContactContent(ContactKind.COURRIEL, "lieu@exemple.fr", label=said()),
            ContactContent(
                ContactKind.SITE_WEB, f"https://exemple.fr/{quote(said())}", is_public=False
            ),
        ),
        offers=(OfferContent("repit", details=said(), partner=said(), schedule=said()),),
        sites=(site,),
    )


def _tried_file(about: Importing) -> int:
    """Try a file with a line that is right and two that are wrong."""
    rows = (
        ("id_externe", "type", "nom", "code_insee", "description", "horaires", "telephone"),
        (said(), "laep", said(), "87085", said(), "", "0199001111"),
        (said(), said(), said(), said(), said(), "", said()),
        (said(), "laep", said(), "87085", said(), said(), ""),
    )
    quoted = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return try_file(f"{said()}.csv", "\n".join(quoted).encode(), about).id


def _sent_campaign(listing: Listing, by: Actor) -> int:
    subject = f"Question{HEADERS}{said()}"
    draft = CampaignDraft(listing.caf_id, (listing.id,), subject, said() + HEADERS)
    campaign = create_campaign(draft, by, NOW)
    deliver(campaign, by, NOW, address_of)
    return campaign


def _rows(listing: Listing, agent: Agent) -> dict[str, object]:
    content = content_of(listing)
    report = ReportDraft(listing.id, ReportReason.AUTRE, said(), "parent@exemple.fr").report(NOW)
    proposal = Proposal(
        listing_id=listing.id,
        origin=ProposalOrigin.LIEN,
        author=said(),
        message=said(),
        seen=as_json(content),
        content=as_json(replace(content, description=said(), name=said(), local_name=said())),
        created_at=NOW,
    )
    view = SavedView(agent_id=agent.id, page="fiches", name=said(), query="/gestion/fiches?q=a")
    passkey = Passkey(
        agent_id=agent.id,
        credential_id=b"marked",
        public_key=b"",
        sign_count=0,
        name=said()[:100],
        created_at=NOW,
    )
    kept = StaffSession(
        digest="0" * 64, agent_id=agent.id, device=said()[:100], started_at=NOW, fresh_at=NOW
    )
    with transaction() as session:
        session.add_all((report, proposal, view, passkey, kept))
    return {"report_id": report.id, "proposal_id": proposal.id}
