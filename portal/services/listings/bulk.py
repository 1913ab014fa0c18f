"""Acts on many listings at once: all of them or none, each with its own history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.freshness import FieldGroup, Means
from portal.domain.history import Act, FieldChange, Subject, SubjectKind
from portal.domain.listing import ListingStatus
from portal.services.audit import record
from portal.services.exports.listings import ListingsExport, sheet_of
from portal.services.listings.editing import RefusedError
from portal.services.listings.reading import subject_of
from portal.services.listings.verifying import keep_verification
from portal.store.agents import Agent, list_agents
from portal.store.db import transaction
from portal.store.listings import Listing, entrust, list_reached

MOST = 500
"""The most listings that one act takes."""


class SomeRefusedError(RefusedError):
    """Some of the chosen listings stand in the way of the others; ``names`` says which."""

    def __init__(self, message: str, listings: Iterable[Listing]) -> None:
        super().__init__(message)
        self.names = [listing.name for listing in listings]


def verify_all(
    ids: Collection[int], means: Means, by: Actor, now: datetime, seen: Mapping[int, int]
) -> int:
    """Record that everything in these listings is right; return how many they are.

    ``seen`` are the versions that there were when they were chosen. Raises ``NotFoundError`` when
    one is out of reach, ``SomeRefusedError``, ``RefusedError``.
    """
    with transaction() as session:
        listings = _chosen(session, ids, by)
        _refuse_some(
            "Enlevez de votre choix ce qui est archivé",
            [each for each in listings if each.status is ListingStatus.ARCHIVEE],
        )
        _refuse_some(
            "À relire, car modifié depuis que vous avez ouvert la liste",
            [each for each in listings if each.version != seen.get(each.id)],
        )
        for listing in listings:
            keep_verification(session, listing, FieldGroup, means, by, now)
        return len(listings)


def assign_all(ids: Collection[int], agent_id: int | None, by: Actor, now: datetime) -> int:
    """Entrust these listings to an agent, or to nobody; return how many were not already."""
    with transaction() as session:
        chosen = _chosen(session, ids, by)
        colleague = _colleague(session, agent_id, chosen, by) if agent_id else None
        wanted, after = (colleague.id, colleague.name) if colleague else (None, "")
        act = Act.LISTING_ASSIGNED if colleague else Act.LISTING_RELEASED
        listings = [listing for listing in chosen if listing.assignee_id != wanted]
        for listing in listings:
            change = FieldChange("Confiée à", _name(session, listing.assignee_id), after)
            entrust(session, listing.id, wanted)
            record(session, by, act, subject_of(listing), now, [change], after)
        return len(listings)


def export_all(ids: Collection[int], by: Actor, now: datetime) -> ListingsExport:
    """Return these listings as imports read them; history says who took them away."""
    with transaction() as session:
        listings = _chosen(session, ids, by)
        export = sheet_of(listings)
        taken = Counter(each.caf_id for each in listings if each.slug not in export.left_out)
        for caf_id, count in taken.items():
            subject = Subject(SubjectKind.EXPORT, None, _counted(count), caf_id)
            record(session, by, Act.LISTINGS_EXPORTED, subject, now)
        return export


def _counted(count: int) -> str:
    return f"{count} fiche{'s' if count > 1 else ''}"


def colleagues(session: Session, by: Actor) -> list[Agent]:
    """Return the agents to whom listings within reach may be entrusted, by name."""
    cafs = None if by.sees_everything else by.caf_ids
    return [agent for agent in list_agents(session, cafs) if _may_keep(agent)]


def _chosen(session: Session, ids: Collection[int], by: Actor) -> Sequence[Listing]:
    if not ids:
        raise RefusedError("Choisissez au moins une fiche.")
    if len(ids) > MOST:
        raise RefusedError(f"Choisissez {MOST} fiches au plus à la fois.")
    return list_reached(session, ids, by)


def _refuse_some(message: str, listings: Sequence[Listing]) -> None:
    if listings:
        raise SomeRefusedError(message, listings)


def _colleague(session: Session, agent_id: int, listings: Iterable[Listing], by: Actor) -> Agent:
    found = next((a for a in colleagues(session, by) if a.id == agent_id), None)
    if found is None or not all(found.actor.reaches(listing.caf_id) for listing in listings):
        raise RefusedError("Confier à : cet agent ne peut pas tenir toutes ces fiches.")
    return found


def _may_keep(agent: Agent) -> bool:
    return agent.disabled_at is None and agent.actor.may(Permission.EDIT_LISTINGS)


def _name(session: Session, agent_id: int | None) -> str:
    agent = session.get(Agent, agent_id) if agent_id else None
    return agent.name if agent else ""
