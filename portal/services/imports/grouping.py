"""Grouping: the lines that share an ``id_externe`` are the stops of one listing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.services.imports.cells import Value
from portal.services.imports.columns import SITE_COLUMNS
from portal.services.imports.lines import Line
from portal.services.imports.report import LineError


@dataclass(slots=True)
class ListingData:
    """What a file says of one listing: the values that its lines share, and one line per site."""

    external_id: str
    first_line: int
    values: Mapping[str, Value]
    sites: list[Line] = field(default_factory=list)


def group(lines: Iterable[Line]) -> tuple[list[ListingData], list[LineError]]:
    """Group good lines into listings, in the order of the file.

    A line that repeats a stop of its listing, or that contradicts the first line on something that
    belongs to the listing as a whole, is left out and reported.
    """
    listings: dict[str, ListingData] = {}
    errors: list[LineError] = []
    for line in lines:
        external_id = str(line.values["id_externe"])
        shared = {c: v for c, v in line.values.items() if c not in SITE_COLUMNS}
        data = listings.setdefault(external_id, ListingData(external_id, line.number, shared))
        problems = [*_repeated(data, line), *_contradicted(data, line, shared)]
        errors.extend(problems)
        if not problems:
            data.sites.append(line)
    return list(listings.values()), errors


def _repeated(data: ListingData, line: Line) -> Iterable[LineError]:
    stop = line.values.get("arret")
    for other in data.sites:
        if other.values.get("arret") == stop:
            reason = f"même id_externe et même arrêt que la ligne {other.number}"
            yield LineError(line.number, "id_externe", data.external_id, reason)


def _contradicted(
    data: ListingData, line: Line, shared: Mapping[str, Value]
) -> Iterable[LineError]:
    for column, value in shared.items():
        if value != data.values[column]:
            reason = f"diffère de la ligne {data.first_line}, qui décrit la même fiche"
            yield LineError(line.number, column, _shown(value), reason)


def _shown(value: Value) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value or "")
