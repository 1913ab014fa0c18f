"""Duplicates: pairs of listings that may be one place, and why.

Two listings may be one place when they have

- the same telephone (one that more than five listings share is a switchboard: name and place must
  agree as well);
- the same SIRET and names that are alike, or the same SIRET and kind, in one commune or within
  300 m (within 300 m only, for a body of more than five places: two kinds are two listings);
- names that are alike within 300 m, or, where a position is not known, nearly the same name in one
  commune (``similarity`` says what alike is).

Never a pair that somebody found to be two places, never an archived listing. Of another Caf only
what is published takes part, with what the public may read, and the SIRET, which is in the
national register.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.access import Actor
from portal.domain.french import NBSP
from portal.domain.history import Act
from portal.domain.listing import ListingStatus
from portal.domain.listings.content import ListingContent
from portal.services.audit import record
from portal.services.listings.comparing import reasons
from portal.services.listings.lookalikes import pairs_to_compare
from portal.services.listings.reading import content_of, subject_of
from portal.services.listings.traits import Traits, load_traits, traits_of
from portal.store.db import NotFoundError, db, transaction
from portal.store.listings import get_reached
from portal.store.workbench import NotDuplicate, load_not_duplicates


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A pair, with why in French, the strongest reasons first. ``first`` is within reach."""

    first: Traits
    second: Traits
    reasons: tuple[str, ...]
    strength: float

    @property
    def can_be_merged(self) -> bool:
        """Whether both are within reach."""
        return self.first.reached and self.second.reached

    @property
    def ids_to_merge(self) -> tuple[int | None, int | None]:
        """Which would be kept and which would go: what the public sees stays."""
        pair = (self.first, self.second)
        kept, other = sorted(pair, key=lambda traits: traits.status is not ListingStatus.PUBLIEE)
        return kept.id, other.id


def find_duplicates(by: Actor) -> list[Duplicate]:
    """Return the pairs of which one at least is within the actor's reach, the likeliest first."""
    session = db.session()
    found = load_traits(session, by)
    ours = [rank for rank, traits in enumerate(found) if traits.reached]
    return _compared(session, found, ours)


def duplicates_of(listing_id: int, by: Actor) -> list[Duplicate]:
    """Return what may be the same place as a listing within reach; it is ``first`` in each pair.

    Raises ``NotFoundError`` out of reach.
    """
    session = db.session()
    listing = get_reached(session, listing_id, by)
    found = load_traits(session, by, traits_of(content_of(listing), listing.caf_id))
    ours = [rank for rank, traits in enumerate(found) if traits.id == listing_id]
    return [_seen_from(pair, listing_id) for pair in _compared(session, found, ours)]


def warn_of(content: ListingContent, caf_id: int | None, by: Actor) -> list[Duplicate]:
    """Return what may be the same place as a listing that is not saved yet.

    It is ``first`` in each pair; listings of the same Caf come before others.
    """
    session = db.session()
    unsaved = traits_of(content, caf_id)
    found = [unsaved, *load_traits(session, by, unsaved)]
    pairs = _compared(session, found, [0])
    return sorted(pairs, key=lambda pair: pair.second.caf_id != caf_id)


def set_apart(first_id: int, second_id: int, by: Actor, now: datetime) -> None:
    """Remember that two listings are two places, in the history of those within reach.

    One must be within reach and the other one that the actor may know of: else ``NotFoundError``.
    It is said for everybody: a pair across two Caf is apart for both.
    """
    with transaction() as session:
        known = {traits.id: traits for traits in load_traits(session, by)}
        pair = [known.get(first_id), known.get(second_id)]
        if first_id == second_id or None in pair or not any(t.reached for t in pair if t):
            raise NotFoundError(f"no pair {first_id}, {second_id} for this actor")
        _remember(session, known[first_id], known[second_id], by, now)


def set_all_apart(listing_id: int, others: Collection[int], by: Actor, now: datetime) -> None:
    """Remember that a listing within reach is none of ``others``, as far as it looks like them.

    Raises ``NotFoundError`` out of reach.
    """
    if not others:
        return
    with transaction() as session:
        for pair in duplicates_of(listing_id, by):
            if pair.second.id in others:
                _remember(session, pair.first, pair.second, by, now)


def _remember(session: Session, first: Traits, second: Traits, by: Actor, now: datetime) -> None:
    low, high = sorted((first.id or 0, second.id or 0))
    if session.get(NotDuplicate, (low, high)) is not None:
        return
    session.add(NotDuplicate(first_id=low, second_id=high, agent_id=by.agent_id, decided_at=now))
    for mine, other in ((first, second), (second, first)):
        if mine.reached:
            subject = subject_of(get_reached(session, mine.id or 0, by))
            detail = f"et «{other.name}», fiche n°{NBSP}{other.id}"
            record(session, by, Act.NOT_DUPLICATE, subject, now, detail=detail)


def _seen_from(pair: Duplicate, listing_id: int) -> Duplicate:
    if pair.first.id == listing_id:
        return pair
    return Duplicate(pair.second, pair.first, pair.reasons, pair.strength)


def _compared(session: Session, found: Sequence[Traits], ours: Collection[int]) -> list[Duplicate]:
    apart = load_not_duplicates(session)
    sharing = Counter(number for traits in found for number in traits.numbers)
    pairs = []
    for one, other in sorted(pairs_to_compare(found, ours)):
        # Of two listings, the one within reach comes first.
        first, second = sorted((found[one], found[other]), key=lambda traits: not traits.reached)
        if tuple(sorted((first.id or 0, second.id or 0))) in apart:
            continue
        why = sorted(reasons(first, second, sharing), key=lambda reason: -reason.weight)
        if why:
            words = tuple(reason.words for reason in why)
            pairs.append(Duplicate(first, second, words, sum(reason.weight for reason in why)))
    return sorted(pairs, key=lambda pair: -pair.strength)
