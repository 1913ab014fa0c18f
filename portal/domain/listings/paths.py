"""Paths: the smallest parts of a listing that can be compared and chosen one by one.

A path is the name of a field (``name``, ``contacts``), or a site and one of its fields
(``site:12:hours``), or a whole site (``site:12``) where one of two listings lacks it. Sites that
are not saved yet go by their rank (``site:+0``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from portal.domain.listings.content import ListingContent, SiteContent

LABELS: Mapping[str, str] = {
    "kind": "Type de lieu",
    "name": "Nom",
    "local_name": "Nom local",
    "description": "Présentation",
    "operator": "Gestionnaire",
    "publics": "Publics",
    "modes": "Accueil",
    "languages": "Langues",
    "cost": "Coût",
    "cost_details": "Précisions sur le coût",
    "accessible": "Accessible",
    "accessibility": "Précisions sur l’accessibilité",
    "premises": "Locaux",
    "nearby_services": "Services proches",
    "itinerant": "Itinérant",
    "source_url": "Source",
    "source_date": "Date de la source",
    "review_months": "À revoir tous les",
    "staff_note": "Note interne",
    "contacts": "Contacts",
    "offers": "Services et thèmes",
    "sites": "Ordre des adresses",
}
"""The fields of a listing, in the order in which they are shown."""

SITE_LABELS: Mapping[str, str] = {
    "stop": "Nom de l’arrêt",
    "address": "Adresse",
    "address_extra": "Complément d’adresse",
    "directions": "Comment venir",
    "postal_code": "Code postal",
    "commune": "Commune",
    "code_insee": "Code INSEE",
    "departements": "Départements servis",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "hours": "Horaires",
    "hours_note": "Précisions sur les horaires",
    "exceptions": "Horaires exceptionnels",
}
"""The fields of a site, in the order in which they are shown."""

Value = object


def site_keys(content: ListingContent) -> dict[str, SiteContent]:
    """Return the sites by the name that paths give them, in their order."""
    return {
        f"site:{site.id}" if site.id is not None else f"site:+{rank}": site
        for rank, site in enumerate(content.sites)
    }


def flat(content: ListingContent) -> dict[str, Value]:
    """Return every part of a listing by its path; the order of sites is the part ``sites``."""
    parts: dict[str, Value] = {name: getattr(content, name) for name in LABELS if name != "sites"}
    sites = site_keys(content)
    parts["sites"] = tuple(sites)
    for key, site in sites.items():
        parts |= {f"{key}:{name}": getattr(site, name) for name in SITE_LABELS}
    return parts


def differing(before: ListingContent, after: ListingContent) -> list[str]:
    """Return the paths whose parts differ; a site that only one of them has is one path."""
    old, new = flat(before), flat(after)
    mine, theirs = site_keys(before), site_keys(after)
    lone = set(mine) ^ set(theirs)
    paths = [
        path
        for path in (old | new)
        if old.get(path) != new.get(path) and site_of(path) not in lone and path != "sites"
    ]
    paths += [key for key in (*mine, *theirs) if key in lone]
    common = [key for key in mine if key in theirs]
    if common != [key for key in theirs if key in mine]:
        paths.append("sites")
    return paths


def take(base: ListingContent, other: ListingContent, paths: Iterable[str]) -> ListingContent:
    """Return ``base`` with these parts as ``other`` has them."""
    paths = tuple(paths)
    simple = {path: getattr(other, path) for path in paths if path in LABELS and path != "sites"}
    return replace(base, **simple, sites=_sites(base, other, frozenset(paths)))


def _sites(
    base: ListingContent, other: ListingContent, paths: frozenset[str]
) -> tuple[SiteContent, ...]:
    ours, theirs = site_keys(base), site_keys(other)
    kept: dict[str, SiteContent] = {}
    for key, site in ours.items():
        if key in paths and key not in theirs:
            continue
        found = theirs.get(key)
        changed = {n: getattr(found, n) for n in SITE_LABELS if f"{key}:{n}" in paths and found}
        kept[key] = replace(site, **changed)
    kept |= {key: site for key, site in theirs.items() if key in paths and key not in ours}
    if "sites" in paths:
        order = [key for key in theirs if key in kept]
        kept = {key: kept[key] for key in (*order, *(k for k in kept if k not in order))}
    return tuple(kept.values())


def label(path: str, content: ListingContent) -> str:
    """Return the French name of a path; sites go by their stop, address or commune."""
    if path in LABELS:
        return LABELS[path]
    site = site_keys(content).get(site_of(path))
    name = (site and (site.stop or site.address or site.commune)) or "adresse"
    field = path.removeprefix(site_of(path)).lstrip(":")
    if not field:
        return f"Adresse «{name}»"
    several = len(content.sites) > 1
    return f"{SITE_LABELS[field]} ({name})" if several else SITE_LABELS[field]


def site_of(path: str) -> str:
    """Return the address that a part belongs to; any other part is on its own."""
    return ":".join(path.split(":")[:2]) if path.startswith("site:") else path


_KNOWN = {field.name for field in fields(ListingContent)}
if set(LABELS) != _KNOWN:
    raise AssertionError("every field of a listing needs a French name")
