"""What the pages to browse by show: themes, départements, communes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from portal.domain.listing import NATIONAL, ListingKind
from portal.domain.territory import Commune, Departement
from portal.domain.vocabulary import Family, Term
from portal.services.browsing import (
    Around,
    around,
    communes_by_epci,
    count_by,
    neighbours,
    parts_of,
    places_of_departement,
)
from portal.services.directory import Directory
from portal.services.listening import listening_services
from portal.services.search import Result
from portal.store.theme_texts import load_theme_texts
from portal.web.public.fragments import as_html
from portal.web.public.languages import language
from portal.web.public.rendering import Rendering

_LINES = 4
FAMILIES = (
    Family.MOMENT_DE_VIE,
    Family.SERVICE,
    Family.MISSION_SOCLE,
    Family.MISSION_COMPLEMENTAIRE,
)

Counted = tuple[Term, int]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme: its words, why it helps, where it is found, who answers about it."""

    term: Term
    help: str
    total: int
    departements: tuple[tuple[str, str, int], ...]
    lines: Markup


@dataclass(frozen=True, slots=True)
class KindView:
    """The places of one kind in a département: how many, and the first of them."""

    slug: str
    label: str
    count: int
    places: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class EpciView:
    """The communes of an EPCI that lie in a département."""

    code: str
    name: str
    communes: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class DepartementView:
    """A département: its places by kind, its listening lines, its communes."""

    departement: Departement
    region: str
    total: int
    kinds: tuple[KindView, ...]
    lines: Markup
    epcis: tuple[EpciView, ...]


@dataclass(frozen=True, slots=True)
class CommuneView:
    """A commune: what is nearest, when, who answers by phone, and what lies around."""

    commune: Commune
    departement: Departement
    epci: str
    parts: tuple[Commune, ...]
    whole: Commune | None
    around: Around
    cards: Markup
    lines: Markup
    neighbours: tuple[tuple[Commune, float], ...]


def themes_by_family(directory: Directory) -> list[tuple[str, list[Counted]]]:
    """Return the themes in the order in which people look for them, with their numbers."""
    counts = count_by(directory, "theme")
    headings = (
        _("Ce que vous vivez"),
        _("Ce que vous pouvez y faire"),
        _("Ce que fait tout lieu ressource"),
        _("Pour les professionnels"),
    )
    vocabulary = directory.vocabulary
    return [
        (heading, [(term, counts.get(term.slug, 0)) for term in vocabulary.family(family)])
        for heading, family in zip(headings, FAMILIES, strict=True)
    ]


def theme_view(directory: Directory, term: Term, shared: Rendering) -> ThemeView:
    """Return what to show of a theme."""
    names = shared.labels.departements
    counts = count_by(directory, "departement", theme=term.slug)
    services = listening_services(directory, NATIONAL)
    about = [line for line in services if term.slug in line.listing["themes"]]
    return ThemeView(
        term=term,
        help=load_theme_texts().get(term.slug, ""),
        total=count_by(directory, "theme", theme=term.slug).get(term.slug, 0),
        departements=tuple(
            (code, name, counts[code]) for code, name in names.items() if code in counts
        ),
        lines=_cards((about or services)[:_LINES], shared),
    )


def departements_by_region(directory: Directory) -> list[tuple[str, list[tuple[Departement, int]]]]:
    """Return the départements of each région with their numbers of places."""
    territory, counts = directory.territory, count_by(directory, "departement")
    grouped: defaultdict[str, list[tuple[Departement, int]]] = defaultdict(list)
    for code, departement in territory.departements.items():
        grouped[departement.region].append((departement, counts.get(code, 0)))
    named = ((territory.regions[region].name, found) for region, found in grouped.items())
    return sorted(named)


def departement_view(
    directory: Directory, departement: Departement, shared: Rendering
) -> DepartementView:
    """Return what to show of a département."""
    code = departement.code
    found = places_of_departement(directory, code)
    return DepartementView(
        departement=departement,
        region=directory.territory.regions[departement.region].name,
        total=found.total,
        kinds=tuple(_kinds(found.places, found.facets["type"], shared.labels.kinds)),
        lines=_cards(listening_services(directory, code)[:_LINES], shared),
        epcis=tuple(_epcis(directory, code)),
    )


def commune_view(directory: Directory, commune: Commune, shared: Rendering) -> CommuneView:
    """Return what to show of a commune or arrondissement."""
    territory = directory.territory
    found = around(directory, commune)
    return CommuneView(
        commune=commune,
        departement=territory.departements[commune.departement],
        epci=territory.epcis[commune.epci].name if commune.epci else "",
        parts=parts_of(territory, commune),
        whole=territory.find_commune(commune.parent) if commune.parent else None,
        around=found,
        cards=_cards(found.places, shared),
        lines=_cards(listening_services(directory, commune.departement)[:_LINES], shared),
        neighbours=neighbours(territory, commune),
    )


def _kinds(
    places: Sequence[Result], counts: Mapping[str, int], labels: Mapping[str, str]
) -> list[KindView]:
    return [
        KindView(
            slug,
            labels[slug],
            counts[slug],
            tuple(place for place in places if place.listing["type"] == slug),
        )
        for slug in labels
        # Listening services have a part of the page of their own.
        if slug in counts and slug != ListingKind.ECOUTE_DISTANCE
    ]


def _epcis(directory: Directory, code: str) -> list[EpciView]:
    known = directory.territory.epcis
    named = (
        EpciView(epci or "sans", known[epci].name if epci else _("Sans intercommunalité"), communes)
        for epci, communes in communes_by_epci(directory.territory, code).items()
    )
    return sorted(named, key=lambda view: view.name)


def _cards(results: Sequence[Result], shared: Rendering) -> Markup:
    code = language().code
    return as_html([shared.cards.render(result, shared.labels, code) for result in results])
