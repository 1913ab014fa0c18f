"""The revision sequence: which listings changed, in the order in which commits became visible.

Every transaction that touches a listing, or anything that belongs to one, takes the next number
from a single row; so does one that touches the vocabulary or the school holidays, which the index
carries along, for the listings that it concerns, if any. That row's lock is held until the commit,
so a reader that has seen revision N will never see a smaller one appear later, on SQLite and on
PostgreSQL alike.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, String, event, insert, select, update
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column
from sqlalchemy.orm.attributes import get_history

from portal.domain.calendar.school import SchoolZone
from portal.domain.vocabulary import EVERY_PARENT, Facet
from portal.store.contacts import Contact
from portal.store.db import Model
from portal.store.listings import Listing
from portal.store.offers import Offer
from portal.store.operators import Operator
from portal.store.reference_use import listings_in_zone, listings_using
from portal.store.school_holidays import SchoolHoliday
from portal.store.sites import ExceptionalHoursRow, Site
from portal.store.vocabulary import VocabularyTerm


class Revision(Model):
    """The single row that holds the last revision given out, and which database this is.

    ``lineage`` is drawn when the row is made: an index built from another database never passes
    for this one's.
    """

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
    lineage: Mapped[str] = mapped_column(String(32), default=lambda: uuid.uuid4().hex)


class ListingRevision(Model):
    """The last revision that touched a listing; it outlives the listing."""

    __tablename__ = "listing_revision"

    listing_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(index=True)


def get_revision(session: Session) -> tuple[int, str]:
    """Return the last revision and the lineage of the database."""
    row = session.execute(select(Revision.value, Revision.lineage)).one_or_none()
    return (0, "") if row is None else (row.value, row.lineage)


def list_changed_since(session: Session, revision: int) -> list[int]:
    """Return the ids of the listings that changed after that revision."""
    query = select(ListingRevision.listing_id).where(ListingRevision.revision > revision)
    return list(session.scalars(query.order_by(ListingRevision.listing_id)))


def touch(session: Session, listing_ids: Collection[int]) -> None:
    """Give these listings the next revision, in the transaction that is open."""
    if not listing_ids:
        return
    connection = session.connection()
    revision = _next_revision(connection)
    known = update(ListingRevision).where(ListingRevision.listing_id.in_(listing_ids))
    done = connection.execute(
        known.values(revision=revision).returning(ListingRevision.listing_id)
    ).scalars()
    fresh = set(listing_ids) - set(done)
    if fresh:
        rows = [{"listing_id": i, "revision": revision} for i in sorted(fresh)]
        connection.execute(insert(ListingRevision), rows)


def _next_revision(connection: Connection) -> int:
    advance = update(Revision).values(value=Revision.value + 1).returning(Revision.value)
    value = connection.execute(advance).scalar_one_or_none()
    if value is None:
        row = {"id": 1, "value": 1, "lineage": uuid.uuid4().hex}
        connection.execute(insert(Revision), [row])
        return 1
    return value


@event.listens_for(Session, "after_flush")
def _touch_what_changed(session: Session, _context: UOWTransaction) -> None:
    edited = (thing for thing in session.dirty if session.is_modified(thing))
    things = (*session.new, *edited, *session.deleted)
    listing_ids = {found for thing in things for found in _listing_ids(session, thing)}
    touch(session, listing_ids)
    if not listing_ids and any(isinstance(x, VocabularyTerm | SchoolHoliday) for x in things):
        _next_revision(session.connection())


def _listing_ids(session: Session, thing: object) -> Iterator[int]:
    """Yield the listings that a change of this thing changes: where it is, and where it was."""
    if isinstance(thing, Listing):
        yield thing.id
    elif isinstance(thing, Site | Contact | Offer):
        yield from _now_and_before(thing, "listing_id")
    elif isinstance(thing, ExceptionalHoursRow):
        sites = select(Site.listing_id).where(Site.id.in_(_now_and_before(thing, "site_id")))
        yield from session.scalars(sites)
    elif isinstance(thing, Operator):
        yield from session.scalars(select(Listing.id).where(Listing.operator_id == thing.id))
    elif isinstance(thing, SchoolHoliday):
        yield from session.scalars(listings_in_zone(SchoolZone(thing.zone)))
    elif isinstance(thing, VocabularyTerm):
        yield from _concerned(session, thing)


_WORDS = ("label", "plain_label", "synonyms")
"""What of a term is looked for in the listings that use it."""


def _concerned(session: Session, term: VocabularyTerm) -> Iterator[int]:
    """Yield the listings that a search finds otherwise when a term is edited, added or retired."""
    facet = term.family.facet
    if facet is Facet.PUBLIC and (term in session.new or term in session.deleted):
        # What is for every parent is found under each public there is.
        yield from session.scalars(listings_using(facet, EVERY_PARENT))
    elif any(get_history(term, name).has_changes() for name in _WORDS):
        yield from session.scalars(listings_using(facet, term.slug))


def _now_and_before(thing: object, key: str) -> set[int]:
    history = get_history(thing, key)
    return {key for key in history.sum() if key is not None}
