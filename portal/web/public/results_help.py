"""When nothing is found: what to change, how much that gives, and what is nearest beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from portal.services.directory import Directory
from portal.services.search import PlaceSearch, Result, search_places
from portal.web.public.boxes import Boxes
from portal.web.public.results_address import Asked
from portal.web.public.results_choices import radius_words

_BEYOND = 3


@dataclass(frozen=True, slots=True)
class WayOn:
    """One thing to change, the address that does it, and how many places it gives."""

    words: str
    address: str
    count: int


def ways_on(
    directory: Directory, search: PlaceSearch, asked: Asked, boxes: Boxes
) -> tuple[WayOn, ...]:
    """Return the changes that give something, one at a time; if none does, all of them at once."""
    found = tuple(
        WayOn(words, asked.changed(changes), count)
        for words, changes, wider in _changes(search, boxes)
        if (count := _total(directory, wider))
    )
    return found or tuple(_everything(directory, search, asked))


def nearest_beyond(directory: Directory, search: PlaceSearch) -> tuple[Result, ...]:
    """Return the nearest places outside the radius."""
    if search.radius_km is None:
        return ()
    found = search_places(directory, replace(search, radius_km=None, page=1, per_page=_BEYOND))
    return tuple(place for place in found.places if place.distance_km is not None)


def _changes(
    search: PlaceSearch, boxes: Boxes
) -> Iterator[tuple[str, Mapping[str, str | None], PlaceSearch]]:
    if search.radius_km:
        twice = 2 * search.radius_km
        yield radius_words(twice), {"rayon_km": f"{twice:g}"}, replace(search, radius_km=twice)
        yield _("À toute distance"), {"rayon_km": None}, replace(search, radius_km=None)
    if search.moment:
        yield _("À un autre moment"), {"moment": None}, replace(search, moment=None)
    if search.words:
        words = _("Sans les mots « %(words)s »", words=search.words)
        yield words, {"q": None}, replace(search, words="")
    for name, values in search.filters.items():
        known = boxes.words(name)
        labels = ", ".join(known.get(value, value) for value in sorted(values))
        others = {facet: kept for facet, kept in search.filters.items() if facet != name}
        words = _("Sans le filtre « %(filter)s »", filter=labels)
        yield words, {name: None}, replace(search, filters=others)


def _everything(directory: Directory, search: PlaceSearch, asked: Asked) -> Iterator[WayOn]:
    wider = PlaceSearch(origin=search.origin)
    changes = dict.fromkeys(("rayon_km", "moment", "q", *search.filters))
    if count := _total(directory, wider):
        yield WayOn(_("Tous les lieux, sans aucun filtre"), asked.changed(changes), count)


def _total(directory: Directory, search: PlaceSearch) -> int:
    return search_places(directory, replace(search, page=1, per_page=1, facets=())).total
