"""Suggestions: candidates scored by the wishes that they grant, each with its reasons.

A candidate gets the points of every wish that it grants, of its distance, and of being usable.
Those with enough points are suggested, the best first: one per listing, and not lines only. At
least one of them can be used, as long as any candidate can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.domain.listing import ListingKind
from portal.domain.orientation.answers import Asked
from portal.domain.orientation.model import Band, Scale
from portal.domain.vocabulary import EVERY_PARENT

MOST_REASONS = 4
_LINE = ("type", ListingKind.ECOUTE_DISTANCE.value)

Word = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Candidate:
    """A site that could be suggested, as far as the engine cares.

    ``words`` is what it says of itself, as (dimension, slug): type, theme, public, mode, fact, and
    the moments at which it is open. ``usable``: people can call it, or go to an address whose
    openings are known.
    """

    key: int
    listing: int
    words: frozenset[Word]
    distance_km: float | None = None
    usable: bool = False

    @cached_property
    def publics(self) -> frozenset[str]:
        """Whom it says it is for."""
        return frozenset(slug for name, slug in self.words if name == "public")


Scored = tuple[int, Candidate]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate, the points that it got, and why; the strongest reason first."""

    candidate: Candidate
    points: int
    reasons: tuple[str, ...]


def suggest(asked: Asked, candidates: Iterable[Candidate], scale: Scale) -> tuple[Suggestion, ...]:
    """Return the suggestions, the best first; ties go to what is usable, then to the nearest."""
    refused = _refused(asked, scale)
    scored = [
        (_points(candidate, asked, scale), candidate)
        for candidate in candidates
        if _fits(candidate, asked, refused, scale)
    ]
    ranked = sorted(scored, key=_rank)
    good = [one for one in ranked if one[0] >= scale.threshold]
    best = _with_usable(_best(_one_per_listing(good), scale), ranked, scale)
    return tuple(Suggestion(c, points, _reasons(c, asked, scale)) for points, c in best)


def _refused(asked: Asked, scale: Scale) -> frozenset[Word]:
    """Return the words that rule a candidate out: never wanted, or not asked for by name."""
    never = {(name, slug) for slug in asked.never for name in ("type", "theme")}
    return frozenset({("type", str(kind)) for kind in scale.on_request - asked.kinds} | never)


def _fits(candidate: Candidate, asked: Asked, refused: frozenset[Word], scale: Scale) -> bool:
    far = candidate.distance_km is not None and candidate.distance_km > scale.bands[-1].km
    return not far and refused.isdisjoint(candidate.words) and _receives(candidate, asked)


def _receives(candidate: Candidate, asked: Asked) -> bool:
    """Tell whether a place may receive these people: it does unless it says it is for others."""
    publics = candidate.publics
    if not asked.concerns or not publics or EVERY_PARENT in publics:
        return True
    return not publics.isdisjoint(asked.concerns)


def _points(candidate: Candidate, asked: Asked, scale: Scale) -> int:
    words = candidate.words
    granted = sum(wish.points for wish in asked.wishes if not wish.words.isdisjoint(words))
    band = _band(candidate, scale)
    near = band.points if band else scale.no_address
    return granted + near + scale.usable * candidate.usable


def _reasons(candidate: Candidate, asked: Asked, scale: Scale) -> tuple[str, ...]:
    granted = [wish for wish in asked.wishes if not wish.words.isdisjoint(candidate.words)]
    granted.sort(key=lambda wish: -wish.points)
    reasons = [(asked.for_other and wish.reason_for_other) or wish.reason for wish in granted]
    band = _band(candidate, scale)
    if band:
        reasons.append(band.reason)
    return tuple(dict.fromkeys(reasons or [scale.reason]))[:MOST_REASONS]


def _band(candidate: Candidate, scale: Scale) -> Band | None:
    if candidate.distance_km is None:
        return None
    return next((band for band in scale.bands if candidate.distance_km <= band.km), None)


def _rank(scored: Scored) -> tuple[int, bool, float, int]:
    points, candidate = scored
    distance = float("inf") if candidate.distance_km is None else candidate.distance_km
    return -points, not candidate.usable, distance, candidate.key


def _one_per_listing(ranked: Iterable[Scored]) -> list[Scored]:
    kept: dict[int, Scored] = {}
    for one in ranked:
        kept.setdefault(one[1].listing, one)
    return list(kept.values())


def _with_usable(best: list[Scored], ranked: Sequence[Scored], scale: Scale) -> list[Scored]:
    """Return the best, the last of them giving way to what can be used if none of them can."""
    usable = [one for one in ranked if one[1].usable][:1]
    if not usable or any(candidate.usable for _, candidate in best):
        return best
    others = [one for one in best if one[1].listing != usable[0][1].listing]
    return [*others[: scale.most - 1], *usable]


def _best(ranked: Sequence[Scored], scale: Scale) -> list[Scored]:
    """Return the first ones, in order; lines beyond a few only where places leave room."""
    lines = [one for one in ranked if _LINE in one[1].words]
    spare = lines[scale.most_lines :]
    first = [one for one in ranked if one not in spare][: scale.most]
    kept = [*first, *spare[: scale.most - len(first)]]
    return [one for one in ranked if one in kept]
