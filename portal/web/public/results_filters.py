"""The filters of the results: boxes with live counts, when, how far, and those in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from markupsafe import Markup

from portal.services.directory import Directory
from portal.services.search import PlaceSearch, search_places
from portal.web.parameters import SEVERAL, PlaceParameters
from portal.web.public.boxes import YES, Boxes
from portal.web.public.fragments import as_html
from portal.web.public.rendering import Rendering
from portal.web.public.results_address import MAP, Asked
from portal.web.public.results_choices import moment_words, radius_words

FACETS = ("type", "theme", "public", "departement", "acces", *YES)

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class InUse:
    """A filter in use: its words, and the address without it."""

    words: str
    address: str


def live_counts(directory: Directory, search: PlaceSearch, counts: Counts) -> Counts:
    """Complete the counts of results: what another value of a filter in use would give.

    The values of one filter are alternatives, so the count of each leaves its own filter out.
    """
    in_use = [name for name in search.filters if name in SEVERAL]
    if not in_use:
        return counts
    return {**counts, **{name: _without(directory, search, name) for name in in_use}}


def filters(
    asked: Asked, parameters: PlaceParameters, counts: Counts, shared: Rendering, wrong: str
) -> Markup:
    """Return the filters as they are set, with their counts; ``wrong`` is a parameter at fault."""
    groups = _groups(parameters, counts, shared.boxes)
    at_fault = wrong in ("moment", "moment_le")
    states = tuple((name, ticked) for name, (boxes, ticked) in groups.items() if boxes)
    return shared.fragments.fill(
        "filters",
        (bool(parameters.filters), states),
        _hidden(asked),
        shared.fragments.get("filter_row", parameters.moment, parameters.rayon_km, at_fault),
        *(boxes for boxes, _ticked in groups.values()),
    )


def in_use(asked: Asked, parameters: PlaceParameters, boxes: Boxes) -> list[InUse]:
    """Return the filters in use, each with the address that takes it away."""
    found = [
        InUse(boxes.words(name).get(value, value), asked.without((name, value)))
        for name, values in parameters.filters.items()
        for value in sorted(values)
    ]
    if parameters.moment:
        words = moment_words().get(parameters.moment) or _("À la date choisie")
        found.append(InUse(words, asked.changed({"moment": None})))
    if parameters.rayon_km:
        found.append(InUse(radius_words(parameters.rayon_km), asked.changed({"rayon_km": None})))
    if parameters.q:
        found.append(InUse(f"« {parameters.q} »", asked.changed({"q": None})))
    return found


def _without(directory: Directory, search: PlaceSearch, name: str) -> Mapping[str, int]:
    others = {facet: values for facet, values in search.filters.items() if facet != name}
    wider = replace(search, filters=others, facets=(name,), page=1, per_page=1)
    return search_places(directory, wider).facets.get(name, {})


def _groups(
    parameters: PlaceParameters, counts: Counts, boxes: Boxes
) -> Mapping[str, tuple[Markup, int]]:
    """Return the boxes of each group of the template, in its order, and how many are ticked."""

    def group(name: str, among: tuple[str, ...] | None = None) -> tuple[Markup, int]:
        chosen = getattr(parameters, name)
        ticked = len(chosen) if among is None else len(set(chosen).intersection(among))
        return boxes.counted(name, counts.get(name, {}), chosen, among), ticked

    yes = (boxes.counted(name, counts.get(name, {}), (getattr(parameters, name),)) for name in YES)
    return {
        "acces": group("acces"),
        "yes": (as_html(yes), 0),
        "moments": group("theme", boxes.moments),
        "services": group("theme", boxes.services),
        "publics": group("public"),
        "types": group("type"),
    }


def _hidden(asked: Asked) -> Markup:
    """Return what the form carries along: a position, and that the map is shown."""
    pairs = [pair for pair in asked.pairs if pair[0] in ("lat", "lon", MAP)]
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return as_html(field.format(*pair) for pair in pairs)
