"""Office files: archives that are looked into, with bounds, before anybody else opens them."""

from __future__ import annotations

import io
import zlib
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_ENTRIES = 2_000
LARGEST = 100 * 1024 * 1024
"""What an archive may hold in all, unzipped."""

_CHUNK = 256 * 1024
_FIRST_ENTRY, _END = b"PK\x03\x04", b"PK\x05\x06"
_END_LENGTH = 22
_ENCRYPTED = 0x1
_CONTENTS, _MIMETYPE = "[Content_Types].xml", "mimetype"
_UNREADABLE = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
"""What reading a damaged archive raises."""


def check_open_xml(content: bytes, main_part: str) -> bytes:
    """Return a docx or xlsx whose contents name that main part; ``ValueError`` for all else.

    Those with macros name another one.
    """
    parts = _entries(content, (_CONTENTS,))
    contents = parts.get(_CONTENTS, b"")
    if f'"{main_part}"'.encode() not in contents or b"macroEnabled" in contents:
        raise ValueError("the archive is no such office file")
    return content


def check_open_document(content: bytes, media_type: str) -> bytes:
    """Return an odt or ods that says so in its first entry; ``ValueError`` for all else."""
    parts = _entries(content, (_MIMETYPE,))
    if parts.get(_MIMETYPE) != media_type.encode() or next(iter(parts)) != _MIMETYPE:
        raise ValueError("the archive is no such office file")
    return content


def _entries(content: bytes, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """Return what the wanted entries hold, the others empty, in order; everything was unzipped."""
    if not content.startswith(_FIRST_ENTRY) or not _ends_with_itself(content):
        raise ValueError("not an archive from the first byte to the last")
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_bounds(entries)
            return {each.filename: _read(archive, each, wanted) for each in entries}
    except _UNREADABLE as error:
        raise ValueError("the archive cannot be read") from error


def _ends_with_itself(content: bytes) -> bool:
    """Tell whether nothing, not even a comment, stands behind the end of the archive."""
    return content.rfind(_END) == len(content) - _END_LENGTH


def _check_bounds(entries: list[ZipInfo]) -> None:
    if not 0 < len(entries) <= MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST:
        raise ValueError("the archive holds too much")
    if entries[0].header_offset != 0 or len({e.filename for e in entries}) != len(entries):
        raise ValueError("the archive says two things at once")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
            raise ValueError("an entry leaves the archive")
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ValueError("an entry cannot be read")


def _read(archive: ZipFile, entry: ZipInfo, wanted: tuple[str, ...]) -> bytes:
    """Unzip an entry to its end: it holds what it says, and no more.

    The size that it says bounds what is read, and its digest is compared at the end.
    """
    kept = bytearray()
    with archive.open(entry) as opened:
        while chunk := opened.read(_CHUNK):
            if entry.filename in wanted:
                kept += chunk
    return bytes(kept)
