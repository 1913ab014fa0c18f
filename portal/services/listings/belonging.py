"""Which Caf a listing belongs to: it tells who keeps it, and who reads it."""

from __future__ import annotations

from datetime import datetime

from portal.domain.access import Actor
from portal.domain.history import Act, FieldChange
from portal.services.listings.editing import RefusedError, keep_history
from portal.store.agents import Agent
from portal.store.cafs import Caf
from portal.store.db import transaction
from portal.store.listings import Listing, get_reached
from portal.store.merging import has_files_or_years


def change_caf(listing_id: int, caf_id: int | None, by: Actor, now: datetime) -> Listing:
    """Give a listing to another Caf, or to none (a national service).

    It is no longer entrusted to an agent who would not reach it. Funding files and yearly reports
    never go to another Caf: who reads and pays them is told by that of their listing. Raises
    ``NotFoundError``, ``RefusedError``.
    """
    with transaction() as session:
        listing = get_reached(session, listing_id, by)
        caf = session.get(Caf, caf_id) if caf_id else None
        if (caf_id and caf is None) or not by.reaches(caf_id):
            raise RefusedError("Caf : choisissez une Caf de la liste.")
        if caf is listing.caf:
            return listing
        if has_files_or_years(session, listing.id):
            raise RefusedError(
                "Caf : cette fiche a un dossier de financement ou des indicateurs annuels. Ils "
                "restent à leur Caf, la fiche aussi."
            )
        changes = [FieldChange("Caf", _name(listing.caf), _name(caf))]
        listing.caf = caf
        agent = session.get(Agent, listing.assignee_id) if listing.assignee_id else None
        if agent is not None and not agent.actor.reaches(caf_id):
            listing.assignee_id = None
            changes.append(FieldChange("Confiée à", agent.name, ""))
        keep_history(session, listing, by, Act.LISTING_MOVED, now, changes)
        return listing


def _name(caf: Caf | None) -> str:
    return caf.name if caf else ""
