"""Suggestions: candidates scored by the wishes that they grant, each with its reasons.

A candidate gets the points of every wish that it grants, of its distance, and of being reachable.
Those with enough points are suggested, the best first, one per listing. At least one of them can be
used at once, as long as any candidate can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.listing import ListingKind
from portal.domain.orientation.answers import Asked
from portal.domain.orientation.model import Band, Scale

EVERY_PARENT = "tous_parents"
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site that could be suggested, as far as the engine cares.

    ``words`` is what it says of itself, as (dimension, slug): type, theme, public, mode, fact, and
    the moments at which it is open. ``usable``: people can call it, or go to an address whose
    openings are known.
    """

    key: int
    listing: int
    words: frozenset[tuple[str, str]]
    distance_km: float | None = None
    usable: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate, the points that it got, and why; the strongest reason first."""

    candidate: Candidate
    points: int
    reasons: tuple[str, ...]


def suggest(asked: Asked, candidates: Iterable[Candidate], scale: Scale) -> tuple[Suggestion, ...]:
    """Return the suggestions, the best first; ties go to what is usable, then to the nearest."""
    refused = _refused(asked, scale)
    judged = [_judge(c, asked, scale) for c in candidates if _fits(c, asked, refused, scale)]
    ranked = _one_per_listing(sorted(judged, key=_rank))
    best = [found for found in ranked if found.points >= scale.threshold][: scale.most]
    if not any(found.candidate.usable for found in best):
        usable = [found for found in ranked if found.candidate.usable]
        best = [*best[: scale.most - 1], *usable[:1]]
    return tuple(best)


def _refused(asked: Asked, scale: Scale) -> frozenset[tuple[str, str]]:
    """Return the words that rule a candidate out: never wanted, or not asked for by name."""
    kinds: frozenset[ListingKind] = scale.on_request - asked.kinds
    return frozenset(
        {("type", str(kind)) for kind in kinds}
        | {(dimension, slug) for slug in asked.never for dimension in ("type", "theme")}
    )


def _fits(
    candidate: Candidate, asked: Asked, refused: frozenset[tuple[str, str]], scale: Scale
) -> bool:
    far = candidate.distance_km is not None and candidate.distance_km > scale.bands[-1].km
    return not far and refused.isdisjoint(candidate.words) and _receives(candidate, asked)


def _receives(candidate: Candidate, asked: Asked) -> bool:
    """Tell whether a place may receive these people: it does unless it says it is for others."""
    publics = {slug for dimension, slug in candidate.words if dimension == "public"}
    if not asked.concerns or not publics or EVERY_PARENT in publics:
        return True
    return not publics.isdisjoint(asked.concerns)


def _judge(candidate: Candidate, asked: Asked, scale: Scale) -> Suggestion:
    granted = [wish for wish in asked.wishes if not wish.words.isdisjoint(candidate.words)]
    granted.sort(key=lambda wish: -wish.points)
    band = _band(candidate.distance_km, scale.bands)
    points = sum(wish.points for wish in granted) + (band.points if band else scale.no_address)
    reasons = [(asked.for_other and wish.reason_for_other) or wish.reason for wish in granted]
    if band:
        reasons.append(band.reason)
    return Suggestion(
        candidate,
        points + scale.reachable * candidate.usable,
        tuple(dict.fromkeys(reasons or [scale.reason]))[:MOST_REASONS],
    )


def _band(distance_km: float | None, bands: Sequence[Band]) -> Band | None:
    if distance_km is None:
        return None
    return next((band for band in bands if distance_km <= band.km), None)


def _rank(found: Suggestion) -> tuple[int, bool, float, int]:
    candidate = found.candidate
    distance = float("inf") if candidate.distance_km is None else candidate.distance_km
    return -found.points, not candidate.usable, distance, candidate.key


def _one_per_listing(ranked: Iterable[Suggestion]) -> list[Suggestion]:
    kept: dict[int, Suggestion] = {}
    for found in ranked:
        kept.setdefault(found.candidate.listing, found)
    return list(kept.values())
