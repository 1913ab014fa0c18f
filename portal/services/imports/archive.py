"""The archive of an XLSX file, made anew from parts that were measured: a small one can hide much.

Two readers can see two different files in one damaged archive. What is opened afterwards is what
was measured here, and nothing else.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter

from portal.services.imports.reading import MAX_BYTES
from portal.services.imports.report import ImportRefusedError
from portal.services.imports.sheet_size import PartSize

MAX_UNZIPPED = 100 * 1024 * 1024
"""The largest a workbook may be once unzipped, in bytes."""

MAX_ENTRIES = 2_000

_CONTENTS = "[Content_Types].xml"
_READ = ("xl/", "_rels/", _CONTENTS.lower())
_XML = (".xml", ".rels")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError)
"""What reading a damaged archive raises: Python's reader trusts what it finds in it."""


def rebuild(content: bytes) -> bytes:
    """Return a workbook with only what its cells need, once it is known to be of a sane size.

    Raises ``ImportRefusedError``.
    """
    try:
        parts = _parts(content)
    except ImportRefusedError:
        raise
    except _UNREADABLE as error:
        raise ImportRefusedError("le classeur est abîmé") from error
    _check_texts([PartSize.of(part) for name, part in parts.items() if name.endswith(".xml")])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    """Unzip what may be read; ``file_size`` bounds what each entry can give."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(each.file_size for each in entries) > MAX_UNZIPPED:
            raise ImportRefusedError("le classeur est trop gros une fois ouvert")
        names = {entry.filename for entry in entries}
        if _CONTENTS not in names:
            raise ImportRefusedError("c’est une archive, pas un classeur XLSX")
        if len(names) != len(entries):
            raise ImportRefusedError("le classeur est abîmé")
        return {each.filename: archive.read(each) for each in entries if _is_read(each.filename)}


def _is_read(name: str) -> bool:
    return name.lower().startswith(_READ) and name.lower().endswith(_XML)


def _check_texts(sizes: list[PartSize]) -> None:
    """Refuse texts that are kept once and repeated into something huge."""
    tables = [size.texts for size in sizes if size.texts]
    if len(tables) > 1:
        raise ImportRefusedError("le classeur est abîmé")
    texts = dict(enumerate(tables[0])) if tables else {}
    for size in sizes:
        if _length(size.shown, texts) > MAX_BYTES:
            raise ImportRefusedError("le classeur est trop gros une fois ouvert")


def _length(shown: Counter[int], texts: dict[int, int]) -> int:
    return sum(times * texts.get(index, 0) for index, times in shown.items())
