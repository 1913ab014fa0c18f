"""The documents of a funding file: sent, taken away, and given back as files to keep."""

from __future__ import annotations

import io
from pathlib import Path
from typing import cast

from flask import current_app, flash, redirect, request, send_file
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.dossiers.states import DossierState
from portal.domain.french import NBSP
from portal.services.dossiers.document_files import FOLDER
from portal.services.dossiers.document_types import DocumentError
from portal.services.dossiers.documents import (
    LARGEST,
    DamagedDocumentError,
    Sent,
    add_document,
    read_document,
    remove_document,
)
from portal.services.dossiers.errors import RefusedStepError
from portal.settings import Settings
from portal.store.db import db
from portal.store.dossiers import get_reached_dossier
from portal.web.admin.dossier_page_views import file_page
from portal.web.admin.guard import actor, now, requires, staff_blueprint

dossier_documents = staff_blueprint("staff_dossier_documents")

_DOCUMENTS = "/dossiers/<int:dossier_id>/pieces"
_DOCUMENT = f"{_DOCUMENTS}/<int:document_id>"
_ALL_THERE = " Si tout est là, reprenez l’instruction."
_DAMAGED = (
    "Cette pièce n’est plus lisible sur le serveur. Prévenez l’administrateur du portail : il peut"
    " la reprendre d’une sauvegarde."
)


@dossier_documents.post(_DOCUMENTS)
@requires(Permission.INSTRUCT_DOSSIERS)
def add(dossier_id: int) -> Response | tuple[str, int]:
    """Keep a document of a file."""
    dossier = get_reached_dossier(db.session(), dossier_id, actor())
    try:
        sent = _sent()
        add_document(dossier_id, sent, _folder(), actor(), now())
    except (DocumentError, RefusedStepError) as error:
        return file_page(dossier_id, refused_document=_told(error)), 400
    awaited = dossier.state is DossierState.PIECES_DEMANDEES
    flash(f"Pièce jointe au dossier.{_ALL_THERE if awaited else ''}", "succes")
    return redirect(f"/gestion/dossiers/{dossier_id}#pieces", 303)


@dossier_documents.get(_DOCUMENT)
@requires(Permission.READ_DOSSIERS)
def download(dossier_id: int, document_id: int) -> Response:
    """Send a document as a file to keep: browsers never show it as a page of this site."""
    try:
        document, content = read_document(db.session(), dossier_id, document_id, _folder(), actor())
    except DamagedDocumentError:
        flash(_DAMAGED, "erreur")
        return redirect(f"/gestion/dossiers/{dossier_id}#pieces", 303)
    answer = send_file(
        io.BytesIO(content),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.name,
        etag=False,
    )
    # The header of every private answer, and not what this helper would say of caches.
    del answer.headers["Cache-Control"]
    return answer


@dossier_documents.post(f"{_DOCUMENT}/retirer")
@requires(Permission.INSTRUCT_DOSSIERS)
def remove(dossier_id: int, document_id: int) -> Response:
    """Take a document away for good."""
    name = remove_document(dossier_id, document_id, _folder(), actor(), now())
    flash(f"Pièce retirée{NBSP}: {name}. Son contenu est effacé.", "succes")
    return redirect(f"/gestion/dossiers/{dossier_id}#pieces", 303)


def _sent() -> Sent:
    """Return the document of the form; one byte too many is enough to tell that it is too large."""
    given = request.files.get("fichier")
    if given is None or not given.filename:
        raise DocumentError("choisissez un fichier")
    return Sent(given.filename, given.read(LARGEST + 1))


def _told(error: Exception) -> str:
    said = str(error)
    return said if said.startswith("Pièce") else f"Pièce{NBSP}: {said}."


def _folder() -> Path:
    settings = cast("Settings", current_app.extensions["portal.settings"])
    return settings.instance / FOLDER
