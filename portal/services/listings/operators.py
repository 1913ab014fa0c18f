"""The managing body of a listing: found, told more of, or given the right name.

Its legal status and Siret are those of one row that all its listings share, and whoever has an
account for it is tied to that row. So a name is corrected in place; another body is another row.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.listings.content import OperatorContent
from portal.services.listings.reading import operator_content
from portal.store.listings import Listing
from portal.store.operators import Operator, find_operators

_TOLD = ("legal_status", "siret")


def write_operator(
    session: Session, listing: Listing, wanted: OperatorContent | None, by: Actor
) -> None:
    """Make ``wanted`` the managing body of a listing, inside the caller's transaction.

    What is known of a body that runs listings out of the actor's reach is not changed. Another body
    that is known already keeps what the form of this listing could not show.
    """
    if wanted is None:
        listing.operator = None
        return
    before, found = listing.operator, _meant(session, wanted, by)
    if found is None:
        found = Operator(name=wanted.name)
        _tell(found, wanted)
    elif runs_only_what_is_reached(session, found, by):
        _tell(found, wanted if found is before else _typed(wanted, before, found))
    listing.operator = found


def runs_only_what_is_reached(session: Session, operator: Operator, by: Actor) -> bool:
    """Tell whether a managing body runs no listing out of the actor's reach."""
    cafs = session.scalars(select(Listing.caf_id).where(Listing.operator_id == operator.id))
    return all(by.reaches(caf_id, operator.id) for caf_id in cafs)


def count_renamed(session: Session, shown: OperatorContent | None, by: Actor) -> int:
    """Return how many listings a new name of this body would be on; 0: it may not be renamed."""
    operator = session.get(Operator, shown.id) if shown and shown.id else None
    if operator is None or not runs_only_what_is_reached(session, operator, by):
        return 0
    return _count(session, operator)


def recognised(
    session: Session, listing: Listing, wanted: OperatorContent | None
) -> OperatorContent | None:
    """Return another name as a correction, where it is plainly the same body that bears it.

    For whoever was not asked: the same Siret tells, or else that the body runs nothing but this.
    """
    before = listing.operator
    if wanted is None or before is None:
        return replace(wanted, id=None) if wanted else None
    if before.siret and wanted.siret:
        same = before.siret == wanted.siret
    else:
        same = _count(session, before) == 1
    return replace(wanted, id=before.id if same else None)


def as_it_is(
    session: Session, listing: Listing, then: OperatorContent | None
) -> OperatorContent | None:
    """Return the body of an old version as it is called and known today, if it still is."""
    if then is None:
        return None
    found = session.get(Operator, then.id) if then.id else None
    found = found or _named(session, then.name)
    mine = listing.operator
    if found is None and mine is not None and then.siret and mine.siret == then.siret:
        found = mine
    return operator_content(found) if found else then


def refusal_of(
    session: Session, listing: Listing, wanted: OperatorContent | None, by: Actor
) -> str:
    """Return in French why a new body cannot have the Siret of the one before it, or ""."""
    before = listing.operator
    if wanted is None or before is None or not wanted.siret or wanted.siret != before.siret:
        return ""
    may_rename = runs_only_what_is_reached(session, before, by)
    if _named(session, wanted.name) or (may_rename and wanted.id == before.id):
        return ""
    told = f"Siret : c’est celui de «{before.name}»"
    other = f"Pour «{wanted.name}», effacez ce Siret ou écrivez le sien."
    if may_rename:
        return f"{told}. Si c’est le même gestionnaire, choisissez de corriger son nom. {other}"
    return f"{told}, qui a aussi des fiches hors de votre Caf : son nom ne change pas ici. {other}"


def _meant(session: Session, wanted: OperatorContent, by: Actor) -> Operator | None:
    """Return the row of a body, under its new name if it has one; None: nobody knows it yet."""
    same = session.get(Operator, wanted.id) if wanted.id else None
    if same is not None and same.name == wanted.name:
        return same
    named = _named(session, wanted.name)
    if named is None and same is not None and runs_only_what_is_reached(session, same, by):
        same.name = wanted.name
        return same
    return named


def _typed(wanted: OperatorContent, before: Operator | None, known: Operator) -> OperatorContent:
    """Return what is known of another body, with what was typed and is not the former one's."""
    told = {
        name: getattr(wanted, name)
        for name in _TOLD
        if getattr(wanted, name) and getattr(wanted, name) != getattr(before, name, None)
    }
    return replace(operator_content(known), **told)


def _tell(operator: Operator, wanted: OperatorContent) -> None:
    for name in _TOLD:
        if getattr(operator, name) != getattr(wanted, name):
            setattr(operator, name, getattr(wanted, name))


def _named(session: Session, name: str) -> Operator | None:
    return find_operators(session, [name]).get(name)


def _count(session: Session, operator: Operator) -> int:
    listings = select(func.count()).where(Listing.operator_id == operator.id)
    return session.scalar(listings) or 0
