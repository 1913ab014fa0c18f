"""Why two listings may be one place, in French; nothing where they are plainly two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from portal.domain.french import NBSP
from portal.services.listings.distances import Point, km_between
from portal.services.listings.similarity import SIMILAR, likeness
from portal.services.listings.traits import NEAR_KM, Place, Traits

_MOST_SHARING = 5
"""A telephone or SIRET that more listings share, that of a switchboard or of a body with many
places, tells something only beside what else they have in common."""

_NEARLY_THE_SAME = 0.8
"""How alike names must be where all that is known of a position is the commune."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and how much it weighs beside others."""

    words: str
    weight: float


def reasons(one: Traits, other: Traits, sharing: Mapping[str, int]) -> list[Reason]:
    """Return why they may be one place; ``sharing`` is how many have each telephone or SIRET."""
    alike = max((likeness(a, b) for a, b in product(one.names, other.names)), default=0.0)
    if alike < SIMILAR and not one.phones & other.phones and not _one_siret(one, other):
        return []
    apart_km = _apart_km(one, other)
    where = _where(one, other, apart_km)
    found = [
        _same_phone(one, other, sharing, one_place=bool(where) and alike >= SIMILAR),
        _same_siret(one, other, alike, where or _same_commune(one, other, sharing)),
        _same_name(alike, where, exact=apart_km is not None),
    ]
    return [reason for reason in found if reason]


def _same_phone(
    one: Traits, other: Traits, sharing: Mapping[str, int], *, one_place: bool
) -> Reason | None:
    numbers = sorted(
        number
        for number in one.phones & other.phones
        if sharing[number] <= _MOST_SHARING or one_place
    )
    if not numbers:
        return None
    return Reason(f"Même téléphone{NBSP}: {_written(numbers[0])}", 1.0)


def _same_siret(one: Traits, other: Traits, alike: float, where: str) -> Reason | None:
    if not _one_siret(one, other):
        return None
    same = f"Même gestionnaire (SIRET{NBSP}{one.siret})"
    if alike >= SIMILAR:
        return Reason(f"{same} et {_named(alike)}", alike)
    # A managing body often has several services in a commune, of different kinds under one roof.
    return Reason(f"{same}, même type, {where}", 0.5) if where and one.kind is other.kind else None


def _same_commune(one: Traits, other: Traits, sharing: Mapping[str, int]) -> str:
    """Say that they share a commune, unless their managing body has places all over it."""
    few = one.siret is not None and sharing[one.siret] <= _MOST_SHARING
    return "dans la même commune" if few and _communes(one) & _communes(other) else ""


def _one_siret(one: Traits, other: Traits) -> bool:
    return one.siret is not None and one.siret == other.siret


def _same_name(alike: float, where: str, *, exact: bool) -> Reason | None:
    if not where or alike < (SIMILAR if exact else _NEARLY_THE_SAME):
        return None
    named = _named(alike)
    return Reason(f"{named[0].upper()}{named[1:]}, {where}", alike)


def _named(alike: float) -> str:
    return "même nom" if alike == 1 else "nom proche"


def _where(one: Traits, other: Traits, apart_km: float | None) -> str:
    """Say that the two are near to each other, or ""; their commune where no more is known."""
    if apart_km is not None:
        return f"à {round(apart_km * 100) * 10}{NBSP}m" if apart_km <= NEAR_KM else ""
    return "dans la même commune" if _communes(one) & _communes(other) else ""


def _communes(traits: Traits) -> set[str]:
    return {place.code_insee for place in traits.places} - {""}


def _apart_km(one: Traits, other: Traits) -> float | None:
    pairs = product(_positions(one.places), _positions(other.places))
    return min((km_between(here, there) for here, there in pairs), default=None)


def _positions(places: tuple[Place, ...]) -> list[Point]:
    return [
        (place.latitude, place.longitude)
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]


def _written(digits: str) -> str:
    if len(digits) != 10:
        return digits
    return NBSP.join(digits[start : start + 2] for start in range(0, 10, 2))
