"""The documents of a funding file: the queries that find them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.dossiers.states import CLOSED
from portal.store.db import NotFoundError
from portal.store.dossier_trail import DossierDocument, DossierStep

_BY_ITSELF = "fin de la durée de conservation"


def list_documents(session: Session, dossier_id: int) -> Sequence[DossierDocument]:
    """Return every document of a file, those that were taken away too, in the order they came."""
    query = select(DossierDocument).where(DossierDocument.dossier_id == dossier_id)
    return session.scalars(query.order_by(DossierDocument.id)).all()


def get_document(session: Session, dossier_id: int, document_id: int) -> DossierDocument:
    """Return a document of a file that is still there, or raise ``NotFoundError``.

    Whether the file is within reach is for the caller to see to.
    """
    query = select(DossierDocument).where(
        DossierDocument.id == document_id,
        DossierDocument.dossier_id == dossier_id,
        DossierDocument.removed_at.is_(None),
    )
    found = session.scalar(query)
    if found is None:
        raise NotFoundError(f"file {dossier_id} has no document {document_id}")
    return found


def list_stored_names(session: Session) -> frozenset[str]:
    """Return under which names the bytes of every document are kept."""
    present = select(DossierDocument.stored_as).where(DossierDocument.removed_at.is_(None))
    return frozenset(session.scalars(present))


def forget_documents(session: Session, until: datetime) -> int:
    """Take away the documents of files that were closed before ``until``; count them.

    Their bytes go with the next look for what no row names.
    """
    ended = select(DossierStep.dossier_id).where(
        DossierStep.state.in_(CLOSED), DossierStep.at <= until
    )
    old = DossierDocument.removed_at.is_(None) & DossierDocument.dossier_id.in_(ended)
    gone = update(DossierDocument).where(old).values(removed_at=until, removed_by=_BY_ITSELF)
    return len(session.execute(gone.returning(DossierDocument.id)).all())
