"""Putting two listings of one place together: the parts that differ, and what each choice gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.domain.labels import LabelledEnum
from portal.domain.listings.changes import Words, changes, show
from portal.domain.listings.content import ContactContent, ListingContent, OfferContent, SiteContent
from portal.domain.listings.paths import differing, flat, label, site_keys, take
from portal.services.listings.same_sites import align_sites, with_stops_of_their_own


class Choice(LabelledEnum):
    """Which of the two listings a part is taken from."""

    KEPT = "gardee", "La fiche gardée"
    OTHER = "autre", "L’autre fiche"
    BOTH = "deux", "Les deux"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the two say differently, in words; ``paths`` are chosen together."""

    key: str
    label: str
    kept: str
    other: str
    paths: tuple[str, ...]
    choices: tuple[Choice, ...]
    proposed: Choice


_TOGETHER: Mapping[str, str] = {
    "cost_details": "cost",
    "accessibility": "accessible",
    "source_date": "source_url",
}
"""What makes sense only with another field."""

_TOGETHER_IN_SITES: Mapping[str, str] = {
    "address_extra": "address",
    "postal_code": "address",
    "commune": "address",
    "code_insee": "address",
    "latitude": "address",
    "longitude": "address",
    "hours_note": "hours",
}


def parts_of(kept: ListingContent, other: ListingContent, words: Words = str) -> list[Part]:
    """Return what the two say differently; their sites at one place count as one site.

    The order of sites is not asked for: that of the kept listing stays.
    """
    aligned = align_sites(kept, other)
    groups: dict[str, list[str]] = {}
    for path in differing(kept, aligned):
        if path != "sites":
            groups.setdefault(_group(path), []).append(path)
    told = {change.path: change.words for change in changes(kept, aligned, words)}
    parts = []
    for key, paths in groups.items():
        if paths == [key]:
            before, after = told[key].before, told[key].after
        else:
            before, after = _shown(kept, key, words), _shown(aligned, key, words)
        choices, proposed = _choices(key, before, after, max(len(kept.sites), len(other.sites)))
        name = label(key, kept if _site_of(key) in site_keys(kept) else aligned)
        parts.append(Part(key, name, before, after, tuple(paths), choices, proposed))
    return parts


def combine(
    kept: ListingContent, other: ListingContent, choices: Mapping[str, Choice]
) -> ListingContent:
    """Return the kept listing with the parts that were chosen, as ``parts_of`` names them.

    What was not chosen, or cannot be chosen so, is as proposed.
    """
    aligned = align_sites(kept, other)
    parts = parts_of(kept, other)
    chosen = {part.key: _valid(part, choices.get(part.key)) for part in parts}
    taken = [path for p in parts if chosen[p.key] is Choice.OTHER for path in p.paths]
    result = take(kept, aligned, taken)
    united: dict[str, Any] = {
        part.key: _UNITED[part.key](getattr(kept, part.key), getattr(aligned, part.key))
        for part in parts
        if chosen[part.key] is Choice.BOTH
    }
    return with_stops_of_their_own(replace(result, **united))


def _choices(
    key: str, before: str, after: str, most_sites: int
) -> tuple[tuple[Choice, ...], Choice]:
    """Return what can be chosen for a part, and what is proposed."""
    either = (Choice.KEPT, Choice.OTHER)
    if key in _UNITED and before and after:
        return (*either, Choice.BOTH), Choice.BOTH
    if key == _site_of(key):
        # Tours have many stops, each of which may be known to one listing only.
        return either, Choice.OTHER if not before and most_sites > 1 else Choice.KEPT
    return either, Choice.KEPT if before else Choice.OTHER


def _valid(part: Part, wanted: Choice | None) -> Choice:
    return wanted if wanted in part.choices else part.proposed


def _shown(content: ListingContent, key: str, words: Words) -> str:
    """Tell a group of fields in one line."""
    site, _, name = key.rpartition(":")
    if name == "address":
        return _address(site_keys(content)[site])
    together = _TOGETHER_IN_SITES if site else _TOGETHER
    names = [name, *(other for other, group in together.items() if group == name)]
    parts = flat(content)
    told = (show(parts.get(f"{site}:{n}" if site else n), words) for n in names)
    return ", ".join(filter(None, told))


def _address(site: SiteContent) -> str:
    town = " ".join(filter(None, (site.postal_code, site.commune)))
    point = ""
    if site.latitude is not None and site.longitude is not None:
        point = f"point {site.latitude:.5f} {site.longitude:.5f}"
    return ", ".join(filter(None, (site.address, site.address_extra, town, point)))


def _group(path: str) -> str:
    if not path.startswith("site:"):
        return _TOGETHER.get(path, path)
    site, _, name = path.rpartition(":")
    group = _TOGETHER_IN_SITES.get(name)
    return f"{site}:{group}" if group else path


def _site_of(path: str) -> str:
    """Return the whole site that a path is in, "" for what is in none."""
    return ":".join(path.split(":")[:2]) if path.startswith("site:") else ""


def _slugs(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ours, *theirs)))


def _contacts(
    ours: Sequence[ContactContent], theirs: Sequence[ContactContent]
) -> tuple[ContactContent, ...]:
    known = {(contact.kind, _bare(contact.value)) for contact in ours}
    more = (contact for contact in theirs if (contact.kind, _bare(contact.value)) not in known)
    return (*ours, *more)


def _offers(
    ours: Sequence[OfferContent], theirs: Sequence[OfferContent]
) -> tuple[OfferContent, ...]:
    known = {offer.theme for offer in ours}
    return (*ours, *(offer for offer in theirs if offer.theme not in known))


def _notes(ours: str, theirs: str) -> str:
    return f"{ours}\n\n{theirs}"


def _bare(value: str) -> str:
    return value.casefold().replace(" ", "").rstrip("/")


_UNITED: Mapping[str, Callable[[Any, Any], Any]] = {
    "publics": _slugs,
    "modes": _slugs,
    "languages": _slugs,
    "premises": _slugs,
    "nearby_services": _slugs,
    "contacts": _contacts,
    "offers": _offers,
    "staff_note": _notes,
}
"""What can be taken from both, and how."""
