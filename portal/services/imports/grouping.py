"""Grouping: the lines that share an ``id_externe`` are the stops of one listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portal.services.imports.cells import Value
from portal.services.imports.columns import SITE_COLUMNS
from portal.services.imports.lines import Line
from portal.services.imports.report import LineError


@dataclass(slots=True)
class ListingData:
    """What a file says of one listing: the values that its lines share, and one line per stop."""

    external_id: str
    first_line: int
    values: dict[str, Value] = field(default_factory=dict)
    stops: dict[str, Line] = field(default_factory=dict)

    @property
    def sites(self) -> list[Line]:
        """The lines of the listing, in the order of the file."""
        return list(self.stops.values())


def group(lines: Iterable[Line]) -> tuple[list[ListingData], list[LineError]]:
    """Group good lines into listings, in the order of the file.

    A line that repeats a stop of its listing, or that contradicts the lines before it on something
    that belongs to the listing as a whole, is left out and reported. An empty cell says nothing,
    so it contradicts nothing.
    """
    listings: dict[str, ListingData] = {}
    errors: list[LineError] = []
    for line in lines:
        external_id = str(line.values["id_externe"])
        said = {c: v for c, v in line.values.items() if c not in SITE_COLUMNS and v is not None}
        data = listings.setdefault(external_id, ListingData(external_id, line.number))
        problems = [*_repeated(data, line), *_contradicted(data, line, said)]
        errors.extend(problems)
        if not problems:
            data.values.update(said)
            data.stops[_stop(line)] = line
    return list(listings.values()), errors


def _repeated(data: ListingData, line: Line) -> Iterator[LineError]:
    other = data.stops.get(_stop(line))
    if other is not None:
        reason = f"même id_externe et même arrêt que la ligne {other.number}"
        yield LineError(line.number, "id_externe", data.external_id, reason)


def _contradicted(data: ListingData, line: Line, said: Mapping[str, Value]) -> Iterator[LineError]:
    for column, value in said.items():
        if value != data.values.get(column, value):
            reason = f"diffère de la ligne {data.first_line}, qui décrit la même fiche"
            yield LineError(line.number, column, shown_value(value), reason)


def _stop(line: Line) -> str:
    return str(line.values.get("arret") or "")


def shown_value(value: object) -> str:
    """Return a value as a cell would hold it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return "|".join(value)
    return "" if value is None else str(value)
