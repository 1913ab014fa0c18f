"""Documents of a file: what they are is told by their bytes; they are there whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from portal.domain.access import Actor, Role
from portal.services.dossiers.document_files import FOLDER
from portal.services.dossiers.document_types import DocumentError
from portal.services.dossiers.documents import (
    LARGEST,
    MOST,
    DamagedDocumentError,
    Sent,
    add_document,
    read_document,
    remove_document,
)
from portal.services.dossiers.errors import RefusedStepError
from portal.services.dossiers.images import MOST_PIXELS
from portal.services.dossiers.office_files import MOST_ENTRIES
from portal.store.audit import list_events_of
from portal.store.db import NotFoundError, db
from portal.store.dossier_documents import list_documents
from portal.store.dossier_trail import DossierDocument
from portal.store.dossiers import Dossier
from tests.conftest import NOW
from tests.documents import HTML, PDF, PLACE, archive, image, open_document, open_xml
from tests.dossiers import S, file_at
from tests.staff import ELSEWHERE, actor_of


@pytest.fixture
def claire(app: Flask) -> Actor:
    del app
    return actor_of(Role.RESPONSABLE)


@pytest.fixture
def dossier(claire: Actor) -> Dossier:
    return file_at(S.EN_INSTRUCTION, claire)


@pytest.fixture
def folder(app: Flask) -> Path:
    return Path(app.extensions["portal.settings"].instance) / FOLDER


def _documents(dossier: Dossier) -> list[DossierDocument]:
    db.session.rollback()
    return list(list_documents(db.session(), dossier.id))


def _on_disk(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


OFFICE = {
    "devis.docx": open_xml("docx"),
    "budget.xlsx": open_xml("xlsx"),
    "projet.odt": open_document("odt"),
    "comptes.ODS": open_document("ods"),
    "statuts.pdf": PDF,
}


@pytest.mark.parametrize("name", OFFICE)
def test_an_office_document_is_kept_as_it_was_sent(
    name: str, dossier: Dossier, folder: Path, claire: Actor
) -> None:
    add_document(dossier.id, Sent(name, OFFICE[name]), folder, claire, NOW)
    (kept,) = _documents(dossier)
    found, content = read_document(db.session(), dossier.id, kept.id, folder, claire)
    assert (found.name, content) == (name, OFFICE[name])
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert _on_disk(folder) == [kept.stored_as]
    assert kept.stored_as not in (name, kept.sha256)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")],
)
def test_of_an_image_only_the_pixels_are_kept_upright(
    name: str, kind: str, dossier: Dossier, folder: Path, claire: Actor
) -> None:
    sent = image(kind) + (HTML if kind == "JPEG" else b"")
    assert PLACE.encode() in sent
    add_document(dossier.id, Sent(name, sent), folder, claire, NOW)
    _, content = read_document(db.session(), dossier.id, _documents(dossier)[0].id, folder, claire)
    assert PLACE.encode() not in content
    assert HTML not in content
    with Image.open(io.BytesIO(content)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == (kind, (20, 40), {})


def test_a_transparent_image_stays_so(dossier: Dossier, folder: Path, claire: Actor) -> None:
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "PNG", transparency=0)
    add_document(dossier.id, Sent("logo.png", out.getvalue()), folder, claire, NOW)
    _, content = read_document(db.session(), dossier.id, _documents(dossier)[0].id, folder, claire)
    with Image.open(io.BytesIO(content)) as shown:
        assert shown.convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


def _vast() -> bytes:
    return image("PNG", (MOST_PIXELS // 4000 + 1, 4000))


def _torn_metadata() -> bytes:
    """Return a photograph whose description says that it is a fraction."""
    text, fraction = b"\x01\x0e\x00\x02\x00\x00\x00\x0e", b"\x01\x0e\x00\x05\x00\x00\x00\x01"
    sound = image("JPEG")
    assert text in sound
    return sound.replace(text, fraction)


def _bomb() -> bytes:
    return open_xml("docx", **{f"part{n}.xml": bytes(26 * 1024 * 1024) for n in range(4)})


HOSTILE: dict[str, tuple[str, bytes | Callable[[], bytes]]] = {
    "a page that calls itself a PDF": ("facture.pdf", HTML),
    "a page behind the first line of a PDF": ("facture.pdf", b"%PDF-1.7\n" + HTML),
    "a page behind the end of a PDF": ("facture.pdf", PDF + HTML),
    "a PDF behind a page": ("facture.pdf", HTML + PDF),
    "an archive behind a PDF": ("facture.pdf", PDF + open_xml("docx")),
    "a PDF that calls itself a document": ("facture.docx", PDF),
    "a page that calls itself an image": ("photo.png", HTML),
    "an image under another image's name": ("photo.png", image("JPEG")),
    "half an image": ("photo.jpg", image("JPEG", (400, 400))[:1500]),
    "an image with damaged metadata": ("photo.jpg", _torn_metadata),
    "an image with too many pixels": ("p.png", _vast),
    "a workbook that calls itself a text": ("devis.docx", open_xml("xlsx")),
    "a spreadsheet that calls itself a text": ("devis.odt", open_document("ods")),
    "any archive": ("devis.docx", archive({"a.txt": b"bonjour"})),
    "macros": (
        "devis.docx",
        archive({"[Content_Types].xml": b'"application/vnd.ms-word.document.macroEnabled"'}),
    ),
    "an archive bomb": ("devis.docx", _bomb),
    "too many entries": (
        "devis.docx",
        open_xml("docx", **{str(n): b"" for n in range(MOST_ENTRIES)}),
    ),
    "an entry that leaves the archive": ("d.docx", open_xml("docx", **{"../../etc/x": b""})),
    "something before the archive": ("devis.docx", HTML + open_xml("docx")),
    "something behind the archive": ("devis.docx", open_xml("docx") + HTML),
    "a damaged archive": ("devis.docx", open_xml("docx").replace(b"main.xml", b"niam.xml", 1)),
    "a program": ("outil.exe", b"MZ" + bytes(200)),
    "a drawing with scripts": ("plan.svg", b"<svg onload='alert(1)'/>"),
    "no ending": ("facture", PDF),
    "two endings": ("facture.pdf.html", PDF),
    "nothing": ("vide.pdf", b""),
    "too much": ("gros.pdf", PDF + b" " * (LARGEST + 1 - len(PDF))),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_not_what_it_says_is_refused_and_leaves_nothing(
    case: str, dossier: Dossier, folder: Path, claire: Actor
) -> None:
    name, content = HOSTILE[case]
    sent = Sent(name, content() if callable(content) else content)
    with pytest.raises(DocumentError, match=name.partition(".")[0]):
        add_document(dossier.id, sent, folder, claire, NOW)
    assert (_documents(dossier), _on_disk(folder)) == ([], [])


def test_as_much_as_is_allowed_is_taken(dossier: Dossier, folder: Path, claire: Actor) -> None:
    whole = PDF + b" " * (LARGEST - len(PDF))
    add_document(dossier.id, Sent("gros.pdf", whole), folder, claire, NOW)
    assert _documents(dossier)[0].size == LARGEST


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Documents\\bilan.pdf", "bilan.pdf"),
        ("bi\u202efdp.\r\nX: y.pdf", "bifdp.X: y.pdf"),
        (f"{'long' * 100}.pdf", f"{'long' * 30}.pdf"),
    ],
)
def test_a_name_is_a_name_and_never_a_path(
    sent: str, kept: str, dossier: Dossier, folder: Path, claire: Actor
) -> None:
    add_document(dossier.id, Sent(sent, PDF), folder, claire, NOW)
    assert [each.name for each in _documents(dossier)] == [kept]
    assert len(_on_disk(folder)) == 1


def test_the_same_document_twice_and_one_too_many_are_refused(
    dossier: Dossier, folder: Path, claire: Actor
) -> None:
    for number in range(MOST):
        add_document(dossier.id, Sent("a.pdf", PDF + b"\n" * number), folder, claire, NOW)
        with pytest.raises((DocumentError, RefusedStepError), match=r"déjà joint|30 pièces"):
            add_document(dossier.id, Sent("b.pdf", PDF + b"\n" * number), folder, claire, NOW)
    assert len(_on_disk(folder)) == len(_documents(dossier)) == MOST


@pytest.mark.parametrize("state", [S.SOLDEE, S.REFUSEE, S.ABANDONNEE, S.RESILIEE])
def test_a_closed_file_takes_no_document(state: S, folder: Path, claire: Actor) -> None:
    closed = file_at(state, claire)
    with pytest.raises(RefusedStepError, match="clos"):
        add_document(closed.id, Sent("a.pdf", PDF), folder, claire, NOW)
    assert _on_disk(folder) == []


def test_a_document_that_is_taken_away_loses_its_bytes_and_keeps_its_name(
    dossier: Dossier, folder: Path, claire: Actor
) -> None:
    add_document(dossier.id, Sent("rib.pdf", PDF), folder, claire, NOW)
    document = _documents(dossier)[0]
    assert remove_document(dossier.id, document.id, folder, claire, NOW) == "rib.pdf"
    (gone,) = _documents(dossier)
    assert (gone.name, gone.removed_at, gone.removed_by) == ("rib.pdf", NOW, claire.name)
    assert _on_disk(folder) == []
    told = [e.sentence for e in list_events_of(db.session(), "dossier", dossier.id)[:2]]
    assert "a retiré une pièce" in told[0]
    assert "a joint une pièce" in told[1]
    assert all("(rib.pdf)" in each for each in told)
    with pytest.raises(NotFoundError):
        read_document(db.session(), dossier.id, document.id, folder, claire)
    add_document(dossier.id, Sent("rib.pdf", PDF), folder, claire, NOW)
    assert len(_on_disk(folder)) == 1


def test_a_document_that_changed_on_the_disk_is_not_given(
    dossier: Dossier, folder: Path, claire: Actor
) -> None:
    add_document(dossier.id, Sent("a.pdf", PDF), folder, claire, NOW)
    document = _documents(dossier)[0]
    for wrong in (PDF + b"!", None):
        path = folder / document.stored_as
        path.unlink() if wrong is None else path.write_bytes(wrong)
        with pytest.raises(DamagedDocumentError):
            read_document(db.session(), dossier.id, document.id, folder, claire)


def test_out_of_reach_there_is_nothing_and_nothing_stays(
    dossier: Dossier, folder: Path, claire: Actor
) -> None:
    add_document(dossier.id, Sent("a.pdf", PDF), folder, claire, NOW)
    document, other = _documents(dossier)[0], actor_of(Role.RESPONSABLE, ELSEWHERE)
    with pytest.raises(NotFoundError):
        add_document(dossier.id, Sent("b.pdf", PDF + b"\n"), folder, other, NOW)
    with pytest.raises(NotFoundError):
        read_document(db.session(), dossier.id, document.id, folder, other)
    with pytest.raises(NotFoundError):
        remove_document(dossier.id, document.id, folder, other, NOW)
    assert _on_disk(folder) == [document.stored_as]


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.AGENT, Role.CNAF])
def test_who_only_reads_neither_adds_nor_takes_away(
    role: Role, dossier: Dossier, folder: Path, claire: Actor
) -> None:
    add_document(dossier.id, Sent("a.pdf", PDF), folder, claire, NOW)
    document, reader = _documents(dossier)[0], actor_of(role)
    with pytest.raises(RefusedStepError, match="rôle"):
        add_document(dossier.id, Sent("b.pdf", PDF), folder, reader, NOW)
    with pytest.raises(RefusedStepError, match="rôle"):
        remove_document(dossier.id, document.id, folder, reader, NOW)
    assert read_document(db.session(), dossier.id, document.id, folder, reader)[1] == PDF


def test_what_a_crash_left_goes_with_the_next_removal(
    dossier: Dossier, folder: Path, claire: Actor
) -> None:
    for name in ("a.pdf", "b.pdf"):
        add_document(dossier.id, Sent(name, PDF + name.encode() + b"%%EOF"), folder, claire, NOW)
    left, just_written = folder / ("f" * 64), folder / ("e" * 64)
    left.write_bytes(PDF)
    just_written.write_bytes(PDF)
    os.utime(left, (0, 0))
    first, second = _documents(dossier)
    os.utime(folder / second.stored_as, (0, 0))
    remove_document(dossier.id, first.id, folder, claire, NOW)
    assert _on_disk(folder) == sorted([just_written.name, second.stored_as])
