"""Importing a file in the browser: try it, read what it would change, apply it, undo it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.french import NBSP, counted
from portal.services.imports import ImportRefusedError
from portal.services.imports.browser import (
    MAX_BYTES,
    MAX_LINES,
    Importing,
    OutdatedTrialError,
    apply_batch,
    differences,
    try_file,
    undo_batch,
)
from portal.services.imports.columns import COLUMNS, REQUIRED
from portal.services.listings.editing import RefusedError
from portal.store.db import db
from portal.store.import_batches import count_batches, get_batch, list_batches
from portal.web.access import directory
from portal.web.admin.guard import actor, now, requires, staff_blueprint
from portal.web.admin.naming import first_of
from portal.web.admin.publishing import show_to_public
from portal.web.forms.filters import clean_line
from portal.web.paging import last_page, page_asked

imports: Blueprint = staff_blueprint("staff_imports")

_PER_PAGE = 30
_MEGABYTES = MAX_BYTES // 1024 // 1024
_LINES = f"{MAX_LINES:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")

Answer = Response | str | tuple[str, int]


class FileForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """One file to try."""

    fichier = FileField(
        "Fichier CSV ou XLSX",
        description=(
            f"{_MEGABYTES} Mo et {_LINES} lignes au plus. "
            "Rien n’est écrit avant que vous ne l’ayez relu."
        ),
        render_kw={"accept": ".csv,.xlsx", "required": True},
    )

    def read(self) -> tuple[str, bytes]:
        """Return the name and content of the file; ``ImportRefusedError`` says what is wrong."""
        given = self.fichier.data
        if given is None or not given.filename:
            raise ImportRefusedError("choisissez un fichier")
        content = given.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise ImportRefusedError(f"il dépasse {_MEGABYTES} Mo")
        return clean_line(given.filename), content


@imports.get("/imports")
@requires(Permission.IMPORT_LISTINGS)
def all_imports() -> str:
    """Show the imports, the newest first, and ask for a file."""
    return _page(FileForm())


@imports.post("/imports")
@requires(Permission.IMPORT_LISTINGS)
def try_one() -> Answer:
    """Try a file, and lead to what it would change."""
    form = FileForm()
    try:
        batch = try_file(*form.read(), _about())
    except ImportRefusedError as error:
        form.fichier.errors = [f"Fichier refusé : {error}."]
        return _page(form), 400
    return redirect(f"/gestion/imports/{batch.id}", 303)


@imports.get("/imports/<int:batch_id>")
@requires(Permission.IMPORT_LISTINGS)
def one_import(batch_id: int) -> str:
    """Show what a file would change, or what it changed."""
    batch = get_batch(db.session(), batch_id, actor())
    report: dict[str, Any] = json.loads(batch.report)
    return render_template(
        "gestion/imports/un.html", batch=batch, report=report, differences=differences(batch)
    )


@imports.post("/imports/<int:batch_id>/appliquer")
@requires(Permission.IMPORT_LISTINGS)
def apply_one(batch_id: int) -> Response:
    """Write the good lines of a file."""
    try:
        report = apply_batch(batch_id, _about())
    except OutdatedTrialError as outdated:
        flash(_reread(outdated.names), "erreur")
    except RefusedError as refusal:
        flash(str(refusal), "erreur")
    except ImportRefusedError as refusal:
        flash(f"Fichier refusé : {refusal}.", "erreur")
    else:
        show_to_public()
        drafts = f", dont {len(report.drafts)} en brouillon" if report.drafts else ""
        created = counted(len(report.created), "fiche créée", "fiches créées")
        updated = counted(len(report.updated), "modifiée", "modifiées")
        flash(f"Import appliqué : {created}{drafts}, {updated}.")
    return redirect(f"/gestion/imports/{batch_id}", 303)


@imports.post("/imports/<int:batch_id>/annuler")
@requires(Permission.IMPORT_LISTINGS)
def undo_one(batch_id: int) -> Response:
    """Give back what a file changed."""
    try:
        done = undo_batch(batch_id, _about())
    except RefusedError as refusal:
        flash(str(refusal), "erreur")
    else:
        show_to_public()
        back = counted(done.given_back, "fiche remise", "fiches remises")
        gone = counted(done.removed, "fiche retirée", "fiches retirées")
        flash(f"Import annulé : {back} comme avant, {gone}.")
        if done.left:
            names = first_of(done.left)
            flash(f"Modifiées ou utilisées depuis, elles restent : {names}.", "erreur")
    return redirect(f"/gestion/imports/{batch_id}", 303)


def _address(page: int) -> str:
    return f"/gestion/imports?page={page}"


def _about() -> Importing:
    return Importing(directory().territory, actor(), now())


def _reread(names: Sequence[str]) -> str:
    which = f"{NBSP}: {first_of(names)}" if names else ""
    return (
        f"Rien n’est écrit. Des fiches ont changé depuis l’essai{which}. "
        "Relisez ce que le fichier ferait maintenant, puis appliquez."
    )


def _page(form: FileForm) -> str:
    last = last_page(count_batches(db.session(), actor()), _PER_PAGE)
    page = page_asked(request.args, last)
    errors = [("fichier", str(message)) for message in form.fichier.errors]
    return render_template(
        "gestion/imports/tous.html",
        form=form,
        errors=errors,
        batches=list_batches(db.session(), actor(), _PER_PAGE, (page - 1) * _PER_PAGE),
        page=page,
        last=last,
        address=_address,
        columns=COLUMNS,
        required=REQUIRED,
        refused=request.method == "POST",
    )
