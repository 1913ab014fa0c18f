"""Indicators as sheets: the sums of an area and its parts, and the rows of its places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from portal.domain.access import Actor
from portal.domain.history import Act, Subject, SubjectKind
from portal.domain.indicators.aggregates import Answer, Total, counted
from portal.domain.indicators.areas import AreaKind
from portal.domain.indicators.catalogue import Catalogue
from portal.services.audit import record
from portal.services.exports import Cell, Sheet
from portal.services.indicators.aggregating import Aggregates, AreaTotals
from portal.store.db import transaction

SUM_COLUMNS = (
    "Découpage",
    "Territoire",
    "Lieux financés",
    "Lieux sollicités",
    "Lieux qui ont répondu",
    "Lieux validés",
    "Lieux sans réponse",
    "Rubrique",
    "Indicateur",
    "Somme",
    "Lieux dans la somme",
    "Lieux comparés",
    "Somme des lieux comparés",
    "Somme des lieux comparés, année d’avant",
)
_PLACE_COLUMNS = ("Fiche", "Type", "Caf", "Département", "Epci", "Commune", "Réponse")


def sums_sheet(found: Aggregates, catalogue: Catalogue) -> Sheet:
    """Return the sums, one row for each area and indicator; what nobody gave is an empty cell."""
    areas = [found.whole, *(part for parts in found.parts.values() for part in parts)]
    rows = [row for area in areas for row in _sums(area, catalogue)]
    return Sheet("Indicateurs", SUM_COLUMNS, rows, _preamble(found))


def places_sheet(found: Aggregates, catalogue: Catalogue) -> Sheet:
    """Return one row for each place; the figures of those that do not count are empty cells."""
    columns = (*_PLACE_COLUMNS, *(each.label for each in catalogue.indicators))
    known = counted(found.answers, waiting=found.asked.waiting)
    rows = [
        (*_place(answer), *(said.get(each.slug) for each in catalogue.indicators))
        for answer in found.answers
        for said in (known.get(answer.place.listing_id, {}),)
    ]
    return Sheet("Lieux", columns, rows, _preamble(found))


def take_places(found: Aggregates, catalogue: Catalogue, by: Actor, now: datetime) -> Sheet:
    """Return the rows of the places; history says who took them away."""
    sheet = places_sheet(found, catalogue)
    caf_id = min(by.caf_ids) if by.caf_ids else None
    asked = found.asked
    name = f"Indicateurs {asked.year} de {len(sheet.rows)} lieux, {asked.area.name}"
    with transaction() as session:
        subject = Subject(SubjectKind.EXPORT, None, name, caf_id)
        record(session, by, Act.LISTINGS_EXPORTED, subject, now)
    return sheet


def _preamble(found: Aggregates) -> list[tuple[str, str]]:
    asked = found.asked
    counts = "validés, et envoyés à valider" if asked.waiting else "validés seulement"
    return [
        ("Année", str(asked.year)),
        ("Territoire", asked.area.name),
        ("Indicateurs comptés", counts),
        ("Cellule vide", "réponse manquante : elle n’est jamais comptée comme zéro"),
    ]


def _sums(area: AreaTotals, catalogue: Catalogue) -> Iterator[tuple[Cell, ...]]:
    found = area.response
    counts = (found.places, found.asked, found.entered, found.validated, found.missing)
    for group in catalogue.groups:
        for indicator in group.indicators:
            total = area.totals[indicator.slug]
            yield area.area.kind.label, area.area.name, *counts, group.label, *_total(total)


def _total(total: Total) -> tuple[Cell, ...]:
    same = total.same
    return (total.indicator.label, total.value, total.answers, total.both, same.value, same.before)


def _place(answer: Answer) -> tuple[Cell, ...]:
    place = answer.place
    kinds = (AreaKind.CAF, AreaKind.DEPARTEMENT, AreaKind.EPCI)
    areas = (place.name_of(kind) for kind in kinds)
    return (place.name, place.kind.label, *areas, place.commune, answer.progress.label)
