"""Two Caf with one thing of every kind in each, named so that a leak is seen anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from portal.domain.access import Actor, Role
from portal.domain.listing import ContactKind, ListingKind
from portal.domain.listings.content import (
    ContactContent,
    ListingContent,
    OperatorContent,
    SiteContent,
    as_json,
)
from portal.domain.proposals import ProposalOrigin
from portal.domain.reports import ReportReason
from portal.domain.territory import Territory
from portal.services.accounts.tokens import digest
from portal.services.dossiers.document_files import FOLDER
from portal.services.imports.browser import Importing, try_file
from portal.services.listings.editing import create_listing, edit_listing
from portal.services.listings.reading import content_of
from portal.services.reports import ReportDraft
from portal.store.agents import Agent
from portal.store.campaigns import Campaign, CampaignLink
from portal.store.credentials import Passkey
from portal.store.db import db, transaction
from portal.store.listings import Listing
from portal.store.proposals import Proposal
from portal.store.school_holidays import SchoolHoliday
from portal.store.staff_sessions import StaffSession
from portal.store.vocabulary import VocabularyTerm
from portal.store.workbench import SavedView
from tests.conftest import NOW
from tests.staff import add_agent, caf_of
from tests.web.admin.matrix_dossiers import funding_of


@dataclass(frozen=True, slots=True)
class Side:
    """What a Caf has: the values of every parameter of a route, and the word that marks it all."""

    mark: str
    values: dict[str, object]


def side_of(code: str, commune: tuple[str, str], territory: Territory) -> Side:
    """Save one thing of every kind in a Caf and return where each is."""
    mark = f"canari-{code}"
    agent = add_agent(Role.RESPONSABLE, code, f"{mark}@exemple.fr")
    by = replace(agent.actor, name=f"Agent {mark}")
    first, second = (_listing(f"{name} {mark}", commune, by, code) for name in ("Un", "Deux"))
    importing = Importing(territory, by, NOW)
    batch = try_file(f"{mark}.csv", b"id_externe;type;nom\nx;laep;X\n", importing)
    values: dict[str, object] = {
        "listing_id": first.id,
        "first_id": min(first.id, second.id),
        "second_id": max(first.id, second.id),
        "kept_id": first.id,
        "other_id": second.id,
        "number": 1,
        "batch_id": batch.id,
        "agent_id": agent.id,
        "token": f"jeton-{mark}",
    }
    folder = Path(current_app.instance_path) / FOLDER
    funding = funding_of(first, by, mark, folder)
    return Side(mark, values | _rows(first, agent, mark) | funding)


def _listing(name: str, commune: tuple[str, str], by: Actor, code: str) -> Listing:
    site = SiteContent(address=f"1 rue {name}", commune=commune[0], code_insee=commune[1])
    mail = f"{name.split(maxsplit=1)[0].lower()}.{code}@exemple.fr"
    contacts = (
        ContactContent(ContactKind.TELEPHONE, "0199001010", is_public=False),
        ContactContent(ContactKind.COURRIEL, mail, is_public=False),
    )
    content = ListingContent(
        ListingKind.LIEU_RESSOURCE,
        name,
        operator=OperatorContent(f"Gestionnaire {code}"),
        staff_note=f"note {name}",
        contacts=contacts,
        sites=(site,),
    )
    listing = create_listing(content, caf_of(code).id, by, NOW)
    described = replace(content_of(listing), description=f"Présentation {name}")
    return edit_listing(listing.id, described, listing.version, by, NOW)


def _rows(listing: Listing, agent: Agent, mark: str) -> dict[str, object]:
    content = as_json(content_of(listing))
    report = ReportDraft(listing.id, ReportReason.AUTRE, f"message {mark}").report(NOW)
    proposal = Proposal(
        listing_id=listing.id,
        origin=ProposalOrigin.LIEN,
        author=f"auteur {mark}",
        seen=content,
        content=content.replace("Présentation", "Proposée"),
        created_at=NOW,
    )
    campaign = Campaign(caf_id=listing.caf_id, subject=f"Campagne {mark}", created_at=NOW)
    link = CampaignLink(
        campaign=campaign,
        listing_id=listing.id,
        mail=f"lieu.{mark}@exemple.fr",
        digest=digest(f"jeton-{mark}"),
        expires_at=NOW + timedelta(days=30),
    )
    view = SavedView(agent_id=agent.id, page="fiches", name=f"vue {mark}", query="/gestion/fiches")
    passkey = Passkey(
        agent_id=agent.id,
        credential_id=mark.encode(),
        public_key=b"",
        sign_count=0,
        name=f"clé {mark}",
        created_at=NOW,
    )
    kept = StaffSession(
        digest=digest(mark), agent_id=agent.id, device=mark, started_at=NOW, fresh_at=NOW
    )
    term, holiday = _references()
    with transaction() as session:
        session.add_all((report, proposal, campaign, link, view, passkey, kept))
    return {
        "report_id": report.id,
        "proposal_id": proposal.id,
        "campaign_id": campaign.id,
        "view_id": view.id,
        "passkey_id": passkey.id,
        "session_id": kept.id,
        "term_id": term.id,
        "holiday_id": holiday.id,
    }


def _references() -> tuple[VocabularyTerm, SchoolHoliday]:
    """Return a word and a holiday: they are the whole country's."""
    with transaction() as session:
        zone, start = "corse", NOW.date() + timedelta(days=300)
        holiday = SchoolHoliday(zone=zone, name="Été", starts_on=start, ends_on=start)
        session.add(holiday)
        return session.scalars(select(VocabularyTerm).order_by(VocabularyTerm.id)).all()[0], holiday


def gestionnaire_of(side: Side) -> Agent:
    """Save a managing body's account that sees the listings of a side."""
    listing = db.session().get_one(Listing, side.values["listing_id"])
    with transaction() as session:
        agent = Agent(
            mail=f"gestionnaire.{side.mark}@exemple.org",
            name="Gestionnaire",
            role=Role.GESTIONNAIRE,
            operator_id=listing.operator_id,
            second_factor_required=False,
            created_at=NOW,
        )
        session.add(agent)
    return agent
