"""Documents for tests: one of every type that is taken, and hostile ones."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from PIL import Image
from PIL.ExifTags import Base

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PLACE = "rue des Lilas"

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": f"{_OPEN_XML}.wordprocessingml.document.main+xml",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet.main+xml",
}
_OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def image(kind: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    """Return an image of that format whose metadata tells where it was taken."""
    out = io.BytesIO()
    made = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[Base.ImageDescription] = PLACE
    exif[Base.Orientation] = 6
    made.save(out, kind, exif=exif, **options)
    return out.getvalue()


def open_xml(ending: str, **entries: bytes) -> bytes:
    """Return a docx or xlsx, with more entries."""
    contents = f'<Types><Override ContentType="{_MAIN[ending]}"/></Types>'.encode()
    return archive({"[Content_Types].xml": contents, "main.xml": b"<x/>", **entries})


def open_document(ending: str) -> bytes:
    """Return an odt or ods."""
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("mimetype", _OPEN_DOCUMENT[ending], ZIP_STORED)
        made.writestr("content.xml", "<x/>", ZIP_DEFLATED)
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """Return an archive of these entries."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()
