"""The documents of a funding file: added, given back as they were, taken away."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Permission
from portal.domain.dossiers.states import CLOSED
from portal.domain.history import Act
from portal.services.audit import record
from portal.services.dossiers.document_files import drop_abandoned, drop_bytes, keep_bytes
from portal.services.dossiers.document_types import DocumentError, DocumentType, recognise
from portal.services.dossiers.errors import RefusedStepError
from portal.services.dossiers.reading import subject_of
from portal.store.db import transaction
from portal.store.dossier_documents import get_document, list_documents, list_stored_names
from portal.store.dossier_trail import DossierDocument
from portal.store.dossiers import Dossier, get_reached_dossier

logger = logging.getLogger(__name__)

LARGEST = 10 * 1024 * 1024
MOST = 30
"""How many documents a file may have at a time."""

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Sent:
    """A document as somebody sends it: its name and its bytes."""

    name: str
    content: bytes


class DamagedDocumentError(RuntimeError):
    """The bytes of a document are not those that were kept."""


def add_document(dossier_id: int, sent: Sent, folder: Path, by: Actor, now: datetime) -> None:
    """Keep a document of a file that is not closed.

    The bytes are on the disk before the row that names them; where there is no row, they go again.
    Raises ``NotFoundError`` out of reach, ``DocumentError`` and ``RefusedStepError``.
    """
    _may_write(by)
    name = _plain_name(sent.name)
    kind, content = _checked(name, sent.content)
    stored_as = keep_bytes(folder, content)
    document = DossierDocument(
        dossier_id=dossier_id,
        name=name,
        media_type=kind.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=now,
        agent_id=by.agent_id,
        actor=by.name,
        stored_as=stored_as,
    )
    try:
        with transaction() as session:
            dossier = get_reached_dossier(session, dossier_id, by)
            _check_room(dossier, list_documents(session, dossier.id), document)
            session.add(document)
            record(session, by, Act.DOCUMENT_ADDED, subject_of(dossier), now, detail=name)
    except BaseException:
        drop_bytes(folder, stored_as)
        raise


def read_document(
    session: Session, dossier_id: int, document_id: int, folder: Path, by: Actor
) -> tuple[DossierDocument, bytes]:
    """Return a document within reach, and its bytes as they were kept.

    Raises ``NotFoundError``, and ``DamagedDocumentError`` when the disk has something else.
    """
    dossier = get_reached_dossier(session, dossier_id, by)
    document = get_document(session, dossier.id, document_id)
    try:
        content = (folder / document.stored_as).read_bytes()
    except OSError as error:
        logger.exception("document %d cannot be read", document.id)
        raise DamagedDocumentError from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        logger.error("document %d is not what was kept", document.id)
        raise DamagedDocumentError
    return document, content


def remove_document(
    dossier_id: int, document_id: int, folder: Path, by: Actor, now: datetime
) -> str:
    """Take a document away for good and return its name, which history keeps.

    A closed file loses documents too: what should not have been sent must be able to go.
    """
    _may_write(by)
    with transaction() as session:
        dossier = get_reached_dossier(session, dossier_id, by)
        document = get_document(session, dossier.id, document_id)
        document.removed_at, document.removed_by = now, by.name
        name, stored_as = document.name, document.stored_as
        record(session, by, Act.DOCUMENT_REMOVED, subject_of(dossier), now, detail=name)
        kept = list_stored_names(session)
    drop_bytes(folder, stored_as)
    drop_abandoned(folder, kept)
    return name


def _checked(name: str, content: bytes) -> tuple[DocumentType, bytes]:
    if not content:
        raise DocumentError(f"«{name}» : le fichier est vide")
    if len(content) > LARGEST:
        raise DocumentError(f"«{name}» : {LARGEST // 1024 // 1024} Mo au plus")
    return recognise(name, content)


def _check_room(
    dossier: Dossier, documents: Sequence[DossierDocument], new: DossierDocument
) -> None:
    """Raise ``RefusedStepError`` where no document may be added, ``DocumentError`` for this one."""
    if dossier.state in CLOSED:
        raise RefusedStepError("Pièce : ce dossier est clos.")
    present = [each for each in documents if each.removed_at is None]
    if len(present) >= MOST:
        raise RefusedStepError(f"Pièce : un dossier a {MOST} pièces au plus.")
    twin = next((each for each in present if each.sha256 == new.sha256), None)
    if twin is not None:
        raise DocumentError(f"«{new.name}» est déjà joint, sous le nom «{twin.name}»")


def _plain_name(given: str) -> str:
    """Return the name without the folders that some systems send with it, on one line, short."""
    last = PurePosixPath(given.replace("\\", "/")).name
    name = "".join(each for each in last if each.isprintable()).strip() or "sans nom"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{ending[:_LONGEST_NAME]}"[: _LONGEST_NAME * 2]


def _may_write(by: Actor) -> None:
    if not by.may(Permission.INSTRUCT_DOSSIERS):
        raise RefusedStepError("Votre rôle ne permet pas d’écrire dans les dossiers.")
