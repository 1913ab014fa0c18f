"""Reading a CSV file as people save it: its encoding, its separator, its header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.services.imports.report import ImportRefusedError

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""


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
    """A decoded file with its header checked."""

    encoding: str
    separator: str
    columns: tuple[str, ...]
    text: str

    def rows(self) -> Iterator[Row]:
        """Yield the lines below the header, empty ones left out.

        A line whose quotes are wrong is yielded as a fault, and reading goes on at the next one.
        """
        lines = list(io.StringIO(self.text, newline=""))
        start = 1
        while start < len(lines):
            reader = csv.reader(lines[start:], delimiter=self.separator, strict=True)
            done = 0
            try:
                for cells in reader:
                    if any(cell.strip() for cell in cells):
                        yield self._row(start + done + 1, cells)
                    done = reader.line_num
            except csv.Error:
                yield Row(start + done + 1, {}, "les guillemets ne vont pas par paires")
                done += 1
            start += done

    def _row(self, line: int, cells: Sequence[str]) -> Row:
        named = dict(zip(self.columns, (c.strip() for c in cells), strict=False))
        if len(cells) == len(self.columns):
            return Row(line, named)
        return Row(line, named, f"{len(cells)} cellules pour {len(self.columns)} colonnes")


def read_csv(content: bytes, known: Sequence[str], required: Sequence[str]) -> CsvFile:
    """Decode a file and check its header.

    UTF-8 (with or without its mark) is tried first, then Windows-1252; the separator is whichever
    of comma and semicolon the header uses more. Raises ``ImportRefusedError`` when the file is
    empty, too large, not text, or when its header misses a required column, repeats one or has one
    that is not known.
    """
    if len(content) > MAX_BYTES:
        raise ImportRefusedError(f"le fichier dépasse {MAX_BYTES // 1024 // 1024} Mo")
    text, encoding = _decode(content)
    # The cells' length is checked column by column, with the line reported; the parser's own limit
    # would stop at the first long cell and lose the lines after it.
    csv.field_size_limit(MAX_BYTES)
    header = next(iter(text.splitlines()), "")
    separator = ";" if header.count(";") > header.count(",") else ","
    columns = _columns(header, separator)
    _check_header(columns, known, required)
    return CsvFile(encoding, separator, columns, text)


def _decode(content: bytes) -> tuple[str, str]:
    if b"\x00" in content:
        raise ImportRefusedError("ce n’est pas un fichier texte (UTF-8 ou Windows-1252 attendu)")
    for encoding, name in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError:
            continue
    raise ImportRefusedError("encodage non reconnu : enregistrez le fichier en UTF-8")


def _columns(header: str, separator: str) -> tuple[str, ...]:
    cells = next(csv.reader([header], delimiter=separator), [])
    return tuple(cell.strip().lower() for cell in cells)


def _check_header(columns: Sequence[str], known: Sequence[str], required: Sequence[str]) -> None:
    problems = [
        *(f"colonne obligatoire absente : {c}" for c in required if c not in columns),
        *(f"colonne inconnue : «{c}»" for c in dict.fromkeys(columns) if c not in known),
        *(f"colonne en double : {c}" for c in dict.fromkeys(columns) if columns.count(c) > 1),
    ]
    if problems:
        raise ImportRefusedError(" ; ".join(problems))
