"""The table of a survey as a sheet: the figures of the page, with how they were made."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.french import NBSP, day_and_month
from portal.services.coverage.rows import Row
from portal.services.coverage.surveys import Survey
from portal.services.exports import Cell, Sheet

SOURCE = "Population et contours : INSEE, IGN, La Poste, DILA – Licence Ouverte 2.0"

_BEFORE = (
    "Rang de zone blanche",
    "Code",
    "Epci",
    "Départements",
    "Population",
    "Lieux",
    "Lieux ouverts",
    "Lieux financés",
    "Demi-journées par semaine",
    "Demi-journées connues",
    "Lieux aux demi-journées inconnues",
    "Arrêts itinérants",
)
_AFTER = ("Lieux hors du territoire", "Centre social", "Zone blanche")


def sheet_of(survey: Survey, rows: list[Row]) -> Sheet:
    """Return the rows under the columns of the page; what is unknown is empty, never zero."""
    radii = [f"{radius:g}".replace(".", ",") for radius in survey.coverage.radii_km]
    within = [
        name
        for radius in radii
        for name in (f"Population à {radius}{NBSP}km", f"Part à {radius}{NBSP}km (%)")
    ]
    return Sheet(
        "Couverture",
        (*_BEFORE, *within, *_AFTER),
        [tuple(_cells(row)) for row in rows],
        preamble=tuple(_preamble(survey)),
    )


def _preamble(survey: Survey) -> Iterator[tuple[str, str]]:
    question = survey.question
    day = question.start
    kinds = sorted(kind.label for kind in question.kinds)
    yield "Territoire", f"{question.scope.name} ({question.scope.slug})"
    yield "Calculé pour", f"{day_and_month(day)} {day.year}"
    yield "Distances", f"{survey.coverage.measure.label}, depuis le point de référence des communes"
    yield "Types de lieux", ", ".join(kinds)
    yield "Source", SOURCE


def _cells(row: Row) -> Iterator[Cell]:
    line, tally = row.line, row.line.tally
    yield from (row.rank, line.area.code, line.area.name, " ".join(line.area.departements))
    yield from (line.population, tally.places, tally.open_places, tally.funded_places)
    yield from (tally.half_days, tally.known_half_days, tally.untold, tally.stops)
    for people, share in zip(line.within, row.shares, strict=True):
        yield people
        yield None if share is None else round(share * 100, 1)
    yield line.elsewhere
    yield "oui" if line.social_centre else "aucun connu"
    yield "oui" if line.is_blank else "non"
