"""Reading a CSV file as people save it: its separator, its header, its lines."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.services.imports.decoding import decode
from portal.services.imports.report import ImportRefusedError, shown
from search_index.text import fold

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""

_QUOTES = "les guillemets ne vont pas par paires"
_EXCEL_SEPARATOR = re.compile(r'"?sep=([,;])"?\s*', re.IGNORECASE)
_AS_TEXT = re.compile(r"\A'(?=[=+\-@0-9])")
_BLANK = "\ufeff\u200b \t\r\n\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: the number of its first line, and its cells by column name.

    ``fault`` says in French why the line cannot be cut into cells, and is empty when it can.
    """

    line: int
    cells: dict[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A decoded file with its header checked; ``first`` is the index of the line below it.

    A column without a name (a separator too many at the line ends) is kept under an empty one.
    """

    encoding: str
    separator: str
    columns: tuple[str, ...]
    lines: Sequence[str]
    first: int

    def rows(self) -> Iterator[Row]:
        """Yield the lines below the header, empty ones left out.

        A line whose quotes are wrong is yielded as a fault, and reading goes on at the next one.
        """
        start = self.first
        while start < len(self.lines):
            yield from (record := _Record(self, start)).rows()
            start = record.end

    def row(self, line: int, cells: Sequence[str]) -> Row:
        """Name the cells of the line with that number."""
        cleaned = [clean_cell(cell) for cell in cells]
        named = {c: v for c, v in zip(self.columns, cleaned, strict=False) if c}
        while len(cleaned) > len(self.columns) and not cleaned[-1]:
            cleaned.pop()
        if len(cleaned) != len(self.columns):
            plural = "s" if len(cleaned) > 1 else ""
            reason = f"{len(cleaned)} cellule{plural} pour {len(self.columns)} colonnes"
            return Row(line, named, reason)
        if any(v for c, v in zip(self.columns, cleaned, strict=True) if not c):
            return Row(line, named, "une cellule est remplie dans une colonne sans nom")
        return Row(line, named)

    def fits(self, line: str) -> bool:
        """Tell whether a line of the file has, by itself, one cell for each column."""
        try:
            cells = next(csv.reader([line], delimiter=self.separator, strict=True), [])
        except csv.Error:
            return False
        return len(cells) == len(self.columns)


class _Record:
    """Reads on from one line until the quotes go wrong or the file ends."""

    def __init__(self, file: CsvFile, start: int) -> None:
        self.file = file
        self.end = start

    def rows(self) -> Iterator[Row]:
        """Yield the rows; ``end`` is the index of the line to go on from."""
        lines, start = self.file.lines, self.end
        reader = csv.reader(
            (lines[i] for i in range(start, len(lines))),
            delimiter=self.file.separator,
            strict=True,
        )
        try:
            for cells in reader:
                begin, self.end = self.end, start + reader.line_num
                if not any(map(clean_cell, cells)):
                    continue
                row = self.file.row(begin + 1, cells)
                if not row.fault or self.end == begin + 1:
                    yield row
                    continue
                yield Row(begin + 1, {}, _QUOTES if self._go_back(begin) else row.fault)
                return
        except csv.Error:
            yield Row(self.end + 1, {}, _QUOTES)
            self.end += 1

    def _go_back(self, begin: int) -> bool:
        """Find a good line that a quote too many swallowed, and go on from there."""
        inside = range(begin + 1, self.end)
        found = next((i for i in inside if self.file.fits(self.file.lines[i])), None)
        if found is not None:
            self.end = found
        return found is not None


def read_csv(content: bytes, known: Sequence[str], required: Sequence[str]) -> CsvFile:
    """Decode a file and check its header.

    The separator is what Excel's ``sep=`` line says, else whichever of comma and semicolon the
    header uses more. Capitals, accents and spaces in column names do not matter. Raises
    ``ImportRefusedError`` when the file is empty, too large, not text, or when its header misses a
    required column, repeats one or has one that is not known.
    """
    if len(content) > MAX_BYTES:
        raise ImportRefusedError(f"le fichier dépasse {MAX_BYTES // 1024 // 1024} Mo")
    text, encoding = decode(content)
    # The cells' length is checked column by column, with the line reported; the parser's own limit
    # would stop at the first long cell and lose the lines after it.
    csv.field_size_limit(MAX_BYTES)
    lines = list(io.StringIO(text, newline=""))
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    declared = _EXCEL_SEPARATOR.fullmatch(lines[first]) if first < len(lines) else None
    first += declared is not None
    header = lines[first] if first < len(lines) else ""
    likely = ";" if header.count(";") > header.count(",") else ","
    separator = declared[1] if declared else likely
    typed = [clean_cell(cell) for cell in next(csv.reader([header], delimiter=separator), [])]
    columns = column_names(typed, known)
    check_header(columns, known, required)
    return CsvFile(encoding, separator, columns, lines, first + 1)


def column_names(typed: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns as the format writes them; unknown ones as typed."""
    folded = [fold(name).replace(" ", "_") for name in typed]
    return tuple(f if f in known else name for f, name in zip(folded, typed, strict=True))


def check_header(columns: Sequence[str], known: Sequence[str], required: Sequence[str]) -> None:
    """Refuse a header with ``ImportRefusedError``: missing, unknown or repeated columns."""
    if any("\t" in column for column in columns):
        reason = "des tabulations séparent les cellules : virgule ou point-virgule attendu"
        raise ImportRefusedError(reason)
    named = [column for column in columns if column]
    problems = [
        *(f"colonne obligatoire absente : {c}" for c in required if c not in named),
        *(f"colonne inconnue : «{shown(c)}»" for c in dict.fromkeys(named) if c not in known),
        *(f"colonne en double : {shown(c)}" for c in dict.fromkeys(named) if named.count(c) > 1),
    ]
    if problems:
        raise ImportRefusedError(" ; ".join(problems))


def clean_cell(cell: str) -> str:
    """Return a cell without what spreadsheets add: blanks, an apostrophe that says «text»."""
    bare = _AS_TEXT.sub("", cell.strip(_BLANK)) if cell else ""
    return unicodedata.normalize("NFC", bare.replace("\r\n", "\n").replace("\r", "\n"))
