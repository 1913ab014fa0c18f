"""What a document is: told by its bytes, which its name must agree with.

A file that is two things at once, or holds more than it says, is taken for neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.services.dossiers.images import redrawn
from portal.services.dossiers.office_files import check_open_document, check_open_xml


class DocumentError(ValueError):
    """A document that is not taken; the French message says why."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type: the media type that it is served as, and the endings that its names may have.

    ``clean`` returns what is kept of the bytes. It raises ``ValueError`` for what is no such file.
    """

    media_type: str
    endings: tuple[str, ...]
    clean: Callable[[bytes], bytes]


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def _image(name: str, *endings: str) -> DocumentType:
    return DocumentType(f"image/{name}", endings, lambda content: redrawn(content, name.upper()))


def _open_xml(ending: str, kind: str) -> DocumentType:
    media_type = f"{_OPEN_XML}{kind}"
    return DocumentType(
        media_type, (ending,), lambda content: check_open_xml(content, f"{media_type}.main+xml")
    )


def _open_document(ending: str, kind: str) -> DocumentType:
    media_type = f"{_OPEN_DOCUMENT}{kind}"
    return DocumentType(
        media_type, (ending,), lambda content: check_open_document(content, media_type)
    )


def _pdf(content: bytes) -> bytes:
    """Return a PDF whose last line is its end: nothing is hidden behind it."""
    end = content.rfind(b"%%EOF")
    if not content.startswith(b"%PDF-") or end < 0 or content[end + len(b"%%EOF") :].strip():
        raise ValueError("not a PDF from the first byte to the last")
    return content


TYPES = (
    DocumentType("application/pdf", ("pdf",), _pdf),
    _image("jpeg", "jpg", "jpeg"),
    _image("png", "png"),
    _image("webp", "webp"),
    _open_xml("docx", "wordprocessingml.document"),
    _open_xml("xlsx", "spreadsheetml.sheet"),
    _open_document("odt", "text"),
    _open_document("ods", "spreadsheet"),
)
"""Every type that is taken."""

_BY_ENDING: Mapping[str, DocumentType] = {e: kind for kind in TYPES for e in kind.endings}
ENDINGS = tuple(_BY_ENDING)
"""The endings that names may have."""


def recognise(name: str, content: bytes) -> tuple[DocumentType, bytes]:
    """Return the type of a document and the bytes to keep, or raise ``DocumentError``."""
    kind = _BY_ENDING.get(name.rpartition(".")[2].lower())
    if kind is None:
        raise DocumentError(f"«{name}» : seuls sont pris {', '.join(ENDINGS)}")
    try:
        return kind, kind.clean(content)
    except ValueError as error:
        raise DocumentError(
            f"«{name}» : ce que le fichier contient n’est pas ce que son nom annonce, ou il est"
            " abîmé"
        ) from error
