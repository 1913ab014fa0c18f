"""How much a part of a workbook makes its reader allocate, told without allocating it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from portal.services.imports.report import ImportRefusedError

MAX_ROWS = 200_000
MAX_CELLS = 4_000_000
"""The most rows; and the most cells, empty ones too, up to the one furthest down and right."""

_CHUNK = 64 * 1024
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,7}", re.ASCII)
_HOLDS = frozenset({"v", "is", "f"})
"""What a cell that is not empty has in it."""


class _DamagedError(Exception):
    """The XML says something that no spreadsheet writes."""


@dataclass(slots=True)
class PartSize:
    """The length of each shared text in a part, and how often its cells show each of them."""

    texts: list[int] = field(default_factory=list)
    shown: Counter[int] = field(default_factory=Counter)
    _row: int = 0
    _column: int = 0
    _cell: tuple[int, int] = (0, 0)
    _furthest: tuple[int, int] = (0, 0)
    _cells: int = 0
    _is_shared: bool = False
    _inside: str = ""

    @classmethod
    def of(cls, part: bytes) -> PartSize:
        """Measure a part; raises ``ImportRefusedError`` when it is damaged or too large."""
        size = cls()
        # Read as UTF-8 whatever it declares, as the reader of workbooks does.
        parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.StartElementHandler = size._start
        parser.EndElementHandler = size._end
        parser.CharacterDataHandler = size._text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            for start in range(0, len(part), _CHUNK):
                parser.Parse(part[start : start + _CHUNK], start + _CHUNK >= len(part))
        except (expat.ExpatError, _DamagedError) as error:
            raise ImportRefusedError("le classeur est abîmé") from error
        return size

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._open_cell(attributes)
            case "si":
                self.texts.append(0)
                self._inside = "si"
            case local if local in _HOLDS:
                self._fill_cell()
                self._inside = local if local == "v" and self._is_shared else self._inside

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._cells += 1
        self._cell = (max(self._row, 1), self._column + 1)
        if "r" in attributes:
            self._cell = _place(attributes["r"])
        self._column = self._cell[1]
        self._is_shared = attributes.get("t") == "s"

    def _fill_cell(self) -> None:
        rows, columns = map(max, self._furthest, self._cell)
        self._furthest = (rows, columns)
        if rows > MAX_ROWS or max(self._cells, rows * columns) > MAX_CELLS:
            raise ImportRefusedError(
                f"ses cellules vont jusqu’à la ligne {rows}, colonne {columns} : "
                "effacez ce qui est loin du tableau"
            )

    def _text(self, text: str) -> None:
        if self._inside == "si":
            self.texts[-1] += len(text)
        elif self._inside == "v" and _NUMBER.fullmatch(text.strip()):
            self.shown[int(text)] += 1

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == self._inside:
            self._inside = ""


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise _DamagedError(reference)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise _DamagedError(text)
    return int(text)


def _refuse(*_: object) -> None:
    raise _DamagedError("a workbook declares no document type")
