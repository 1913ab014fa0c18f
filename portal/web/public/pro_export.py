"""The files of a search: all its places in the order and with the columns of the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from portal.domain.days import PARIS
from portal.domain.french import NBSP
from portal.services.directory import Directory
from portal.services.exports import Sheet
from portal.services.search import Results, search_places
from portal.web.public.pro_page import Filter, makers, written_filters
from portal.web.public.pro_question import Question, facet_counts
from portal.web.public.pro_rows import COLUMNS
from portal.web.public.rendering import Rendering
from portal.web.public.wording import day

MOST_ROWS = 5000
_SOURCES = (
    "Fiches des Caf et pages publiques, nommées dans la colonne Source. Communes et départements : "
    "INSEE, IGN, La Poste, DILA – Licence Ouverte 2.0."
)
_CAUTION = "Un lieu « non vérifié » peut avoir changé : téléphonez avant d’orienter quelqu’un."


@dataclass(frozen=True, slots=True)
class ProExport:
    """The sheet, and the name of its file without the extension."""

    sheet: Sheet
    file_name: str


def pro_export(
    question: Question, address: str, directory: Directory, shared: Rendering
) -> ProExport:
    """Return every place of a search; ``address`` is where the screen shows it."""
    everything = replace(question.search, page=1, per_page=MOST_ROWS)
    results = search_places(directory, everything)
    facets, rows = makers(directory, shared)
    counts = facet_counts(directory, everything, results.facets)
    groups = facets.groups(counts, everything.filters)
    now = directory.clock().astimezone(PARIS)
    preamble = [
        ("Recherche", address),
        *(written_filters(question, groups) or [("Filtres", "aucun : tout l’annuaire")]),
        ("Résultats", _counted(results)),
        ("Ouverture", f"État {_moment(question, now)}"),
        ("Données du", f"{day(results.data_of.date().isoformat())}"),
        ("Sources", _SOURCES),
        ("À savoir", _CAUTION),
    ]
    lines = [rows.of_result(result).cells for result in results.places]
    name = f"lieux-parents-{now:%Y-%m-%d-%Hh%M}"
    return ProExport(Sheet("Lieux", COLUMNS, lines, _once(preamble)), name)


def _counted(results: Results) -> str:
    shown = f"{results.total:,}".replace(",", NBSP)
    if results.total <= MOST_ROWS:
        return shown
    return (
        f"{shown}. Ce fichier s’arrête aux {MOST_ROWS} premiers : ajoutez un filtre, un lieu ou un "
        "rayon pour avoir les autres."
    )


def _moment(question: Question, now: datetime) -> str:
    asked = question.search.moment
    instant = asked.local if asked is not None and asked.local is not None else now
    when = f"{day(instant.date().isoformat())} à {instant:%H:%M}"
    return f"au {when}" + ("" if instant is not now else ", heure de Paris")


def _once(lines: list[Filter]) -> list[Filter]:
    return [(about, said) for about, said in lines if said]
