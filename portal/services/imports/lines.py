"""Lines: the cells of a line are checked against each other and the territory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.domain.territory import Commune, Territory
from portal.services.imports.cells import CellError, Parser, Value
from portal.services.imports.columns import REQUIRED
from portal.services.imports.reading import Row
from portal.services.imports.report import LineError
from search_index.text import fold


@lru_cache(maxsize=1)
def _by_name(territory: Territory) -> Mapping[str, list[Commune]]:
    named: defaultdict[str, list[Commune]] = defaultdict(list)
    for commune in territory.communes():
        named[fold(commune.name)].append(commune)
    return named


@dataclass(frozen=True, slots=True)
class Line:
    """A line whose every cell is good. Empty cells are ``None``, absent columns are not there."""

    number: int
    values: Mapping[str, Value]
    commune: Commune | None


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads the lines of a file, with what is needed to judge them."""

    parsers: Mapping[str, Parser]
    territory: Territory
    today: date

    def read(self, row: Row) -> Line | list[LineError]:
        """Return the line, or everything that is wrong in it."""
        if row.fault:
            return [LineError(row.line, "(ligne)", "", row.fault)]
        values: dict[str, Value] = {}
        errors: list[LineError] = []
        for column, cell in row.cells.items():
            try:
                values[column] = self._value(column, cell)
            except CellError as error:
                errors.append(LineError(row.line, column, cell, str(error)))
        if errors:
            return errors
        commune, errors = self._commune(row)
        errors.extend(self._contradictions(row, values))
        return errors or Line(row.line, values, commune)

    def _value(self, column: str, cell: str) -> Value:
        if cell:
            return self.parsers[column](cell)
        if column in REQUIRED:
            raise CellError("cette colonne est obligatoire")
        return None

    def _commune(self, row: Row) -> tuple[Commune | None, list[LineError]]:
        cell = row.cells.get
        code, name = cell("code_insee", ""), cell("commune", "")
        postal_code = cell("code_postal", "")
        if code:
            commune = self.territory.find_commune(code)
            if commune is None:
                return None, [LineError(row.line, "code_insee", code, "code commune inconnu")]
            return commune, []
        if not name:
            return None, []
        found = [
            c
            for c in _by_name(self.territory)[fold(name)]
            if not postal_code or postal_code in c.postal_codes
        ]
        if len(found) == 1:
            return found[0], []
        reason = "plusieurs communes portent ce nom" if found else "commune inconnue"
        return None, [LineError(row.line, "commune", name, f"{reason} : donnez le code_insee")]

    def _contradictions(self, row: Row, values: Mapping[str, Value]) -> Iterator[LineError]:
        cell = row.cells.get
        if (values.get("latitude") is None) != (values.get("longitude") is None):
            column = "latitude" if values.get("latitude") is None else "longitude"
            yield LineError(row.line, column, "", "latitude et longitude vont ensemble")
        postal_code = cell("code_postal", "")
        if postal_code and not (postal_code.isdecimal() and len(postal_code) == 5):
            yield LineError(row.line, "code_postal", postal_code, "attendu : 5 chiffres")
        verified = values.get("verifie_le")
        if isinstance(verified, date) and verified > self.today:
            shown = cell("verifie_le", "")
            yield LineError(row.line, "verifie_le", shown, "cette date est dans l’avenir")
