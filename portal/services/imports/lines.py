"""Lines: the cells of a line are checked against each other and the territory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.territory import Commune, Territory
from portal.services.imports.cells import CellError, Parser, Value, check
from portal.services.imports.columns import REQUIRED
from portal.services.imports.communes import commune_of
from portal.services.imports.reading import Row
from portal.services.imports.report import LineError


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
        commune, errors = self._commune(row, values)
        errors.extend(self._contradictions(row, values))
        return errors or Line(row.line, values, commune)

    def _value(self, column: str, cell: str) -> Value:
        if cell:
            check(cell)
            return self.parsers[column](cell)
        if column in REQUIRED:
            raise CellError("cette colonne est obligatoire")
        return None

    def _commune(
        self, row: Row, values: Mapping[str, Value]
    ) -> tuple[Commune | None, list[LineError]]:
        try:
            return commune_of(self.territory, values), []
        except LookupError:
            code = row.cells["code_insee"]
            return None, [LineError(row.line, "code_insee", code, "code commune inconnu")]
        except CellError as error:
            return None, [LineError(row.line, "commune", row.cells["commune"], str(error))]

    def _contradictions(self, row: Row, values: Mapping[str, Value]) -> Iterator[LineError]:
        if (values.get("latitude") is None) != (values.get("longitude") is None):
            column = "latitude" if values.get("latitude") is None else "longitude"
            yield LineError(row.line, column, "", "latitude et longitude vont ensemble")
        verified = values.get("verifie_le")
        if isinstance(verified, date) and verified > self.today:
            shown = row.cells["verifie_le"]
            yield LineError(row.line, "verifie_le", shown, "cette date est dans l’avenir")
